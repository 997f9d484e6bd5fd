import { type DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DAY, SECOND } from '../../core/base/time.ts';
import type { Sweep, Sweeps } from '../../monitor/ports.ts';
import { holds } from './condition.ts';
import { NEWEST_SWEEP, sweepKey } from './keys.ts';
import { type Item, sweepOf } from './stored.ts';

const KEEP_SWEEPS = 30 * DAY;

const putIf = (client: DynamoDBClient, table: string, item: Item, condition: string, values?: Item) =>
  holds(
    client.send(
      new PutItemCommand({
        TableName: table,
        Item: item,
        ConditionExpression: condition,
        ExpressionAttributeValues: values,
      }),
    ),
  );

const begin = async (client: DynamoDBClient, table: string, sweep: Sweep): Promise<boolean> => {
  const body = { S: JSON.stringify(sweep) };
  const startedAt = { N: `${sweep.startedAt}` };
  const expiresAt = { N: `${Math.ceil((sweep.startedAt + KEEP_SWEEPS) / SECOND)}` };
  const run = { ...sweepKey(sweep.id), body, startedAt, expiresAt };
  // A sweep that died half-way was never finished: its retry may begin it again.
  if (!(await putIf(client, table, run, 'attribute_not_exists(pk) OR attribute_not_exists(finishedAt)'))) return false;
  // A tick that comes hours late must not take the place of the newest.
  await putIf(
    client,
    table,
    { ...NEWEST_SWEEP, body, startedAt },
    'attribute_not_exists(pk) OR startedAt < :startedAt',
    { ':startedAt': startedAt },
  );
  return true;
};

/** Sweeps in the one table: an item per run, kept 30 days, and one that names the newest. */
export const sweeps = (client: DynamoDBClient, table: string): Sweeps => ({
  last: async () => {
    const { Item: item } = await client.send(
      new GetItemCommand({ TableName: table, Key: NEWEST_SWEEP, ConsistentRead: true }),
    );
    return item && sweepOf(item);
  },
  begin: (sweep) => begin(client, table, sweep),
  finish: async (id, found, queued, now) => {
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: sweepKey(id),
        UpdateExpression: 'SET #found = :found, queued = :queued, finishedAt = :now',
        ExpressionAttributeNames: { '#found': 'found' },
        ExpressionAttributeValues: {
          ':found': { N: `${found}` },
          ':queued': { N: `${queued}` },
          ':now': { N: `${now}` },
        },
      }),
    );
  },
});
