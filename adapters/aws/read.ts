import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Fault } from '../../core/base/fault.ts';
import { backOff, chunk, MAX_ROUNDS } from './calls.ts';
import type { Item } from './stored.ts';

/** The service's limit for one BatchGetItem. */
const BATCH = 100;

/** Names stand behind signs: some are words of the expression language. */
const only = (attributes: readonly string[] | undefined) =>
  attributes && {
    ProjectionExpression: attributes.map((_, i) => `#a${i}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(attributes.map((name, i) => [`#a${i}`, name])),
  };

const readBatch = async (
  client: DynamoDBClient,
  table: string,
  keys: Item[],
  attributes?: readonly string[],
): Promise<Item[]> => {
  const items: Item[] = [];
  let left = keys;
  for (let round = 0; left.length > 0; round++) {
    if (round === MAX_ROUNDS) throw new Fault('DynamoDB left keys unread');
    if (round > 0) await backOff(round);
    const answer = await client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true, ...only(attributes) } } }),
    );
    items.push(...(answer.Responses?.[table] ?? []));
    left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items;
};

/** Items by key, in any order, strongly consistent; keys must differ. Throws when some stay unread. */
export const readItems = async (
  client: DynamoDBClient,
  table: string,
  keys: readonly Item[],
  attributes?: readonly string[],
): Promise<Item[]> => {
  const items: Item[] = [];
  for (const batch of chunk(keys, BATCH)) items.push(...(await readBatch(client, table, batch, attributes)));
  return items;
};
