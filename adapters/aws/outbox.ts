import { type DynamoDBClient, GetItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DAY, SECOND } from '../../core/base/time.ts';
import type { Clock, DeliveryMark, Outbox, OutboxItem } from '../../monitor/ports.ts';
import { TABLE } from '../names.ts';
import { holds } from './condition.ts';
import { alertKey } from './keys.ts';
import { readItems } from './read.ts';
import { alertOf, type Item, textsOf, whole } from './stored.ts';

/** Long enough that a state restored from an old backup finds the alerts that it would tell again. */
const KEEP_DELIVERED = 90 * DAY;

/** What one run takes on; what is left is found by the next. */
const MAX_DUE = 2_000;

const outboxItemOf = (item: Item): OutboxItem => ({
  alert: alertOf(item),
  ...(item.texts && { texts: textsOf(item) }),
  deliveredTo: (item.deliveredTo?.L ?? []).flatMap(({ S }) => (S === undefined ? [] : [S])),
  attempts: whole(item.attempts),
  nextAttemptAt: whole(item.nextAttemptAt),
});

const isFree = (item: Item, now: number): boolean =>
  item.undelivered !== undefined &&
  whole(item.nextAttemptAt) <= now &&
  (item.leaseUntil === undefined || whole(item.leaseUntil) <= now);

type Question = { readonly condition: string; readonly values: Item };

const pagesOf = async function* (
  client: DynamoDBClient,
  table: string,
  { condition, values }: Question,
): AsyncGenerator<readonly Item[]> {
  let start: Item | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: TABLE.undeliveredIndex,
        KeyConditionExpression: condition,
        ExpressionAttributeValues: values,
        ExclusiveStartKey: start,
      }),
    );
    yield page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
};

const dueKeys = async (client: DynamoDBClient, table: string, now: number): Promise<Item[]> => {
  const condition = 'undelivered = :yes AND nextAttemptAt <= :now';
  const keys: Item[] = [];
  for await (const page of pagesOf(client, table, { condition, values: { ':yes': YES, ':now': { N: `${now}` } } })) {
    keys.push(...page.flatMap(({ pk, sk }) => (pk && sk ? [{ pk, sk }] : [])));
    if (keys.length >= MAX_DUE) break;
  }
  return keys.slice(0, MAX_DUE);
};

const YES = { S: '1' };

/** Reads the index alone: some six thousand alerts a page. One that was stored before the index showed when it fell due counts from its next attempt. */
const oldestDue = async (client: DynamoDBClient, table: string, now: number): Promise<number | undefined> => {
  let oldest = Number.POSITIVE_INFINITY;
  for await (const page of pagesOf(client, table, { condition: 'undelivered = :yes', values: { ':yes': YES } }))
    for (const item of page) oldest = Math.min(oldest, whole(item[TABLE.dueAt] ?? item.nextAttemptAt));
  return oldest <= now ? oldest : undefined;
};

const readable = (item: Item, onUnreadable?: () => void): readonly OutboxItem[] => {
  try {
    return [outboxItemOf(item)];
  } catch (error) {
    if (onUnreadable === undefined) throw error;
    onUnreadable();
    return [];
  }
};

/** The index lags behind the table, so every item that it names is read again from the table. */
const due = async (
  client: DynamoDBClient,
  table: string,
  now: number,
  onUnreadable?: () => void,
): Promise<OutboxItem[]> => {
  const items = await readItems(client, table, await dueKeys(client, table, now));
  return items
    .filter((item) => isFree(item, now))
    .flatMap((item) => readable(item, onUnreadable))
    .sort((a, b) => a.alert.at - b.alert.at || (a.alert.id < b.alert.id ? -1 : 1));
};

const find = async (client: DynamoDBClient, table: string, alertId: string): Promise<OutboxItem | undefined> => {
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName: table, Key: alertKey(alertId), ConsistentRead: true }),
  );
  return item?.undelivered === undefined ? undefined : outboxItemOf(item);
};

type Update = { readonly set: string; readonly condition: string; readonly values: Item };

const update = (client: DynamoDBClient, table: string, alertId: string, { set, condition, values }: Update) =>
  holds(
    client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: alertKey(alertId),
        UpdateExpression: set,
        ConditionExpression: condition,
        ExpressionAttributeValues: values,
      }),
    ),
  );

const FREE = 'attribute_not_exists(leaseUntil) OR leaseUntil <= :now OR leaseOwner = :sender';

const claim = (sender: string, now: number, until: number): Update => ({
  set: 'SET leaseUntil = :until, leaseOwner = :sender',
  condition: `attribute_exists(undelivered) AND (${FREE})`,
  values: { ':until': { N: `${until}` }, ':now': { N: `${now}` }, ':sender': { S: sender } },
});

const SET = 'SET deliveredTo = :deliveredTo, attempts = :attempts';

const marked = (mark: DeliveryMark, now: number): Update => {
  const values = {
    ':sender': { S: mark.sender },
    ':deliveredTo': { L: mark.deliveredTo.map((S) => ({ S })) },
    ':attempts': { N: `${mark.attempts}` },
  };
  const condition = 'leaseOwner = :sender';
  if (mark.done)
    return {
      set: `${SET}, expiresAt = :end REMOVE undelivered, leaseUntil, leaseOwner`,
      condition,
      values: { ...values, ':end': { N: `${Math.ceil((now + KEEP_DELIVERED) / SECOND)}` } },
    };
  return {
    set: `${SET}, nextAttemptAt = :next REMOVE leaseUntil, leaseOwner`,
    condition,
    values: { ...values, ':next': { N: `${mark.nextAttemptAt}` } },
  };
};

/** The outbox in the one table. A mark whose claim was lost changes nothing: the sender that took it over marks its own. */
export const outbox = (client: DynamoDBClient, table: string, clock: Clock): Outbox => ({
  due: (now, onUnreadable) => due(client, table, now, onUnreadable),
  oldestDue: (now) => oldestDue(client, table, now),
  find: (alertId) => find(client, table, alertId),
  claim: (alertId, sender, now, until) => update(client, table, alertId, claim(sender, now, until)),
  mark: async (mark) => {
    await update(client, table, mark.alertId, marked(mark, clock()));
  },
});
