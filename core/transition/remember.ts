import type { Instant } from '../base/time.ts';
import { unreadAt } from '../listed/unread.ts';
import { isDead } from '../model/diagnosis.ts';
import { doubtedOf } from '../model/history.ts';
import type { Acceptance, TokenRecord } from '../model/record.ts';
import { settledExpiry } from '../model/renewal.ts';
import type { Look } from './look.ts';
import { backOff, type Policy } from './policy.ts';
import { currentSince, isRepeated, needsSecondLook } from './second-look.ts';

/** Everything that follows from having looked, before anything is told. */
export const see = (before: TokenRecord | undefined, look: Look, policy: Policy, now: Instant): TokenRecord => {
  const { observation, watch, versionId } = look;
  const sameVersion = before?.versionId === versionId;
  const accepted = acceptance(before, look, now);
  const version = {
    versionSince: sameVersion ? before.versionSince : now,
    firstSeenAt: before?.firstSeenAt ?? now,
  };
  const refused = refusal(sameVersion ? before : undefined, look, currentSince(version, look), policy, now);
  return {
    schema: 1,
    ref: look.ref,
    revision: before?.revision ?? 0,
    ...(look.kind !== undefined && { kind: look.kind }),
    ...(watch.owner !== undefined && { owner: watch.owner }),
    ...(watch.environment !== undefined && { environment: watch.environment }),
    versionId,
    ...version,
    look: before?.look.seen === observation.seen && sameVersion ? before.look : { seen: observation.seen, since: now },
    ...(accepted && { accepted }),
    previousWorked: look.history.previousWorked,
    ...(look.history.previousVersionId !== undefined && { previousVersionId: look.history.previousVersionId }),
    diagnosis: look.diagnosis,
    ...(refused && { refused }),
    ...doubts(sameVersion ? before : undefined, look, now),
    ...changer(sameVersion ? before : undefined, look),
    ...(look.history.renewal && { renewal: look.history.renewal }),
    ...unread(before, sameVersion, look, now),
    ...(look.rotation?.failed && { rotationFailed: look.rotation.failed }),
    announced: before?.announced ?? false,
    ...(before?.incident && { incident: before.incident }),
    ...(before?.openings && { openings: before.openings }),
    ...(before?.quiet && { quiet: before.quiet }),
    episodes: before?.episodes ?? 0,
    ...(sameVersion && before.ladder && { ladder: before.ladder }),
  };
};

/** Known at first sight alone: after that it is we who read it. */
const unread = (
  before: TokenRecord | undefined,
  sameVersion: boolean,
  { lastRead }: Look,
  now: Instant,
): Pick<TokenRecord, 'unread'> => {
  const known = before === undefined ? unreadAt(lastRead, now) : sameVersion ? before.unread : undefined;
  return known === undefined ? {} : { unread: known };
};

const acceptance = (before: TokenRecord | undefined, look: Look, now: Instant): Acceptance | undefined => {
  const { observation, versionId, history } = look;
  const known = before?.accepted;
  const same = known?.versionId === versionId ? known : undefined;
  if (observation.seen !== 'accepted') {
    const lastAt = history.acceptedAt;
    return same !== undefined && lastAt !== undefined ? { ...same, lastAt } : known;
  }
  const { expiry, subject = same?.subject, exchange, uses = same?.uses, sparing } = observation;
  return {
    versionId,
    firstAt: same?.firstAt ?? now,
    lastAt: now,
    expiry: sparing ? history.knownExpiry : settledExpiry(expiry, history.renewal),
    request: exchange.request,
    ...(subject !== undefined && { subject }),
    ...(uses !== undefined && { uses }),
  };
};

/** Ambiguous answers in a row; silence between two of them changes nothing. */
const doubts = (
  same: TokenRecord | undefined,
  { observation, diagnosis, history }: Look,
  now: Instant,
): Pick<TokenRecord, 'doubted'> => {
  if (observation.seen === 'unanswered' && same?.doubted) return { doubted: same.doubted };
  if (observation.seen !== 'ambiguous') return {};
  const { since, looks } = doubtedOf(observation, history);
  const back = isDead(diagnosis.verdict) ? { askAgainAt: now + backOff(observation.exchange.at - since) } : {};
  return { doubted: { since, looks, ...back } };
};

/** Once it is accepted, whoever stored it is nobody's business any more. */
const changer = (
  same: TokenRecord | undefined,
  { observation, changedBy = same?.changedBy }: Look,
): Pick<TokenRecord, 'changedBy'> => (changedBy === undefined || observation.seen === 'accepted' ? {} : { changedBy });

const refusal = (
  same: TokenRecord | undefined,
  look: Look,
  youngSince: Instant | undefined,
  policy: Policy,
  now: Instant,
): TokenRecord['refused'] => {
  const { observation } = look;
  if (observation.seen === 'unanswered') return same?.refused;
  if (observation.seen !== 'refused') return undefined;
  // A look may be stored long after the issuer answered: what counts is when it was refused.
  const { at } = observation.exchange;
  const since = Math.min(same?.refused?.since ?? at, at);
  const looks = (same?.refused?.looks ?? 0) + 1;
  const enough = isRepeated({ since, looks }, at, policy) || !needsSecondLook(look, youngSince, now);
  const askAgainAt = enough ? now + backOff(at - since) : since + policy.confirmAfter;
  return { since, looks, askAgainAt: Math.max(askAgainAt, now) };
};
