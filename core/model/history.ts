import { type Instant, MINUTE } from '../base/time.ts';
import type { Expiry } from './expiry.ts';
import type { Exchange } from './observation.ts';
import type { TokenRecord } from './record.ts';
import type { Renewal } from './renewal.ts';

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
  readonly refusedSince?: Instant;
  /** The request by which this version was last accepted. */
  readonly acceptedBy?: string;
  /** The scopes last read for this version. */
  readonly knownScopes?: readonly string[];
  /** Uses that were left when it was last accepted, where its issuer counts them: 0 when that look took the last. */
  readonly usesLeft?: number;
  /** Ambiguous answers in a row about this version before this look. */
  readonly doubted?: { readonly since: Instant; readonly looks: number };
  /** How its date moves, this look included: core/model/renewal.ts. */
  readonly renewal?: Renewal;
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
  const { accepted } = record;
  if (record.versionId !== versionId) {
    const previousWorked = accepted !== undefined && accepted.versionId === record.versionId;
    return { knownExpiry: 'unknown', previousWorked, previousVersionId: record.versionId };
  }
  const same = accepted?.versionId === versionId ? accepted : undefined;
  const unchangedSince = record.look.seen === 'accepted' ? record.look.since : Number.POSITIVE_INFINITY;
  const inLastSweep = previousSweepAt !== undefined && previousSweepAt >= unchangedSince ? previousSweepAt : 0;
  return {
    ...(same && { acceptedAt: Math.max(same.lastAt, inLastSweep) }),
    ...(same?.request !== undefined && { acceptedBy: same.request }),
    ...(same?.uses !== undefined && { usesLeft: same.uses }),
    ...(same !== undefined && record.diagnosis.scopes && { knownScopes: record.diagnosis.scopes }),
    knownExpiry: knownExpiryOf(record, versionId),
    previousWorked: record.previousWorked,
    ...(record.previousVersionId !== undefined && { previousVersionId: record.previousVersionId }),
    ...refusedSinceOf(record),
    ...(record.doubted && { doubted: record.doubted }),
  };
};

/** The expiry last read for this version. */
export const knownExpiryOf = (record: TokenRecord | undefined, versionId: string): Expiry =>
  record?.versionId === versionId && record.accepted?.versionId === versionId ? record.accepted.expiry : 'unknown';

const refusedSinceOf = ({ refused, doubted }: TokenRecord): Pick<History, 'refusedSince'> => {
  const since = refused?.since ?? doubted?.since;
  return since === undefined ? {} : { refusedSince: since };
};

/**
 * When ambiguous answers count: a reworded refusal must be late, not silent; a broken back end that answers like a dead token must have
 * its time to mend.
 */
export type Doubting = {
  /** Looks in a row, the first one included. */
  readonly doubtLooks: number;
  /** Between the first of them and the last, in milliseconds. */
  readonly doubtLasts: number;
};

export const DOUBTING: Doubting = { doubtLooks: 3, doubtLasts: 30 * MINUTE };

/** Ambiguous answers in a row, this one included. */
export const doubtedOf = (
  { exchange: { at } }: { readonly exchange: Exchange },
  { doubted }: Pick<History, 'doubted'>,
): { readonly since: Instant; readonly looks: number } => ({
  since: Math.min(doubted?.since ?? at, at),
  looks: (doubted?.looks ?? 0) + 1,
});
