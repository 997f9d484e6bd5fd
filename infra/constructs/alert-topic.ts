import { Arn, ArnFormat } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import type { MonitorKey } from './key.ts';

type Props = {
  readonly key: MonitorKey;
  readonly emails: readonly string[];
  /** ARN of a topic that is there already. */
  readonly adopted?: string | undefined;
  readonly alarms: Alarms;
};

/** Where alerts go. */
export class AlertTopic extends Construct {
  readonly topic: ITopic;
  readonly alarms: Alarms;
  readonly undeliverable: DeadLetters;
  readonly #props: Props;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.#props = props;
    this.topic = props.adopted === undefined ? this.#own() : Topic.fromTopicArn(this, 'Adopted', props.adopted);
    this.alarms = props.alarms;
    this.undeliverable = new DeadLetters(this, 'Undeliverable', {
      key: props.key,
      alarms: this.alarms,
      holds:
        'Token Health: SNS could not deliver an alert to a subscriber. Read the queue, then mend the subscription. Runbook: Undeliverable.',
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
    return new Topic(this, 'Topic', { displayName: 'Token Health', masterKey: this.#props.key.key, enforceSSL: true });
  }
}

/** Whichever key encrypts a topic that is not ours: SNS names the topic in the encryption context, so that no other is reached by this. */
export const allowForeignKey = (role: IRole, topicArn: string): void => {
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
