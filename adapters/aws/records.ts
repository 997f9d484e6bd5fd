import { type DynamoDBClient, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { TokenRecord } from '../../core/model/record.ts';
import type { Commit, CommitQuiet, EveryRecord, Issuers, LoadRecords } from '../../monitor/ports.ts';
import type { RenderTexts } from '../channels/texts.ts';
import { issuerKey, TOKEN_PREFIX, tokenKey } from './keys.ts';
import { readItems } from './read.ts';
import { type Item, issuerOf, recordOf } from './stored.ts';
import { transact, type Writing } from './transaction.ts';

/** Records by token id, by `dynamodb:BatchGetItem`. */
export const loadRecords =
  (client: DynamoDBClient, table: string): LoadRecords =>
  async (ids) => {
    const items = await readItems(client, table, [...new Set(ids)].map(tokenKey));
    return new Map(items.map(recordOf).map((record) => [record.ref.id, record]));
  };

/** One `dynamodb:TransactWriteItems` per change: the record and its alerts, or nothing. */
export const commit =
  (client: DynamoDBClient, table: string, textsOf?: RenderTexts): Commit =>
  ({ record, expectedRevision, alerts, entries = [] }) =>
    transact(
      client,
      table,
      writingOf(record, { expectedRevision, tells: alerts, entries, ...(textsOf && { textsOf }) }),
    );

/** The same of what somebody asked for. */
export const commitQuiet =
  (client: DynamoDBClient, table: string): CommitQuiet =>
  ({ record, expectedRevision, notice, entries }) =>
    transact(client, table, writingOf(record, { expectedRevision, tells: [notice], entries }));

const writingOf = (
  record: TokenRecord,
  rest: Pick<Writing, 'expectedRevision' | 'tells' | 'entries' | 'textsOf'>,
): Writing => ({
  key: tokenKey(record.ref.id),
  body: JSON.stringify(record),
  revision: record.revision,
  ...rest,
});

/** Every record, by `dynamodb:Scan`: for a person's command, which has a name and no id. */
export const everyRecord =
  (client: DynamoDBClient, table: string): EveryRecord =>
  async () => {
    const records: TokenRecord[] = [];
    let start: Item | undefined;
    do {
      const page = await client.send(
        new ScanCommand({
          TableName: table,
          FilterExpression: 'begins_with(pk, :token)',
          ExpressionAttributeValues: { ':token': { S: TOKEN_PREFIX } },
          ConsistentRead: true,
          ExclusiveStartKey: start,
        }),
      );
      records.push(...(page.Items ?? []).map(recordOf));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return records;
  };

/** What is remembered of issuers, stored in the same way. */
export const issuers = (client: DynamoDBClient, table: string, textsOf?: RenderTexts): Issuers => ({
  load: async (host) => {
    const key = issuerKey(host);
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return Item && issuerOf(Item);
  },
  commit: ({ record, expectedRevision, notices }) =>
    transact(client, table, {
      key: issuerKey(record.host),
      body: JSON.stringify(record),
      revision: record.revision,
      expectedRevision,
      tells: notices,
      ...(textsOf && { textsOf }),
    }),
});
