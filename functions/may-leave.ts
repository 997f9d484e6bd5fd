import type { TokenRef } from '../core/model/token.ts';

type Patterns = Readonly<Record<string, readonly string[]>>;

/** `*` stands for any characters. */
const patternOf = (text: string): RegExp =>
  new RegExp(`^${text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*')}$`, 's');

/** Kinds without a shape, and values unlike their kind, may leave only from secrets that the deployment lists for that kind. */
export const mayLeaveBy = (unshaped: Patterns): ((kind: string, ref: TokenRef) => boolean) => {
  const patterns = new Map(Object.entries(unshaped).map(([kind, texts]) => [kind, texts.map(patternOf)]));
  return (kind, { name }) => patterns.get(kind)?.some((pattern) => pattern.test(name)) ?? false;
};
