import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { DIMENSIONS, type MetricName, NAMESPACE } from '../adapters/names.ts';
import { VERDICTS } from '../core/model/verdict.ts';
import type { Measure } from '../monitor/ports.ts';

const UNITS: Partial<Record<MetricName, (typeof MetricUnit)[keyof typeof MetricUnit]>> = {
  ProbeLatency: MetricUnit.Milliseconds,
  OldestUndeliveredSeconds: MetricUnit.Seconds,
  ClockSkewSeconds: MetricUnit.Seconds,
};

type Line = {
  readonly name: MetricName;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
};

/** Collects while the function works and writes EMF to stdout at its end: one document per set of dimensions. */
export type Collected = Measure & { readonly flush: () => void };

export const collectMeasures = (): Collected => {
  let lines: Line[] = [];
  const add = (name: MetricName, value: number, dimensions: Line['dimensions'] = {}): void => {
    lines.push({ name, dimensions, value });
  };
  return {
    probe: (provider, outcome, milliseconds) => {
      add('Probes', 1, { [DIMENSIONS.provider]: provider, [DIMENSIONS.outcome]: outcome });
      add('ProbeLatency', milliseconds, { [DIMENSIONS.provider]: provider });
    },
    verdicts: (counts) => {
      for (const verdict of VERDICTS) add('Tokens', counts[verdict], { [DIMENSIONS.verdict]: verdict });
    },
    count: (name, value) => add(name, value),
    flush: () => {
      const taken = lines;
      lines = [];
      for (const group of Map.groupBy(taken, ({ dimensions }) => JSON.stringify(dimensions)).values()) write(group);
    },
  };
};

const write = (lines: readonly Line[]): void => {
  const metrics = new Metrics({ namespace: NAMESPACE });
  metrics.addDimensions({ ...lines[0]?.dimensions });
  for (const { name, value } of lines) metrics.addMetric(name, UNITS[name] ?? MetricUnit.Count, value);
  metrics.publishStoredMetrics();
};
