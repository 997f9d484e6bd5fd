import { nearest as nearestName, type Slips } from '../core/base/nearest.ts';

/** Short words are too near to those of other people's context. */
const slips: Slips = (length) => (length >= 10 ? 2 : length >= 6 ? 1 : 0);

/** The known key that somebody meant who wrote this one; undefined when it is more likely somebody else's. */
export const nearest = (key: string, known: readonly string[]): string | undefined => nearestName(key, known, slips);
