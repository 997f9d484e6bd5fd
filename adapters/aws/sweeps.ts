import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DAY, type Instant, SECOND } from '../../core/base/time.ts';
import type { Run, Sweep, Sweeps } from '../../monitor/ports.ts';
import type { RenderTexts } from '../channels/texts.ts';
import { holds } from './condition.ts';
import { CONCLUDED_SWEEP, type Key, NEWEST_SWEEP, sweepKey } from './keys.ts';
import { concludedOf, type Item, sweepOf, text } from './stored.ts';
import { transact, type Writing } from './transaction.ts';

const KEEP_SWEEPS = 30 * DAY;

/** A sweep that was never finished may be begun again: by the retries of its run at once, by others when that run must have ended. */
const FREE =
  'attribute_not_exists(pk) OR (attribute_not_exists(finishedAt) AND (attribute_not_exists(busyUntil) OR busyUntil <= :now OR runBy = :by))';

type Begun = Awaited<ReturnType<Sweeps['begin']>>;

const putRun = async (client: DynamoDBClient, table: string, run: Item, by: string, now: Instant): Promise<Begun> => {
  try {
    const { Attributes: before } = await client.send(
      new PutItemCommand({
        TableName: table,
        Item: run,
        ConditionExpression: FREE,
        ExpressionAttributeValues: { ':now': { N: `${now}` }, ':by': { S: by } },
        ReturnValues: 'ALL_OLD',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return before === undefined ? 'fresh' : 'again';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item?.finishedAt === undefined ? 'busy' : 'done';
  }
};

/** A tick that comes hours late must not take the place of the newest. */
const putNewest = (client: DynamoDBClient, table: string, body: Item, startedAt: { readonly N: string }) =>
  holds(
    client.send(
      new PutItemCommand({
        TableName: table,
        Item: { ...NEWEST_SWEEP, ...body, startedAt },
        ConditionExpression: 'attribute_not_exists(pk) OR startedAt < :startedAt',
        ExpressionAttributeValues: { ':startedAt': startedAt },
      }),
    ),
  );

const begin = async (client: DynamoDBClient, table: string, sweep: Sweep, { by, until }: Run, now: Instant) => {
  const body = { body: { S: JSON.stringify(sweep) } };
  const startedAt = { N: `${sweep.startedAt}` };
  const expiresAt = { N: `${Math.ceil((sweep.startedAt + KEEP_SWEEPS) / SECOND)}` };
  const holder = { runBy: { S: by }, busyUntil: { N: `${until}` } };
  const run = { ...sweepKey(sweep.id), ...body, startedAt, expiresAt, ...holder };
  const begun = await putRun(client, table, run, by, now);
  if (begun === 'fresh' || begun === 'again') await putNewest(client, table, body, startedAt);
  return begun;
};

const putConcluded = async (client: DynamoDBClient, table: string, writing: Omit<Writing, 'tells'>) => {
  const { key, body, revision, expectedRevision } = writing;
  try {
    await client.send(
      new PutItemCommand({
        TableName: table,
        Item: { ...key, body: { S: body }, revision: { N: `${revision}` } },
        ConditionExpression: expectedRevision === undefined ? 'attribute_not_exists(pk)' : 'revision = :read',
        ...(expectedRevision !== undefined && { ExpressionAttributeValues: { ':read': { N: `${expectedRevision}` } } }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return 'stored' as const;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // Our own content: the first try got through and its reply was lost.
    return text(error.Item?.body) === body ? ('stored' as const) : ('conflict' as const);
  }
};

const read = async (client: DynamoDBClient, table: string, key: Key): Promise<Item | undefined> =>
  (await client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;

/** Sweeps in the one table: an item per run, kept 30 days, one that names the newest, and one that the next sweep compares itself with. */
export const sweeps = (client: DynamoDBClient, table: string, textsOf?: RenderTexts): Sweeps => ({
  last: async () => {
    const item = await read(client, table, NEWEST_SWEEP);
    return item && sweepOf(item);
  },
  begin: (sweep, run, now) => begin(client, table, sweep, run, now),
  concluded: async () => {
    const item = await read(client, table, CONCLUDED_SWEEP);
    return item && concludedOf(item);
  },
  conclude: ({ concluded, expectedRevision, notices }) => {
    const writing = { key: CONCLUDED_SWEEP, body: JSON.stringify(concluded), revision: concluded.revision };
    // A transaction costs twice as much, and most sweeps tell nothing.
    if (notices.length === 0) return putConcluded(client, table, { ...writing, expectedRevision });
    return transact(client, table, { ...writing, expectedRevision, tells: notices, ...(textsOf && { textsOf }) });
  },
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
