import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until there is an answer; throws with the sentence when the time is over. */
export const until = async <T>(
  what: string,
  seconds: number,
  ask: () => Promise<T | undefined> | T | undefined,
): Promise<T> => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(250)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  throw new Error(`waited ${seconds} s in vain: ${what}`);
};
