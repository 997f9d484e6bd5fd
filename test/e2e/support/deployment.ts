import { alertOf, recordOf } from '../../../adapters/aws/stored.ts';
import { isAlert } from '../../../core/model/notice.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import type { Outputs } from './cdk.ts';
import { enableMapping } from './mappings.ts';
import { sessionsOf } from './session.ts';
import type { World } from './world.ts';

export type Told = { readonly id: string; readonly kind: string; readonly token: string; readonly held: boolean };

/** The deployed stack, by the names of its outputs, and what can be done to it by hand. */
export const deploymentOf = (world: World, outputs: Outputs) => {
  const out = (name: string): string => {
    const value = outputs[name];
    if (value === undefined) throw new Error(`the stack has no output ${name}`);
    return value;
  };
  const [discover, probe, notify] = ['Discover', 'Probe', 'Notify'].map((name) => out(`${name}FunctionName`)) as [
    string,
    string,
    string,
  ];
  const watch = out('WatchSubscribersFunctionName');
  const digest = out('DigestFunctionName');
  const [act, widget] = [out('ActFunctionArn'), out('WidgetFunctionArn')];
  const itemsOf = async (kind: 'state' | 'outbox') =>
    (await world.items(out('TableName'))).filter(({ sk }) => sk?.S === kind);
  return {
    out,
    functions: { discover, probe, notify, watch, digest, act, widget },
    sweep: () => world.invoke(discover, { trigger: 'sweep' }),
    deliver: () => world.invoke(notify, { trigger: 'deliver' }),
    makeDigests: () => world.invoke(digest, { trigger: 'digest' }),
    countSubscribers: () => world.invoke(watch, { trigger: 'subscribers' }),
    enableProbe: (enabled: boolean) => enableMapping(world, probe, enabled),
    /** Clients with the rights of each role. */
    sessions: () => sessionsOf(world.lambda, world.endpoint, { discover, probe, notify, digest, act, widget }),
    records: async (): Promise<readonly TokenRecord[]> => (await itemsOf('state')).map(recordOf),
    /** Every alert, delivered or not (`held`). */
    told: async (): Promise<readonly Told[]> =>
      (await itemsOf('outbox')).map((item) => {
        const alert = alertOf(item);
        const token = isAlert(alert) ? alert.ref.name : '';
        return { id: alert.id, kind: alert.kind, token, held: item.undelivered !== undefined };
      }),
  };
};
