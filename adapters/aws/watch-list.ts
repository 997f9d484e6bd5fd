import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { Fault } from '../../core/base/fault.ts';
import { parseJson } from '../../core/base/json.ts';
import { DAY, SECOND } from '../../core/base/time.ts';
import type { Clock, Leg, WatchList } from '../../monitor/ports.ts';
import { chunk } from './calls.ts';
import { holds } from './condition.ts';
import { type Key, legsKey, missingKey } from './keys.ts';
import type { Item } from './stored.ts';

/** The next sweep reads it; a schedule is daily at the least, and may be off for a while. */
const KEEP = 14 * DAY;

/** Names of the longest that AWS allows, so many of them, compressed, fit into one item of 400 KB. */
const MISSING_AN_ITEM = 500;

/** More than the service ever writes: an item that was put there by somebody else must not fill the memory. */
const MAX_BYTES = 4 * 1024 * 1024;

const count = z.number().int().nonnegative();
const legShape = z.object({
  number: count,
  names: z.array(z.string()),
  waiting: z.array(z.string()),
  next: z.string().exactOptional(),
  found: count,
  queued: count,
  replicas: count,
  sent: z.record(z.string(), count),
}) satisfies z.ZodType<Leg>;
const missingShape = z.array(
  z.object({
    name: z.string(),
    since: z.number().exactOptional(),
    why: z.enum(['untagged', 'deleted', 'denied']).exactOptional(),
  }),
);

/** Names have much in common: deflated they take a quarter, and writing costs by the kilobyte. */
const packed = (value: unknown): Item => ({ body: { B: deflateRawSync(JSON.stringify(value)) } });

const unpacked = <T>(shape: z.ZodType<T>, { body }: Item): T => {
  const text = inflateRawSync(body?.B ?? new Uint8Array(), { maxOutputLength: MAX_BYTES }).toString();
  const parsed = shape.safeParse(parseJson(text));
  if (!parsed.success) throw new Fault('the table holds a part of a list of an unknown shape');
  return parsed.data;
};

const numbered = ({ pk, sk }: Key, number: number): Key => ({
  pk,
  sk: { S: `${sk.S}${`${number}`.padStart(6, '0')}` },
});

/** Items whose key begins so, in their order. */
async function* itemsOf(client: DynamoDBClient, table: string, { pk, sk }: Key): AsyncGenerator<Item> {
  let start: Item | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    yield* page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

/** The lists of sweeps in the one table, under the sweeps themselves, kept 14 days: names of secrets, never values. */
export const watchList = (client: DynamoDBClient, table: string, clock: Clock): WatchList => {
  const expiresAt = () => ({ N: `${Math.ceil((clock() + KEEP) / SECOND)}` });
  return {
    legs: async function* (sweepId) {
      for await (const item of itemsOf(client, table, legsKey(sweepId))) yield unpacked(legShape, item);
    },
    save: (sweepId, leg) =>
      holds(
        client.send(
          new PutItemCommand({
            TableName: table,
            Item: { ...numbered(legsKey(sweepId), leg.number), ...packed(leg), expiresAt: expiresAt() },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      ),
    missing: async function* (sweepId) {
      for await (const item of itemsOf(client, table, missingKey(sweepId))) yield* unpacked(missingShape, item);
    },
    keepMissing: async (sweepId, missing) => {
      for (const [number, part] of chunk(missing, MISSING_AN_ITEM).entries())
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: { ...numbered(missingKey(sweepId), number), ...packed(part), expiresAt: expiresAt() },
          }),
        );
    },
  };
};
