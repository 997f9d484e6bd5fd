import { Duration, TimeZone } from 'aws-cdk-lib';
import { ContextAttribute, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { PARTITIONS, TRIGGERS, VARIABLES } from '../../adapters/names.ts';
import type { Config } from '../config.ts';
import { digestCron } from '../digest-at.ts';
import type { DeadLetters } from './dead-letters.ts';
import { MonitorFunction } from './monitor-function.ts';
import type { Storage } from './storage.ts';
import { Timer } from './timer.ts';

type Props = {
  readonly config: Config;
  readonly storage: Storage;
  /** For what could not be started, or failed after its retries. */
  readonly failed: DeadLetters;
};

/** The longest that Lambda knows: a table of 100,000 tokens, with the lists of two weeks of sweeps, is read in minutes. */
const TIMEOUT = Duration.minutes(15);

/** Makes one digest an owner, once a week or a day. It only stores them: notify delivers what is stored. */
export class Digest extends Construct {
  readonly lambda: MonitorFunction;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.lambda = this.#function(props);
    this.#grant(props.storage);
    this.#start(props);
  }

  #function({ config, storage }: Props): MonitorFunction {
    return new MonitorFunction(this, 'Make', {
      entry: 'digest',
      timeout: TIMEOUT,
      config,
      environment: {
        [VARIABLES.table]: storage.table.tableName,
        [VARIABLES.digest]: config.digest,
        [VARIABLES.timezone]: config.timezone,
      },
    });
  }

  #grant(storage: Storage): void {
    const { role } = this.lambda;
    storage.allowScan(role);
    // The list of the last sweep: who is not in it has left.
    storage.allowItems(role, ['GetItem', 'Query'], [PARTITIONS.sweep]);
    storage.allowItems(role, ['PutItem'], [PARTITIONS.digestAlert]);
  }

  #start({ config, failed }: Props): void {
    new Timer(this, 'Timer', {
      description: 'Token Health: digest',
      expression: ScheduleExpression.expression(digestCron(config), TimeZone.of(config.timezone)),
      target: this.lambda.lambda,
      input: { trigger: TRIGGERS.digest, scheduledAt: ContextAttribute.scheduledTime },
      failed,
    });
    failed.allowSending(this.lambda.role);
    // A run that is repeated stores what is missing, and nothing twice.
    this.lambda.lambda.configureAsyncInvoke({
      onFailure: failed.destination,
      maxEventAge: Duration.hours(1),
      retryAttempts: 2,
    });
  }
}
