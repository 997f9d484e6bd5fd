import { Duration } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { Alarms } from './alarms.ts';
import type { MonitorKey } from './key.ts';

type Props = {
  readonly key: MonitorKey;
  readonly alarms: Alarms;
  /** What lies in it, and what to do: text of its alarm. */
  readonly holds: string;
};

/** A queue for what failed for good, kept longer than any source keeps it, with its alarm. */
export class DeadLetters extends Construct {
  readonly queue: Queue;
  readonly #key: MonitorKey;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.#key = props.key;
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.key.key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.queue, 'SQS3', undefined, 'It is a dead-letter queue itself; an alarm watches its depth.');
    props.alarms.onAny(this, 'Alarm', this.queue.metricApproximateNumberOfMessagesVisible(), props.holds);
  }

  /** For what a Lambda gives up on. The library's own destinations grant by wildcard. */
  get destination(): { readonly bind: () => { readonly destination: string } } {
    return { bind: () => ({ destination: this.queue.queueArn }) };
  }

  allowSending(role: IRole): void {
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }));
    this.#key.allow(role, 'sqs');
  }
}
