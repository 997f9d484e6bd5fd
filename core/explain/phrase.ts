import { type End, type Paste, spacedOf, squeezedOf } from './paste.ts';

/** Words of a message, as they are looked for. `*` in the text stands for whatever is put in there. */
export type Phrase = {
  readonly text: string;
  readonly length: number;
  /** A few letters of it, one of which must be in a text that holds it, whole or cut off: by them it is found among thousands. */
  readonly keys: readonly string[];
  readonly find: (paste: Paste) => Found | undefined;
};

/** Where in `Paste.squeezed`, how many letters of it are there, and whether all are. */
export type Found = { readonly at: number; readonly letters: number; readonly whole: boolean };

/** A sentence this long is nobody's by chance, and is found through line breaks, quotes and misread letters. */
const SENTENCE = 14;
/** Of a sentence that was cut off so much must be left, and so many letters: more where nothing says that it was cut. */
const LEFT: Readonly<Record<End, readonly [share: number, letters: number]>> = {
  cut: [0.6, 16],
  text: [0.7, 20],
  line: [0.8, 20],
};
const [LEAST, FEWEST] = LEFT.cut;
/** The same of its end, at the beginning of the text: a whole line of another program may be the end of a sentence. */
const BEGINNING = [0.9, 24] as const;
/** What is put in for `*` is shorter. */
const GAP = 400;
/** Beginnings that are tried before a text is taken for hostile. */
const TRIES = 12;

export const phraseOf = (text: string): Phrase => {
  const pieces = text
    .split('*')
    .map(squeezedOf)
    .filter((piece) => piece !== '');
  const length = pieces.reduce((all, piece) => all + weightOf(piece), 0);
  const find = length < SENTENCE || isIdentifier(text) ? wordFinder(text) : sentenceFinder(pieces);
  return { text, length, keys: keysOf(pieces), find };
};

/** Letters of a key, and of that of a shorter word. */
const KEY = 6;
export const SHORT_KEY = 4;

/** The beginning of its longest piece, and where a part of it counts, its own beginning and end. */
const keysOf = (pieces: readonly string[]): readonly string[] => {
  const [first = ''] = pieces;
  const longest = pieces.reduce((one, other) => (other.length > one.length ? other : one), first);
  const length = longest.length < KEY ? SHORT_KEY : KEY;
  const ends = pieces.length === 1 && first.length > FEWEST ? [first.slice(-KEY)] : [];
  const begins = first.length >= FEWEST ? [first.slice(0, KEY)] : [];
  return [...new Set([longest.slice(0, length), ...begins, ...ends])];
};

/** `ACCESS_TOKEN_EXPIRED` is a word of its own: squeezed it would be any sentence of these words. */
const isIdentifier = (text: string): boolean => /^[A-Za-z0-9.:-]*_[\w.:-]*$/.test(text.trim());

/** A sign of Chinese or Japanese says as much as a few letters. */
const weightOf = (piece: string): number => piece.replace(/[^\p{ASCII}\p{Script=Latin}]/gu, 'xxx').length;

/** Between the words of a few letters: programs make one name of them too, `invalid_token`, `InvalidToken`, or a field, `status: 401`. */
const BETWEEN = '[\\s_:=-]*';

/** A few letters count only as a word of their own. */
const wordFinder = (text: string): Phrase['find'] => {
  const bare = spacedOf(text).trim();
  const escaped = bare
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, BETWEEN))
    .join('.{0,200}?');
  const before = /^[a-z0-9_]/.test(bare) ? '(?<![a-z0-9_])' : '';
  const after = /[a-z0-9_]$/.test(bare) ? '(?![a-z0-9_])' : '';
  const pattern = new RegExp(`${before}${escaped}${after}`);
  const first = bare.split(/[ *]/).find((word) => word !== '') ?? '';
  return ({ spaced }) => {
    const found = spaced.includes(first) ? pattern.exec(spaced) : null;
    if (found === null) return undefined;
    return { at: squeezedOf(spaced.slice(0, found.index)).length, letters: squeezedOf(bare).length, whole: true };
  };
};

const sentenceFinder =
  (pieces: readonly string[]): Phrase['find'] =>
  (paste) => {
    const [first = '', ...rest] = pieces;
    const all = pieces.reduce((sum, piece) => sum + piece.length, 0);
    return begun(first, rest, all, paste) ?? (rest.length === 0 ? ended(first, paste) : undefined);
  };

/** From its beginning; what was cut off at the end is taken as meant. */
const begun = (first: string, rest: readonly string[], all: number, paste: Paste): Found | undefined => {
  const { squeezed } = paste;
  const start = first.slice(0, Math.max(FEWEST, Math.ceil(all * LEAST)));
  let best: Found | undefined;
  let at = squeezed.indexOf(start);
  for (let tries = 0; at >= 0 && tries < TRIES; tries++, at = squeezed.indexOf(start, at + 1)) {
    const until = at + common(first, squeezed, at);
    const letters = until - at < first.length ? undefined : follow(rest, squeezed, until);
    if (letters !== undefined) return { at, letters: first.length + letters, whole: true };
    const single = rest.length === 0;
    if (best === undefined && isCutAt(until, until - at, all, paste, single))
      best = { at, letters: until - at, whole: false };
  }
  return best;
};

/**
 * Whether what is there of a sentence of `all` letters ends where something ends, and is enough of it. Of one in several pieces, only where
 * the text says that it was cut.
 */
const isCutAt = (until: number, letters: number, all: number, { ends }: Paste, single: boolean): boolean => {
  const end = ends.get(until);
  if (end === undefined || (!single && end !== 'cut')) return false;
  const [share, fewest] = LEFT[end];
  return letters >= all * share && letters >= fewest;
};

/** From its end: a viewer of logs cuts on both sides, and says so, or the text begins there. */
const ended = (only: string, { squeezed, cuts }: Paste): Found | undefined => {
  const length = Math.max(FEWEST, Math.ceil(only.length * LEAST));
  if (length >= only.length) return undefined;
  const at = squeezed.indexOf(only.slice(-length));
  if (at < 0) return undefined;
  let from = at;
  let left = only.length - length;
  while (left > 0 && squeezed[from - 1] === only[left - 1]) {
    from--;
    left--;
  }
  const letters = at + length - from;
  const [share, fewest] = from === 0 ? BEGINNING : LEFT.cut;
  const enough = letters >= only.length * share && letters >= fewest;
  return cuts.has(from) && enough ? { at: from, letters, whole: false } : undefined;
};

const common = (piece: string, text: string, at: number): number => {
  let length = 0;
  while (length < piece.length && piece[length] === text[at + length]) length++;
  return length;
};

/** Letters of the other pieces, each within reach of the one before. */
const follow = (rest: readonly string[], text: string, from: number): number | undefined => {
  let here = from;
  let letters = 0;
  for (const piece of rest) {
    const at = text.slice(here, here + GAP + piece.length).indexOf(piece);
    if (at < 0) return undefined;
    here += at + piece.length;
    letters += piece.length;
  }
  return letters;
};
