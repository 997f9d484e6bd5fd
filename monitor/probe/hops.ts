import type { ProbeMessage } from '../ports.ts';

/**
 * Messages that one message of a sweep leads to, one after the other. The longest that has a reason is an answer that is doubted for two
 * hours and then held for two, looked at every 15 minutes, with some that were not reached. Lambda would cut the chain after 16 without
 * a word to us (Lambda developer guide, invocation-recursion), so infra allows the probe to loop, and this ends it.
 */
export const MOST_HOPS = 32;

/** How often in a row the same work is put back because it was not reached: 22 minutes altogether. */
export const MOST_TRIES = 8;

/** True when the work that is not reached now was put back often enough: the next sweep begins anew. */
export const isLastTry = ({ hops = 0, tries = 0 }: ProbeMessage): boolean => tries >= MOST_TRIES || hops >= MOST_HOPS;
