import { EXITS } from './operators/exits.ts';
import { LISTS } from './operators/lists.ts';
import { LOGIC } from './operators/logic.ts';
import { NUMBERS } from './operators/numbers.ts';
import type { Operator } from './operators/operator.ts';
import { SHAPES } from './operators/shapes.ts';

/** Every sort of defect, by the name that reports give it. */
export const OPERATORS = {
  ...LOGIC,
  ...NUMBERS,
  ...LISTS,
  ...SHAPES,
  ...EXITS,
} satisfies Readonly<Record<string, Operator>>;

export type OperatorName = keyof typeof OPERATORS;
