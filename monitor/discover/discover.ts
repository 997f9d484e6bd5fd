import { type Instant, SECOND } from '../../core/base/time.ts';
import { MARKER_TAG, parseTags } from '../../core/model/tags.ts';
import type { Registry } from '../../providers/index.ts';
import type {
  Clock,
  DescribeSecret,
  Enqueue,
  ListedSecret,
  ListSecrets,
  Measure,
  ProbeItem,
  QueuedMessage,
  Sweep,
  Sweeps,
} from '../ports.ts';

export type DiscoverPorts = {
  readonly list: ListSecrets;
  readonly describe: DescribeSecret;
  readonly sweeps: Sweeps;
  readonly enqueue: Enqueue;
  readonly clock: Clock;
  readonly registry: Registry;
  readonly measure: Measure;
};

/** `id` names the tick: the same tick twice is one sweep. */
export type Tick = { readonly id: string; readonly at: Instant };

export type Discovered = { readonly found: number; readonly queued: number };

const REFS_A_MESSAGE = 20;
/** SQS delays at most 15 minutes. */
const LONGEST_DELAY = 900;

/**
 * One sweep: lists the tagged secrets and queues references to them, grouped by issuer. Reads no value. Memory does not grow
 * with the number of secrets: full messages leave page by page.
 */
export const discover = async (ports: DiscoverPorts, tick: Tick): Promise<Discovered> => {
  const last = await ports.sweeps.last();
  const previousAt = last === undefined || last.id === tick.id ? last?.previousAt : last.startedAt;
  const sweep: Sweep = { id: tick.id, startedAt: tick.at, ...(previousAt !== undefined && { previousAt }) };
  if (!(await ports.sweeps.begin(sweep))) return { found: 0, queued: 0 };
  const waiting = new Map<string, ProbeItem[]>();
  const sent = new Map<string, number>();
  let found = 0;
  let queued = 0;
  for await (const page of ports.list()) {
    const watched = page.filter(isWatched);
    found += watched.length;
    for (const secret of watched) add(waiting, secret);
    queued += await flush(ports, sweep, waiting, sent, REFS_A_MESSAGE);
  }
  queued += await flush(ports, sweep, waiting, sent, 1);
  await ports.sweeps.finish(sweep.id, found, queued, ports.clock());
  ports.measure.count('TokensDiscovered', found);
  ports.measure.count('TokensQueued', queued);
  ports.measure.count('SweepCompleted', 1);
  // The 0 against which a probe that judges nothing is seen.
  if (found > 0) ports.measure.count('TokensJudged', 0);
  return { found, queued };
};

/** A version was put or a label moved: looks at that one secret at once. */
export const discoverOne = async (ports: DiscoverPorts, secretId: string, tick: Tick): Promise<Discovered> => {
  const secret = await ports.describe(secretId);
  if (secret === undefined || !isWatched(secret)) return { found: 0, queued: 0 };
  const sweep = (await ports.sweeps.last()) ?? { id: tick.id, startedAt: tick.at };
  const message = { v: 1, sweep, reason: 'label', provider: issuerOf(secret), items: [itemOf(secret)] } as const;
  await ports.enqueue([{ message, delaySeconds: 0 }]);
  return { found: 1, queued: 1 };
};

/** Filters of ListSecrets match prefixes, so the marker is checked here. */
const isWatched = (secret: ListedSecret): boolean => Object.hasOwn(secret.tags, MARKER_TAG);

const issuerOf = (secret: ListedSecret): string => parseTags(secret.tags).watch.provider.split('.')[0] ?? 'auto';

const itemOf = ({ arn, name, tags, versionId }: ListedSecret): ProbeItem => ({
  arn,
  name,
  tags,
  ...(versionId !== undefined && { versionId }),
});

const add = (waiting: Map<string, ProbeItem[]>, secret: ListedSecret): void => {
  const issuer = issuerOf(secret);
  const items = waiting.get(issuer);
  if (items) items.push(itemOf(secret));
  else waiting.set(issuer, [itemOf(secret)]);
};

/** Queues what fills messages of at least `atLeast` references; the rest waits for the next page. */
const flush = async (
  ports: DiscoverPorts,
  sweep: Sweep,
  waiting: Map<string, ProbeItem[]>,
  sent: Map<string, number>,
  atLeast: number,
): Promise<number> => {
  const messages: QueuedMessage[] = [];
  for (const [provider, items] of waiting) {
    while (items.length >= atLeast) {
      const before = sent.get(provider) ?? 0;
      const part = items.splice(0, REFS_A_MESSAGE);
      sent.set(provider, before + part.length);
      const message = { v: 1, sweep, reason: 'schedule', provider, items: part } as const;
      messages.push({ message, delaySeconds: delayOf(ports.registry, provider, before) });
    }
  }
  if (messages.length > 0) await ports.enqueue(messages);
  return messages.reduce((total, { message }) => total + message.items.length, 0);
};

/** Spreads an issuer's messages over time, so that the fleet stays inside its budget without a shared lock. */
const delayOf = (registry: Registry, provider: string, before: number): number => {
  const perSecond = registry.findProvider(provider)?.budget.perSecond ?? 5;
  return Math.min(LONGEST_DELAY, Math.floor(before / perSecond));
};

/** Only for ticks without a name of their own. */
export const tickAt = (at: Instant): Tick => ({ id: `sweep-${Math.floor(at / SECOND)}`, at });
