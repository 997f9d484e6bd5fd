import { Duration } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  LogQueryVisualizationType,
  LogQueryWidget,
  type Metric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { LINES, type MetricName } from '../../adapters/names.ts';
import { HOUR } from '../../core/base/time.ts';
import type { Config } from '../config.ts';
import { sweepInterval } from '../schedule.ts';
import { monitorMetric } from './alarms.ts';
import type { AlertTopic } from './alert-topic.ts';
import type { Discover } from './discover.ts';
import type { MonitorFunction } from './monitor-function.ts';
import type { Notify } from './notify.ts';
import type { Probe } from './probe.ts';
import type { AlarmTopic } from './pulse/alarm-topic.ts';
import type { Subscribers } from './subscribers.ts';
import type { WorkQueue } from './work-queue.ts';

type Props = {
  readonly alerts: AlertTopic;
  readonly alarms: AlarmTopic;
  readonly work: WorkQueue;
  readonly discover: Discover;
  readonly probe: Probe;
  readonly notify: Notify;
  readonly subscribers: Subscribers;
};

/** Each title is the question that its graph answers. What is drawn per issuer or verdict is asked of the log: it costs no metric. */
export class HealthDashboard extends Construct {
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, props: Props, schedule: Config['schedule']) {
    super(scope, id);
    const probe = props.probe.lambda;
    this.dashboard = new Dashboard(this, 'Dashboard', { defaultInterval: Duration.days(3) });
    this.dashboard.addWidgets(
      asked('How are the tokens?', 'tokens', [probe], `stats ${sums('tokens')} by bin(${binOf(schedule)})`, LINE),
      asked(
        'Which issuer refuses?',
        'probe',
        [probe],
        'stats count(*) as asked by provider, outcome | sort provider, asked desc',
      ),
    );
    this.dashboard.addWidgets(
      graph(
        'Is the monitor looking?',
        this.#counts(['SweepCompleted', 'TokensDiscovered', 'ListDropped', 'TokensJudged']),
      ),
      graph('Do alerts arrive?', [
        monitorMetric(this, 'OldestUndeliveredSeconds', 'Maximum').with({ label: 'Oldest undelivered (s)' }),
        monitorMetric(this, 'ConfirmedSubscribers', 'Minimum').with({ label: 'Confirmed subscribers' }),
      ]),
      graph('Is anything stuck?', [
        ...queues(props),
        monitorMetric(this, 'ClockSkewSeconds', 'Maximum').with({ label: 'Clocks apart (s)' }),
      ]),
    );
    this.dashboard.addWidgets(
      asked('How fast do issuers answer? (ms)', 'probe', [probe], `stats ${SPEED} by provider | sort p95 desc`),
      asked(
        'What was queued, put back, sent, not taken?',
        'counts',
        FUNCTIONS.map((name) => props[name].lambda),
        `stats ${sums('counts')} by bin(1h)`,
        LINE,
      ),
    );
    this.dashboard.addWidgets(graph('Do the functions fail?', failures(props), 24));
  }

  #counts(names: readonly MetricName[]): Metric[] {
    return names.map((name) => monitorMetric(this, name, 'Sum').with({ label: name }));
  }
}

const FUNCTIONS = ['discover', 'probe', 'notify'] as const;
const LINE = LogQueryVisualizationType.LINE;
const SPEED =
  'count(*) as asked, pct(milliseconds, 50) as p50, pct(milliseconds, 95) as p95, pct(milliseconds, 99) as p99';

const graph = (title: string, left: IMetric[], width = 8): GraphWidget =>
  new GraphWidget({ title, left, width, height: 6 });

/** A question to the log, over the lines of one sort. */
const asked = (
  title: string,
  line: keyof typeof LINES,
  of: readonly MonitorFunction[],
  query: string,
  view = LogQueryVisualizationType.TABLE,
): LogQueryWidget =>
  new LogQueryWidget({
    title,
    logGroupNames: of.map(({ lambda }) => lambda.logGroup.logGroupName),
    queryLines: [`filter measured = "${line}"`, query],
    view,
    width: 12,
    height: 6,
  });

const sums = (line: keyof typeof LINES): string =>
  LINES[line].fields.map((field) => `sum(${field}) as ${field}`).join(', ');

/** One sweep a bin, or sums would count a token twice. Minutes and hours are capped at 60 and 24. */
const binOf = (schedule: string): string => {
  const seconds = sweepInterval(schedule) ?? HOUR / 1000;
  return seconds < 3600 ? `${seconds / 60}m` : `${Math.ceil(seconds / 3600)}h`;
};

const queues = ({ alerts, alarms, work, discover, notify, subscribers }: Props): Metric[] =>
  Object.entries({
    Waiting: work.queue,
    'Failed: sweeps': discover.failed.queue,
    'Failed: probes': work.failed.queue,
    'Failed: alerts': notify.failed.queue,
    'Failed: subscribers': alerts.undeliverable.queue,
    'Failed: counts': subscribers.failed.queue,
    'Failed: alarms': alarms.failed.queue,
  }).map(([label, queue]) => queue.metricApproximateNumberOfMessagesVisible({ label, statistic: Stats.MAXIMUM }));

const failures = (props: Props): Metric[] =>
  FUNCTIONS.flatMap((name) => [
    props[name].lambda.lambda.metricErrors({ label: `${name} fails` }),
    props[name].lambda.lambda.metricThrottles({ label: `${name} throttled` }),
  ]);
