import { describe, expect, test } from 'vitest';
import { METRICS, NAMESPACE } from '../../adapters/names.ts';
import { type Json, ofType, one, type Resource, refs, resources, synth } from './synth.ts';

const all = resources(synth());
const alarms = ofType(all, 'AWS::CloudWatch::Alarm');
const topic = one(all, 'AWS::SNS::Topic', 'Topic')[0];
const alarm = (part: string): Resource['Properties'] => one(all, 'AWS::CloudWatch::Alarm', part)[1].Properties;

describe('alarms', () => {
  test('there is one for each thing that must not be silent', () => {
    expect(alarms.map(([id]) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
      'MonitorAlertsUndeliverableAlarm',
      'MonitorDiscoverDropped',
      'MonitorDiscoverFailedAlarm',
      'MonitorDiscoverNothingFound',
      'MonitorDiscoverSilence',
      'MonitorNotifyErrors',
      'MonitorNotifyFailedAlarm',
      'MonitorNotifyUndelivered',
      'MonitorProbeClock',
      'MonitorSubscribersErrors',
      'MonitorSubscribersFailedAlarm',
      'MonitorSubscribersNobody',
      'MonitorSubscribersRejected',
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
      else expect(['AWS/SQS', 'AWS/Lambda', 'AWS/SNS']).toContain(Properties.Namespace);
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
      if (Properties.Statistic === 'Sum')
        expect(['SweepCompleted', 'Errors', 'NumberOfNotificationsFailed']).toContain(Properties.MetricName);
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

  test('F11: a list that fell to under half of what it was is told', () => {
    expect(alarm('DiscoverDropped')).toMatchObject({
      MetricName: 'ListDropped',
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
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

describe('who counts subscribers', () => {
  test('rings when nobody is confirmed for half an hour', () => {
    expect(alarm('SubscribersNobody')).toMatchObject({
      MetricName: 'ConfirmedSubscribers',
      Statistic: 'Maximum',
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      Period: 1800,
    });
  });

  test.each<[string, Record<string, unknown>, boolean]>([
    ['with Slack alone it has nobody to miss', { slackWebhookSecret: 'chat/hook' }, false],
    [
      'with Slack and a topic that is there already it has',
      { slackWebhookSecret: 'chat/hook', topicArn: 'arn:aws:sns:eu-west-1:123456789012:alerts' },
      true,
    ],
    ['with Slack and an address it has', { slackWebhookSecret: 'chat/hook', alertEmail: ['a@example.org'] }, true],
  ])('%s', (_, settings, wanted) => {
    const found = ofType(resources(synth(settings)), 'AWS::CloudWatch::Alarm').map(([id]) => id);
    expect(found.some((id) => id.includes('SubscribersNobody'))).toBe(wanted);
  });

  test('rings when SNS could not hand over a message', () => {
    const found = alarm('SubscribersRejected');
    expect(found).toMatchObject({ Namespace: 'AWS/SNS', MetricName: 'NumberOfNotificationsFailed', Statistic: 'Sum' });
  });
});

describe('the dashboard', () => {
  const body = one(all, 'AWS::CloudWatch::Dashboard', 'Dashboard')[1].Properties.DashboardBody as {
    'Fn::Join': [string, Json[]];
  };
  const text = body['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'X')).join('');
  const { widgets } = JSON.parse(text) as { widgets: { properties: { title: string; metrics: Json[] } }[] };

  test('titles are the questions that the graphs answer', () => {
    expect(widgets.map(({ properties }) => properties.title)).toEqual([
      'How are the tokens?',
      'Which issuer refuses?',
      'Is the monitor looking?',
      'Do alerts arrive?',
      'Is anything stuck?',
      'How fast do issuers answer? (ms)',
      'Do the functions fail?',
    ]);
  });

  test('every metric of ours is shown, under a name that exists', () => {
    const named = [...text.matchAll(/"TokenHealth","(\w+)"|MetricName=\\+"(\w+)\\+"/g)].map(([, a, b]) => a ?? b);
    expect([...new Set(named)].sort()).toEqual(Object.keys(METRICS).sort());
  });
});
