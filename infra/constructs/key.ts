import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { viaService } from './via-service.ts';

/**
 * What a caller of each service needs of the key, spelt out, so that no statement needs a wildcard: of queues and topics who sends
 * (Amazon SQS developer guide, Key management; Amazon SNS developer guide, Key management), of the table who reads and writes
 * (Amazon DynamoDB developer guide, Encryption at rest: usage notes).
 */
const USE = {
  dynamodb: [
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:GenerateDataKeyWithoutPlaintext',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ],
  sns: ['kms:Decrypt', 'kms:GenerateDataKey'],
  sqs: ['kms:Decrypt', 'kms:GenerateDataKey'],
} as const;

type Props = {
  readonly removalPolicy: RemovalPolicy;
  /** Of a key that is there already; its own policy must let the same services in (docs/deploy.md). */
  readonly adopted?: string | undefined;
};

/** One key for table, queues and topic, and the grants without which services drop what they send, silently. */
export class MonitorKey extends Construct {
  readonly key: IKey;

  constructor(scope: Construct, id: string, { removalPolicy, adopted }: Props) {
    super(scope, id);
    this.key = adopted === undefined ? this.#own(removalPolicy) : Key.fromKeyArn(this, 'Adopted', adopted);
  }

  #own(removalPolicy: RemovalPolicy): Key {
    const key = new Key(this, 'Key', {
      description: 'Token Health: table, queues and topic',
      enableKeyRotation: true,
      removalPolicy,
    });
    admitServices(key);
    return key;
  }

  /** Lets a role use the key through one service only. */
  allow(role: IRole, service: keyof typeof USE): void {
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [...USE[service]],
        resources: [this.key.keyArn],
        conditions: viaService(this, service),
      }),
    );
  }

  /** Lets a role read what others have sent to a queue. */
  allowReceiving(role: IRole): void {
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [this.key.keyArn],
        conditions: viaService(this, 'sqs'),
      }),
    );
  }
}

const admitServices = (key: Key): void => {
  const { account, region, partition } = Stack.of(key);
  const from = { StringEquals: { 'aws:SourceAccount': account } };
  const like = (arn: string) => ({ ...from, ArnLike: { 'aws:SourceArn': `arn:${partition}:${arn}` } });
  admit(key, 'cloudwatch', like(`cloudwatch:${region}:${account}:alarm:*`));
  admit(key, 'sns', like(`sns:${region}:${account}:*`));
  admit(key, 'scheduler', from);
  // EventBridge sends no source to KMS: a condition here would drop what goes to the dead-letter queue. The queue's own
  // policy names the one rule that may send.
  admit(key, 'events', {});
};

const admit = (key: Key, service: string, conditions: Readonly<Record<string, unknown>>): void => {
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions,
    }),
  );
};
