import type { Instant } from '../base/time.ts';
import type { GoneSecret, GoneWhy } from '../model/notice.ts';

/**
 * What is true of a secret that the list leaves out. `elsewhere`: it is there, and not this deployment's to watch (a replica, another name
 * prefix). `unknown`: no usable answer.
 */
export type Whereabouts = 'watched' | 'elsewhere' | 'unknown' | GoneWhy;

/** A watched secret that the list leaves out. `since` is the sweep in which it was first found gone, and why. */
export type Missing = { readonly name: string; readonly since?: Instant; readonly why?: GoneWhy };

export type Left = {
  /** Found gone in two sweeps: to be told. */
  readonly gone: readonly Gone[];
  /** To be looked for again by the next sweep. */
  readonly missing: readonly Missing[];
};

export type Gone = GoneSecret & { readonly since: Instant };

/**
 * The list is eventually consistent, so one that leaves a secret out proves nothing (reliability.md F9): only what was found gone by its own
 * description, in two sweeps in a row, has left. Pure.
 */
export const judgeLeft = (asked: readonly (readonly [Missing, Whereabouts])[], sweepStartedAt: Instant): Left => {
  const gone: Gone[] = [];
  const missing: Missing[] = [];
  for (const [{ name, since, why }, now] of asked) {
    if (now === 'elsewhere') continue;
    if (now === 'watched') missing.push({ name });
    else if (now === 'unknown') missing.push({ name, ...(since !== undefined && { since }), ...(why && { why }) });
    else if (since === undefined) missing.push({ name, since: sweepStartedAt, why: now });
    else gone.push({ name, why: now, since });
  }
  return { gone, missing };
};

/** Fewer say nothing: half of three secrets is one person's work. */
const ENOUGH = 10;

/** How many fewer than before, when that is more than half of what was there; otherwise 0. */
export const droppedBy = (found: number, before: number): number =>
  before >= ENOUGH && found * 2 < before ? before - found : 0;
