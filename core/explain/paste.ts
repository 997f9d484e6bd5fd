/** A text as people paste it, made readable: colours, frames and escapes taken off. Nothing of it is printed. */
export type Paste = {
  /** Lines as they were, without colours, escapes and what a log puts before them. */
  readonly text: string;
  /** In small letters, without quotation marks, any white space one space: short words are looked for here. */
  readonly spaced: string;
  /** Letters and digits alone, folded: sentences are looked for here, however they were wrapped, quoted or read from a picture. */
  readonly squeezed: string;
  /** Where in `squeezed` something ends: a line, the text, or what was cut off. */
  readonly ends: ReadonlyMap<number, End>;
  /** Where in `squeezed` the text begins, or goes on after something was cut off. */
  readonly cuts: ReadonlySet<number>;
};

export type End = 'line' | 'text' | 'cut';

/** More is cut off at its beginning: the last lines of a log are those that matter. */
export const MOST = 256 * 1024;

const ESCAPE = '\u001b';
const BELL = '\u0007';
/** Escape sequences of a terminal (ECMA-48), also as a log writes them, or with the escape itself lost. */
const COLOURS =
  /(?:␛|\\u001b|\\x1b|\\033|\^\[)(?:\[[0-9;:?]{0,40}[A-Za-z]|\][^␛␇]{0,200}␇?)|\[(?:\d{1,3};){0,8}\d{1,3}m/gi;
/** What stands for a line break or another character in a JSON string, a URL or HTML. Escaped again, the backslashes double. */
const BREAKS = /\\{1,8}[nrt]/g;
const UNICODE = /\\{1,8}u00([0-7][0-9a-f])/gi;
const PERCENT = /%([2-7][0-9a-f])/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&apos;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&nbsp;': ' ',
};
/** A letter that Python writes before a string, so that a key of an answer would have another name: `u'error'`, `b'{…}'`. */
const OF_PYTHON = /(?<![\w"'’\\])[ub](?=["'‘’“”])/g;
/** A frame of a box, the name of a container, a time, a level. */
const BEFORE_A_LINE =
  /^(?:[ \t]*[│┃║▌❯>|][ \t]?|[\w./-]{1,60} {1,20}\| |\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[\d.,:+Z-]{0,20}\]?[ \t]+|\[?\d\d:\d\d:\d\d[\d.,]{0,8}\]?[ \t]+){1,4}/gm;
const AFTER_A_LINE = /[ \t]*[│┃║][ \t]*$/gm;

export const readPaste = (raw: string): Paste => {
  const text = cleaned(raw.slice(-MOST));
  const said = text.replace(STATUS_LINE, '$1');
  return { text, spaced: spacedOf(said), ...squeeze(said) };
};

/** The words behind a status (RFC 9110 section 15) are no message: they stand in every answer of that status. */
const STATUS_LINE = /^((?:< )?HTTP\/\d(?:\.\d)? [1-5]\d\d)[ \t]+[A-Za-z][A-Za-z -]{1,40}$/gm;

const cleaned = (raw: string): string =>
  raw
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replaceAll(ESCAPE, '␛')
    .replaceAll(BELL, '␇')
    .replace(COLOURS, '')
    .replace(BREAKS, '\n')
    .replace(UNICODE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(PERCENT, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/&(?:quot|apos|lt|gt|amp|nbsp|#34|#39|#x27);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(OF_PYTHON, '')
    .replace(/\r\n?/g, '\n')
    .replace(BEFORE_A_LINE, '')
    .replace(AFTER_A_LINE, '');

const QUOTES = /["'`´‘’“”„«»\\]|\p{Cf}/gu;

export const spacedOf = (text: string): string => text.toLowerCase().replace(QUOTES, '').replace(/\s+/g, ' ');

/** Said of a cut: NFKC has made three dots of the one sign. */
const ENDS_CUT = /(?:\.\.\.|truncated[\])>])$/i;
const CUT = /\.\.\.|\[truncated\]|<truncated>|\(truncated\)/gi;

const squeeze = (text: string): Pick<Paste, 'squeezed' | 'ends' | 'cuts'> => {
  const parts: string[] = [];
  const ends = new Map<number, End>();
  const cuts = new Set<number>();
  let length = 0;
  for (const piece of text.split(CUT)) {
    cuts.add(length);
    for (const line of piece.split('\n')) {
      const part = squeezedOf(line);
      parts.push(part);
      length += part.length;
      ends.set(length, 'line');
    }
    ends.set(length, 'cut');
  }
  ends.set(length, text.trimEnd().match(ENDS_CUT) === null ? 'text' : 'cut');
  return { squeezed: parts.join(''), ends, cuts };
};

const OTHERS = /[^\p{L}\p{N}]+/gu;
/** Read from a picture, these are one another. */
const FOLDED: Readonly<Record<string, string>> = { l: 'i', '1': 'i', '0': 'o' };

export const squeezedOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(OTHERS, '')
    .replace(/[l10]/g, (letter) => FOLDED[letter] ?? letter);
