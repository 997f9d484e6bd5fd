import { Duration, Stack } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, MathExpression, type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { DIMENSIONS, METRICS, type MetricName, NAMESPACE } from '../../adapters/names.ts';
import { VERDICTS } from '../../core/model/verdict.ts';
import { monitorMetric } from './alarms.ts';
import type { AlertTopic } from './alert-topic.ts';
import type { Discover } from './discover.ts';
import type { Notify } from './notify.ts';
import type { Probe } from './probe.ts';
import type { Subscribers } from './subscribers.ts';
import type { WorkQueue } from './work-queue.ts';

type Props = {
  readonly alerts: AlertTopic;
  readonly work: WorkQueue;
  readonly discover: Discover;
  readonly probe: Probe;
  readonly notify: Notify;
  readonly subscribers: Subscribers;
};

/** Each title is the question that its graph answers. */
export class HealthDashboard extends Construct {
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.dashboard = new Dashboard(this, 'Dashboard', { defaultInterval: Duration.days(3) });
    this.dashboard.addWidgets(
      graph('How are the tokens?', this.#verdicts(), 12),
      graph('Which issuer refuses?', [this.#byDimension('Probes', 'Sum')], 12),
    );
    this.dashboard.addWidgets(
      graph(
        'Is the monitor looking?',
        this.#counts([
          'SweepCompleted',
          'TokensDiscovered',
          'ListDropped',
          'TokensQueued',
          'TokensJudged',
          'TokensRequeued',
        ]),
      ),
      graph('Do alerts arrive?', [
        ...this.#counts(['AlertsSent', 'AlertsFailed']),
        monitorMetric(this, 'OldestUndeliveredSeconds', 'Maximum').with({ label: 'Oldest undelivered (s)' }),
        monitorMetric(this, 'ConfirmedSubscribers', 'Minimum').with({ label: 'Confirmed subscribers' }),
      ]),
      graph('Is anything stuck?', [
        ...queues(props),
        monitorMetric(this, 'ClockSkewSeconds', 'Maximum').with({ label: 'Clocks apart (s)' }),
      ]),
    );
    this.dashboard.addWidgets(
      graph(
        'How fast do issuers answer? (ms)',
        ['p50', 'p95', 'p99'].map((p) => this.#byDimension('ProbeLatency', p)),
        12,
      ),
      graph('Do the functions fail?', errors(props), 12),
    );
  }

  #verdicts(): Metric[] {
    return VERDICTS.map((verdict) =>
      monitorMetric(this, 'Tokens', 'Sum', { [DIMENSIONS.verdict]: verdict }).with({
        label: verdict,
        period: Duration.hours(1),
      }),
    );
  }

  #counts(names: readonly MetricName[]): Metric[] {
    return names.map((name) => monitorMetric(this, name, 'Sum').with({ label: name }));
  }

  /** One line per provider and outcome, whichever there are. */
  #byDimension(name: MetricName, statistic: string): IMetric {
    const dimensions = [...METRICS[name].dimensions, DIMENSIONS.service].join(',');
    const service = `${DIMENSIONS.service}="${Stack.of(this).stackName}"`;
    return new MathExpression({
      expression: `SEARCH('{${NAMESPACE},${dimensions}} MetricName="${name}" ${service}', '${statistic}', 300)`,
      label: name === 'ProbeLatency' ? statistic : '',
      period: Duration.minutes(5),
    });
  }
}

const graph = (title: string, left: IMetric[], width = 8): GraphWidget =>
  new GraphWidget({ title, left, width, height: 6 });

const queues = ({ alerts, work, discover, notify, subscribers }: Props): Metric[] =>
  Object.entries({
    Waiting: work.queue,
    'Failed: sweeps': discover.failed.queue,
    'Failed: probes': work.failed.queue,
    'Failed: alerts': notify.failed.queue,
    'Failed: subscribers': alerts.undeliverable.queue,
    'Failed: counts': subscribers.failed.queue,
  }).map(([label, queue]) => queue.metricApproximateNumberOfMessagesVisible({ label, statistic: Stats.MAXIMUM }));

const errors = (props: Props): Metric[] =>
  (['discover', 'probe', 'notify', 'subscribers'] as const).map((name) =>
    props[name].lambda.lambda.metricErrors({ label: name }),
  );
