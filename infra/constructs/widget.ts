import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PARTITIONS, VARIABLES } from '../../adapters/names.ts';
import type { Config } from '../config.ts';
import { sweepInterval } from '../schedule.ts';
import type { Act } from './act.ts';
import { MonitorFunction } from './monitor-function.ts';
import type { Storage } from './storage.ts';

type Props = { readonly config: Config; readonly storage: Storage; readonly act: Act };

/** One whole CPU: somebody waits for the answer (Lambda developer guide, configuration-memory). */
const MEMORY = 1769;

/** Draws what the dashboard shows. It reads the table, and can do nothing else: whoever looks at the dashboard may start it. */
export class Widget extends Construct {
  readonly lambda: MonitorFunction;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.lambda = this.#function(props);
    this.#grant(props.storage);
  }

  #function({ config, storage, act }: Props): MonitorFunction {
    const seconds = sweepInterval(config.schedule);
    return new MonitorFunction(this, 'Widget', {
      entry: 'widget',
      timeout: Duration.seconds(15),
      memorySize: MEMORY,
      issuers: true,
      config,
      environment: {
        [VARIABLES.table]: storage.table.tableName,
        [VARIABLES.actFunction]: act.lambda.lambda.functionArn,
        ...(seconds !== undefined && { [VARIABLES.sweepSeconds]: `${seconds}` }),
      },
    });
  }

  #grant(storage: Storage): void {
    const { role } = this.lambda;
    storage.allowScan(role);
    // The list of the last sweep: who is not in it has left.
    storage.allowItems(role, ['GetItem', 'Query'], [PARTITIONS.sweep]);
    storage.allowItems(role, ['Query'], [PARTITIONS.audit]);
  }
}
