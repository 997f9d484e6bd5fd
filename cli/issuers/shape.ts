import { prefixesOf } from '../../providers/contract/joined.ts';
import type { KindText, ShapeText } from '../../providers/contract/kind.ts';
import { joined } from './rules.ts';

export type Looks = {
  /** What tokens of a kind look like, in words; a pattern where words would be longer. */
  readonly forms: readonly string[];
  /** Why the shape alone says too little. */
  readonly remark?: string;
};

export const looksOf = ({ shape }: Pick<KindText, 'shape'>): Looks => {
  if (shape === undefined) return { forms: [], remark: `no shape is known: ${SAID}` };
  const distinctive = shape.distinctive ?? prefixesOf(shape).length > 0;
  return { forms: form(shape), ...(!distinctive && { remark: `others look like it: ${SAID}` }) };
};

const SAID = 'it leaves only where somebody says that it is one';

const form = (shape: ShapeText): readonly string[] => {
  const begins = prefixesOf(shape).length === 0 ? [] : [`begins with ${joined(prefixesOf(shape), 'or')}`];
  if (shape.pattern !== undefined) {
    const whole = begins.length === 0 ? classWords(shape.pattern.slice(1, -1)) : undefined;
    return [...begins, whole ?? `fits ${shape.pattern}`];
  }
  const rest = classWords(shape.rest ?? '') ?? `what fits ${shape.rest}`;
  return [begins.length === 0 ? rest : `${begins[0]}, then ${rest}`];
};

const CLASS = /^\[((?:[^\]\\]|\\.)+)\]\{(\d+)(?:(,)(\d*))?\}$/;

const NAMES: readonly (readonly [range: string, words: string])[] = [
  ['A-Za-z0-9', 'letters, digits'],
  ['a-zA-Z0-9', 'letters, digits'],
  ['0-9A-Za-z', 'letters, digits'],
  ['0-9a-zA-Z', 'letters, digits'],
  ['0-9a-z', 'small letters, digits'],
  ['0-9A-Z', 'capital letters, digits'],
  ['A-Z0-9', 'capital letters, digits'],
  ['a-z0-9', 'small letters, digits'],
  ['A-Fa-f0-9', 'hexadecimal digits'],
  ['a-fA-F0-9', 'hexadecimal digits'],
  ['0-9a-fA-F', 'hexadecimal digits'],
  ['0-9a-f', 'small hexadecimal digits'],
  ['a-f0-9', 'small hexadecimal digits'],
  ['0-9A-F', 'capital hexadecimal digits'],
  ['A-F0-9', 'capital hexadecimal digits'],
  ['A-Za-z', 'letters'],
  ['a-z', 'small letters'],
  ['A-Z', 'capital letters'],
  ['0-9', 'digits'],
  ['\\d', 'digits'],
];

/** `[A-Za-z0-9_-]{40,80}` is `40 to 80 letters, digits, _ or -`; undefined for what is no such class. */
export const classWords = (rest: string): string | undefined => {
  const [, inner = '', least = '', comma, most] = CLASS.exec(rest) ?? [];
  const [range, words] = NAMES.find(([start]) => inner.startsWith(start)) ?? [];
  if (range === undefined || words === undefined) return undefined;
  const signs = inner.slice(range.length).replace(/\\(.)/g, '$1');
  if (/[A-Za-z0-9]|.-./.test(signs)) return undefined;
  const kinds = joined([...words.split(', '), ...signs], 'or');
  if (comma === undefined || most === least) return `${least} ${kinds}`;
  return most === '' ? `${least} or more ${kinds}` : `${least} to ${most} ${kinds}`;
};
