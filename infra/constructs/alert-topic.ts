import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type IRole, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import type { MonitorKey } from './key.ts';

type Props = {
  readonly key: MonitorKey;
  readonly emails: readonly string[];
  /** ARN of a topic that is there already; its own policy must let alarms publish (docs/deploy.md). */
  readonly adopted?: string | undefined;
  /** ARNs of what alarms start beside telling the topic. */
  readonly alarmActions: readonly string[];
};

/** Where alerts and the monitor's own alarms go. */
export class AlertTopic extends Construct {
  readonly topic: ITopic;
  readonly alarms: Alarms;
  readonly undeliverable: DeadLetters;
  readonly #props: Props;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.#props = props;
    this.topic = props.adopted === undefined ? this.#own() : Topic.fromTopicArn(this, 'Adopted', props.adopted);
    this.alarms = new Alarms(new SnsAction(this.topic), props.alarmActions);
    this.undeliverable = new DeadLetters(this, 'Undeliverable', {
      key: props.key,
      alarms: this.alarms,
      holds:
        'Token Health: SNS could not deliver an alert to a subscriber. Read the queue, then mend the subscription.',
    });
    for (const email of props.emails)
      this.topic.addSubscription(new EmailSubscription(email, { deadLetterQueue: this.undeliverable.queue }));
  }

  allowPublishing(role: IRole): void {
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [this.topic.topicArn] }));
    const { adopted, key } = this.#props;
    if (adopted === undefined) key.allow(role, 'sns');
    else allowForeignKey(role, adopted);
  }

  #own(): Topic {
    const topic = new Topic(this, 'Topic', {
      displayName: 'Token Health',
      masterKey: this.#props.key.key,
      enforceSSL: true,
    });
    admitAlarms(topic);
    return topic;
  }
}

/** enforceSSL writes a policy that only denies; it replaces the one by which services of the account may publish. */
const admitAlarms = (topic: Topic): void => {
  const { account, region, partition } = Stack.of(topic);
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${account}:alarm:*` },
      },
    }),
  );
};

/** Whichever key encrypts an adopted topic: SNS names the topic in the encryption context, so that no other is reached by this. */
const allowForeignKey = (role: IRole, topicArn: string): void => {
  const { partition, region = '', account = '' } = Arn.split(topicArn, ArnFormat.NO_RESOURCE_NAME);
  const keys = `arn:${partition}:kms:${region}:${account}:key/*`;
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [keys],
      conditions: {
        StringEquals: {
          'kms:ViaService': `sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`,
          'kms:EncryptionContext:aws:sns:topicArn': topicArn,
        },
      },
    }),
  );
  acknowledge(role, 'IAM5', `Resource::${keys}`, 'The key of this one topic: the encryption context says which.');
};
