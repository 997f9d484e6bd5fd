import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Commit, Issuers, LoadRecords } from '../../monitor/ports.ts';
import type { RenderTexts } from '../channels/texts.ts';
import { issuerKey, tokenKey } from './keys.ts';
import { readItems } from './read.ts';
import { issuerOf, recordOf } from './stored.ts';
import { transact } from './transaction.ts';

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
  ({ record, expectedRevision, alerts }) =>
    transact(client, table, {
      key: tokenKey(record.ref.id),
      body: JSON.stringify(record),
      revision: record.revision,
      expectedRevision,
      tells: alerts,
      ...(textsOf && { textsOf }),
    });

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
