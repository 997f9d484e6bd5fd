import {
  type CancellationReason,
  type DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { Fault } from '../../core/base/fault.ts';
import { backOff, chunk, MAX_ROUNDS } from './calls.ts';
import { holds } from './condition.ts';
import type { Key } from './keys.ts';
import type { Item } from './stored.ts';

/** One conditional update of one item. */
export type Update = { readonly key: Key; readonly set: string; readonly condition: string; readonly values: Item };

/** The service takes 100 actions and 4 MB in one transaction; alerts with their texts are some 20 KB. */
const TOGETHER = 50;
/** Transactions on their way at the same time. */
const AT_ONCE = 8;

const inputOf = (table: string, { key, set, condition, values }: Update) => ({
  TableName: table,
  Key: key,
  UpdateExpression: set,
  ConditionExpression: condition,
  ExpressionAttributeValues: values,
});

export const updateOne = (client: DynamoDBClient, table: string, update: Update): Promise<boolean> =>
  holds(client.send(new UpdateItemCommand(inputOf(table, update))));

const halves = <T>(list: readonly T[]): readonly (readonly T[])[] => {
  const middle = list.length >> 1;
  return [list.slice(0, middle), list.slice(middle)];
};

const PASSING = new Set(['None', 'TransactionConflict', 'ProvisionedThroughputExceeded', 'ThrottlingError']);
const FAILED = 'ConditionalCheckFailed';

type Step = { readonly left: readonly Update[] } | { readonly split: true };

/** AWS gives one reason per update, in order. What is neither a condition nor passing may be the size of them all together. */
const afterCancel = (updates: readonly Update[], reasons: readonly CancellationReason[]): Step => {
  const codes = updates.map((_, i) => reasons[i]?.Code ?? 'None');
  if (codes.some((code) => code !== FAILED && !PASSING.has(code))) return { split: true };
  return { left: updates.filter((_, i) => codes[i] !== FAILED) };
};

const transactOnce = async (client: DynamoDBClient, table: string, updates: readonly Update[]) => {
  try {
    const items = updates.map((update) => ({ Update: inputOf(table, update) }));
    await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
    return 'done';
  } catch (error) {
    if (error instanceof TransactionCanceledException) return afterCancel(updates, error.CancellationReasons ?? []);
    throw error;
  }
};

/** Gives those whose conditions held. */
const together = async (
  client: DynamoDBClient,
  table: string,
  updates: readonly Update[],
): Promise<readonly Update[]> => {
  let left = updates;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const [only] = left;
    if (only === undefined) return [];
    if (left.length === 1) return (await updateOne(client, table, only)) ? [only] : [];
    if (round > 0) await backOff(round);
    const step = await transactOnce(client, table, left);
    if (step === 'done') return left;
    if ('split' in step) return inTurn(halves(left), (half) => together(client, table, half));
    left = step.left;
  }
  throw new Fault('DynamoDB did not update alerts: too many conflicts');
};

const inTurn = async <T, R>(list: readonly T[], run: (one: T) => Promise<readonly R[]>): Promise<readonly R[]> => {
  const results: R[] = [];
  for (const one of list) results.push(...(await run(one)));
  return results;
};

/** Many conditional updates, each by itself held or not, in few calls. Gives those whose conditions held. */
export const updateAll = (
  client: DynamoDBClient,
  table: string,
  updates: readonly Update[],
): Promise<readonly Update[]> =>
  inTurn(chunk(chunk(updates, TOGETHER), AT_ONCE), async (batches) =>
    (await Promise.all(batches.map((batch) => together(client, table, batch)))).flat(),
  );
