/** Signs of every sort that a password may hold. */
const SIGNS = 'aZ0!/"';

/** Beginning with each of them, so that short texts hold each sign somewhere, and long ones all. */
const TEXTS = Array.from(SIGNS, (_, i) => SIGNS.slice(i) + SIGNS.slice(0, i));

const LONGEST = 256;

/**
 * Whether an anchored regular expression says what the token looks like. `^.+$`, `^\S{20,}$`, `^.{32}$` and `^.*\d.*$` do not: of
 * some length they fit any text, a database password too, which a wrong tag would then send to a stranger.
 */
export const isTelling = (source: string): boolean => {
  const pattern = compiled(source);
  if (pattern === undefined || !source.startsWith('^') || !source.endsWith('$') || pattern.test('')) return false;
  return !Array.from({ length: LONGEST }, (_, i) => i + 1).some((length) =>
    TEXTS.every((text) => pattern.test(text.repeat(length).slice(0, length))),
  );
};

const compiled = (source: string): RegExp | undefined => {
  try {
    return new RegExp(source);
  } catch {
    return undefined;
  }
};
