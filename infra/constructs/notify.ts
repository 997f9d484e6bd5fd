import { Duration } from 'aws-cdk-lib';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { ALERT_PREFIX, PARTITIONS, TABLE, TRIGGERS, VARIABLES } from '../../adapters/names.ts';
import type { Config } from '../config.ts';
import { needsOfAll } from '../recipients.ts';
import type { AlertTopic } from './alert-topic.ts';
import { allowChannels } from './channel-rights.ts';
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

/** Delivers stored alerts: at once by the stream, and every minute whatever the stream has lost. */
export class Notify extends Construct {
  readonly lambda: MonitorFunction;
  readonly failed: DeadLetters;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.lambda = this.#function(props);
    this.failed = new DeadLetters(this, 'Failed', {
      key: props.key,
      alarms: props.alerts.alarms,
      holds:
        'Token Health: the stream gave up on an alert; the table still has it and sends it every minute. Read the notify log. Runbook: Failed alerts.',
    });
    this.#grant(props);
    this.#stream(props.storage);
    this.#sweeper();
  }

  #function({ config, storage, alerts }: Props): MonitorFunction {
    return new MonitorFunction(this, 'Notify', {
      entry: 'notify',
      timeout: Duration.seconds(60),
      config,
      environment: {
        [VARIABLES.table]: storage.table.tableName,
        [VARIABLES.topicArn]: alerts.topic.topicArn,
        [VARIABLES.selfHosted]: config.selfHosted.join(' '),
      },
      settings: true,
    });
  }

  #grant({ config, storage, alerts }: Props): void {
    const { role } = this.lambda;
    storage.allowItems(role, ['BatchGetItem', 'GetItem', 'UpdateItem'], [PARTITIONS.alert, PARTITIONS.pace]);
    storage.allowItems(role, ['PutItem'], [PARTITIONS.channelAlert]);
    storage.allowItems(role, ['GetItem'], [PARTITIONS.topic]);
    storage.allowUndelivered(role);
    alerts.allowPublishing(role);
    allowChannels(role, needsOfAll(config));
    if (needsOfAll(config).threads) storage.allowItems(role, ['GetItem', 'PutItem'], [PARTITIONS.thread]);
  }

  /** A short record age is safe only because the table is asked every minute. */
  #stream(storage: Storage): void {
    this.lambda.lambda.addEventSourceMapping('Stream', {
      eventSourceArn: storage.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      parallelizationFactor: 1,
      bisectBatchOnError: true,
      retryAttempts: 5,
      maxRecordAge: Duration.minutes(15),
      reportBatchItemFailures: true,
      onFailure: this.failed.destination,
      filters: [NEW_ALERTS],
    });
    storage.allowStream(this.lambda.role);
    this.failed.allowSending(this.lambda.role);
  }

  #sweeper(): void {
    new Timer(this, 'Sweeper', {
      description: 'Token Health: deliver what is undelivered',
      expression: ScheduleExpression.rate(Duration.minutes(1)),
      target: this.lambda.lambda,
      input: { trigger: TRIGGERS.deliver },
      failed: this.failed,
    });
    // The next minute comes anyway.
    this.lambda.lambda.configureAsyncInvoke({ maxEventAge: Duration.minutes(1), retryAttempts: 0 });
  }
}

/** Marks and the deletions of TTL must not wake it. */
const NEW_ALERTS = FilterCriteria.filter({
  eventName: FilterRule.isEqual('INSERT'),
  dynamodb: { Keys: { [TABLE.pk]: { S: FilterRule.beginsWith(ALERT_PREFIX) } } },
});
