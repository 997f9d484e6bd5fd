import type { Instant } from '../base/time.ts';
import type { Alert } from '../model/alert.ts';
import type { Acceptance, TokenRecord } from '../model/record.ts';
import { ladderAlert } from './date-warning.ts';
import { announce } from './first-sight.ts';
import { standingAlert } from './incident.ts';
import type { Look } from './look.ts';
import { backOff, type Policy } from './policy.ts';
import { secondGoodLookAt } from './recovery.ts';
import { sameState } from './same-state.ts';
import { agreement, isRepeated, needsSecondLook } from './second-look.ts';

export type Step = {
  readonly record: TokenRecord;
  /** False: nothing worth a write. */
  readonly changed: boolean;
  readonly alerts: readonly Alert[];
  /** A second look is due then, at a first refusal or at a first good answer after one. */
  readonly confirmAt?: Instant;
};

/**
 * The next record of a token and what it tells. Pure; replaying it from any stored record gives the same alerts with the
 * same ids.
 */
export const transition = (before: TokenRecord | undefined, look: Look, policy: Policy, now: Instant): Step => {
  const seen = see(before, look, policy, now);
  if (look.observation.seen === 'unanswered' && before !== undefined) return undecided(before, seen, look, policy, now);
  const agreed = agreement(seen, look, policy, now);
  if ('confirmAt' in agreed) return { ...settle(before, keepOpinion(before, seen), []), ...agreed };
  if (!seen.announced) return settle(before, ...announce(seen, agreed.agreed, policy, now));
  const [standing, standingAlerts] = standingAlert(seen, agreed.agreed, policy, now);
  const [record, ladderAlerts] = ladderAlert(standing, look, policy, now);
  const confirmAt = secondGoodLookAt(record, policy, now);
  return {
    ...settle(before, record, [...standingAlerts, ...ladderAlerts]),
    ...(confirmAt !== undefined && { confirmAt }),
  };
};

/** Nothing is decided; but a date that was known before goes on coming nearer, whether its issuer answers or not. */
const undecided = (before: TokenRecord, seen: TokenRecord, look: Look, policy: Policy, now: Instant): Step => {
  const kept = keepOpinion(before, seen);
  return seen.announced ? settle(before, ...ladderAlert(kept, look, policy, now)) : settle(before, kept, []);
};

const settle = (before: TokenRecord | undefined, record: TokenRecord, alerts: readonly Alert[]): Step => {
  const changed = before === undefined || alerts.length > 0 || !sameState(before, record);
  return changed
    ? { record: { ...record, revision: (before?.revision ?? 0) + 1 }, changed, alerts }
    : { record: before, changed, alerts };
};

/** A look that decides nothing changes no opinion; the first of all looks has none yet, so it leaves its own. */
const keepOpinion = (before: TokenRecord | undefined, seen: TokenRecord): TokenRecord =>
  before === undefined ? seen : { ...seen, diagnosis: before.diagnosis };

/** Everything that follows from having looked, before anything is told. */
const see = (before: TokenRecord | undefined, look: Look, policy: Policy, now: Instant): TokenRecord => {
  const { observation, watch, versionId } = look;
  const sameVersion = before?.versionId === versionId;
  const accepted = acceptance(before, look, now);
  const refused = refusal(sameVersion ? before : undefined, look, policy, now);
  return {
    schema: 1,
    ref: look.ref,
    revision: before?.revision ?? 0,
    ...(look.kind !== undefined && { kind: look.kind }),
    ...(watch.owner !== undefined && { owner: watch.owner }),
    ...(watch.environment !== undefined && { environment: watch.environment }),
    versionId,
    versionSince: sameVersion ? before.versionSince : now,
    firstSeenAt: before?.firstSeenAt ?? now,
    look: before?.look.seen === observation.seen && sameVersion ? before.look : { seen: observation.seen, since: now },
    ...(accepted && { accepted }),
    previousWorked: look.history.previousWorked,
    ...(look.history.previousVersionId !== undefined && { previousVersionId: look.history.previousVersionId }),
    diagnosis: look.diagnosis,
    ...(refused && { refused }),
    announced: before?.announced ?? false,
    ...(before?.incident && { incident: before.incident }),
    ...(before?.openings && { openings: before.openings }),
    episodes: before?.episodes ?? 0,
    ...(sameVersion && before.ladder && { ladder: before.ladder }),
  };
};

const acceptance = (before: TokenRecord | undefined, look: Look, now: Instant): Acceptance | undefined => {
  const { observation, versionId, history } = look;
  const known = before?.accepted;
  if (observation.seen !== 'accepted') {
    const lastAt = history.acceptedAt;
    return known?.versionId === versionId && lastAt !== undefined ? { ...known, lastAt } : known;
  }
  const firstAt = known?.versionId === versionId ? known.firstAt : now;
  const { expiry, subject } = observation;
  return { versionId, firstAt, lastAt: now, expiry, ...(subject !== undefined && { subject }) };
};

const refusal = (same: TokenRecord | undefined, look: Look, policy: Policy, now: Instant): TokenRecord['refused'] => {
  const { observation } = look;
  if (observation.seen === 'unanswered') return same?.refused;
  if (observation.seen !== 'refused') return undefined;
  // A look may be stored long after the issuer answered: what counts is when it was refused.
  const { at } = observation.exchange;
  const since = Math.min(same?.refused?.since ?? at, at);
  const looks = (same?.refused?.looks ?? 0) + 1;
  const enough = isRepeated({ since, looks }, at, policy) || !needsSecondLook(look, now);
  const askAgainAt = enough ? now + backOff(at - since) : since + policy.confirmAfter;
  return { since, looks, askAgainAt: Math.max(askAgainAt, now) };
};
