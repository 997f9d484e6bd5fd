import { describe, expect, test } from 'vitest';
import { METRICS, NAMESPACE } from '../../adapters/names.ts';
import { ofType, one, type Resource, refs, resources, synth } from './synth.ts';

const all = resources(synth());
const alarms = ofType(all, 'AWS::CloudWatch::Alarm');
const topic = one(all, 'AWS::SNS::Topic', 'Topic')[0];
const alarm = (part: string): Resource['Properties'] => one(all, 'AWS::CloudWatch::Alarm', part)[1].Properties;

describe('alarms', () => {
  test('there is one for each thing that must not be silent', () => {
    expect(alarms.map(([id]) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
      'MonitorAlertsUndeliverableAlarm',
      'MonitorDiscoverFailedAlarm',
      'MonitorDiscoverNothingFound',
      'MonitorDiscoverSilence',
      'MonitorNotifyErrors',
      'MonitorNotifyFailedAlarm',
      'MonitorNotifyUndelivered',
      'MonitorProbeClock',
      'MonitorWorkFailedAlarm',
    ]);
  });

  test.each(alarms)(
    '%s goes to the topic, says what to do, and watches one metric that exists',
    (_, { Properties }) => {
      expect(refs(Properties.AlarmActions)).toEqual([topic]);
      expect(Properties.AlarmDescription).toMatch(/^Token Health: .{20,}\.$/);
      expect(Properties.Metrics).toBeUndefined();
      if (Properties.Namespace === NAMESPACE) expect(Object.keys(METRICS)).toContain(Properties.MetricName);
      else expect(['AWS/SQS', 'AWS/Lambda']).toContain(Properties.Namespace);
    },
  );

  test.each(alarms)('%s decides about missing data', (id, { Properties }) => {
    expect(Properties.TreatMissingData).toBe(id.includes('Silence') ? 'breaching' : 'notBreaching');
  });

  test('our own metrics are those of this deployment', () => {
    for (const [, { Properties }] of alarms)
      if (Properties.Namespace === NAMESPACE)
        expect(Properties.Dimensions).toEqual([{ Name: 'service', Value: 'TokenHealth' }]);
  });

  test('no alarm sums a gauge: EMF may come twice', () => {
    for (const [, { Properties }] of alarms)
      if (Properties.Statistic === 'Sum') expect(['SweepCompleted', 'Errors']).toContain(Properties.MetricName);
  });

  test('every dead-letter queue has an alarm at its first message', () => {
    const work = one(all, 'AWS::SQS::Queue', 'WorkQueue')[0];
    const dead = ofType(all, 'AWS::SQS::Queue')
      .map(([id]) => id)
      .filter((id) => id !== work);
    const watched = alarms
      .filter(([, { Properties }]) => Properties.Namespace === 'AWS/SQS')
      .map(([, { Properties }]) => {
        expect(Properties).toMatchObject({
          Threshold: 1,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          Statistic: 'Maximum',
        });
        return refs(Properties.Dimensions).join();
      });
    expect(watched.sort()).toEqual(dead.sort());
  });

  test.each([
    ['rate(1 hour)', 3600, 2],
    ['rate(5 minutes)', 300, 2],
    ['rate(1 day)', 86_400, 2],
    ['cron(0 6 * * ? *)', 3600, 25],
  ])('trap 9: with %s silence is told after %d s times %d', (schedule, Period, EvaluationPeriods) => {
    const found = one(resources(synth({ schedule })), 'AWS::CloudWatch::Alarm', 'Silence')[1].Properties;
    expect(found).toMatchObject({
      Period,
      EvaluationPeriods,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      MetricName: 'SweepCompleted',
    });
  });

  test('trap 10: a sweep that finds nothing is told', () => {
    expect(alarm('NothingFound')).toMatchObject({
      MetricName: 'TokensDiscovered',
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      Statistic: 'Maximum',
    });
  });

  test('an alert undelivered for more than an hour is told', () => {
    expect(alarm('NotifyUndelivered')).toMatchObject({
      MetricName: 'OldestUndeliveredSeconds',
      Threshold: 3600,
      Statistic: 'Maximum',
    });
  });
});
