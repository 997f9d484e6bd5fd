import { DAY, type Instant } from '../base/time.ts';
import type { DatedExpiry } from './expiry.ts';

/** `told`: the tightest threshold told for the date `due`, in days. */
export type LadderState = { readonly due: Instant; readonly told: number };

/**
 * Thresholds that fit a lifetime, in days, descending. A lifetime shorter than the ladder keeps those under half of it; if none is
 * left, one at a quarter. An unknown lifetime keeps all.
 */
export const scaledLadder = (ladder: readonly number[], lifetimeMs: number | undefined): readonly number[] => {
  const widest = ladder[0] ?? 0;
  if (lifetimeMs === undefined || lifetimeMs >= widest * DAY) return ladder;
  const fitting = ladder.filter((days) => days * DAY < lifetimeMs / 2);
  return fitting.length > 0 ? fitting : [lifetimeMs / 4 / DAY];
};

/** The tightest threshold at or above what is left; undefined above the widest or past the date. */
export const thresholdReached = (ladder: readonly number[], due: Instant, now: Instant): number | undefined => {
  const left = due - now;
  return left <= 0 ? undefined : ladder.findLast((days) => left <= days * DAY);
};

/**
 * What of the ladder is to be told now. Each threshold once per version and date, at or below: a missed run delays a warning
 * and never skips it. A later date re-arms the thresholds that it moved out of reach, and no others: a token that is renewed
 * every hour is not told every hour.
 */
export const climb = (
  ladder: readonly number[],
  due: DatedExpiry,
  state: LadderState | undefined,
  now: Instant,
): { readonly tell?: number; readonly state?: LadderState } => {
  const reached = thresholdReached(ladder, due.at, now) ?? Number.POSITIVE_INFINITY;
  const told = armed(state, due.at, reached);
  if (reached < told) return { tell: reached, state: { due: due.at, told: reached } };
  return Number.isFinite(told) ? { state: { due: due.at, told } } : {};
};

const armed = (state: LadderState | undefined, due: Instant, reached: number): number => {
  if (state === undefined) return Number.POSITIVE_INFINITY;
  return due > state.due ? Math.max(state.told, reached) : state.told;
};
