import type { TokenRecord } from '../core/record.ts';
import { parseTags } from '../core/tags.ts';
import type { Instant } from '../core/time.ts';
import { SECOND } from '../core/time.ts';
import { isDue } from './due.ts';
import { contentAt, type Place, placesOf } from './fields.ts';
import { type InspectPorts, inspect, type Target } from './inspect.ts';
import type { Seen } from './judge.ts';
import type { Enqueue, Measure, ProbeItem, ProbeMessage, ReadPrevious, ReadSecrets, SecretReading } from './ports.ts';
import { previousNow } from './previous.ts';
import { unreadableBecause } from './reading.ts';
import { type Stored, type StorePorts, storeLook } from './store-look.ts';

export type ProbePorts = InspectPorts &
  StorePorts & {
    readonly readSecrets: ReadSecrets;
    readonly readPrevious: ReadPrevious;
    readonly enqueue: Enqueue;
    readonly measure: Measure;
  };

export type ProbeReport = {
  readonly judged: readonly Stored[];
  /** Secrets put back on the queue: the deadline came first, or their store was busy. */
  readonly requeued: number;
};

/** One token asks for at most this long; nothing is begun that could not end in time. */
const LONGEST_LOOK = 12 * SECOND;

type Work = {
  readonly item: ProbeItem;
  readonly places: readonly Place[];
  readonly tags: ReturnType<typeof parseTags>;
};

/**
 * Looks at every token of one message and stores what changed. Throws when the store does: the message returns to the queue, and
 * what was stored already is then unchanged.
 */
export const probe = async (ports: ProbePorts, message: ProbeMessage, deadline: Instant): Promise<ProbeReport> => {
  const works = message.items.map(workOf).filter(({ tags }) => tags.watch.enabled);
  const records = await ports.load(works.flatMap(({ places }) => places.map(({ ref }) => ref.id)));
  const due = works.filter((work) => isDue(work.places, work.item.versionId, records, message.reason, ports.clock()));
  const readings = await ports.readSecrets(due.map(({ item }) => item.arn));
  const outcomes = await Promise.all(
    due.map((work) => lookAtSecret(work, readings.get(work.item.arn), records, ports, message, deadline)),
  );
  const judged = outcomes.flatMap((outcome) => (outcome === 'later' ? [] : outcome));
  const later = due.filter((_, index) => outcomes[index] === 'later').map(({ item }) => item);
  await requeue(later, message, ports);
  await confirm(due, outcomes, message, ports);
  ports.measure.count('TokensJudged', judged.length);
  ports.measure.count('TokensRequeued', later.length);
  return { judged, requeued: later.length };
};

const workOf = (item: ProbeItem): Work => {
  const tags = parseTags(item.tags);
  return { item, tags, places: placesOf(item.arn, item.name, tags.watch) };
};

type Outcome = readonly Stored[] | 'later';

const lookAtSecret = async (
  work: Work,
  reading: SecretReading | undefined,
  records: ReadonlyMap<string, TokenRecord>,
  ports: ProbePorts,
  message: ProbeMessage,
  deadline: Instant,
): Promise<Outcome> => {
  if (reading === undefined || (!reading.read && reading.why === 'throttled')) return 'later';
  if (ports.clock() + LONGEST_LOOK > deadline) return 'later';
  return Promise.all(
    work.places.map(async (place) => {
      const record = records.get(place.ref.id);
      const began = ports.clock();
      const seen = await lookAtPlace(place, work, reading, record, ports, message, deadline);
      ports.measure.probe(seen.kind?.provider.id ?? 'unknown', seen.observation.seen, ports.clock() - began);
      return storeLook(seen, record, ports);
    }),
  );
};

const lookAtPlace = async (
  place: Place,
  { item, tags }: Work,
  reading: SecretReading,
  record: TokenRecord | undefined,
  ports: ProbePorts,
  message: ProbeMessage,
  deadline: Instant,
): Promise<Seen> => {
  const { watch, problems } = tags;
  const known = { ref: place.ref, watch, problems, sweep: message.sweep };
  const lastVersion = record?.versionId ?? item.versionId ?? 'unknown';
  if (!reading.read) return { ...known, versionId: lastVersion, observation: unreadableBecause(reading, item.name) };
  const version = {
    versionId: reading.versionId,
    ...(reading.createdAt !== undefined && { issuedAt: reading.createdAt }),
  };
  const content = contentAt(place, reading.value);
  if ('unreadable' in content) return { ...known, ...version, observation: content.unreadable };
  const target: Target = { ref: place.ref, provider: place.provider, watch, ...content };
  const inspected = await inspect(target, ports, deadline);
  const previous = await previousNow(inspected, record, reading.versionId, item.arn, target, ports, deadline);
  return { ...known, ...version, ...inspected, ...(previous && { previousNow: previous }) };
};

/** The work that was not reached, for another run. */
const requeue = async (items: readonly ProbeItem[], message: ProbeMessage, ports: ProbePorts): Promise<void> => {
  if (items.length > 0) await ports.enqueue([{ message: { ...message, reason: 'requeue', items }, delaySeconds: 5 }]);
};

/** First refusals are looked at again, minutes later. */
const confirm = async (
  due: readonly Work[],
  outcomes: readonly Outcome[],
  message: ProbeMessage,
  ports: ProbePorts,
): Promise<void> => {
  const now = ports.clock();
  const messages = due.flatMap(({ item }, index) => {
    const outcome = outcomes[index];
    const times =
      outcome === undefined || outcome === 'later' ? [] : outcome.flatMap(({ step }) => step.confirmAt ?? []);
    if (times.length === 0) return [];
    const delaySeconds = Math.max(0, Math.ceil((Math.max(...times) - now) / SECOND));
    return [{ message: { ...message, reason: 'confirm' as const, items: [item] }, delaySeconds }];
  });
  if (messages.length > 0) await ports.enqueue(messages);
};
