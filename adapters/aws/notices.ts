import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { StoreNotice } from '../../monitor/ports.ts';
import type { RenderTexts } from '../channels/texts.ts';
import { holds } from './condition.ts';
import { alertKey } from './keys.ts';
import { outboxItem } from './transaction.ts';

/** One `dynamodb:PutItem`, unless it is there: a repeat changes neither what it says nor whether it was delivered. */
export const storeNotice =
  (client: DynamoDBClient, table: string, textsOf?: RenderTexts): StoreNotice =>
  async (notice) => {
    const put = new PutItemCommand({
      TableName: table,
      Item: outboxItem(notice, textsOf),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    return (await holds(client.send(put))) ? 'stored' : 'known';
  };

/** One `dynamodb:GetItem`: whether it was stored before, delivered or not. */
export const noticeIsKnown =
  (client: DynamoDBClient, table: string) =>
  async (id: string): Promise<boolean> => {
    const { Item: item } = await client.send(
      new GetItemCommand({ TableName: table, Key: alertKey(id), ProjectionExpression: 'pk', ConsistentRead: true }),
    );
    return item !== undefined;
  };
