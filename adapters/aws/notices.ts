import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { StoreNotice } from '../../monitor/ports.ts';
import { holds } from './condition.ts';
import { outboxItem } from './transaction.ts';

/** One `dynamodb:PutItem`, unless it is there: a repeat changes neither what it says nor whether it was delivered. */
export const storeNotice =
  (client: DynamoDBClient, table: string): StoreNotice =>
  async (notice) => {
    const put = new PutItemCommand({
      TableName: table,
      Item: outboxItem(notice),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    return (await holds(client.send(put))) ? 'stored' : 'known';
  };
