import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { VARIABLES } from '../../../adapters/names.ts';
import type { Config } from '../../config.ts';
import { MonitorFunction } from '../monitor-function.ts';
import { allowSecret } from '../one-secret.ts';
import type { AlarmTopic } from './alarm-topic.ts';

type Props = { readonly config: Config; readonly webhookSecret: string; readonly topic: AlarmTopic };

/**
 * Brings alarms to Slack beside and without `notify`, whose death may be what they tell. Reads one secret and writes its own log; no
 * table, no other topic.
 */
export class AlarmsToSlack extends Construct {
  readonly lambda: MonitorFunction;

  constructor(scope: Construct, id: string, { config, webhookSecret, topic }: Props) {
    super(scope, id);
    this.lambda = new MonitorFunction(this, 'Alarm', {
      entry: 'alarm',
      timeout: Duration.seconds(30),
      config,
      environment: {
        [VARIABLES.slackSecret]: webhookSecret,
        [VARIABLES.selfHosted]: config.selfHosted.join(' '),
      },
    });
    allowSecret(this.lambda.role, webhookSecret);
    topic.failed.allowSending(this.lambda.role);
    this.lambda.lambda.configureAsyncInvoke({
      onFailure: topic.failed.destination,
      maxEventAge: Duration.hours(1),
      retryAttempts: 2,
    });
    topic.feed(this.lambda.lambda);
  }
}
