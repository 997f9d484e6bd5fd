import { existsSync } from 'node:fs';
import type { Trouble } from '../../adapters/local/source.ts';
import { defaultStatePath } from '../../adapters/local/state-path.ts';
import { openStore } from '../../adapters/local/store.ts';
import type { Listed } from '../../core/digest/gather.ts';
import { listedNow } from '../../monitor/digest/listed.ts';
import type { ReadAll } from '../../monitor/ports.ts';
import type { Wish } from './wish.ts';

/** What is known of all tokens, and where from. */
export type Known = {
  readonly readAll: ReadAll;
  readonly listed: () => Promise<Listed | undefined>;
  readonly close: () => void;
};

/** Undefined where nothing was ever kept. Opening throws StateError. */
export const knownBy = async ({ table, state }: Pick<Wish, 'table' | 'state'>): Promise<Known | undefined> => {
  if (table !== undefined) return deployed(table);
  const file = state ?? defaultStatePath();
  if (!existsSync(file)) return undefined;
  const { readAll, close } = openStore(file);
  return { readAll, close, listed: async () => undefined };
};

/** The client is heavy: loaded only when it is asked for. */
const deployed = async (table: string): Promise<Known> => {
  const [{ DynamoDBClient }, aws, { sweeps }, { watchList }, { CLIENT_SETTINGS }] = await Promise.all([
    import('@aws-sdk/client-dynamodb'),
    import('../../adapters/aws/read-all.ts'),
    import('../../adapters/aws/sweeps.ts'),
    import('../../adapters/aws/watch-list.ts'),
    import('../../adapters/aws/calls.ts'),
  ]);
  const client = new DynamoDBClient(CLIENT_SETTINGS);
  return {
    readAll: aws.readAll(client, table),
    listed: () => listedNow(sweeps(client, table), watchList(client, table, Date.now)),
    close: () => client.destroy(),
  };
};

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/Credentials|Token/, 'sign in first (aws sso login), or set AWS_PROFILE'],
  [/^Error$|Region/, 'set the region: AWS_REGION=eu-west-1'],
  [/AccessDenied/, 'allow dynamodb:Scan, GetItem and Query on it, and kms:Decrypt on its key'],
  [/ResourceNotFound/, 'name the table of the stack (output TableName), and its region with AWS_REGION'],
  [/Timeout|ECONN|Network/, 'check the network, or AWS_ENDPOINT_URL'],
];

/** An AWS error by its name alone: its message may quote what was sent. */
export const tableTrouble = (table: string, name: string): Trouble => ({
  what: `cannot read the table ${table}`,
  why: `AWS says ${name}`,
  remedy: REMEDIES.find(([pattern]) => pattern.test(name))?.[1] ?? 'see what AWS means by that, and try again',
});
