import { literally } from '../../core/base/pattern.ts';
import type { Shape } from '../../core/lint/lint.ts';
import { prefixesOf } from '../contract/joined.ts';
import type { ShapeText } from '../contract/kind.ts';

/** `[A-Za-z0-9]{36}` or `[A-Za-z0-9_-]{20,100}`: tells alphabet and least length by itself. */
const CLASS = /^\[((?:[^\]\\]|\\.)+)\]\{(\d+)(?:,\d*)?\}$/;

const sourceOf = (shape: ShapeText): string => {
  if (shape.pattern !== undefined) return shape.pattern;
  const prefixes = prefixesOf(shape).map(literally);
  const start = prefixes.length > 1 ? `(?:${prefixes.join('|')})` : (prefixes[0] ?? '');
  return `^${start}${shape.rest}$`;
};

/** Of a class, whatever its prefixes add; of anything more complicated, any sign that a header takes. */
const alphabetOf = (shape: ShapeText): RegExp => {
  if (shape.alphabet !== undefined) return new RegExp(`^${shape.alphabet}$`);
  const [, inner] = CLASS.exec(shape.rest ?? '') ?? [];
  const more = [...new Set(prefixesOf(shape).join(''))].map((sign) => sign.replace(/[\]\\^-]/, '\\$&')).join('');
  return inner === undefined ? /^[\x21-\x7e]$/ : new RegExp(`^[${more}${inner}]$`);
};

const leastOf = (shape: ShapeText): number => {
  if (shape.minLength !== undefined) return shape.minLength;
  const [, , least] = CLASS.exec(shape.rest ?? '') ?? [];
  const shortest = Math.min(...prefixesOf(shape).map(({ length }) => length));
  return (Number.isFinite(shortest) ? shortest : 0) + Number(least ?? 1);
};

/** The gate of a kind, with what its short form leaves to be told. `scheme`: how a request sends it. */
export const shapeOf = (shape: ShapeText, scheme: string | undefined): Shape => {
  const starts = prefixesOf(shape);
  const copied = shape.headerPrefixes ?? (scheme === undefined ? undefined : [scheme]);
  return {
    pattern: new RegExp(sourceOf(shape)),
    alphabet: alphabetOf(shape),
    minLength: leastOf(shape),
    distinctive: shape.distinctive ?? starts.length > 0,
    ...(shape.open && { open: true }),
    ...(shape.common && { common: true }),
    ...(starts.length > 0 && { startsWith: starts }),
    ...(shape.begins !== undefined && { begins: new RegExp(shape.begins) }),
    ...(copied !== undefined && { headerPrefixes: copied }),
  };
};
