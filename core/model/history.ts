import type { Instant } from '../base/time.ts';
import type { Expiry } from './expiry.ts';
import type { TokenRecord } from './record.ts';

/** What is remembered of a token when a new observation is judged. */
export type History = {
  /** This same version was accepted, at the latest then. */
  readonly acceptedAt?: Instant;
  /** The expiry last read for this version. */
  readonly knownExpiry: Expiry;
  /** This is a new version, and the one before it worked. */
  readonly previousWorked: boolean;
  /** What the issuer says of AWSPREVIOUS now, where it was asked. */
  readonly previousNow?: 'accepted' | 'refused';
  readonly previousVersionId?: string;
  readonly firstSeenAt?: Instant;
  readonly refusedSince?: Instant;
};

export const NO_HISTORY: History = { knownExpiry: 'unknown', previousWorked: false };

/**
 * Reads the history out of a record. A token whose look has been `accepted` without change is not written sweep by sweep: it was
 * accepted in the sweep before, at `previousSweepAt`.
 */
export const historyOf = (
  record: TokenRecord | undefined,
  versionId: string,
  previousSweepAt: Instant | undefined,
): History => {
  if (record === undefined) return NO_HISTORY;
  const { accepted, firstSeenAt } = record;
  if (record.versionId !== versionId) {
    const previousWorked = accepted !== undefined && accepted.versionId === record.versionId;
    return { knownExpiry: 'unknown', previousWorked, previousVersionId: record.versionId, firstSeenAt };
  }
  const same = accepted?.versionId === versionId ? accepted : undefined;
  const unchangedSince = record.look.seen === 'accepted' ? record.look.since : Number.POSITIVE_INFINITY;
  const inLastSweep = previousSweepAt !== undefined && previousSweepAt >= unchangedSince ? previousSweepAt : 0;
  return {
    ...(same && { acceptedAt: Math.max(same.lastAt, inLastSweep) }),
    knownExpiry: same?.expiry ?? 'unknown',
    previousWorked: record.previousWorked,
    ...(record.previousVersionId !== undefined && { previousVersionId: record.previousVersionId }),
    firstSeenAt,
    ...(record.refused && { refusedSince: record.refused.since }),
  };
};
