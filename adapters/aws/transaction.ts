import { createHash } from 'node:crypto';
import {
  type AttributeValue,
  type CancellationReason,
  type DynamoDBClient,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { Fault } from '../../core/base/fault.ts';
import { dueAt, type Tellable } from '../../core/model/notice.ts';
import type { QuietEntry } from '../../core/model/record.ts';
import { type RenderTexts, textsOf as textsOfAll } from '../channels/texts.ts';
import { TABLE } from '../names.ts';
import { auditItem } from './audit.ts';
import { backOff, errorName, MAX_ROUNDS } from './calls.ts';
import { alertKey, type Key } from './keys.ts';
import { text } from './stored.ts';

/** What is written together: one body under a key, conditional on the revision that was read, and what it tells. */
export type Writing = {
  readonly key: Key;
  readonly body: string;
  readonly revision: number;
  readonly expectedRevision: number | undefined;
  readonly tells: readonly Tellable[];
  /** What is stored of what they say; absent: the texts of every kind of channel. */
  readonly textsOf?: RenderTexts;
  readonly entries?: readonly QuietEntry[];
};

const putBody = (table: string, { key, body, revision, expectedRevision }: Writing): TransactWriteItem => ({
  Put: {
    TableName: table,
    Item: { ...key, body: { S: body }, revision: { N: `${revision}` } },
    ...(expectedRevision === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'revision = :read',
          ExpressionAttributeValues: { ':read': { N: `${expectedRevision}` } },
        }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

const putAlert = (table: string, alert: Tellable, render: RenderTexts): TransactWriteItem => ({
  Put: {
    TableName: table,
    Item: outboxItem(alert, render),
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

/** What is to be told, as it is stored: undelivered, and due. */
export const outboxItem = (alert: Tellable, render: RenderTexts = textsOfAll): Record<string, AttributeValue> => ({
  ...alertKey(alert.id),
  body: { S: JSON.stringify(alert) },
  ...textsItem(alert, render),
  undelivered: { S: '1' },
  nextAttemptAt: { N: `${dueAt(alert)}` },
  [TABLE.dueAt]: { N: `${dueAt(alert)}` },
  attempts: { N: '0' },
  deliveredTo: { L: [] },
});

/** A text that cannot be rendered must not keep the state from being stored: the sender tries again, and says so. */
const textsItem = (alert: Tellable, render: RenderTexts): Record<string, AttributeValue> => {
  try {
    const texts = render(alert);
    return texts === undefined ? {} : { texts: { S: JSON.stringify(texts) } };
  } catch {
    return {};
  }
};

/** The same change twice is one write; the content is in it because a token may not be used again for another. */
const requestToken = (writing: Writing): string =>
  createHash('sha256').update(JSON.stringify(writing)).digest('hex').slice(0, 36);

type Outcome = 'stored' | 'conflict' | { readonly retry: Writing };

/** AWS gives one reason per item, in order: the record first, then its alerts; the audit, last, has no condition. */
const judge = (writing: Writing, [record, ...alerts]: readonly CancellationReason[]): Outcome => {
  if (record?.Code === 'ConditionalCheckFailed') {
    // Our own content under our own revision: the first try got through and its reply was lost.
    return text(record.Item?.body) === writing.body ? 'stored' : 'conflict';
  }
  const codes = [record, ...alerts].map((reason) => reason?.Code ?? 'None');
  if (codes.some((code) => !PASSING.has(code))) throw new Fault('DynamoDB refused a record as invalid');
  // An alert whose id is there already was told before; the state may still be stored.
  return { retry: { ...writing, tells: writing.tells.filter((_, i) => codes[i + 1] !== 'ConditionalCheckFailed') } };
};

const PASSING = new Set([
  'None',
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ProvisionedThroughputExceeded',
  'ThrottlingError',
]);

const write = async (client: DynamoDBClient, table: string, writing: Writing): Promise<Outcome> => {
  try {
    const items = [
      putBody(table, writing),
      ...writing.tells.map((alert) => putAlert(table, alert, writing.textsOf ?? textsOfAll)),
      ...(writing.entries ?? []).map((entry) => ({ Put: { TableName: table, Item: auditItem(entry) } })),
    ];
    await client.send(
      new TransactWriteItemsCommand({ TransactItems: items, ClientRequestToken: requestToken(writing) }),
    );
    return 'stored';
  } catch (error) {
    if (error instanceof TransactionCanceledException) return judge(writing, error.CancellationReasons ?? []);
    if (errorName(error) === 'TransactionInProgressException') return { retry: writing };
    throw new Fault(`DynamoDB did not store a record: ${errorName(error)}`);
  }
};

/** Writes it once, whatever conflicts and lost replies come between. Throws when DynamoDB refuses it as invalid, or stays busy. */
export const transact = async (
  client: DynamoDBClient,
  table: string,
  writing: Writing,
): Promise<'stored' | 'conflict'> => {
  let next = writing;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (round > 0) await backOff(round);
    const outcome = await write(client, table, next);
    if (typeof outcome === 'string') return outcome;
    next = outcome.retry;
  }
  throw new Fault('DynamoDB did not store a record: too many conflicts');
};
