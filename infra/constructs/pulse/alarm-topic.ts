import { Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterOrPolicy, SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { Alarms } from '../alarms.ts';
import { DeadLetters } from '../dead-letters.ts';
import type { MonitorKey } from '../key.ts';

type Props = {
  readonly key: MonitorKey;
  readonly emails: readonly string[];
  /** ARN of a topic that is there already: it hears when an alarm goes on, and its policy must let alarms publish (docs/deploy.md). */
  readonly adopted?: string | undefined;
  /** ARNs of what alarms start besides. */
  readonly alarmActions: readonly string[];
};

/**
 * Where the monitor's own alarms go, apart from what it tells about tokens: a flood of alerts, for which SNS suspends a subscriber, must
 * not take the alarms with it, and what reads alerts as JSON never meets CloudWatch's.
 */
export class AlarmTopic extends Construct {
  readonly topic: Topic;
  readonly alarms: Alarms;
  readonly failed: DeadLetters;

  constructor(scope: Construct, id: string, { key, emails, adopted, alarmActions }: Props) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { displayName: 'Token Health alarms', masterKey: key.key, enforceSSL: true });
    this.#admitAlarms();
    const adoptedToo = adopted === undefined ? alarmActions : [adopted, ...alarmActions];
    this.alarms = new Alarms(new SnsAction(this.topic), adoptedToo);
    this.failed = new DeadLetters(this, 'Failed', {
      key,
      alarms: this.alarms,
      holds:
        'Token Health: an alarm of the monitor reached one of its subscribers not. Read the queue, then the log of the alarm function. Runbook: Failed alarms.',
    });
    // Addresses are subscribed to an adopted topic already; a second mail of each alarm would be noise.
    for (const email of adopted === undefined ? emails : [])
      this.topic.addSubscription(
        new EmailSubscription(email, { deadLetterQueue: this.failed.queue, filterPolicyWithMessageBody: CHANGES }),
      );
  }

  feed(lambda: IFunction): void {
    this.topic.addSubscription(
      new LambdaSubscription(lambda, { deadLetterQueue: this.failed.queue, filterPolicyWithMessageBody: CHANGES }),
    );
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

/**
 * Into ALARM from anything, and out of ALARM: a new alarm goes from INSUFFICIENT_DATA to OK, and twenty such mails after a deploy would teach
 * people to look away. `$or`: docs.aws.amazon.com/sns/latest/dg/and-or-logic.html; the body is CloudWatch's JSON.
 */
const CHANGES = {
  $or: FilterOrPolicy.filter(new SubscriptionFilter([{ NewStateValue: ['ALARM'] }, { OldStateValue: ['ALARM'] }])),
};
