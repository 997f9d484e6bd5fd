import type { Instant } from '../base/time.ts';
import type { Alert, AlertKind, Severity } from '../model/alert.ts';
import { isDead } from '../model/diagnosis.ts';
import { isDated, isOwnersDate, lifetimeOf } from '../model/expiry.ts';
import { scaledLadder, thresholdReached } from '../model/ladder.ts';
import { renewedLadder } from '../model/renewal.ts';
import { type Keeping, stepsAhead, watchedMoves } from '../policy/keeping.ts';
import type { Look } from './look.ts';
import type { Policy } from './policy.ts';

/** The ladder of this token, fitted to its lifetime; of one that is renewed, what is left of it when that stops. */
export const ladderOf = (look: Look, policy: Policy, now: Instant): readonly number[] => {
  const { diagnosis, issuedAt, watch } = look;
  const ladder = watch.ladder ?? policy.ladder;
  const { expiry } = diagnosis;
  const keeping = keepingOf(look);
  const moves = watchedMoves(keeping, now);
  if (moves !== undefined && !(isDated(expiry) && isOwnersDate(expiry))) return renewedLadder(moves, ladder);
  const steps = stepsAhead(ladder, expiry, keeping, now);
  return scaledLadder(steps, isDated(expiry) ? lifetimeOf(expiry, issuedAt, watch.maxAgeDays) : undefined);
};

/** Who renews it. */
export const keepingOf = ({ rotation, issuedAt, history: { renewal } }: Look): Keeping => ({
  rotation,
  issuedAt,
  renewal,
});

type Parts = {
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly incident: string;
  readonly openedAt: Instant;
  readonly threshold?: number;
};

/** An alert with all that its texts need. */
export const alertOf = (look: Look, policy: Policy, now: Instant, parts: Parts, id: string): Alert => {
  const { watch, diagnosis, history } = look;
  return {
    schema: 1,
    id,
    ...parts,
    ref: look.ref,
    ...(look.kind !== undefined && { tokenKind: look.kind }),
    tokenKindName: look.kindName,
    ...(watch.owner !== undefined && { owner: watch.owner }),
    ...(watch.environment !== undefined && { environment: watch.environment }),
    ...(watch.runbook !== undefined && { runbook: watch.runbook }),
    versionId: look.versionId,
    diagnosis,
    impact: look.impact,
    at: now,
    nextThresholds: stepsLeft(look, ladderOf(look, policy, now), now, parts.threshold),
    ...(history.acceptedAt !== undefined && { lastAcceptedAt: history.acceptedAt }),
    ...(isRefusal(look) && { refusedSince: history.refusedSince ?? now }),
    ...(isToBlame(look) && storedOf(look)),
    ...(isRefusal(look) && look.around),
  };
};

/** Days ahead of its date at which it will be told again. */
const stepsLeft = ({ diagnosis: { expiry } }: Look, ladder: readonly number[], now: Instant, told?: number) => {
  if (!isDated(expiry)) return [];
  const reached = told ?? thresholdReached(ladder, expiry.at, now) ?? Number.POSITIVE_INFINITY;
  return ladder.filter((days) => days < reached);
};

/** What is wrong may have come with the version: it is refused, or cannot be the token at all. */
const isToBlame = (look: Look): boolean =>
  isRefusal(look) || (look.observation.seen === 'flawed' && isDead(look.diagnosis.verdict));

const storedOf = ({ issuedAt, changedBy }: Look): Pick<Alert, 'versionStoredAt' | 'changedBy'> => ({
  ...(issuedAt !== undefined && { versionStoredAt: issuedAt }),
  ...(changedBy?.by !== undefined && { changedBy: changedBy.by }),
});

const isRefusal = ({ observation, diagnosis }: Look): boolean =>
  observation.seen === 'refused' || (observation.seen === 'ambiguous' && isDead(diagnosis.verdict));
