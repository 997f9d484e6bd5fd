import { describe, expect, test } from 'vitest';
import { LINES, METRICS } from '../../adapters/names.ts';
import { countVerdicts } from '../../core/model/verdict.ts';
import { runModule } from './child.ts';

type Emf = {
  /** Of metrics only; other lines have none. */
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

  test('an issuer costs no metric: its answers are lines of the log', async () => {
    const found = await emitted("measure.probe('discord', 'accepted', 12); measure.probe('discord', 'refused', 30)");
    expect(found).toEqual([
      { measured: 'probe', provider: 'discord', outcome: 'accepted', milliseconds: 12 },
      { measured: 'probe', provider: 'discord', outcome: 'refused', milliseconds: 30 },
    ]);
  });

  test('every verdict is counted in one line, those without a token as 0', async () => {
    const found = await emitted("measure.verdicts(countVerdicts(['healthy', 'healthy', 'expired']))");
    expect(found).toEqual([
      {
        measured: 'tokens',
        healthy: 2,
        expiring: 0,
        expired: 1,
        overdue: 0,
        rejected: 0,
        degraded: 0,
        indeterminate: 0,
        misconfigured: 0,
        unchecked: 0,
      },
    ]);
  });

  test('what no alarm needs is added up in one line', async () => {
    const found = await emitted(
      "measure.count('TokensQueued', 20); measure.count('TokensQueued', 3); measure.count('AlertsFailed', 0)",
    );
    expect(found).toEqual([{ measured: 'counts', TokensQueued: 23, AlertsFailed: 0 }]);
  });

  test('250 values of one metric are three documents, each of this deployment', async () => {
    const found = await emitted("for (let i = 0; i < 250; i++) measure.count('ClockSkewSeconds', i)");
    const one = { Namespace: 'TokenHealth', Dimensions: [['service']], Metrics: ['ClockSkewSeconds Seconds'] };
    expect(found.map(shape)).toEqual([[one], [one], [one]]);
    expect(found.map(({ service }) => service)).toEqual(['Stack', 'Stack', 'Stack']);
    expect(found.flatMap(({ ClockSkewSeconds }) => ClockSkewSeconds)).toEqual(Array.from({ length: 250 }, (_, i) => i));
  });

  test('a fleet of many issuers sends ten metrics at most, none of them by issuer or token', async () => {
    const found = await emitted(`
      for (const name of ['TokensDiscovered', 'TokensQueued', 'TokensJudged', 'TokensRequeued', 'AlertsSent', 'AlertsFailed',
        'OldestUndeliveredSeconds', 'ClockSkewSeconds', 'SweepCompleted', 'ListDropped', 'ConfirmedSubscribers']) measure.count(name, 7);
      for (let i = 0; i < 300; i++) measure.probe('issuer-' + i % 30, ['accepted', 'refused'][i % 2], i);
      measure.verdicts(countVerdicts(['healthy', 'rejected']))`);
    const paid = new Set(
      found
        .filter(({ _aws }) => _aws !== undefined)
        .flatMap((document) =>
          shape(document).flatMap(({ Metrics, Dimensions }) => Metrics.map((metric) => `${metric} ${Dimensions}`)),
        ),
    );
    expect([...paid].map((text) => text.split(' ')[0]).sort()).toEqual(Object.keys(METRICS).sort());
    expect([...paid].every((text) => text.endsWith(' service'))).toBe(true);
    expect(paid.size).toBeLessThanOrEqual(10);
  });

  test('lines have the fields of the table of names', async () => {
    const found = await emitted(
      "measure.probe('a', 'b', 1); measure.verdicts(countVerdicts([])); for (const name of ['TokensQueued', 'TokensRequeued', 'AlertsSent', 'AlertsFailed']) measure.count(name, 1)",
    );
    const fields = found.map(({ measured, ...rest }) => [measured, Object.keys(rest)]);
    expect(Object.fromEntries(fields)).toEqual(
      Object.fromEntries(Object.entries(LINES).map(([name, line]) => [name, [...line.fields]])),
    );
  });

  test('nothing measured prints nothing', async () => expect(await emitted('')).toEqual([]));

  test('counts name every verdict', () => expect(Object.keys(countVerdicts([]))).toHaveLength(9));
});
