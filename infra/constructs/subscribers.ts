import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { PARTITIONS, TRIGGERS, VARIABLES } from '../../adapters/names.ts';
import type { Config } from '../config.ts';
import { hasChat } from '../recipients.ts';
import { monitorMetric } from './alarms.ts';
import type { AlertTopic } from './alert-topic.ts';
import { DeadLetters } from './dead-letters.ts';
import type { MonitorKey } from './key.ts';
import { MonitorFunction } from './monitor-function.ts';
import type { Storage } from './storage.ts';
import { Timer } from './timer.ts';

type Props = {
  readonly config: Config;
  readonly key: MonitorKey;
  readonly storage: Storage;
  readonly alerts: AlertTopic;
};

/** Often enough to be there before the first message (`collectSeconds`), and soon after somebody has confirmed; 9,000 runs a month are a few cents. */
const EVERY = Duration.minutes(5);

/** Counts who gets the topic's messages: SNS takes a message as well when nobody does. */
export class Subscribers extends Construct {
  readonly lambda: MonitorFunction;
  readonly failed: DeadLetters;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.lambda = this.#function(props);
    this.failed = new DeadLetters(this, 'Failed', {
      key: props.key,
      alarms: props.alerts.alarms,
      holds:
        'Token Health: the count of subscribers, or a digest, could not be started or failed. Look at the function that the message names. Runbook: Failed counts.',
    });
    this.#grant(props);
    new Timer(this, 'Count', {
      description: 'Token Health: count the confirmed subscribers',
      expression: ScheduleExpression.rate(EVERY),
      target: this.lambda.lambda,
      input: { trigger: TRIGGERS.subscribers },
      failed: this.failed,
    });
    // The next one comes anyway.
    this.lambda.lambda.configureAsyncInvoke({ maxEventAge: EVERY, retryAttempts: 0 });
    this.#watch(props);
  }

  #function({ config, storage, alerts }: Props): MonitorFunction {
    return new MonitorFunction(this, 'Watch', {
      entry: 'watch-subscribers',
      timeout: Duration.seconds(30),
      config,
      environment: {
        [VARIABLES.table]: storage.table.tableName,
        [VARIABLES.topicArn]: alerts.topic.topicArn,
      },
    });
  }

  #grant({ storage, alerts }: Props): void {
    const { role } = this.lambda;
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sns:ListSubscriptionsByTopic'], resources: [alerts.topic.topicArn] }),
    );
    storage.allowItems(role, ['GetItem'], [PARTITIONS.topic]);
    storage.allowItems(role, ['PutItem'], [PARTITIONS.topic, PARTITIONS.subscribersAlert]);
  }

  #watch({ config, alerts: { alarms, topic } }: Props): void {
    alarms.onAny(
      this,
      'Errors',
      this.lambda.lambda.metricErrors(),
      'Token Health: the subscribers of the topic cannot be counted. Read the log of watch-subscribers. Runbook: Count fails.',
    );
    alarms.onAbove(
      this,
      'Rejected',
      topic.metricNumberOfNotificationsFailed({ statistic: Stats.SUM, period: Duration.minutes(5) }),
      0,
      'Token Health: a subscriber did not take a message of the topic. Read the queue of the undeliverable, then mend the subscription. Runbook: Rejected.',
    );
    // With a chat, no address and a topic of our own nobody is meant to be reached by the topic.
    const isMeant = config.alertEmail.length > 0 || config.topicArn !== undefined;
    if (hasChat(config) && !isMeant) return;
    alarms.onNone(
      this,
      'Nobody',
      monitorMetric(this, 'ConfirmedSubscribers', Stats.MAXIMUM).with({ period: Duration.minutes(30) }),
      'Token Health: for half an hour nobody has confirmed the subscription; alerts are kept back. Press the link in the mail of SNS, or subscribe anew. Runbook: Nobody confirmed.',
    );
  }
}
