/** Characters that somebody pasted along, by what people call them. Letters and digits of a value are never named. */
const NAMES: Readonly<Record<number, string>> = {
  0: 'a null character',
  9: 'a tab',
  10: 'a line feed',
  13: 'a carriage return',
  32: 'a space',
  160: 'a no-break space',
  173: 'a soft hyphen',
  8203: 'a zero-width space',
  8204: 'a zero-width non-joiner',
  8205: 'a zero-width joiner',
  8206: 'a left-to-right mark',
  8207: 'a right-to-left mark',
  8211: 'an en dash',
  8212: 'an em dash',
  8216: 'a typographic quotation mark',
  8217: 'a typographic quotation mark',
  8220: 'a typographic quotation mark',
  8221: 'a typographic quotation mark',
  8226: 'the dot of a hidden display',
  8230: 'the three dots of a shortened display',
  8288: 'a word joiner',
  65279: 'a byte order mark',
  65533: 'the sign for bytes that were not UTF-8',
};

/** `a line feed (U+000A)`. Of letters and digits only the class: together with its place one would be a part of the value. */
const named = (character: string): string => {
  const point = character.codePointAt(0) ?? 0;
  if (/[A-Z]/.test(character)) return 'a capital letter';
  if (/[a-z]/.test(character)) return 'a small letter';
  if (/[0-9]/.test(character)) return 'a digit';
  return `${NAMES[point] ?? classOf(character)} (U+${point.toString(16).toUpperCase().padStart(4, '0')})`;
};

const classOf = (character: string): string => {
  if (/[\x21-\x7e]/.test(character)) return 'a sign';
  return /\p{Cc}/u.test(character) ? 'a control character' : 'a character outside ASCII';
};

/** What stands in a row, said once: `2 line feeds` would need a plural of each name. */
const listed = (characters: readonly string[]): string => {
  const all = [...new Set(characters.map(named))];
  const some = all.slice(0, 3);
  const rest = all.length - some.length;
  const times = characters.length > all.length ? `, ${characters.length} characters in all` : '';
  return `${some.join(' and ')}${rest > 0 ? ` and ${rest} other kinds` : ''}${times}`;
};

/** Longer values are not counted through only to say how long they are. */
const COUNTED = 4096;

/** Where the first of those characters is, counted from 1: `a zero-width space (U+200B) at position 27 of 72, and others follow`. */
export const strangersIn = (value: string, isStrange: (character: string) => boolean): string | undefined => {
  let at = 0;
  let first: string | undefined;
  for (const character of value) {
    at += 1;
    if (!isStrange(character)) continue;
    if (first !== undefined) return `${first}, and others follow`;
    first = `${named(character)} at position ${at}${value.length > COUNTED ? '' : ` of ${[...value].length}`}`;
  }
  return first;
};

/** What stands before and after the text itself: `a space (U+0020) at its beginning and a line feed (U+000A) at its end`. */
export const paddingOf = (value: string): string => {
  const before = value.slice(0, value.length - value.trimStart().length);
  const after = value.slice(value.trimEnd().length);
  return [
    ...(before === '' ? [] : [`${listed([...before])} at its beginning`]),
    ...(after === '' ? [] : [`${listed([...after])} at its end`]),
  ].join(' and ');
};

const LINE_BREAK = /[\r\n]+$/;

/** Nothing but a line break stands around it: what `echo` and an editor put there. */
export const endsInLineBreak = (value: string): boolean =>
  LINE_BREAK.test(value) && value.replace(LINE_BREAK, '') === value.trim();

/**
 * Each was tried on 2026-11-27, or read in its source. A shell: POSIX 2.6.3, line feeds alone. fetch: Fetch standard, to normalize a header
 * value; Node 24. Go 1.26: "invalid header field value". node:http: ERR_INVALID_CHAR. Python: requests InvalidHeader, urllib ValueError.
 * OkHttp: headersCheckValue of -HeadersCommon.kt. curl 7.88 sends it: the headers end there. Kubernetes: kubernetes/kubernetes#23404.
 */
export const takenOffBy = (value: string): string => {
  const by = value.includes('\r')
    ? 'fetch takes it off, $(…) of a shell leaves the carriage return'
    : '$(…) of a shell and fetch take it off';
  return `${by}; Go, OkHttp, node:http, Python and curl -H do not, nor does Kubernetes`;
};
