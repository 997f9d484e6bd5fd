import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { chunk } from '../adapters/aws/calls.ts';
import { type LINES, METRICS, type MetricName, NAMESPACE } from '../adapters/names.ts';
import type { CountName, Measure } from '../monitor/ports.ts';

const UNITS: Partial<Record<MetricName, (typeof MetricUnit)[keyof typeof MetricUnit]>> = {
  OldestUndeliveredSeconds: MetricUnit.Seconds,
  ClockSkewSeconds: MetricUnit.Seconds,
};

/** EMF takes 100 values of a metric in one document; at the hundredth Powertools begins another by itself, and drops what was added to the first. */
const MAX_VALUES = 99;

type Value = { readonly name: MetricName; readonly value: number };
type Fields = Readonly<Record<string, string | number>>;

/** Collects while the function works. At its end metrics go to stdout as EMF, and everything else as lines of JSON for Logs Insights. */
export type Collected = Measure & { readonly flush: () => void };

export const collectMeasures = (): Collected => {
  let values: Value[] = [];
  let lines: Fields[] = [];
  let counts: Record<string, number> = {};
  const say = (measured: keyof typeof LINES, fields: Fields): void => void lines.push({ measured, ...fields });
  return {
    probe: (provider, outcome, milliseconds) => say('probe', { provider, outcome, milliseconds }),
    verdicts: (found) => say('tokens', found),
    count: (name, value) => {
      if (isMetric(name)) values.push({ name, value });
      else counts[name] = (counts[name] ?? 0) + value;
    },
    flush: () => {
      if (Object.keys(counts).length > 0) say('counts', counts);
      for (const part of chunk(values, MAX_VALUES)) writeMetrics(part);
      for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`);
      [values, lines, counts] = [[], [], {}];
    },
  };
};

const isMetric = (name: CountName): name is MetricName & CountName => Object.hasOwn(METRICS, name);

const writeMetrics = (values: readonly Value[]): void => {
  const metrics = new Metrics({ namespace: NAMESPACE });
  for (const { name, value } of values) metrics.addMetric(name, UNITS[name] ?? MetricUnit.Count, value);
  metrics.publishStoredMetrics();
};
