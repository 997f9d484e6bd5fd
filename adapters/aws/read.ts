import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Fault } from '../../core/base/fault.ts';
import { backOff, chunk, MAX_ROUNDS } from './calls.ts';
import type { Item } from './stored.ts';

/** The service's limit for one BatchGetItem. */
const BATCH = 100;

const readBatch = async (client: DynamoDBClient, table: string, keys: Item[]): Promise<Item[]> => {
  const items: Item[] = [];
  let left = keys;
  for (let round = 0; left.length > 0; round++) {
    if (round === MAX_ROUNDS) throw new Fault('DynamoDB left keys unread');
    if (round > 0) await backOff(round);
    const answer = await client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
    );
    items.push(...(answer.Responses?.[table] ?? []));
    left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items;
};

/** Items by key, in any order, strongly consistent; keys must differ. Throws when some stay unread. */
export const readItems = async (client: DynamoDBClient, table: string, keys: readonly Item[]): Promise<Item[]> => {
  const items: Item[] = [];
  for (const batch of chunk(keys, BATCH)) items.push(...(await readBatch(client, table, batch)));
  return items;
};
