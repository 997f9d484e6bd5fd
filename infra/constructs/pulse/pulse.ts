import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Config } from '../../config.ts';
import { type Alarms, monitorMetric } from '../alarms.ts';
import type { Discover } from '../discover.ts';
import type { MonitorFunction } from '../monitor-function.ts';
import type { Notify } from '../notify.ts';
import type { Probe } from '../probe.ts';
import type { WorkQueue } from '../work-queue.ts';
import { oldestWork, rhythmOf } from './rhythm.ts';

type Props = {
  readonly config: Config;
  readonly alarms: Alarms;
  readonly work: WorkQueue;
  readonly discover: Discover;
  readonly probe: Probe;
  readonly notify: Notify;
};

/**
 * What rings when a part of the monitor dies without a word. A zero against which its silence is seen comes from another part: `notify`
 * says each minute that no sweep ended, a sweep says that none of its tokens is judged yet, and the minute itself is missed by CloudWatch.
 */
export class Pulse extends Construct {
  readonly #alarms: Alarms;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.#alarms = props.alarms;
    this.#sweeps(props);
    this.#delivery(props);
    for (const [name, { lambda }] of Object.entries({
      discover: props.discover,
      probe: props.probe,
      notify: props.notify,
    }))
      this.#function(name, lambda);
  }

  #sweeps({ config: { schedule }, work }: Props): void {
    const { seconds, of } = rhythmOf(schedule);
    const period = Duration.seconds(seconds);
    this.#alarms.onNone(
      this,
      'Silence',
      monitorMetric(this, 'SweepCompleted', Stats.SUM).with({ period }),
      'Token Health: no sweep has been completed; nobody is looking at the tokens. Read the discover log. Runbook: Silence.',
      { of },
    );
    this.#alarms.onNone(
      this,
      'Unjudged',
      monitorMetric(this, 'TokensJudged', Stats.SUM).with({ period }),
      'Token Health: sweeps find tokens and none is judged. Look whether probe is switched on, then read its log. Runbook: Unjudged.',
      { of },
    );
    this.#alarms.onNone(
      this,
      'NothingFound',
      monitorMetric(this, 'TokensDiscovered', Stats.MAXIMUM).with({ period: Duration.days(1) }),
      'Token Health: for a day and more no sweep has found a tagged secret. Check the token-health:provider tags. Runbook: Nothing found.',
      { of: 2 },
    );
    this.#alarms.onAbove(
      this,
      'Backlog',
      work.queue.metricApproximateAgeOfOldestMessage({ statistic: Stats.MAXIMUM, period: Duration.minutes(5) }),
      oldestWork(schedule),
      'Token Health: tokens wait for their probe longer than they may, and are forgotten after a day. Look at probe. Runbook: Backlog.',
    );
    this.#alarms.onAbove(
      this,
      'Clock',
      // A day, or it would go on and off with every sweep.
      monitorMetric(this, 'ClockSkewSeconds', Stats.MAXIMUM).with({ period: Duration.days(1) }),
      300,
      "Token Health: our clock and an issuer's are more than 5 minutes apart, so dates of its tokens are told late. token-health check says whose. Runbook: Clock.",
    );
  }

  #delivery({ notify }: Props): void {
    this.#alarms.onGap(
      this,
      'Stopped',
      monitorMetric(this, 'OldestUndeliveredSeconds', Stats.SAMPLE_COUNT),
      'Token Health: notify has not looked for alerts for 15 minutes, or its log is gone; nothing is told, and no other alarm may be. Runbook: Stopped.',
      { of: 3 },
    );
    this.#alarms.onAbove(
      this,
      'Undelivered',
      monitorMetric(this, 'OldestUndeliveredSeconds', Stats.MAXIMUM),
      3600,
      'Token Health: an alert is undelivered for more than an hour. The notify log names the channel and why. Runbook: Undelivered.',
      // EMF comes late at times: one gap is neither delivery nor its end.
      { of: 3, breaching: 2 },
    );
    this.#alarms.onAbove(
      this,
      'StreamBehind',
      notify.lambda.lambda.metric('IteratorAge', { statistic: Stats.MAXIMUM, period: Duration.minutes(5) }),
      300_000,
      'Token Health: notify is more than 5 minutes behind the stream of the table; alerts come by the minute. Read its log. Runbook: Stream behind.',
      { of: 3, breaching: 2 },
    );
  }

  /** One failure or a moment of throttling is tried again by who started the function, and nobody need know. */
  #function(name: string, { lambda }: MonitorFunction): void {
    const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    this.#alarms.onAbove(
      this,
      `${title}Errors`,
      lambda.metricErrors({ statistic: Stats.SUM, period: Duration.minutes(30) }),
      1,
      `Token Health: ${name} failed more than once in half an hour. Read its log. Runbook: ${title} fails.`,
    );
    this.#alarms.onAbove(
      this,
      `${title}Throttles`,
      lambda.metricThrottles({ statistic: Stats.SUM, period: Duration.minutes(5) }),
      0,
      `Token Health: ${name} is kept from running, by its own concurrency or the account's. Look at the limits of Lambda. Runbook: ${title} throttled.`,
      { of: 6, breaching: 3 },
    );
  }
}
