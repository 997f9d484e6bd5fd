import type { Instant } from '../base/time.ts';
import { type Rotation, troubleSince } from '../listed/rotation.ts';
import { type Expiry, isDated, isOwnersDate } from '../model/expiry.ts';
import { isRenewed, type Renewal } from '../model/renewal.ts';

/** What is known of who renews a token. */
export type Keeping = {
  readonly rotation?: Rotation | undefined;
  readonly issuedAt?: Instant | undefined;
  readonly renewal?: Renewal | undefined;
};

/** A schedule that is kept stands for its renewal; without a date nobody could say when it is overdue, so then it stands for nothing. */
export const isKept = ({ rotation, issuedAt }: Keeping, now: Instant): boolean =>
  rotation?.nextAt !== undefined && troubleSince(rotation, issuedAt, now) === undefined;

/**
 * What is told ahead of a date, in days: of a secret that is rotated nothing of the owner's dates, and of the issuer's the tightest threshold
 * alone, which comes when the rotation is too late for it.
 */
export const stepsAhead = (
  ladder: readonly number[],
  expiry: Expiry,
  keeping: Keeping,
  now: Instant,
): readonly number[] => {
  if (!isKept(keeping, now) || !isDated(expiry)) return ladder;
  return isOwnersDate(expiry) ? [] : [Math.min(...ladder)];
};

/** How its date moves, where that is what is watched; a schedule that is kept says better when the next version is due. */
export const watchedMoves = (keeping: Keeping, now: Instant): Renewal | undefined => {
  const { renewal } = keeping;
  if (!isRenewed(renewal)) return undefined;
  return renewal.byVersion && isKept(keeping, now) ? undefined : renewal;
};
