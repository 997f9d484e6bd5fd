import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { PARTITIONS, VARIABLES } from '../../adapters/names.ts';
import type { Config } from '../config.ts';
import type { Discover } from './discover.ts';
import { MonitorFunction } from './monitor-function.ts';
import type { Storage } from './storage.ts';

type Props = { readonly config: Config; readonly storage: Storage; readonly discover: Discover };

/**
 * Does what the buttons of the dashboard say: keeps a token quiet, has it looked at. A function of its own, so that to see and to act are two
 * rights. Neither lists secrets, nor reads one, nor publishes: discover has secrets looked at, and notify tells what is stored.
 */
export class Act extends Construct {
  readonly lambda: MonitorFunction;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.lambda = this.#function(props);
    this.#grant(props);
    // The console waits for the answer; what nobody waits for must not be done again later.
    this.lambda.lambda.configureAsyncInvoke({ retryAttempts: 0 });
  }

  #function({ config, storage, discover }: Props): MonitorFunction {
    return new MonitorFunction(this, 'Act', {
      entry: 'act',
      timeout: Duration.seconds(15),
      config,
      environment: {
        [VARIABLES.table]: storage.table.tableName,
        [VARIABLES.discoverFunction]: discover.lambda.lambda.functionName,
      },
    });
  }

  #grant({ storage, discover }: Props): void {
    const { role } = this.lambda;
    storage.allowItems(role, ['BatchGetItem', 'PutItem'], [PARTITIONS.token]);
    // That somebody asked is written down, and told to the others.
    storage.allowItems(role, ['PutItem'], [PARTITIONS.audit, PARTITIONS.quietAlert]);
    storage.allowItems(role, ['UpdateItem'], [PARTITIONS.looks]);
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [discover.lambda.lambda.functionArn] }),
    );
  }
}
