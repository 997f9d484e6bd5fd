import { Fault } from '../../core/base/fault.ts';
import { type Instant, SECOND } from '../../core/base/time.ts';
import { dueAt } from '../../core/model/notice.ts';
import type { Channel, Clock, Measure, Outbox, OutboxItem, RouteOf, Turns, Warn } from '../ports.ts';
import type { Tried } from './channel-down.ts';
import { type Doors, doorsOf, isAllClosed, isHeld } from './doors.ts';
import { CALM, type Group, groupsOf, type Items } from './groups.ts';
import { markOf } from './mark.ts';
import { sendToAll } from './send.ts';
import { type DownPorts, tellDown } from './tell-down.ts';

export type DeliverPorts = {
  readonly outbox: Outbox;
  readonly turns: Turns;
  readonly channels: readonly Channel[];
  readonly clock: Clock;
  readonly measure: Measure;
  readonly warn: Warn;
  /** Names of the channels that are to have it; absent: all. */
  readonly routeOf?: RouteOf;
  /** Absent: nobody is told of a channel that takes nothing any more. */
  readonly downs?: DownPorts;
  /** Names this sender, at random: only who claimed an alert may mark it. */
  readonly sender: string;
};

export type Delivered = { readonly sent: number; readonly failed: number; readonly waiting: number };

type Total = Delivered & { readonly broken: number };
const NONE: Total = { sent: 0, failed: 0, waiting: 0, broken: 0 };

/** Longer than the sender can live, so that a dead sender's claim ends and a live one's does not. */
const LEASE = 90 * SECOND;

/** `tried` grows while it runs. */
type Run = { readonly doors: Doors; readonly tried: Tried[]; readonly calmSince?: Instant };

/** The fast path: alerts that the table's stream has just shown. What is collected, or follows soon upon another message, waits for `deliverDue`. */
export const deliverNew = async (ids: readonly string[], ports: DeliverPorts): Promise<Delivered> => {
  const items = await Promise.all(ids.map((id) => ports.outbox.find(id)));
  const now = ports.clock();
  const open = items.filter((item) => item !== undefined);
  const ready = open.filter((item) => dueAt(item.alert) <= now);
  const run = { doors: await doorsOf(ports), tried: [], calmSince: now - CALM };
  const total = wellOf(await deliverGroups(ready, run, ports));
  return { ...total, waiting: total.waiting + open.length - ready.length };
};

/**
 * The guarantee: whatever is undelivered and due, found in the table itself. Runs every minute, so it also says the 0 against which a
 * sweep that does not come is seen: a gap in a metric is noticed late, or never.
 */
export const deliverDue = async (ports: DeliverPorts): Promise<Delivered> => {
  const now = ports.clock();
  ports.measure.count('SweepCompleted', 0);
  const doors = await doorsOf(ports);
  let unreadable = 0;
  const onUnreadable = (): void => {
    unreadable += 1;
  };
  // While nothing can be sent, the oldest alone shows whether what is stored can be read.
  const due = await ports.outbox.due(now, onUnreadable, isAllClosed(doors) ? 1 : undefined);
  const oldest = (await ports.outbox.oldestDue(now)) ?? now;
  ports.measure.count('OldestUndeliveredSeconds', Math.floor((now - oldest) / SECOND));
  const tried: Tried[] = [];
  const total = await deliverGroups(due, { doors, tried }, ports);
  await tellDown(tried, doors.states, ports, ports.clock());
  if (unreadable > 0) throw new Fault(`${unreadable} alerts in the table have the shape of another release`);
  return wellOf(total);
};

/** One run sends for this long; what is left waits for the next. */
const PATIENCE = 40 * SECOND;

const deliverGroups = async (items: readonly OutboxItem[], run: Run, ports: DeliverPorts): Promise<Total> => {
  const end = ports.clock() + PATIENCE;
  let total = NONE;
  for (const group of groupsOf(items)) {
    const late = ports.clock() >= end;
    total = add(total, late ? { ...NONE, waiting: group.items.length } : await deliverGroup(group, run, ports));
  }
  ports.measure.count('AlertsSent', total.sent);
  ports.measure.count('AlertsFailed', total.failed);
  return total;
};

/** After all others were sent: the failure of the function is what tells of it. */
const wellOf = ({ broken, ...delivered }: Total): Delivered => {
  if (broken > 0) throw new Fault(`a channel broke over ${broken} messages`);
  return delivered;
};

/** Nothing is claimed or marked of what no channel would take now: that may last for days. */
const deliverGroup = async ({ owner, items }: Group, run: Run, ports: DeliverPorts): Promise<Total> => {
  const ids = items.filter((item) => !isHeld(item, run.doors)).map(({ alert }) => alert.id);
  const nothing = { ...NONE, waiting: items.length };
  if (ids.length === 0 || !(await takeTurn(owner, run, ports))) return nothing;
  const now = ports.clock();
  const [first, ...rest] = await ports.outbox.claim(ids, ports.sender, now, now + LEASE);
  const total = first === undefined ? NONE : await deliverClaimed([first, ...rest], run, ports);
  if (owner !== undefined) await ports.turns.end(owner, ports.sender);
  return { ...total, waiting: items.length - total.sent - total.failed };
};

const takeTurn = async (owner: string | undefined, { calmSince }: Run, ports: DeliverPorts): Promise<boolean> => {
  if (owner === undefined) return true;
  const now = ports.clock();
  const span = { now, until: now + LEASE, ...(calmSince !== undefined && { calmSince }) };
  return ports.turns.take(owner, ports.sender, span);
};

const deliverClaimed = async (mine: Items, { doors, tried }: Run, ports: DeliverPorts): Promise<Total> => {
  const outcomes = await sendToAll(mine, doors, ports);
  const results = mine.map((item): Tried => {
    const outcome = outcomes.of(item);
    return { outcome, mark: markOf(item, outcome, ports.sender, ports.clock()) };
  });
  tried.push(...results);
  const marks = results.map(({ mark }) => mark);
  await ports.outbox.mark(marks);
  const sent = marks.filter(({ done }) => done).length;
  return { sent, failed: marks.length - sent, waiting: 0, broken: outcomes.broken };
};

const add = (a: Total, b: Total): Total => ({
  sent: a.sent + b.sent,
  failed: a.failed + b.failed,
  waiting: a.waiting + b.waiting,
  broken: a.broken + b.broken,
});
