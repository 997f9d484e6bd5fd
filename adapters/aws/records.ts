import { createHash } from 'node:crypto';
import {
  type CancellationReason,
  type DynamoDBClient,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Alert } from '../../core/alert.ts';
import { Fault } from '../../core/fault.ts';
import type { Change, Commit, LoadRecords } from '../../monitor/ports.ts';
import { backOff, errorName, MAX_ROUNDS } from './calls.ts';
import { alertKey, tokenKey } from './keys.ts';
import { readItems } from './read.ts';
import { recordOf, text } from './stored.ts';

/** Records by token id, by `dynamodb:BatchGetItem`. */
export const loadRecords =
  (client: DynamoDBClient, table: string): LoadRecords =>
  async (ids) => {
    const items = await readItems(client, table, [...new Set(ids)].map(tokenKey));
    return new Map(items.map(recordOf).map((record) => [record.ref.id, record]));
  };

const putRecord = (table: string, { record, expectedRevision }: Change): TransactWriteItem => ({
  Put: {
    TableName: table,
    Item: { ...tokenKey(record.ref.id), body: { S: JSON.stringify(record) }, revision: { N: `${record.revision}` } },
    ...(expectedRevision === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'revision = :read',
          ExpressionAttributeValues: { ':read': { N: `${expectedRevision}` } },
        }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

const putAlert = (table: string, alert: Alert): TransactWriteItem => ({
  Put: {
    TableName: table,
    Item: {
      ...alertKey(alert.id),
      body: { S: JSON.stringify(alert) },
      undelivered: { S: '1' },
      nextAttemptAt: { N: `${alert.collectUntil ?? alert.at}` },
      attempts: { N: '0' },
      deliveredTo: { L: [] },
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

/** The same change twice is one write; the content is in it because a token may not be used again for another. */
const requestToken = (change: Change): string =>
  createHash('sha256').update(JSON.stringify(change)).digest('hex').slice(0, 36);

type Outcome = 'stored' | 'conflict' | { readonly retry: Change };

/** AWS gives one reason per item, in order: the record first, then its alerts. */
const judge = (change: Change, [record, ...alerts]: readonly CancellationReason[]): Outcome => {
  if (record?.Code === 'ConditionalCheckFailed') {
    // Our own content under our own revision: the first try got through and its reply was lost.
    return text(record.Item?.body) === JSON.stringify(change.record) ? 'stored' : 'conflict';
  }
  const codes = [record, ...alerts].map((reason) => reason?.Code ?? 'None');
  if (codes.some((code) => !PASSING.has(code))) throw new Fault('DynamoDB refused a record as invalid');
  // An alert whose id is there already was told before; the state may still be stored.
  return { retry: { ...change, alerts: change.alerts.filter((_, i) => codes[i + 1] !== 'ConditionalCheckFailed') } };
};

const PASSING = new Set([
  'None',
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ProvisionedThroughputExceeded',
  'ThrottlingError',
]);

const write = async (client: DynamoDBClient, table: string, change: Change): Promise<Outcome> => {
  try {
    const items = [putRecord(table, change), ...change.alerts.map((alert) => putAlert(table, alert))];
    await client.send(
      new TransactWriteItemsCommand({ TransactItems: items, ClientRequestToken: requestToken(change) }),
    );
    return 'stored';
  } catch (error) {
    if (error instanceof TransactionCanceledException) return judge(change, error.CancellationReasons ?? []);
    if (errorName(error) === 'TransactionInProgressException') return { retry: change };
    throw new Fault(`DynamoDB did not store a record: ${errorName(error)}`);
  }
};

/** One `dynamodb:TransactWriteItems` per change: the record and its alerts, or nothing. */
export const commit =
  (client: DynamoDBClient, table: string): Commit =>
  async (change) => {
    let next = change;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      if (round > 0) await backOff(round);
      const outcome = await write(client, table, next);
      if (typeof outcome === 'string') return outcome;
      next = outcome.retry;
    }
    throw new Fault('DynamoDB did not store a record: too many conflicts');
  };
