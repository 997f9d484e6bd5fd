import type { Instant } from '../../core/base/time.ts';
import type { Budget } from '../../core/model/answer.ts';
import type { Clock } from '../../monitor/ports.ts';
import { type Failed, failed } from './failure.ts';

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

export const createPace = (clock: Clock): Pace => {
  const waiting: Set<() => void> = new Set();
  let inside = 0;
  let nextTurn: Instant = 0;

  const queue = (until: Instant): Promise<Failed | undefined> =>
    new Promise((resolve) => {
      const enter = (): void => {
        clearTimeout(timer);
        waiting.delete(enter);
        resolve(undefined);
      };
      const giveUp = (): void => {
        waiting.delete(enter);
        resolve(failed('rate-limited', 'other requests to this issuer took all the time', clock()));
      };
      const timer = setTimeout(giveUp, Math.max(0, until - clock()));
      waiting.add(enter);
    });

  return {
    enter: (budget, until) => {
      if (inside >= Math.max(1, budget.concurrency)) return queue(until);
      inside += 1;
      return undefined;
    },
    leave: () => {
      const [next] = waiting;
      if (next === undefined) inside -= 1;
      else next();
    },
    turn: ({ perSecond }, until) => {
      const now = clock();
      const interval = 1000 / perSecond;
      const at = nextTurn - Math.max(0, BURST * perSecond - 1) * interval;
      if (at > until) return failed('rate-limited', 'the budget for this issuer is used up', at);
      nextTurn = Math.max(nextTurn, now) + interval;
      return { ok: true, at };
    },
  };
};
