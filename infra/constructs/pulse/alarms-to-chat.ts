import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { VARIABLES } from '../../../adapters/names.ts';
import type { Config } from '../../config.ts';
import { MonitorFunction } from '../monitor-function.ts';
import { allowSecret } from '../one-secret.ts';
import type { AlarmTopic } from './alarm-topic.ts';

type Props = {
  readonly config: Config;
  /** Kind of the channel, one that can tell alarms, and the secret that holds its webhook. */
  readonly type: 'slack' | 'discord';
  readonly secret: string;
  readonly topic: AlarmTopic;
};

/**
 * Brings alarms to one chat beside and without `notify`, whose death may be what they tell. Reads one secret and writes its own log; no
 * table, no other topic.
 */
export class AlarmsToChat extends Construct {
  readonly lambda: MonitorFunction;

  constructor(scope: Construct, id: string, { config, type, secret, topic }: Props) {
    super(scope, id);
    this.lambda = new MonitorFunction(this, 'Alarm', {
      entry: 'alarm',
      timeout: Duration.seconds(30),
      config,
      environment: {
        [VARIABLES.alarmChannel]: JSON.stringify({ type, secret }),
        [VARIABLES.selfHosted]: config.selfHosted.join(' '),
      },
    });
    allowSecret(this.lambda.role, secret);
    topic.failed.allowSending(this.lambda.role);
    this.lambda.lambda.configureAsyncInvoke({
      onFailure: topic.failed.destination,
      maxEventAge: Duration.hours(1),
      retryAttempts: 2,
    });
    topic.feed(this.lambda.lambda);
  }
}
