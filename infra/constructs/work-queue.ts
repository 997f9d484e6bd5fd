import { Duration } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import type { MonitorKey } from './key.ts';

type Props = {
  readonly key: MonitorKey;
  readonly alarms: Alarms;
  /** Time limit of the function that reads it. */
  readonly timeout: Duration;
};

/** Token refs waiting for their probe. Standard: FIFO would let one poison message block its issuer. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly failed: DeadLetters;
  readonly #key: MonitorKey;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.#key = props.key;
    this.failed = new DeadLetters(this, 'Failed', {
      key: props.key,
      alarms: props.alarms,
      holds:
        'Token Health: a batch of tokens failed five times and is not judged. Read the probe log; the next sweep asks them again. Runbook: Failed probes.',
    });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.key.key,
      enforceSSL: true,
      retentionPeriod: Duration.days(1),
      visibilityTimeout: Duration.seconds(props.timeout.toSeconds() * 6),
      deadLetterQueue: { queue: this.failed.queue, maxReceiveCount: 5 },
    });
  }

  allowSending(role: IRole): void {
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }));
    this.#key.allow(role, 'sqs');
  }

  /** What Lambda's poller does in the name of the function it feeds (policy AWSLambdaSQSQueueExecutionRole). */
  allowReceiving(role: IRole): void {
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        resources: [this.queue.queueArn],
      }),
    );
    this.#key.allowReceiving(role);
  }

  /** A message says how a secret is tagged and so where its value may go: nobody else may write one, whatever their own rights. */
  refuseOthers(senders: readonly IRole[]): void {
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': senders.map(({ roleArn }) => roleArn) } },
      }),
    );
  }
}
