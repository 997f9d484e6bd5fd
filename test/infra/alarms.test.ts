import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { METRICS, NAMESPACE } from '../../adapters/names.ts';
import { FULL, ofType, one, type Resource, refs, resources, shown, synth } from './synth.ts';

const all = resources(synth(FULL));
const alarms = ofType(all, 'AWS::CloudWatch::Alarm');
const topic = one(all, 'AWS::SNS::Topic', 'AlarmsTopic')[0];
const alarm = (part: string): Resource['Properties'] => one(all, 'AWS::CloudWatch::Alarm', part)[1].Properties;
const headings = [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);

describe('alarms', () => {
  test('there is one for each thing that must not be silent', () => {
    expect(alarms.map(([id]) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
      'MonitorAlarmsFailedAlarm',
      'MonitorAlertsUndeliverableAlarm',
      'MonitorDiscoverDropped',
      'MonitorDiscoverFailedAlarm',
      'MonitorNotifyFailedAlarm',
      'MonitorPulseBacklog',
      'MonitorPulseClock',
      'MonitorPulseDiscoverErrors',
      'MonitorPulseDiscoverThrottles',
      'MonitorPulseNothingFound',
      'MonitorPulseNotifyErrors',
      'MonitorPulseNotifyThrottles',
      'MonitorPulseProbeErrors',
      'MonitorPulseProbeThrottles',
      'MonitorPulseSilence',
      'MonitorPulseStopped',
      'MonitorPulseStreamBehind',
      'MonitorPulseUndelivered',
      'MonitorPulseUnjudged',
      'MonitorSubscribersErrors',
      'MonitorSubscribersFailedAlarm',
      'MonitorSubscribersNobody',
      'MonitorSubscribersRejected',
      'MonitorWorkFailedAlarm',
    ]);
  });

  test.each(alarms)(
    '%s tells the alarm topic when it goes on and off, and watches one metric that exists',
    (_, { Properties }) => {
      expect([refs(Properties.AlarmActions), refs(Properties.OKActions)]).toEqual([[topic], [topic]]);
      expect(Properties.Metrics).toBeUndefined();
      if (Properties.Namespace === NAMESPACE) expect(Object.keys(METRICS)).toContain(Properties.MetricName);
      else expect(['AWS/SQS', 'AWS/Lambda', 'AWS/SNS']).toContain(Properties.Namespace);
    },
  );

  test.each(alarms)('%s says what to do, and the runbook has the rest', (_, { Properties }) => {
    expect(Properties.AlarmDescription).toMatch(/^Token Health: .{20,}\. Runbook: [\w ]+\.$/);
    const [, heading] = /Runbook: (.+)\.$/.exec(String(Properties.AlarmDescription)) ?? [];
    expect(headings).toContain(heading);
  });

  test('every entry of the runbook is of one alarm', () => {
    const named = alarms.map(([, { Properties }]) => /Runbook: (.+)\.$/.exec(String(Properties.AlarmDescription))?.[1]);
    expect(new Set(named).size).toBe(alarms.length);
  });

  test.each(alarms)('trap 9: %s decides about missing data', (id, { Properties }) => {
    expect(Properties.TreatMissingData).toBe(id.includes('Stopped') ? 'breaching' : 'notBreaching');
  });

  test('the alarm on missing data waits for the first', () =>
    expect(alarm('Stopped')).toMatchObject({ WarmUpConfiguration: { WarmUpPeriodDurationInMinutes: 30 } }));

  test('our own metrics are those of this deployment', () => {
    for (const [, { Properties }] of alarms)
      if (Properties.Namespace === NAMESPACE)
        expect(Properties.Dimensions).toEqual([{ Name: 'service', Value: 'TokenHealth' }]);
  });

  test('no alarm sums a gauge: EMF may come twice', () => {
    const summed = alarms.filter(([, { Properties }]) => Properties.Statistic === 'Sum');
    expect(new Set(summed.map(([, { Properties }]) => Properties.MetricName))).toEqual(
      new Set(['SweepCompleted', 'TokensJudged', 'Errors', 'Throttles', 'NumberOfNotificationsFailed']),
    );
  });

  test('every dead-letter queue has an alarm at its first message', () => {
    const work = one(all, 'AWS::SQS::Queue', 'WorkQueue')[0];
    const dead = ofType(all, 'AWS::SQS::Queue')
      .map(([id]) => id)
      .filter((id) => id !== work);
    const watched = alarms
      .filter(([, { Properties }]) => Properties.MetricName === 'ApproximateNumberOfMessagesVisible')
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

  test('trap 10: a fleet in which nothing is found is told', () => {
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
    expect(alarm('Undelivered')).toMatchObject({
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
    ['with Discord alone it has nobody to miss either', { discordWebhookSecret: 'chat/hook' }, false],
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

describe('where alarms go', () => {
  const subscriptions = ofType(all, 'AWS::SNS::Subscription').filter(([, { Properties }]) =>
    refs(Properties.TopicArn).includes(topic),
  );

  test('to every address, and with Slack to a function of its own, each with a dead-letter queue and the filter', () => {
    expect(subscriptions.map(([, { Properties }]) => Properties.Protocol).sort()).toEqual(['email', 'email', 'lambda']);
    for (const [, { Properties }] of subscriptions) {
      expect(refs(Properties.RedrivePolicy)).toEqual([one(all, 'AWS::SQS::Queue', 'AlarmsFailed')[0]]);
      expect(Properties.FilterPolicyScope).toBe('MessageBody');
      expect(Properties.FilterPolicy).toEqual({ $or: [{ NewStateValue: ['ALARM'] }, { OldStateValue: ['ALARM'] }] });
    }
  });

  test('without a chat there is no such function', () => {
    const plain = resources(synth({ alertEmail: ['team@example.org'] }));
    expect(ofType(plain, 'AWS::Lambda::Function').filter(([id]) => id.includes('AlarmsTo'))).toEqual([]);
  });

  test.each([
    ['slackWebhookSecret', 'AlarmsToSlack', 'slack'],
    ['discordWebhookSecret', 'AlarmsToDiscord', 'discord'],
  ])('%s: the function knows its channel by the name of the secret alone', (key, id, type) => {
    const chat = resources(synth({ [key]: 'chat/hook' }));
    const functions = ofType(chat, 'AWS::Lambda::Function').filter(([name]) => name.includes('AlarmsTo'));
    expect(functions.map(([name]) => name)).toEqual([expect.stringContaining(id)]);
    const { Variables } = functions[0]![1].Properties.Environment as { Variables: Record<string, string> };
    expect(Variables.TOKEN_HEALTH_ALARM_CHANNEL).toBe(JSON.stringify({ type, secret: 'chat/hook' }));
    const [, { Properties }] = one(chat, 'AWS::Lambda::EventInvokeConfig', id);
    expect(refs(Properties.DestinationConfig)).toEqual([one(chat, 'AWS::SQS::Queue', 'AlarmsFailed')[0]]);
  });

  test('what the function gives up on is left in the queue of failed alarms', () => {
    const [, { Properties }] = one(all, 'AWS::Lambda::EventInvokeConfig', 'AlarmsToSlack');
    expect(refs(Properties.DestinationConfig)).toEqual([one(all, 'AWS::SQS::Queue', 'AlarmsFailed')[0]]);
    expect(Properties.MaximumRetryAttempts).toBe(2);
  });

  test('the function knows no table and no topic', () => {
    const [, { Properties }] = one(all, 'AWS::Lambda::Function', 'AlarmsToSlack');
    const { Variables } = Properties.Environment as { Variables: Record<string, string> };
    expect(shown(Object.values(Variables))).not.toMatch(/Storage|Topic|Table/);
  });
});
