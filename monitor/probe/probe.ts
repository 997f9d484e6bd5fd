import type { Instant } from '../../core/base/time.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { parseTags } from '../../core/model/tags.ts';
import { countVerdicts, type Verdict } from '../../core/model/verdict.ts';
import { type Place, placesOf } from '../inspect/content.ts';
import type { Gathered, Work } from '../inspect/seen.ts';
import { tellEnds } from '../issuer/answers-again.ts';
import { askedAlong, mayBeBelieved } from '../issuer/companions.ts';
import { type GuardPorts, weighIssuers } from '../issuer/issuers-now.ts';
import { voicesOf } from '../issuer/others-now.ts';
import type { ProbeItem, ProbeMessage, ReadSecrets } from '../ports.ts';
import { isDue } from './back-off.ts';
import { type Gathering, type GatherPorts, gather } from './gather.ts';
import { confirm, type Outcome, type RequeuePorts, requeue } from './requeue.ts';
import { type Settled, type Shared, type Stored, type StorePorts, settle } from './settle.ts';
import { askWho, type WhoPorts } from './who-changed.ts';

export type ProbePorts = GatherPorts &
  GuardPorts &
  StorePorts &
  RequeuePorts &
  WhoPorts & { readonly readSecrets: ReadSecrets };

export type ProbeReport = {
  readonly judged: readonly Stored[];
  /** Secrets put back on the queue: the deadline came first, or their store was busy. */
  readonly requeued: number;
  /** Secrets put back so often that they wait for the next sweep. */
  readonly givenUp: number;
};

/**
 * Looks at every token of one message and stores what changed. Throws when the store does: the message returns to the queue, and
 * what was stored already is then unchanged.
 */
export const probe = async (ports: ProbePorts, message: ProbeMessage, deadline: Instant): Promise<ProbeReport> => {
  const { due, along, gathered, companions, ...round } = await lookRound(ports, message, deadline);
  const { works, all, records } = round;
  const issuers = await weighIssuers(all, ports);
  const shared = {
    ...round,
    reason: message.reason,
    issuers,
    voices: issuers.size === 0 ? [] : voicesOf(round, ports.clock()),
    whoChanged: askWho(ports, deadline),
  };
  const settleSecrets = (secrets: readonly Gathering[]): Promise<readonly Outcome[]> =>
    Promise.all(secrets.map((looks) => (looks === 'later' ? looks : settleAll(looks, shared, ports))));
  const [outcomes, beside] = await Promise.all([settleSecrets(gathered), settleSecrets(companions)]);
  await tellEnds(all, ports);
  const judged = reached(outcomes);
  const later = due.filter((_, index) => outcomes[index] === 'later');
  const givenUp = await requeue(later, message, round, ports);
  await confirm([...due, ...along], [...outcomes, ...beside], message, round, ports);
  const waiting = works.filter((work) => !due.includes(work));
  if (message.reason === 'schedule') ports.measure.verdicts(countVerdicts(standing(judged, waiting, records)));
  // Also what is rightly left alone, paused or in back-off: it is the pulse of the probe that counts.
  const leftAlone = message.items.length - due.length;
  ports.measure.count('TokensJudged', judged.length + leftAlone);
  const requeued = later.length - givenUp;
  ports.measure.count('TokensRequeued', requeued);
  return { judged, requeued, givenUp };
};

/** What is due is looked at, those last whose refusal may be believed now: what is accepted before a refusal speaks for its issuer. */
const lookRound = async (ports: ProbePorts, message: ProbeMessage, deadline: Instant) => {
  const works = message.items.map(workOf).filter(({ tags }) => tags.watch.enabled);
  const { beside = [] } = message;
  const ids = works.flatMap(({ places }) => places.map(({ ref }) => ref.id));
  const records = await ports.load([...ids, ...beside.map(({ token }) => token)]);
  const due = works.filter((work) => isDue(work.places, work.item.versionId, records, message.reason, ports.clock()));
  const along = askedAlong(message, due, records, ports.clock());
  const readings = await ports.readSecrets([...new Set([...due, ...along].map(({ item }) => item.arn))]);
  const round = { ports, message, records, deadline };
  const look = (some: readonly Work[]): Promise<readonly Gathering[]> =>
    Promise.all(some.map((work) => (work.places.length === 0 ? [] : gather(work, readings.get(work.item.arn), round))));
  const isDoubted = ({ ref }: Place): boolean => mayBeBelieved(records.get(ref.id), message.reason);
  const companions = await look(along);
  const dueOf = (which: (place: Place) => boolean): readonly Work[] =>
    due.map((work) => ({ ...work, places: work.places.filter(which) }));
  const others = await look(dueOf((place) => !isDoubted(place)));
  const doubted = await look(dueOf(isDoubted));
  const gathered = due.map((_, index) => together(others[index], doubted[index]));
  return { works, beside, due, along, records, companions, gathered, all: reached([...gathered, ...companions]) };
};

const together = (some: Gathering = [], others: Gathering = []): Gathering =>
  some === 'later' || others === 'later' ? 'later' : [...some, ...others];

const reached = <T>(secrets: readonly (readonly T[] | 'later')[]): readonly T[] =>
  secrets.flatMap((looks) => (looks === 'later' ? [] : looks));

const settleAll = (looks: readonly Gathered[], shared: Shared, ports: ProbePorts): Promise<readonly Settled[]> =>
  Promise.all(looks.map((look) => settle(look, shared, ports)));

const workOf = (item: ProbeItem): Work => {
  const tags = parseTags(item.tags);
  return { item, tags, places: placesOf(item.arn, item.name, tags.watch) };
};

/** The verdicts of all tokens of a message, those that wait out their back-off included. */
const standing = (
  judged: readonly Stored[],
  waiting: readonly Work[],
  records: ReadonlyMap<string, TokenRecord>,
): readonly Verdict[] => [
  ...judged.map(({ look }) => look.diagnosis.verdict),
  ...waiting.flatMap(({ places }) => places).flatMap(({ ref }) => records.get(ref.id)?.diagnosis.verdict ?? []),
];
