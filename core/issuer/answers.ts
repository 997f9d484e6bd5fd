import { alertId } from '../base/ids.ts';
import { type Instant, MINUTE } from '../base/time.ts';
import type { AnswersNotice } from '../model/notice.ts';
import { type Issuer, type IssuerRecord, refusalIncident } from './guard.ts';
import { isTold, silenceIncident } from './silence.ts';

export type AnswersStep = { readonly record: IssuerRecord; readonly notices: readonly AnswersNotice[] };

/** What became of a token that was held: accepted again at that moment, told as dead, or neither. */
export type Held = { readonly now: 'accepted'; readonly at: Instant } | { readonly now: 'dead' | 'open' };

/** All held tokens are looked at within this: then what is still open is told as open. */
const ROUND = 20 * MINUTE;

/**
 * Tells how a hold ended, once: when something is known of each of its tokens, or a round of looks after one of them was accepted again.
 * A hold that was not told itself, the second within a day, ends without a word. Pure.
 */
export const refusalEnded = (
  record: IssuerRecord,
  issuer: Issuer,
  held: readonly Held[],
  now: Instant,
): AnswersStep | undefined => {
  const { hold } = record;
  if (hold === undefined || hold.closedAt !== undefined || hold.toldAt !== hold.since || held.length === 0)
    return undefined;
  const counts = countsOf(held);
  const accepted = held.flatMap((one) => (one.now === 'accepted' ? [one.at] : []));
  if (counts.open > 0 && !(accepted.length > 0 && now - Math.min(...accepted) >= ROUND)) return undefined;
  const since = hold.toldAt;
  const incident = refusalIncident(record.host, since);
  return {
    record: { ...record, revision: record.revision + 1, hold: { ...hold, closedAt: now } },
    notices: [noticeOf(issuer, { ends: 'refuses', since, incident, ...counts, at: now })],
  };
};

const countsOf = (held: readonly Held[]): Pick<AnswersNotice, 'accepted' | 'dead' | 'open'> => {
  const many = (which: Held['now']): number => held.filter(({ now }) => now === which).length;
  return { accepted: many('accepted'), dead: many('dead'), open: many('open') };
};

/** A token that gave no answer since then, and what it gives now. */
export type Waiting = { readonly since: Instant; readonly now: 'accepted' | 'silent' };

/** Tells that an issuer accepts a token again whose silence was told, once for each silence. Pure. `record` as of `silence`. */
export const silenceEnded = (
  record: IssuerRecord,
  issuer: Issuer,
  waiting: readonly Waiting[],
  now: Instant,
): AnswersStep | undefined => {
  const { silenceToldAt: toldAt, silenceClosedAt: closedAt = 0 } = record;
  if (toldAt === undefined || closedAt >= toldAt) return undefined;
  const about = waiting.filter(({ since }) => isTold(since, toldAt));
  const accepted = about.filter((one) => one.now === 'accepted').length;
  if (accepted === 0) return undefined;
  const incident = silenceIncident(record.host, toldAt);
  const counts = { accepted, dead: 0, open: about.length - accepted };
  return {
    record: { ...record, silenceClosedAt: now },
    notices: [noticeOf(issuer, { ends: 'silent', since: toldAt, incident, ...counts, at: now })],
  };
};

type Ended = Pick<AnswersNotice, 'ends' | 'since' | 'incident' | 'accepted' | 'dead' | 'open' | 'at'>;

const noticeOf = (issuer: Issuer, ended: Ended): AnswersNotice => ({
  schema: 1,
  id: alertId(`issuer/${encodeURIComponent(issuer.host)}`, `answers-${ended.ends}`, ended.since),
  kind: 'outage',
  why: 'answers',
  severity: 'warn',
  ...issuer,
  ...ended,
});
