import { setTimeout as sleep } from 'node:timers/promises';
import { until } from './until.ts';
import type { World } from './world.ts';

/** Waits until no function has called AWS for two seconds. */
export const quiet = ({ proxy }: World): Promise<unknown> => {
  let last = -1;
  return until('the functions to be done', 30, async () => {
    const now = proxy.calls.length;
    if (now === last) return true;
    last = now;
    await sleep(2000);
    return undefined;
  });
};
