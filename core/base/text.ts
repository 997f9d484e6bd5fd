/** Controls, bidi marks, zero-width characters, line separators, and the fillers that print as nothing. */
const INVISIBLE = /(?:[\p{C}\p{Zl}\p{Zp}]|\u034f|\u115f|\u1160|\u3164|\uffa0)+/gu;

/**
 * Text from outside as one plain line: no control, bidi or zero-width characters, no line break, NFC, at most `max`
 * characters. Escaping for the place where it is shown is still to do.
 */
export const plain = (text: string, max = 512): string => {
  const line = text.slice(0, 16_384).normalize('NFC').replace(INVISIBLE, ' ').replace(/\s+/g, ' ').trim();
  return cut(line, max);
};

/** Ends with `...` when it loses its end. Counts code points, so that none is halved. */
export const cut = (text: string, max: number): string => {
  const points = [...text];
  return points.length <= max ? text : `${points.slice(0, Math.max(0, max - 3)).join('')}...`.slice(0, max);
};

/** Long names lose their middle, since both ends tell them apart: `prod/very...bot`. */
export const shorten = (text: string, max: number): string => {
  const points = [...text];
  if (points.length <= max) return text;
  const kept = Math.max(0, max - 3);
  const tail = Math.floor(kept / 2);
  return `${points.slice(0, kept - tail).join('')}...${tail === 0 ? '' : points.slice(-tail).join('')}`.slice(0, max);
};

const LOOKS: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2013': '-',
  '\u2014': '-',
  '\u2026': '...',
  '\u2192': '->',
  '\u00b7': '-',
};

/** Anything else outside ASCII becomes `?`: a look-alike letter must not pass for the real one. */
export const ascii = (text: string): string =>
  [...plain(text, 4096)].map((char) => (char <= '~' ? char : (LOOKS[char] ?? '?'))).join('');

/** An address in foreign words that no reader's program turns into a link: `https[:]//evil.example`. */
export const defang = (text: string): string =>
  text.replace(/:\/\//g, '[:]//').replace(/\b(www|mailto|tel|javascript|data)([.:])/gi, '$1[$2]');

/** So many code units, or one fewer or more where that would halve a code point. */
const whole = (word: string, units: number): number => {
  if (!/^[\ud800-\udbff]$/.test(word.charAt(units - 1))) return units;
  return units > 1 ? units - 1 : 2;
};

/** Lines of at most `width` columns; the first begins with `first`, the others with `hang`. A longer word is broken. */
export const wrap = (text: string, width: number, first = '', hang = ''): readonly string[] => {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  const feed = (): void => {
    lines.push(line);
    line = hang;
    empty = true;
  };
  for (let word of text.split(' ').filter((part) => part !== '')) {
    if (!empty && line.length + 1 + word.length > width) feed();
    while (empty && line.length + word.length > width) {
      const room = whole(word, Math.max(1, width - line.length));
      line += word.slice(0, room);
      word = word.slice(room);
      feed();
    }
    if (word !== '') {
      line += empty ? word : ` ${word}`;
      empty = false;
    }
  }
  return empty && lines.length > 0 ? lines : [...lines, line];
};

const CONTROLS = /[\p{C}\p{Zl}\p{Zp}]+/gu;
/** Longer than any word of a sentence: it may be a token, or a part of one. */
const TOKEN_LIKE = /[A-Za-z0-9_\-.+/=~%]{24,}/g;

/**
 * Words of a stranger made fit for a table, a ticket or a terminal: no control or invisible characters, one line, at most
 * `max` characters. Escaping for HTML or Slack is still the writer's business.
 */
export const plainWords = (text: string, max: number): string => {
  const plain = text.slice(0, 4096).replace(CONTROLS, ' ').replace(/\s+/g, ' ').trim();
  return plain.length > max ? `${plain.slice(0, max - 1)}…` : plain;
};

/** The same for sentences, where anything that could be a token is taken out as well. */
export const cleanWords = (text: string, max: number): string =>
  plainWords(text.slice(0, 4096).replace(TOKEN_LIKE, '[removed]'), max);
