import {
  isBinaryExpression,
  isCallExpression,
  isNumericLiteral,
  isPropertyAccessExpression,
  type Node,
} from 'typescript/unstable/ast';
import { type Checker, TypeFlags } from 'typescript/unstable/sync';
import { signs } from './logic.ts';
import { type Operator, put } from './operator.ts';

const isNumber = (node: Node, types: Checker): boolean =>
  ((types.getTypeAtLocation(node)?.flags ?? 0) & TypeFlags.NumberLike) !== 0;

const ofNumbers =
  (operator: Operator): Operator =>
  (node, types) =>
    isBinaryExpression(node) && isNumber(node.left, types) && isNumber(node.right, types) ? operator(node, types) : [];

/** `1_000` is written with its stroke. */
const numberIn = (text: string): number => Number(text.replaceAll('_', ''));

const OTHER_END: Readonly<Record<string, string>> = { min: 'max', max: 'min' };

export const NUMBERS = {
  'plus for minus': ofNumbers(signs({ '+': '-', '-': '+', '+=': '-=', '-=': '+=' })),
  'times for divided by': ofNumbers(signs({ '*': '/', '/': '*' })),
  'number one higher': (node) => (isNumericLiteral(node) ? [put(node, String(numberIn(node.getText()) + 1))] : []),
  'least for most': (node) => {
    if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression)) return [];
    const { expression, name } = node.expression;
    const other = OTHER_END[name.text];
    return other !== undefined && expression.getText() === 'Math' ? [put(name, other)] : [];
  },
} satisfies Readonly<Record<string, Operator>>;
