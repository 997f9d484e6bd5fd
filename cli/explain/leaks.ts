import type { Leak } from '../../monitor/explain/leaks.ts';

/** Said of every value in the paste that looks like a token: it has been in a clipboard, a log or a chat. */
export const leakLine = ({ what }: Leak): string =>
  `this paste held a live-looking ${what}: treat it as leaked, and make a new one`;
