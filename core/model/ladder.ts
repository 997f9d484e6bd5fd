import { DAY, type Instant } from '../base/time.ts';
import type { DatedExpiry } from './expiry.ts';

/** `told`: the tightest threshold told for the date `due`, in days. */
export type LadderState = { readonly due: Instant; readonly told: number };

/** Whole days that may stand in a ladder, and how many of them. */
export const LADDER_DAYS = { least: 1, most: 3650, steps: 10 } as const;

/** A ladder is a set: in whatever order it was written, each number once, the widest first. */
export const descending = (days: readonly number[]): readonly number[] => [...new Set(days)].sort((a, b) => b - a);

/** The first number of days that stands in it more than once. */
export const repeatedIn = (days: readonly number[]): number | undefined =>
  days.find((day, index) => days.indexOf(day) < index);

/**
 * Thresholds that fit a lifetime, in days, descending. A lifetime shorter than the ladder keeps those under half of it; if none is
 * left, one at a quarter. An unknown lifetime keeps all.
 */
export const scaledLadder = (ladder: readonly number[], lifetimeMs: number | undefined): readonly number[] => {
  const steps = descending(ladder);
  const widest = steps[0] ?? 0;
  if (lifetimeMs === undefined || lifetimeMs >= widest * DAY) return steps;
  const fitting = steps.filter((days) => days * DAY < lifetimeMs / 2);
  return fitting.length > 0 ? fitting : [lifetimeMs / 4 / DAY];
};

/** The tightest threshold at or above what is left; undefined above the widest or past the date. */
export const thresholdReached = (ladder: readonly number[], due: Instant, now: Instant): number | undefined => {
  const left = due - now;
  return left <= 0 ? undefined : descending(ladder).findLast((days) => left <= days * DAY);
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
