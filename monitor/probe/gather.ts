import { type Instant, SECOND } from '../../core/base/time.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { contentAt, type Place, unreadableBecause } from '../inspect/content.ts';
import { type InspectPorts, inspect } from '../inspect/inspect.ts';
import { environmentOf, type Target } from '../inspect/request.ts';
import type { Gathered, Seen, Work } from '../inspect/seen.ts';
import type { Clock, DescribeSecret, Measure, ProbeItem, ProbeMessage, ReadPrevious, SecretReading } from '../ports.ts';
import { isLastTry } from './hops.ts';
import { previousNow, versionNow } from './rotation.ts';

export type GatherPorts = InspectPorts & {
  readonly readPrevious: ReadPrevious;
  readonly describe: DescribeSecret;
  readonly measure: Measure;
  readonly clock: Clock;
};

/** What all looks of one message share. */
export type Round = {
  readonly ports: GatherPorts;
  readonly message: ProbeMessage;
  readonly records: ReadonlyMap<string, TokenRecord>;
  readonly deadline: Instant;
};

/** `later`: the deadline came first, Secrets Manager was busy, or the secret was rotated under the look. */
export type Gathering = readonly Gathered[] | 'later';

/** One token asks for at most this long; nothing is begun that could not end in time. */
const LONGEST_LOOK = 12 * SECOND;

/** Looks at every token of one secret. Stores nothing. */
export const gather = async (work: Work, reading: SecretReading | undefined, round: Round): Promise<Gathering> => {
  if (reading === undefined) return 'later';
  // Told as it is once it was put back often enough.
  if (!reading.read && reading.why === 'throttled' && !isLastTry(round.message)) return 'later';
  if (round.ports.clock() + LONGEST_LOOK > round.deadline) return 'later';
  const looks = await Promise.all(work.places.map((place) => gatherAt(place, work, reading, round)));
  const gathered = looks.filter((look) => look !== 'later');
  return gathered.length < looks.length ? 'later' : gathered;
};

const gatherAt = async (
  place: Place,
  work: Work,
  reading: SecretReading,
  round: Round,
): Promise<Gathered | 'later'> => {
  const { ports, records } = round;
  const record = records.get(place.ref.id);
  const began = ports.clock();
  const seen = await seeAt(place, work, reading, record, round);
  ports.measure.probe(seen.kind?.provider.id ?? 'unknown', seen.observation.seen, ports.clock() - began);
  const skew = 'exchange' in seen.observation ? seen.observation.exchange?.skew : undefined;
  if (skew !== undefined) ports.measure.count('ClockSkewSeconds', Math.round(Math.abs(skew) / SECOND));
  if (notReached(seen) && !isLastTry(round.message)) return 'later';
  const version = isBlame(seen, record) ? await versionNow(seen, work.item.arn, ports.describe) : 'same';
  return version === 'rotated' ? 'later' : { seen, record, sameVersion: version === 'same' };
};

/** What the list says of its secret, for the judgement. */
const listedOf = ({ tags, rotation, lastRead }: ProbeItem): Pick<Seen, 'tags' | 'rotation' | 'lastRead'> => ({
  tags,
  ...(rotation && { rotation }),
  ...(lastRead && { lastRead }),
});

const notReached = ({ observation }: Seen): boolean =>
  observation.seen === 'unanswered' && observation.notReached === true;

/** What may be held against the value. A flaw found again in the same version was weighed when it was found first. */
const isBlame = ({ observation, versionId }: Seen, record: TokenRecord | undefined): boolean => {
  if (observation.seen === 'flawed') return record?.versionId !== versionId || record.look.seen !== 'flawed';
  if (observation.seen === 'ambiguous') return record?.versionId === versionId && record.accepted !== undefined;
  return observation.seen === 'refused';
};

const seeAt = async (
  place: Place,
  { item, tags: { watch, problems } }: Work,
  reading: SecretReading,
  record: TokenRecord | undefined,
  { ports, message, deadline }: Round,
): Promise<Seen> => {
  const known = { ref: place.ref, watch, problems, ...listedOf(item), sweep: message.sweep };
  const lastVersion = record?.versionId ?? item.versionId ?? 'unknown';
  if (!reading.read) return { ...known, versionId: lastVersion, observation: unreadableBecause(reading, item.name) };
  const { versionId, createdAt } = reading;
  const version = { versionId, ...(createdAt !== undefined && { issuedAt: createdAt }) };
  const content = contentAt(place, reading.value);
  if ('unreadable' in content) return { ...known, ...version, observation: content.unreadable };
  const accepted = record?.accepted?.versionId === versionId ? record.accepted : undefined;
  const target: Target = { ref: place.ref, provider: place.provider, watch, ...content, ...(accepted && { accepted }) };
  const inspected = await inspect(target, ports, deadline);
  const environment = environmentOf(target, inspected.kind);
  const previous = await previousNow(inspected, record, versionId, item.arn, target, ports, deadline);
  return {
    ...known,
    ...version,
    ...inspected,
    ...(environment && { environment }),
    ...(previous && { previousNow: previous }),
  };
};
