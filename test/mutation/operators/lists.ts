import {
  type CallExpression,
  isArrayLiteralExpression,
  isArrowFunction,
  isBinaryExpression,
  isBlock,
  isCallExpression,
  isObjectLiteralExpression,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
  isStringLiteral,
  type Node,
  type PropertyAccessExpression,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { type Edit, type Operator, put, without } from './operator.ts';

type Called = { readonly call: CallExpression; readonly access: PropertyAccessExpression };

/** `x.name(...)` with one of these names. */
const called = (node: Node, ...names: readonly string[]): Called | undefined =>
  isCallExpression(node) && isPropertyAccessExpression(node.expression) && names.includes(node.expression.name.text)
    ? { call: node, access: node.expression }
    : undefined;

const negated = (test: Node): Edit =>
  isArrowFunction(test) && !isBlock(test.body)
    ? put(test.body, `!(${test.body.getText()})`)
    : put(test, `(...all) => !(${test.getText()})(...all)`);

/** The expression spread by `...(condition && { ... })` or `...(condition ? [..] : [])`. */
export const conditional = (node: Node): Node | undefined => {
  if (!isSpreadAssignment(node) && !isSpreadElement(node)) return undefined;
  const inner = isParenthesizedExpression(node.expression) ? node.expression.expression : undefined;
  return inner !== undefined &&
    isBinaryExpression(inner) &&
    inner.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken
    ? inner.right
    : undefined;
};

/** Read by people only: references of a provider, and how its tokens are renewed. */
export const FOR_READERS: ReadonlySet<string> = new Set(['sources', 'renewal']);

/** Written out where it stands: elsewhere a property of this name holds what the program goes by. */
export const isForReaders = (property: Node): boolean =>
  isPropertyAssignment(property) &&
  FOR_READERS.has(property.name.getText()) &&
  (isStringLiteral(property.initializer) || isArrayLiteralExpression(property.initializer));

export const LISTS = {
  'filter dropped': (node) => {
    const found = called(node, 'filter');
    return found === undefined ? [] : [put(node, found.access.expression.getText())];
  },
  'filter turned': (node) => {
    const test = called(node, 'filter')?.call.arguments[0];
    return test === undefined ? [] : [negated(test)];
  },
  'some for every': (node) => {
    const name = called(node, 'some', 'every')?.access.name;
    return name === undefined ? [] : [put(name, name.text === 'some' ? 'every' : 'some')];
  },
  'optional part dropped': (node) => {
    if (!isSpreadAssignment(node) || !isObjectLiteralExpression(node.parent)) return [];
    const { properties } = node.parent;
    return conditional(node) === undefined ? [] : [without(properties, properties.indexOf(node))];
  },
  'element dropped': (node) =>
    isArrayLiteralExpression(node) && !isForReaders(node.parent)
      ? node.elements.map((_, index) => without(node.elements, index))
      : [],
} satisfies Readonly<Record<string, Operator>>;
