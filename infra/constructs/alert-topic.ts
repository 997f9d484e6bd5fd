import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import type { MonitorKey } from './key.ts';

type Props = { readonly key: MonitorKey; readonly emails: readonly string[]; readonly alarms: Alarms };

/** Where alerts go. */
export class AlertTopic extends Construct {
  readonly topic: Topic;
  readonly alarms: Alarms;
  readonly undeliverable: DeadLetters;
  readonly #key: MonitorKey;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.#key = props.key;
    this.alarms = props.alarms;
    this.topic = new Topic(this, 'Topic', {
      displayName: 'Token Health',
      masterKey: props.key.key,
      enforceSSL: true,
    });
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
    this.#key.allow(role, 'sns');
  }
}
