/** Signs up to 255, a bit each, and one bit for all others. */
const OTHERS = 256n;
export const ALL = (1n << (OTHERS + 1n)) - 1n;

export const bit = (code: number): bigint => 1n << (code > 255 ? OTHERS : BigInt(code));

export const range = (from: number, to: number): bigint => {
  let set = to > 255 ? bit(256) : 0n;
  for (let code = from; code <= Math.min(to, 255); code++) set |= bit(code);
  return set;
};

const DIGITS = range(48, 57);
const WORDS = DIGITS | range(65, 90) | range(97, 122) | bit(95);
const SPACES = range(9, 13) | bit(32) | bit(160) | bit(256);

export const NAMED: Readonly<Record<string, bigint>> = {
  d: DIGITS,
  D: ALL & ~DIGITS,
  w: WORDS,
  W: ALL & ~WORDS,
  s: SPACES,
  S: ALL & ~SPACES,
  n: bit(10),
  r: bit(13),
  t: bit(9),
  f: bit(12),
  v: bit(11),
  0: bit(0),
};

/** The first of a set. */
export const lowest = (set: bigint): number => {
  for (let code = 0; code <= 256; code++) if (set & bit(code)) return code;
  return 0;
};
