type Span = { readonly least: number; readonly most: number };

/** A sign, a class or a group of plain words, and how often it stands. */
const ATOM = /(\[(?:[^\]\\]|\\.)+\]|\(\?:[\w\-.:/|\\]+\)|\\.|[^\\[\](){}*+?|^$])(?:\{(\d+)(?:(,)(\d*))?\}|([?*+]))?/y;

/** How long a value of a pattern is, where the pattern makes it plain; undefined where it does not. */
const spanOf = ({ source }: RegExp): Span | undefined => {
  const inside = source.replace(/^\^|\$$/g, '');
  let [least, most, at] = [0, 0, 0];
  while (at < inside.length) {
    ATOM.lastIndex = at;
    const found = ATOM.exec(inside);
    if (found === null) return undefined;
    const one = widthOf(found[1] ?? '');
    const times = timesOf(found);
    least += one.least * times.least;
    most += one.most * times.most;
    at = ATOM.lastIndex;
  }
  return { least, most };
};

const widthOf = (atom: string): Span => {
  if (!atom.startsWith('(')) return { least: 1, most: 1 };
  const widths = atom
    .slice(3, -1)
    .split('|')
    .map((word) => word.replace(/\\(.)/g, '$1').length);
  return { least: Math.min(...widths), most: Math.max(...widths) };
};

const timesOf = ([, , least, comma, most, sign]: RegExpExecArray): Span => {
  if (sign !== undefined) return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY };
  if (least === undefined) return { least: 1, most: 1 };
  if (comma === undefined) return { least: Number(least), most: Number(least) };
  return { least: Number(least), most: most ? Number(most) : Number.POSITIVE_INFINITY };
};

/** `58 to 101`, `40`; where the pattern does not tell the longest, `40 or more`. */
export const usualLength = ({
  pattern,
  minLength,
}: {
  readonly pattern: RegExp;
  readonly minLength: number;
}): Span & { readonly says: string } => {
  const span = spanOf(pattern);
  const least = Math.max(minLength, span?.least ?? 0);
  const most = Math.max(least, span?.most ?? Number.POSITIVE_INFINITY);
  if (most === Number.POSITIVE_INFINITY) return { least, most, says: `${least} or more` };
  return { least, most, says: least === most ? `${least}` : `${least} to ${most}` };
};

/** Where a store, a form or a terminal cuts: powers of two and round widths of columns, and what a line of a terminal takes. */
const CUTS: Readonly<Record<number, string>> = {
  64: 'a field of 64 characters',
  128: 'a field of 128 characters',
  255: 'a VARCHAR(255) column',
  256: 'a field of 256 characters',
  512: 'a field of 512 characters',
  1024: 'a field of 1,024 characters',
  2048: 'a field of 2,048 characters',
  4000: 'a VARCHAR2(4000) column',
  // termios(3): in canonical mode what follows the 4,095th character of a line is thrown away.
  4095: 'a line pasted into a terminal',
};

/** What may have cut a value of exactly this length; empty where the length tells nothing. */
export const cutBy = (length: number): string => {
  const by = CUTS[length];
  return by === undefined ? '' : `, as ${by} would cut it`;
};

/** Shorter beginnings stand before other people's values too. */
const TELLING = 3;

/** How it begins against how such values begin. Quotes only what is a known beginning but for its case and its separators. */
export const beginningOf = (value: string, starts: readonly string[] = []): string | undefined => {
  const known = starts.filter((start) => start.length >= TELLING && !/^https?:/.test(start));
  if (known.length === 0 || known.length < starts.length || starts.some((start) => value.startsWith(start)))
    return undefined;
  const near = known.find((start) => blurred(value.slice(0, start.length)) === blurred(start));
  const should = `such tokens begin with ${known
    .slice(0, 3)
    .map((start) => `"${start}"`)
    .join(' or ')}`;
  return near === undefined
    ? should
    : `it begins with "${value.slice(0, near.length)}", such tokens begin with "${near}"`;
};

const blurred = (text: string): string => text.toLowerCase().replace(/[-_.]/g, '_');
