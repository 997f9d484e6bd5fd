import { Fault } from '../../core/base/fault.ts';
import { HOUR, type Instant } from '../../core/base/time.ts';
import { silenceEnded } from '../../core/issuer/answers.ts';
import { type GuardStep, guard, type Issuer } from '../../core/issuer/guard.ts';
import { type Hold, isReleased } from '../../core/issuer/hold.ts';
import type { OthersSay } from '../../core/issuer/others.ts';
import { silence } from '../../core/issuer/silence.ts';
import { type Turn, WINDOW } from '../../core/issuer/tally.ts';
import { isToldDead } from '../../core/model/finding.ts';
import type { Observation } from '../../core/model/observation.ts';
import type { Gathered } from '../inspect/seen.ts';
import type { Clock, Issuers } from '../ports.ts';
import {
  isAnswered,
  isDoubtful,
  isLongSilent,
  isNamedRevoked,
  isRefusal,
  silentOf,
  turnOf,
  waitingOf,
  wasLongSilent,
} from './issuer-signs.ts';

export type GuardPorts = { readonly issuers: Issuers; readonly clock: Clock };

type Unanswered = Extract<Observation, { seen: 'unanswered' }>;

/** What is known of an issuer while its tokens are judged. */
export type IssuerNow = {
  /** In force: a refusal of its is believed only where `isReleased` says so. */
  readonly hold?: Hold;
  /** In force or ended. */
  readonly lastHold?: Hold;
  /** When it last accepted a token that worked before, within an hour. */
  readonly acceptedAt?: Instant;
};

/** By host; only of issuers that refused one of these tokens or were silent for long. */
export type IssuersNow = ReadonlyMap<string, IssuerNow>;

/**
 * Whether issuers that refused one of these tokens refuse everybody. Keeps what was seen of each issuer, with the notices of a new hold
 * and of a long silence. Throws when the store does: nothing is judged then.
 */
export const weighIssuers = async (gathered: readonly Gathered[], ports: GuardPorts): Promise<IssuersNow> => {
  const now = ports.clock();
  const issuers = new Map<string, IssuerNow>();
  const troubled = gathered.filter((one) => isDoubtful(one, now) || isLongSilent(one, now) || wasLongSilent(one, now));
  for (const host of new Set(troubled.flatMap(({ seen }) => seen.host ?? []))) {
    issuers.set(host, await weigh(host, gathered, ports));
  }
  return issuers;
};

/** As many workers as may meet here at once. */
const TRIES = 12;

const weigh = async (host: string, gathered: readonly Gathered[], ports: GuardPorts): Promise<IssuerNow> => {
  const there = gathered.filter(({ seen }) => seen.host === host);
  const issuer = issuerAt(host, there);
  const silent = there.flatMap((one) => silentOf(one) ?? []);
  const answered = there.filter(isAnswered).length;
  const waiting = there.flatMap((one) => waitingOf(one) ?? []);
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await ports.issuers.load(host);
    const now = ports.clock();
    const turns = there.flatMap((one) => turnOf(one, now) ?? []);
    const refusals = guard(before, issuer, turns, now);
    const quiet =
      silence(refusals.record, issuer, silent, answered, now) ?? silenceEnded(refusals.record, issuer, waiting, now);
    if (!refusals.changed && quiet === undefined) return issuerNow(refusals, [...(before?.turns ?? []), ...turns], now);
    const change = {
      record: { ...(quiet ?? refusals).record, revision: (before?.revision ?? 0) + 1 },
      expectedRevision: before?.revision,
      notices: [...refusals.notices, ...(quiet?.notices ?? [])],
    };
    if ((await ports.issuers.commit(change)) === 'stored')
      return issuerNow(refusals, [...(before?.turns ?? []), ...turns], now);
  }
  throw new Fault('what is known of an issuer kept changing under the probe');
};

const issuerNow = ({ hold, record }: GuardStep, turns: readonly Turn[], now: Instant): IssuerNow => {
  const last = new Map(turns.filter(({ at }) => at > now - HOUR).map((turn) => [turn.id, turn]));
  const acceptances = [...last.values()].flatMap(({ said, at }) => (said === 'accepted' ? [at] : []));
  return {
    ...(hold && { hold }),
    ...(record.hold && { lastHold: record.hold }),
    ...(acceptances.length > 0 && { acceptedAt: Math.max(...acceptances) }),
  };
};

export const issuerAt = (host: string, [first]: readonly Gathered[]): Issuer => {
  const kind = first?.seen.kind;
  const statusPage = kind?.provider.statusPage;
  return {
    host,
    issuerName: kind?.provider.name ?? host,
    docsUrl: kind?.provider.docs ?? `https://${host}/`,
    ...(statusPage !== undefined && { statusPage }),
  };
};

/** Not accepted since the hold before this one began: it was held long enough. */
const wasHeldBefore = ({ seen, record }: Gathered, { before }: Hold): boolean => {
  if (before === undefined || record === undefined || record.versionId !== seen.versionId) return false;
  if (record.look.seen === 'accepted') return false;
  // The sweep of that hold may have accepted it minutes before.
  return Math.max(record.accepted?.lastAt ?? 0, record.versionSince) <= before - WINDOW;
};

/** What is left of an observation while its issuer refuses everybody: nobody knows. */
export const heldBack = (
  one: Gathered,
  issuers: IssuersNow,
  othersSay: (after: Instant) => OthersSay | undefined,
  now: Instant,
): { readonly hold: Hold; readonly as: Unanswered } | undefined => {
  const { record } = one;
  const { observation, host, versionId } = one.seen;
  const hold = issuers.get(host ?? '')?.hold;
  if (hold === undefined || !isRefusal(observation) || !isDoubtful(one, now)) return undefined;
  if ((record && isToldDead(record, versionId)) || wasHeldBefore(one, hold)) return undefined;
  const named = isNamedRevoked(observation);
  if (isReleased(hold, { othersAccepted: othersSay(hold.since) === 'accepted', named }, now)) return undefined;
  const { exchange } = observation;
  const detail = `${exchange.request}: refused, as are most tokens of this issuer that worked until now`;
  return { hold, as: { seen: 'unanswered', why: 'provider-outage', detail, exchange } };
};
