import { AlarmStatusWidget, type IWidget, type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { MetricName } from '../../../adapters/names.ts';
import { monitorMetric } from '../alarms.ts';
import { functionsOf, type Parts } from './parts.ts';
import { asked, graph, HALF, LINE, sums, THIRD } from './pieces.ts';

/** Whether anybody looks at the tokens, and tells. */
export const alive = (scope: Construct, parts: Parts): readonly (readonly IWidget[])[] => [
  [bells(parts)],
  [
    graph('When did a sweep finish?', THIRD, { left: sumsOf(scope, ['SweepCompleted']) }),
    graph('Is the monitor looking?', THIRD, { left: sumsOf(scope, LOOKING) }),
    graph('Do alerts arrive?', THIRD, {
      left: [worst(scope, 'OldestUndeliveredSeconds', 'Maximum', 'Oldest undelivered (s)')],
      right: [worst(scope, 'ConfirmedSubscribers', 'Minimum', 'Confirmed subscribers')],
    }),
  ],
  [
    asked('What was queued, put back, sent, not taken?', HALF, 'counts', working(parts), HOURLY, LINE),
    graph('Is anything stuck?', HALF, { left: queues(parts), right: waits(scope, parts) }),
  ],
];

export const failures = (parts: Parts): IWidget =>
  graph('Do the functions fail?', HALF, {
    left: functionsOf(parts).flatMap(([name, { lambda }]) => [
      lambda.metricErrors({ label: `${name} fails` }),
      lambda.metricThrottles({ label: `${name} throttled` }),
    ]),
  });

const bells = ({ alarms: { alarms } }: Parts): IWidget =>
  new AlarmStatusWidget({ title: 'Is the monitor itself alive?', alarms: [...alarms.all], width: 24, height: 4 });

const LOOKING = ['TokensDiscovered', 'ListDropped', 'TokensJudged'] as const;

const sumsOf = (scope: Construct, names: readonly MetricName[]): Metric[] =>
  names.map((name) => monitorMetric(scope, name, Stats.SUM).with({ label: name }));

const worst = (scope: Construct, name: MetricName, statistic: string, label: string): Metric =>
  monitorMetric(scope, name, statistic).with({ label });

const working = ({ discover, probe, notify }: Parts) => [discover.lambda, probe.lambda, notify.lambda];
const HOURLY = `stats ${sums('counts')} by bin(1h)`;

const queues = ({ alerts, alarms, work, discover, notify, subscribers }: Parts): Metric[] =>
  Object.entries({
    Waiting: work.queue,
    'Failed: sweeps': discover.failed.queue,
    'Failed: probes': work.failed.queue,
    'Failed: alerts': notify.failed.queue,
    'Failed: subscribers': alerts.undeliverable.queue,
    'Failed: counts': subscribers.failed.queue,
    'Failed: alarms': alarms.failed.queue,
  }).map(([label, queue]) => queue.metricApproximateNumberOfMessagesVisible({ label, statistic: Stats.MAXIMUM }));

const waits = (scope: Construct, { work }: Parts): Metric[] => [
  work.queue.metricApproximateAgeOfOldestMessage({ label: 'Oldest waiting (s)', statistic: Stats.MAXIMUM }),
  worst(scope, 'ClockSkewSeconds', 'Maximum', 'Clocks apart (s)'),
];
