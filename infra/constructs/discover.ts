import { Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ContextAttribute, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { PARTITIONS, TRIGGERS, VARIABLES } from '../../adapters/names.ts';
import type { Config } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import { type Alarms, monitorMetric } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import type { MonitorKey } from './key.ts';
import { MonitorFunction } from './monitor-function.ts';
import type { Storage } from './storage.ts';
import { Timer } from './timer.ts';
import type { WorkQueue } from './work-queue.ts';

/** The longest that Lambda knows: a list of 100,000 secrets takes minutes. */
const TIMEOUT = Duration.minutes(15);

type Props = {
  readonly config: Config;
  readonly key: MonitorKey;
  readonly storage: Storage;
  readonly work: WorkQueue;
  readonly alarms: Alarms;
};

/** Lists what to watch and queues it: on the schedule, when a secret gets a new current version, and when its rotation failed. Reads no value. */
export class Discover extends Construct {
  readonly lambda: MonitorFunction;
  readonly failed: DeadLetters;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.lambda = this.#function(props);
    this.failed = new DeadLetters(this, 'Failed', {
      key: props.key,
      alarms: props.alarms,
      holds:
        'Token Health: a sweep could not start or failed. Read the discover log; the next sweep starts by itself. Runbook: Failed sweeps.',
    });
    this.#grant(props);
    this.#destination();
    this.#schedule(props.config);
    this.#rules();
    props.alarms.onAny(
      this,
      'Dropped',
      monitorMetric(this, 'ListDropped', 'Maximum'),
      'Token Health: a sweep found less than half of the secrets of the one before. See who removed tags or secrets, or changed namePrefix. Runbook: Dropped.',
    );
  }

  #function({ config, storage, work }: Props): MonitorFunction {
    return new MonitorFunction(this, 'Discover', {
      entry: 'discover',
      timeout: TIMEOUT,
      issuers: true,
      config,
      environment: {
        [VARIABLES.table]: storage.table.tableName,
        [VARIABLES.queueUrl]: work.queue.queueUrl,
        [VARIABLES.timeoutSeconds]: `${TIMEOUT.toSeconds()}`,
        ...(config.namePrefix === undefined ? {} : { [VARIABLES.namePrefix]: config.namePrefix }),
      },
    });
  }

  #grant({ storage, work }: Props): void {
    const { role } = this.lambda;
    const { account, region, partition } = Stack.of(this);
    const anySecret = `arn:${partition}:secretsmanager:${region}:${account}:secret:*`;
    // ListSecrets knows no resource and no tag condition.
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['secretsmanager:ListSecrets'], resources: ['*'] }));
    // The event comes for every secret, and the list shows the same metadata: a tag condition would hide nothing, but
    // make each rotation of a secret that is not watched look like a broken role.
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['secretsmanager:DescribeSecret'], resources: [anySecret] }),
    );
    acknowledge(role, 'IAM5', 'Resource::*', 'ListSecrets takes no resource (service authorization reference).');
    acknowledge(
      role,
      'IAM5',
      'Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:*',
      'Names and tags of any secret, which ListSecrets shows as well; never a value.',
    );
    storage.allowItems(role, ['GetItem', 'PutItem', 'Query', 'UpdateItem'], [PARTITIONS.sweep]);
    // The notices of secrets that left the list.
    storage.allowItems(role, ['PutItem'], [PARTITIONS.alert]);
    work.allowSending(role);
  }

  /** Scheduler and EventBridge only hand the event over: what the function throws later reaches no queue of theirs. */
  #destination(): void {
    this.failed.allowSending(this.lambda.role);
    this.lambda.lambda.configureAsyncInvoke({
      onFailure: this.failed.destination,
      maxEventAge: Duration.hours(1),
      retryAttempts: 2,
    });
  }

  #schedule(config: Config): void {
    new Timer(this, 'Sweep', {
      description: 'Token Health: sweep',
      expression: ScheduleExpression.expression(config.schedule, TimeZone.of(config.timezone)),
      target: this.lambda.lambda,
      input: { trigger: TRIGGERS.sweep, scheduledAt: ContextAttribute.scheduledTime },
      failed: this.failed,
    });
  }

  #rules(): void {
    this.#on('Rotated', 'Token Health: a secret has a new current version', {
      source: ['aws.secretsmanager'],
      detailType: ['Secret Label Updated'],
      detail: { labelUpdated: ['AWSCURRENT'] },
    });
    // By CloudTrail: it comes only where the account has a trail (EventBridge user guide, eb-service-event-cloudtrail).
    this.#on('RotationFailed', 'Token Health: Secrets Manager could not rotate a secret', {
      source: ['aws.secretsmanager'],
      detailType: ['AWS Service Event via CloudTrail'],
      detail: { eventSource: ['secretsmanager.amazonaws.com'], eventName: ['RotationFailed'] },
    });
  }

  #on(id: string, description: string, eventPattern: EventPattern): void {
    new Rule(this, id, {
      description,
      eventPattern,
      targets: [
        new LambdaFunction(this.lambda.lambda, {
          deadLetterQueue: this.failed.queue,
          maxEventAge: Duration.hours(1),
          retryAttempts: 185,
        }),
      ],
    });
  }
}
