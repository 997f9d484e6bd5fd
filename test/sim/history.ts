import { HOUR, MINUTE } from '../../core/base/time.ts';
import { START } from '../support/make.ts';
import { type Faults, type Planned, planned } from './faults.ts';
import { type Happening, happen, heal, issue } from './happenings.ts';
import type { KindId } from './issuer.ts';
import type { Mutation } from './monitor.ts';
import { createWorld, type World } from './world.ts';

export type TokenPlan = {
  readonly kind: KindId;
  readonly owner: number;
  /** Refused before the monitor saw it first. */
  readonly dead: boolean;
  /** Of an OAuth2 token: hours until its own end. */
  readonly hours: number;
};

export type History = {
  readonly seed: number;
  readonly tokens: readonly TokenPlan[];
  readonly happenings: readonly Happening[];
  readonly plan: readonly Planned[];
  /** Part of the effects that take time. */
  readonly latency: number;
  /** Hours in which things happen, where it is not the usual time. */
  readonly hours?: number;
};

/** After that nothing goes wrong any more: happenings end, and so do faults. */
export const TROUBLE = 5 * HOUR;
/** Then all is healthy: two sweeps, a confirmation, and the delivery of what they tell. */
export const QUIET = 3 * HOUR + 15 * MINUTE;

/** When all is healthy again. */
export const endOfTrouble = ({ hours }: History): number => START + (hours === undefined ? TROUBLE : hours * HOUR);

/** Faults end with the trouble. */
const untilThen = (faults: Faults, over: () => boolean): Faults => ({
  effect: (kind, n) => (over() ? undefined : faults.effect(kind, n)),
  delivery: (kind, n) => (over() ? undefined : faults.delivery(kind, n)),
});

/** Runs one history to its quiet end. */
export const live = async (past: History, mutation?: Mutation): Promise<World> => {
  let over = false;
  const faults = untilThen(planned(past.plan), () => over);
  const { seed, latency } = past;
  const world = createWorld({ seed, latency, faults, ...(mutation && { mutation }) });
  past.tokens.forEach((plan, index) => {
    issue(world, plan, index);
  });
  for (const one of past.happenings) world.timeline.at(START + one.minute * MINUTE, () => happen(world, past, one));
  world.start();
  await world.timeline.runUntil(endOfTrouble(past));
  over = true;
  heal(world);
  await world.timeline.runUntil(endOfTrouble(past) + QUIET);
  return world;
};
