import { Fault } from '../../core/base/fault.ts';
import { SECOND } from '../../core/base/time.ts';
import { dueAt, isNotice, type Tellable } from '../../core/model/notice.ts';
import type { Channel, Clock, Measure, Outbox, OutboxItem } from '../ports.ts';
import { type Group, type Outcome, sendToAll } from './send.ts';

export type DeliverPorts = {
  readonly outbox: Outbox;
  readonly channels: readonly Channel[];
  readonly clock: Clock;
  readonly measure: Measure;
  /** Names this sender, at random: only who claimed an alert may mark it. */
  readonly sender: string;
};

export type Delivered = { readonly sent: number; readonly failed: number; readonly waiting: number };

type Total = Delivered & { readonly broken: number };
const NONE: Total = { sent: 0, failed: 0, waiting: 0, broken: 0 };

/** Longer than the sender can live, so that a dead sender's claim ends and a live one's does not. */
const LEASE = 90 * SECOND;

/** The fast path: alerts that the table's stream has just shown. Those that are being collected wait for `deliverDue`. */
export const deliverNew = async (ids: readonly string[], ports: DeliverPorts): Promise<Delivered> => {
  const items = await Promise.all(ids.map((id) => ports.outbox.find(id)));
  const now = ports.clock();
  const open = items.filter((item) => item !== undefined);
  const ready = open.filter((item) => dueAt(item.alert) <= now);
  const total = await deliverGroups(ready, ports);
  return { ...total, waiting: total.waiting + open.length - ready.length };
};

/**
 * The guarantee: whatever is undelivered and due, found in the table itself. Runs every minute, so it also says the 0 against which a
 * sweep that does not come is seen: a gap in a metric is noticed late, or never.
 */
export const deliverDue = async (ports: DeliverPorts): Promise<Delivered> => {
  const now = ports.clock();
  ports.measure.count('SweepCompleted', 0);
  let unreadable = 0;
  const due = await ports.outbox.due(now, () => {
    unreadable += 1;
  });
  const oldest = (await ports.outbox.oldestDue(now)) ?? now;
  ports.measure.count('OldestUndeliveredSeconds', Math.floor((now - oldest) / SECOND));
  const total = await deliverGroups(due, ports);
  if (unreadable > 0) throw new Fault(`${unreadable} alerts in the table have the shape of another release`);
  return total;
};

/** One run sends for this long; what is left waits for the next. Channels pace themselves, so thousands take many runs. */
const PATIENCE = 40 * SECOND;

const deliverGroups = async (items: readonly OutboxItem[], ports: DeliverPorts): Promise<Delivered> => {
  const end = ports.clock() + PATIENCE;
  let total = NONE;
  for (const group of groupsOf(items)) {
    const late = ports.clock() >= end;
    total = add(total, late ? { ...NONE, waiting: group.length } : await deliverGroup(group, ports));
  }
  ports.measure.count('AlertsSent', total.sent);
  ports.measure.count('AlertsFailed', total.failed);
  const { broken, ...delivered } = total;
  // After all others were sent: the failure of the function is what tells of it.
  if (broken > 0) throw new Fault(`a channel broke over ${broken} messages`);
  return delivered;
};

/** First sights of one owner that fall due together are one message, and so are warnings ahead of dates; every other alert is its own. */
const groupsOf = (items: readonly OutboxItem[]): readonly Group[] => {
  const groups = new Map<string, Group>();
  for (const item of items) {
    const { alert } = item;
    const key = collectionOf(alert) ?? alert.id;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
};

/** What is collected with others; undefined of what is told by itself. */
const collectionOf = (alert: Tellable): string | undefined => {
  if (isNotice(alert) || alert.collectUntil === undefined) return undefined;
  const what = alert.kind === 'started' ? 'started' : 'dates';
  return `${what} ${alert.collectUntil} ${alert.owner ?? ''}`;
};

const deliverGroup = async (group: Group, ports: DeliverPorts): Promise<Total> => {
  const claimed = await Promise.all(group.map(({ alert }) => claim(alert.id, ports)));
  const [first, ...rest] = claimed.filter((item) => item !== undefined);
  if (first === undefined) return { ...NONE, waiting: group.length };
  const mine: Group = [first, ...rest];
  const outcome = await sendToAll(mine, ports);
  await Promise.all(mine.map((item) => ports.outbox.mark(markOf(item, outcome, ports))));
  const count = {
    sent: outcome.retryAt === undefined ? mine.length : 0,
    failed: outcome.retryAt === undefined ? 0 : mine.length,
  };
  return { ...count, waiting: group.length - mine.length, broken: outcome.broken };
};

/** As it is once it is ours: another sender may have reached a channel between our reading and our claim. */
const claim = async (id: string, { outbox, sender, clock }: DeliverPorts): Promise<OutboxItem | undefined> => {
  const now = clock();
  return (await outbox.claim(id, sender, now, now + LEASE)) ? outbox.find(id) : undefined;
};

const markOf = (item: OutboxItem, outcome: Outcome, { sender, clock }: DeliverPorts) => ({
  alertId: item.alert.id,
  sender,
  deliveredTo: [...new Set([...item.deliveredTo, ...outcome.took])],
  done: outcome.retryAt === undefined,
  attempts: item.attempts + 1,
  nextAttemptAt: outcome.retryAt ?? clock(),
});

const add = (a: Total, b: Total): Total => ({
  sent: a.sent + b.sent,
  failed: a.failed + b.failed,
  waiting: a.waiting + b.waiting,
  broken: a.broken + b.broken,
});
