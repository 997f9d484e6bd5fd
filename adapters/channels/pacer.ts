import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until at least `interval` milliseconds lie between one turn and the next. Turns are given in the order asked for. */
export const createPacer = (interval: number): (() => Promise<void>) => {
  let next = 0;
  return async () => {
    const now = performance.now();
    const turn = Math.max(now, next);
    next = turn + interval;
    if (turn > now) await sleep(turn - now);
  };
};
