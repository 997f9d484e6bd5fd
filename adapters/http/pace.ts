import type { Instant } from '../../core/base/time.ts';
import type { Budget } from '../../core/model/answer.ts';
import type { Clock } from '../../monitor/ports.ts';
import { type Failed, notReached } from './failure.ts';

/** Keeps one origin inside its budget: at most `concurrency` asks at once, at most `perSecond` requests a second. */
export type Pace = {
  /** Waits for a place. Every success is followed by one `leave`. */
  readonly enter: (budget: Budget, until: Instant) => Promise<Failed | undefined> | undefined;
  readonly leave: () => void;
  /** Takes the next turn that the rate allows and tells when it is; fails when that is too late. */
  readonly turn: (budget: Budget, until: Instant) => { readonly ok: true; readonly at: Instant } | Failed;
};

/** A tenth of a second's worth may go at once: no second then holds more than 1.1 times the rate. */
const BURST = 0.1;

/** Turns of several processes can fall together: so much of the budget is left for that. */
const MARGIN = 0.9;

/**
 * What one of several processes that know nothing of each other may take. Together they stay under the rate in any 20 seconds, and in one
 * second go over it by a request each at most; published limits count a minute or more.
 */
const partOf = ({ perSecond, concurrency }: Budget, processes: number): Budget => {
  if (processes === 1) return { perSecond, concurrency };
  return { perSecond: (MARGIN * perSecond) / processes, concurrency: Math.max(1, Math.floor(concurrency / processes)) };
};

/** `processes`: how many may ask the same issuers at the same time, this one included. */
export const createPace = (clock: Clock, processes = 1): Pace => {
  const waiting: Set<() => void> = new Set();
  let inside = 0;
  let nextTurn: Instant | undefined;

  const queue = (until: Instant): Promise<Failed | undefined> =>
    new Promise((resolve) => {
      const enter = (): void => {
        clearTimeout(timer);
        waiting.delete(enter);
        resolve(undefined);
      };
      const giveUp = (): void => {
        waiting.delete(enter);
        resolve(notReached('other requests to this issuer took all the time', clock()));
      };
      const timer = setTimeout(giveUp, Math.max(0, until - clock()));
      waiting.add(enter);
    });

  return {
    enter: (budget, until) => {
      if (inside >= Math.max(1, partOf(budget, processes).concurrency)) return queue(until);
      inside += 1;
      return undefined;
    },
    leave: () => {
      const [next] = waiting;
      if (next === undefined) inside -= 1;
      else next();
    },
    turn: (budget, until) => {
      const { perSecond } = partOf(budget, processes);
      const now = clock();
      const interval = 1000 / perSecond;
      // The process that this one takes the place of may have asked just now.
      nextTurn ??= processes === 1 ? 0 : now + interval;
      const at = nextTurn - Math.max(0, BURST * perSecond - 1) * interval;
      if (at > until) return notReached('the budget for this issuer is used up', at);
      nextTurn = Math.max(nextTurn, now) + interval;
      return { ok: true, at };
    },
  };
};
