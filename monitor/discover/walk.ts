import { Fault } from '../../core/base/fault.ts';
import { type Instant, SECOND } from '../../core/base/time.ts';
import type { Registry } from '../../providers/registry.ts';
import type { Clock, DescribeSecret, Enqueue, Leg, ListedSecret, ListSecrets, Sweep, WatchList } from '../ports.ts';
import { addTo, fullMessages, type Groups, groupOf, itemOf, takeMessages } from './messages.ts';
import { isMarked, isOurs } from './ours.ts';

export type WalkPorts = {
  readonly list: ListSecrets;
  readonly describe: DescribeSecret;
  readonly watchList: WatchList;
  readonly enqueue: Enqueue;
  readonly clock: Clock;
  readonly registry: Registry;
  /** Only secrets whose names begin so are watched; `''` for all. */
  readonly namePrefix: string;
};

/** What one sweep has listed, of the runs before this one too. */
export type Walk = Groups & {
  readonly seen: Set<string>;
  /** Since the last leg. */
  names: string[];
  pages: number;
  legs: number;
  found: number;
  queued: number;
  replicas: number;
  next?: string | undefined;
  listed: boolean;
};

export const newWalk = (): Walk => ({
  seen: new Set(),
  waiting: new Map(),
  sent: new Map(),
  names: [],
  pages: 0,
  legs: 0,
  found: 0,
  queued: 0,
  replicas: 0,
  listed: false,
});

/** Where the run before stopped. What waited for a full message is described anew: only its name was kept. */
export const resumedWalk = async (sweep: Sweep, ports: WalkPorts): Promise<Walk> => {
  const walk = newWalk();
  let last: Leg | undefined;
  for await (const leg of ports.watchList.legs(sweep.id)) {
    for (const name of leg.names) walk.seen.add(name);
    last = leg;
  }
  if (last === undefined) return walk;
  const { found, queued, replicas, next } = last;
  Object.assign(walk, { found, queued, replicas, next, legs: last.number + 1, listed: next === undefined });
  for (const [group, count] of Object.entries(last.sent)) walk.sent.set(group, count);
  for (const name of last.waiting) {
    const secret = await ports.describe(name);
    if (secret !== undefined && isOurs(secret, ports.namePrefix))
      addTo(walk, groupOf(secret, ports.registry), itemOf(secret));
  }
  return walk;
};

/** Left for the last leg of a run, and for what comes after the list. */
const WRAP_UP = 30 * SECOND;

/**
 * Lists to the end and queues what it finds. A leg is kept after its messages were queued, so a run that is killed leaves at most the messages
 * of one leg to be queued twice; a token that is looked at twice in a sweep is judged the same, and told once. Throws when time runs out: the
 * retry goes on from the last leg.
 */
export const walkOn = async (walk: Walk, sweep: Sweep, ports: WalkPorts, until: Instant): Promise<void> => {
  for await (const { secrets, next } of ports.list(walk.next)) {
    for (const secret of secrets) take(secret, walk, ports);
    walk.pages += 1;
    if (next === undefined) break;
    const late = ports.clock() > until - WRAP_UP;
    if (late || isFull(walk, ports)) await endLeg(walk, sweep, ports, next);
    if (late) throw new Fault('the sweep ran out of time; its next try goes on from here');
  }
  await endLeg(walk, sweep, ports, undefined);
  walk.listed = true;
};

/** The list may show a secret twice: on two pages, or when it begins anew. */
const take = (secret: ListedSecret, walk: Walk, ports: WalkPorts): void => {
  if (!isMarked(secret, ports.namePrefix) || walk.seen.has(secret.name)) return;
  walk.seen.add(secret.name);
  if (!isOurs(secret, ports.namePrefix)) {
    walk.replicas += 1;
    return;
  }
  walk.found += 1;
  walk.names.push(secret.name);
  addTo(walk, groupOf(secret, ports.registry), itemOf(secret));
};

/** Messages of one call to the queue. The longest names that AWS allows, so many of them, fit into an item of the table (400 KB) when compressed. */
const LEG = { messages: 10, names: 400, pages: 20 };

const isFull = (walk: Walk, { registry }: WalkPorts): boolean =>
  fullMessages(walk, registry) >= LEG.messages || walk.names.length >= LEG.names || walk.pages >= LEG.pages;

const endLeg = async (walk: Walk, sweep: Sweep, ports: WalkPorts, next: string | undefined): Promise<void> => {
  const messages = takeMessages(walk, sweep, ports.registry, next === undefined ? 'all' : 'full');
  if (messages.length > 0) await ports.enqueue(messages);
  walk.queued += messages.reduce((sum, { message }) => sum + message.items.length, 0);
  if (!(await ports.watchList.save(sweep.id, legOf(walk, next))))
    throw new Fault('another run goes on with this sweep');
  Object.assign(walk, { names: [], pages: 0, legs: walk.legs + 1 });
};

const legOf = (walk: Walk, next: string | undefined): Leg => ({
  number: walk.legs,
  names: walk.names,
  waiting: [...walk.waiting.values()].flat().map(({ name }) => name),
  ...(next !== undefined && { next }),
  found: walk.found,
  queued: walk.queued,
  replicas: walk.replicas,
  sent: Object.fromEntries(walk.sent),
});
