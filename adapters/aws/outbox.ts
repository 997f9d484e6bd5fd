import { type DynamoDBClient, GetItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DAY, SECOND } from '../../core/time.ts';
import type { Clock, DeliveryMark, Outbox, OutboxItem } from '../../monitor/ports.ts';
import { TABLE } from '../names.ts';
import { errorName } from './calls.ts';
import { alertKey } from './keys.ts';
import { readItems } from './read.ts';
import { alertOf, type Item, whole } from './stored.ts';

/** Long enough that a state restored from an old backup finds the alerts that it would tell again. */
const KEEP_DELIVERED = 90 * DAY;

/** What one run takes on; what is left is found by the next. */
const MAX_DUE = 2_000;

const outboxItemOf = (item: Item): OutboxItem => ({
  alert: alertOf(item),
  deliveredTo: (item.deliveredTo?.L ?? []).flatMap(({ S }) => (S === undefined ? [] : [S])),
  attempts: whole(item.attempts),
  nextAttemptAt: whole(item.nextAttemptAt),
});

const isFree = (item: Item, now: number): boolean =>
  item.undelivered !== undefined &&
  whole(item.nextAttemptAt) <= now &&
  (item.leaseUntil === undefined || whole(item.leaseUntil) <= now);

const dueKeys = async (client: DynamoDBClient, table: string, now: number): Promise<Item[]> => {
  const keys: Item[] = [];
  let start: Item | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: TABLE.undeliveredIndex,
        KeyConditionExpression: 'undelivered = :yes AND nextAttemptAt <= :now',
        ExpressionAttributeValues: { ':yes': { S: '1' }, ':now': { N: `${now}` } },
        ExclusiveStartKey: start,
      }),
    );
    keys.push(...(page.Items ?? []).flatMap(({ pk, sk }) => (pk && sk ? [{ pk, sk }] : [])));
    start = page.LastEvaluatedKey;
  } while (start !== undefined && keys.length < MAX_DUE);
  return keys.slice(0, MAX_DUE);
};

/** The index lags behind the table, so every item that it names is read again from the table. */
const due = async (client: DynamoDBClient, table: string, now: number): Promise<OutboxItem[]> => {
  const items = await readItems(client, table, await dueKeys(client, table, now));
  return items
    .filter((item) => isFree(item, now))
    .map(outboxItemOf)
    .sort((a, b) => a.alert.at - b.alert.at || (a.alert.id < b.alert.id ? -1 : 1));
};

const find = async (client: DynamoDBClient, table: string, alertId: string): Promise<OutboxItem | undefined> => {
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName: table, Key: alertKey(alertId), ConsistentRead: true }),
  );
  return item?.undelivered === undefined ? undefined : outboxItemOf(item);
};

/** False when the condition does not hold. */
const update = async (
  client: DynamoDBClient,
  table: string,
  alertId: string,
  set: string,
  condition: string,
  values: Item,
): Promise<boolean> => {
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: alertKey(alertId),
        UpdateExpression: set,
        ConditionExpression: condition,
        ExpressionAttributeValues: values,
      }),
    );
    return true;
  } catch (error) {
    if (errorName(error) === 'ConditionalCheckFailedException') return false;
    throw error;
  }
};

const marked = (mark: DeliveryMark): Item => ({
  ':sender': { S: mark.sender },
  ':deliveredTo': { L: mark.deliveredTo.map((S) => ({ S })) },
  ':attempts': { N: `${mark.attempts}` },
  ...(mark.done ? {} : { ':next': { N: `${mark.nextAttemptAt}` } }),
});

const SET = 'SET deliveredTo = :deliveredTo, attempts = :attempts';

/** The outbox in the one table. A mark whose claim was lost changes nothing: the sender that took it over marks its own. */
export const outbox = (client: DynamoDBClient, table: string, clock: Clock): Outbox => ({
  due: (now) => due(client, table, now),
  find: (alertId) => find(client, table, alertId),
  claim: (alertId, sender, now, until) =>
    update(
      client,
      table,
      alertId,
      'SET leaseUntil = :until, leaseOwner = :sender',
      'attribute_exists(undelivered) AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now OR leaseOwner = :sender)',
      { ':until': { N: `${until}` }, ':now': { N: `${now}` }, ':sender': { S: sender } },
    ),
  mark: async (mark) => {
    const end = { ':expiresAt': { N: `${Math.ceil((clock() + KEEP_DELIVERED) / SECOND)}` } };
    const set = mark.done
      ? `${SET}, expiresAt = :expiresAt REMOVE undelivered, leaseUntil, leaseOwner`
      : `${SET}, nextAttemptAt = :next REMOVE leaseUntil, leaseOwner`;
    await update(client, table, mark.alertId, set, 'leaseOwner = :sender', {
      ...marked(mark),
      ...(mark.done ? end : {}),
    });
  },
});
