/** Signs of every sort that a password may hold. */
const SIGNS = 'aZ0!/"';

/** Beginning with each of them, so that short texts hold each sign somewhere, and long ones all. */
const TEXTS = Array.from(SIGNS, (_, i) => SIGNS.slice(i) + SIGNS.slice(0, i));

const LONGEST = 256;

/** Milliseconds for all trials: two are usual. `^(.+)+x$` doubles its time with each sign, and would hold up a function for good. */
const BUDGET = 500;

/**
 * Whether an anchored regular expression says what the token looks like. `^.+$`, `^\S{20,}$`, `^.{32}$` and `^.*\d.*$` do not: of
 * some length they fit any text, a database password too, which a wrong tag would then send to a stranger.
 */
export const isTelling = (source: string): boolean => {
  const pattern = compiled(source);
  if (pattern === undefined || !source.startsWith('^') || !source.endsWith('$') || pattern.test('')) return false;
  const end = performance.now() + BUDGET;
  for (let length = 1; length <= LONGEST; length++) {
    const fitsAny = TEXTS.every((text) => pattern.test(text.repeat(length).slice(0, length)));
    if (fitsAny || performance.now() > end) return false;
  }
  return true;
};

const compiled = (source: string): RegExp | undefined => {
  try {
    return new RegExp(source);
  } catch {
    return undefined;
  }
};
