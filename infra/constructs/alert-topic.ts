import { Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type IRole, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import type { MonitorKey } from './key.ts';

type Props = { readonly key: MonitorKey; readonly emails: readonly string[] };

/** Where alerts and the monitor's own alarms go. */
export class AlertTopic extends Construct {
  readonly topic: Topic;
  readonly alarms: Alarms;
  readonly undeliverable: DeadLetters;
  readonly #key: MonitorKey;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.#key = props.key;
    this.topic = new Topic(this, 'Topic', {
      displayName: 'Token Health',
      masterKey: props.key.key,
      enforceSSL: true,
    });
    this.#admitAlarms();
    this.alarms = new Alarms(new SnsAction(this.topic));
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
    this.#key.allow(role, 'sns');
  }

  /** enforceSSL writes a policy that only denies; it replaces the one by which services of the account may publish. */
  #admitAlarms(): void {
    const { account, region, partition } = Stack.of(this);
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${account}:alarm:*` },
        },
      }),
    );
  }
}
