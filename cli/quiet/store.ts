import { StateError } from '../../adapters/local/state-error.ts';
import { defaultStatePath } from '../../adapters/local/state-path.ts';
import { openStore } from '../../adapters/local/store.ts';
import { Fault } from '../../core/base/fault.ts';
import type { ReadAudit } from '../../monitor/ports.ts';
import type { QuietPorts } from '../../monitor/quiet/quieten.ts';
import type { Wish } from './wish.ts';

export type QuietStore = QuietPorts & { readonly audit: ReadAudit; readonly close: () => void };

type Where = Pick<Wish, 'state' | 'table' | 'region'>;

/** The table of a deployment where one is named, else the local state. All of it throws StateError. */
export const quietStore = ({ state, table, region }: Where): Promise<QuietStore> =>
  table === undefined ? localStore(state) : tableStore(table, region);

const localStore = async (state = defaultStatePath()): Promise<QuietStore> => {
  const { records, load, commitQuiet, audit, close } = openStore(state);
  return { every: async () => records(), load, commit: commitQuiet, audit, close, clock: Date.now };
};

/** Loaded only when asked for: the client is heavy. */
const tableStore = async (table: string, region: string | undefined): Promise<QuietStore> => {
  const [{ DynamoDBClient }, { everyRecord, loadRecords, commitQuiet }, { readAudit }, { CLIENT_SETTINGS, errorName }] =
    await Promise.all([
      import('@aws-sdk/client-dynamodb'),
      import('../../adapters/aws/records.ts'),
      import('../../adapters/aws/audit.ts'),
      import('../../adapters/aws/calls.ts'),
    ]);
  const client = new DynamoDBClient({ ...CLIENT_SETTINGS, ...(region !== undefined && { region }) });
  if ((await client.config.region().catch(() => undefined)) === undefined) throw tableError(table, 'RegionMissing');
  const guarded =
    <A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      work(...args).catch((error: unknown) => {
        throw tableError(table, error instanceof Fault ? error.message : errorName(error));
      });
  return {
    every: guarded(everyRecord(client, table)),
    load: guarded(loadRecords(client, table)),
    commit: guarded(commitQuiet(client, table)),
    audit: guarded(readAudit(client, table)),
    close: () => client.destroy(),
    clock: Date.now,
  };
};

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/RegionMissing/, 'name it: --region eu-west-1, or AWS_REGION'],
  [/ResourceNotFound/, 'name the table as its stack does, in its region: --region eu-west-1'],
  [/Credentials|Token/, 'sign in first (aws sso login), or set AWS_PROFILE'],
  [/AccessDenied/, 'allow what docs/quiet.md lists on the table and its key'],
  [/unknown shape/, 'use the release of this program that is deployed'],
];

/** An AWS error's name alone: its message may quote what was sent. */
export const tableError = (table: string, why: string): StateError =>
  new StateError(
    `cannot use the table ${table}`,
    why === 'RegionMissing' ? 'no region is set' : `AWS: ${why}`,
    REMEDIES.find(([pattern]) => pattern.test(why))?.[1] ?? 'check the network, and try again',
  );
