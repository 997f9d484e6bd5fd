/** Signs of every sort that a password may hold. */
const SIGNS = ['a', 'Z', '0', '!', '/', '"'];

/** Each alone, and all together in two orders: for patterns that only ask for a digit somewhere. */
const TEXTS = [SIGNS.join(''), [...SIGNS].reverse().join('')];

const LONGEST = 256;

/**
 * Whether an anchored regular expression says what the token looks like. `^.+$`, `^\S{20,}$`, `^.{32}$` and `^.*\d.*$` do not: of
 * some length they fit any text, a database password too, which a wrong tag would then send to a stranger.
 */
export const isTelling = (source: string): boolean => {
  const pattern = compiled(source);
  if (pattern === undefined || !source.startsWith('^') || !source.endsWith('$') || pattern.test('')) return false;
  const fits = (text: string, length: number) => pattern.test(text.repeat(length).slice(0, length));
  return !Array.from({ length: LONGEST }, (_, i) => i + 1).some(
    (length) => SIGNS.every((sign) => fits(sign, length)) || (length >= 6 && TEXTS.every((text) => fits(text, length))),
  );
};

const compiled = (source: string): RegExp | undefined => {
  try {
    return new RegExp(source);
  } catch {
    return undefined;
  }
};
