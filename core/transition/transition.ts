import type { Instant } from '../base/time.ts';
import type { Alert } from '../model/alert.ts';
import { isDead } from '../model/diagnosis.ts';
import { doubtedOf } from '../model/history.ts';
import type { QuietEnd, TokenRecord } from '../model/record.ts';
import { endQuiet } from './asked-quiet.ts';
import { ladderAlert } from './date-warning.ts';
import { announce } from './first-sight.ts';
import { standingAlert } from './incident.ts';
import type { Look } from './look.ts';
import { inOfficeHours } from './office-hours.ts';
import type { Policy } from './policy.ts';
import { secondGoodLookAt } from './recovery.ts';
import { see } from './remember.ts';
import { sameState } from './same-state.ts';
import { agreement } from './second-look.ts';

export type Step = {
  readonly record: TokenRecord;
  /** False: nothing worth a write. */
  readonly changed: boolean;
  readonly alerts: readonly Alert[];
  /** A second look is due then, at a first refusal or at a first good answer after one. */
  readonly confirmAt?: Instant;
  /** What somebody had asked to be quiet about ended by this look, and why. */
  readonly quietEnded?: QuietEnd;
};

/**
 * The next record of a token and what it tells. Pure; replaying it from any stored record gives the same alerts with the
 * same ids.
 */
export const transition = (before: TokenRecord | undefined, look: Look, policy: Policy, now: Instant): Step => {
  const step = decide(before, look, policy, now);
  return { ...step, alerts: step.alerts.map((alert) => inOfficeHours(alert, policy)) };
};

const decide = (before: TokenRecord | undefined, look: Look, policy: Policy, now: Instant): Step => {
  const seen = see(before, look, policy, now);
  if (decidesNothing(look) && before !== undefined) return undecided(before, seen, look, policy, now);
  const agreed = agreement(seen, look, policy, now);
  if ('confirmAt' in agreed) return { ...settle(before, keepOpinion(before, seen), []), ...agreed };
  if (!seen.announced) return settle(before, ...announce(seen, agreed.agreed, policy, now));
  const [standing, standingAlerts] = standingAlert(seen, agreed.agreed, policy, now);
  const [record, ladderAlerts] = ladderAlert(standing, look, policy, now);
  const [loud, quietEnded] = endQuiet(record, look, now);
  const confirmAt = secondGoodLookAt(record, policy, now);
  return {
    ...settle(before, loud, [...standingAlerts, ...ladderAlerts]),
    ...(quietEnded && { quietEnded }),
    ...(confirmAt !== undefined && { confirmAt }),
  };
};

/** No answer, or one that may mean something else and does not count yet. */
const decidesNothing = ({ observation, diagnosis }: Look): boolean =>
  observation.seen === 'unanswered' || (observation.seen === 'ambiguous' && !isDead(diagnosis.verdict));

/** Nothing is decided; but a date that was known before goes on coming nearer, whether its issuer answers or not. */
const undecided = (before: TokenRecord, seen: TokenRecord, look: Look, policy: Policy, now: Instant): Step => {
  const kept = keepOpinion(before, seen);
  const step = seen.announced ? settle(before, ...ladderAlert(kept, look, policy, now)) : settle(before, kept, []);
  const confirmAt = nextDoubtAt(look, policy, now);
  return confirmAt === undefined ? step : { ...step, confirmAt };
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

/** When an ambiguous answer that may count yet is to be looked at again: three looks over half an hour. */
const nextDoubtAt = (
  { observation, history, diagnosis }: Look,
  { doubtLooks, doubtLasts }: Policy,
  now: Instant,
): Instant | undefined => {
  if (observation.seen !== 'ambiguous' || isDead(diagnosis.verdict) || history.acceptedAt === undefined)
    return undefined;
  const { since, looks } = doubtedOf(observation, history);
  const at = since + Math.min(looks, doubtLooks - 1) * (doubtLasts / (doubtLooks - 1));
  return at > now ? at : undefined;
};
