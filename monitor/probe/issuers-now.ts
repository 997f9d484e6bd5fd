import { Fault } from '../../core/base/fault.ts';
import { HOUR, type Instant } from '../../core/base/time.ts';
import { type GuardStep, guard, type Hold, type Issuer } from '../../core/issuer/guard.ts';
import { silence } from '../../core/issuer/silence.ts';
import { type Turn, WINDOW } from '../../core/issuer/tally.ts';
import { isToldDead } from '../../core/model/finding.ts';
import type { Observation } from '../../core/model/observation.ts';
import type { Clock, Issuers } from '../ports.ts';
import { isAnswered, isDoubtful, isLongSilent, isRefusal, silentOf, turnOf } from './issuer-signs.ts';
import type { Gathered } from './seen.ts';

export type GuardPorts = { readonly issuers: Issuers; readonly clock: Clock };

type Unanswered = Extract<Observation, { seen: 'unanswered' }>;

/** What is known of an issuer while its tokens are judged. */
export type IssuerNow = {
  /** In force: no refusal of its is believed. */
  readonly hold?: Hold;
  /** It accepted another token that worked before, within an hour. */
  readonly acceptsOthers: boolean;
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
  const troubled = gathered.filter((one) => isDoubtful(one, now) || isLongSilent(one, now));
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
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await ports.issuers.load(host);
    const now = ports.clock();
    const turns = there.flatMap((one) => turnOf(one, now) ?? []);
    const refusals = guard(before, issuer, turns, now);
    const quiet = silence(refusals.record, issuer, silent, answered, now);
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

const issuerNow = ({ hold }: GuardStep, turns: readonly Turn[], now: Instant): IssuerNow => {
  const last = new Map(turns.filter(({ at }) => at > now - HOUR).map((turn) => [turn.id, turn]));
  return { ...(hold && { hold }), acceptsOthers: [...last.values()].some(({ said }) => said === 'accepted') };
};

const issuerAt = (host: string, [first]: readonly Gathered[]): Issuer => {
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
  now: Instant,
): { readonly hold: Hold; readonly as: Unanswered } | undefined => {
  const { record } = one;
  const { observation, host, versionId } = one.seen;
  const hold = issuers.get(host ?? '')?.hold;
  if (hold === undefined || !isRefusal(observation) || !isDoubtful(one, now)) return undefined;
  if ((record && isToldDead(record, versionId)) || wasHeldBefore(one, hold)) return undefined;
  const { exchange } = observation;
  const detail = `${exchange.request}: refused, as are most tokens of this issuer that worked until now`;
  return { hold, as: { seen: 'unanswered', why: 'provider-outage', detail, exchange } };
};
