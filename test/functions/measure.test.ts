import { describe, expect, test } from 'vitest';
import { METRICS } from '../../adapters/names.ts';
import { countVerdicts } from '../../core/model/verdict.ts';
import { runModule } from './child.ts';

type Emf = {
  _aws: {
    CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] }[];
  };
  [name: string]: unknown;
};

const emitted = async (calls: string): Promise<Emf[]> => {
  const { lines } = await runModule(
    `const { collectMeasures } = await import('./functions/measure.ts');
      const { countVerdicts } = await import('./core/model/verdict.ts');
     const measure = collectMeasures(); ${calls}; measure.flush(); measure.flush();`,
  );
  return lines.map((line) => JSON.parse(line) as Emf);
};

const shape = ({ _aws }: Emf) =>
  _aws.CloudWatchMetrics.map(({ Namespace, Dimensions, Metrics }) => ({
    Namespace,
    Dimensions: Dimensions.map((set) => [...set].sort()),
    Metrics: Metrics.map(({ Name, Unit }) => `${Name} ${Unit}`).sort(),
  }));

describe('metrics', () => {
  test('a sweep that finds nothing sends 0', async () => {
    const [one, ...more] = await emitted("measure.count('TokensDiscovered', 0); measure.count('SweepCompleted', 1)");
    expect(more).toEqual([]);
    expect(one).toMatchObject({ service: 'Stack', TokensDiscovered: 0, SweepCompleted: 1 });
    expect(shape(one!)).toEqual([
      {
        Namespace: 'TokenHealth',
        Dimensions: [['service']],
        Metrics: ['SweepCompleted Count', 'TokensDiscovered Count'],
      },
    ]);
  });

  test('probes have provider and outcome, their latency the provider only', async () => {
    const found = await emitted("measure.probe('discord', 'accepted', 12); measure.probe('discord', 'accepted', 30)");
    expect(found.flatMap(shape)).toEqual([
      { Namespace: 'TokenHealth', Dimensions: [['Outcome', 'Provider', 'service']], Metrics: ['Probes Count'] },
      { Namespace: 'TokenHealth', Dimensions: [['Provider', 'service']], Metrics: ['ProbeLatency Milliseconds'] },
    ]);
    expect(found[0]).toMatchObject({ Provider: 'discord', Outcome: 'accepted', Probes: [1, 1] });
    expect(found[1]).toMatchObject({ ProbeLatency: [12, 30] });
  });

  test('every verdict is counted, those without a token as 0', async () => {
    const found = await emitted("measure.verdicts(countVerdicts(['healthy', 'healthy', 'expired']))");
    expect(Object.fromEntries(found.map(({ Verdict, Tokens }) => [Verdict, Tokens]))).toEqual({
      healthy: 2,
      expiring: 0,
      expired: 1,
      overdue: 0,
      rejected: 0,
      degraded: 0,
      indeterminate: 0,
      misconfigured: 0,
      unchecked: 0,
    });
  });

  test('dimensions are those of the table of names', async () => {
    const found = await emitted(
      "measure.probe('a', 'b', 1); measure.verdicts(countVerdicts([])); measure.count('OldestUndeliveredSeconds', 3)",
    );
    for (const { Dimensions, Metrics } of found.flatMap(shape))
      for (const metric of Metrics) {
        const name = metric.split(' ')[0] as keyof typeof METRICS;
        expect(Dimensions).toEqual([[...METRICS[name].dimensions, 'service'].sort()]);
      }
  });

  test('more values than EMF takes in one document are not lost', async () => {
    const found = await emitted("for (let i = 0; i < 250; i++) measure.probe('a', 'accepted', i)");
    const latencies = found.flatMap(({ ProbeLatency }) => (ProbeLatency ?? []) as number[]);
    expect(latencies.length).toBe(250);
    for (const { ProbeLatency } of found)
      expect(([ProbeLatency ?? []].flat() as number[]).length).toBeLessThanOrEqual(100);
  });

  test('nothing measured prints nothing', async () => expect(await emitted('')).toEqual([]));

  test('counts name every verdict', () => expect(Object.keys(countVerdicts([]))).toHaveLength(9));
});
