import type { ExpectText } from '../contract/answers.ts';
import { slashedParts } from '../contract/pattern.ts';
import type { Expect } from '../provider.ts';

const TYPES: Readonly<Record<string, Expect>> = {
  '<string>': { type: 'string' },
  '<number>': { type: 'number' },
  '<boolean>': { type: 'boolean' },
  '<array>': { type: 'array' },
  '<object>': { type: 'object' },
  '<filled object>': { type: 'filled object' },
  '<missing>': { type: 'missing' },
};

/** `/…/i` as a regular expression. Throws where the contract did not look at it before. */
export const slashedPattern = (text: string): RegExp => {
  const { source = '', flags = '' } = slashedParts(text) ?? {};
  return new RegExp(source, flags);
};

/** `/^ok$/` is a pattern, `<string>` a type, anything else itself. */
export const expectOf = (said: ExpectText): Expect => {
  if (typeof said !== 'string') return said;
  if (slashedParts(said) !== undefined) return slashedPattern(said);
  return (Object.hasOwn(TYPES, said) ? TYPES[said] : undefined) ?? said;
};

export const mapped = <A, B>(of: Readonly<Record<string, A>>, to: (one: A) => B): Readonly<Record<string, B>> =>
  Object.fromEntries(Object.entries(of).map(([name, one]) => [name, to(one)]));
