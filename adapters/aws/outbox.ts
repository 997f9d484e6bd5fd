import { type DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DAY, SECOND } from '../../core/base/time.ts';
import type { Clock, DeliveryMark, Outbox, OutboxItem } from '../../monitor/ports.ts';
import { TABLE } from '../names.ts';
import { alertKey } from './keys.ts';
import { readItems } from './read.ts';
import { alertOf, failuresOf, type Item, textsOf, whole } from './stored.ts';
import { type Update, updateAll } from './updates.ts';

/** Long enough that a state restored from an old backup finds the alerts that it would tell again. */
const KEEP_DELIVERED = 90 * DAY;

/** What one run takes on; what is left is found by the next. First sights of a whole fleet are one message. */
const MAX_DUE = 12_000;

/** All but the texts, which are most of an item: they are needed of an alert that is sent alone. */
const WITHOUT_TEXTS = [
  'pk',
  'body',
  'undelivered',
  'nextAttemptAt',
  'attempts',
  'deliveredTo',
  'failures',
  'leaseUntil',
] as const;

const outboxItemOf = (item: Item): OutboxItem => ({
  alert: alertOf(item),
  ...(item.texts && { texts: textsOf(item) }),
  deliveredTo: (item.deliveredTo?.L ?? []).flatMap(({ S }) => (S === undefined ? [] : [S])),
  attempts: whole(item.attempts),
  nextAttemptAt: whole(item.nextAttemptAt),
  ...(item.failures && { failures: failuresOf(item) }),
});

const isFree = (item: Item, now: number): boolean =>
  item.undelivered !== undefined &&
  whole(item.nextAttemptAt) <= now &&
  (item.leaseUntil === undefined || whole(item.leaseUntil) <= now);

type Question = { readonly condition: string; readonly values: Item; readonly most?: number };

const pagesOf = async function* (
  client: DynamoDBClient,
  table: string,
  { condition, values, most }: Question,
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
        ...(most !== undefined && { Limit: most }),
      }),
    );
    yield page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
};

const dueKeys = async (client: DynamoDBClient, table: string, now: number, most: number): Promise<Item[]> => {
  const condition = 'undelivered = :yes AND nextAttemptAt <= :now';
  const keys: Item[] = [];
  const values = { ':yes': YES, ':now': { N: `${now}` } };
  for await (const page of pagesOf(client, table, { condition, values, ...(most < MAX_DUE && { most }) })) {
    keys.push(...page.flatMap(({ pk, sk }) => (pk && sk ? [{ pk, sk }] : [])));
    if (keys.length >= most) break;
  }
  return keys.slice(0, most);
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
  most: number = MAX_DUE,
): Promise<OutboxItem[]> => {
  const items = await readItems(client, table, await dueKeys(client, table, now, most), WITHOUT_TEXTS);
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

const FREE = 'attribute_not_exists(leaseUntil) OR leaseUntil <= :now OR leaseOwner = :sender';

const claiming = (alertId: string, sender: string, now: number, until: number): Update => ({
  key: alertKey(alertId),
  set: 'SET leaseUntil = :until, leaseOwner = :sender',
  condition: `attribute_exists(undelivered) AND (${FREE})`,
  values: { ':until': { N: `${until}` }, ':now': { N: `${now}` }, ':sender': { S: sender } },
});

const claim = async (client: DynamoDBClient, table: string, claims: readonly Update[]): Promise<OutboxItem[]> => {
  const taken = await updateAll(client, table, claims);
  const keys = taken.map(({ key }) => ({ ...key }));
  const items = await readItems(client, table, keys, keys.length === 1 ? undefined : WITHOUT_TEXTS);
  return items.filter(({ undelivered }) => undelivered !== undefined).map(outboxItemOf);
};

const SET = 'SET deliveredTo = :deliveredTo, attempts = :attempts, failures = :failures';

const marking = (mark: DeliveryMark, now: number): Update => {
  const key = alertKey(mark.alertId);
  const values = {
    ':sender': { S: mark.sender },
    ':deliveredTo': { L: mark.deliveredTo.map((S) => ({ S })) },
    ':attempts': { N: `${mark.attempts}` },
    ':failures': { S: JSON.stringify(mark.failures) },
  };
  const condition = 'leaseOwner = :sender';
  if (mark.done)
    return {
      key,
      set: `${SET}, expiresAt = :end REMOVE undelivered, leaseUntil, leaseOwner`,
      condition,
      values: { ...values, ':end': { N: `${Math.ceil((now + KEEP_DELIVERED) / SECOND)}` } },
    };
  return {
    key,
    set: `${SET}, nextAttemptAt = :next REMOVE leaseUntil, leaseOwner`,
    condition,
    values: { ...values, ':next': { N: `${mark.nextAttemptAt}` } },
  };
};

/** The outbox in the one table. A mark whose claim was lost changes nothing: the sender that took it over marks its own. */
export const outbox = (client: DynamoDBClient, table: string, clock: Clock): Outbox => ({
  due: (now, onUnreadable, most) => due(client, table, now, onUnreadable, most),
  oldestDue: (now) => oldestDue(client, table, now),
  find: (alertId) => find(client, table, alertId),
  claim: (alertIds, sender, now, until) =>
    claim(
      client,
      table,
      alertIds.map((id) => claiming(id, sender, now, until)),
    ),
  mark: async (marks) => {
    await updateAll(
      client,
      table,
      marks.map((mark) => marking(mark, clock())),
    );
  },
});
