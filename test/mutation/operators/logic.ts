import {
  isBinaryExpression,
  isConditionalExpression,
  isParenthesizedExpression,
  isPrefixUnaryExpression,
  isSpreadAssignment,
  isSpreadElement,
  type Node,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { type Edit, type Operator, put } from './operator.ts';

/** Other signs for the one between two sides. */
export const signs =
  (others: Readonly<Record<string, string>>): Operator =>
  (node) => {
    if (!isBinaryExpression(node)) return [];
    const other = others[node.operatorToken.getText()];
    return other === undefined ? [] : [put(node.operatorToken, other)];
  };

const isSpread = (node: Node): boolean =>
  isParenthesizedExpression(node) ? isSpread(node.parent) : isSpreadAssignment(node) || isSpreadElement(node);

const andOr = signs({ '&&': '||', '||': '&&' });

/** What stands before and behind `??`, each alone. */
const sides = (node: Node): readonly [Node, Node] | undefined =>
  isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.QuestionQuestionToken
    ? [node.left, node.right]
    : undefined;

const alone = (whole: Node, part: Node | undefined): readonly Edit[] =>
  part === undefined ? [] : [put(whole, part.getText())];

export const LOGIC = {
  'comparison loosened or tightened': signs({ '<': '<=', '<=': '<', '>': '>=', '>=': '>' }),
  'comparison turned': signs({ '<': '>=', '<=': '>', '>': '<=', '>=': '<', '===': '!==', '!==': '===' }),
  // The condition of a spread is left to the operator that drops it: `...(true || {})` spreads nothing, which is the same defect.
  'and for or': (node, types) => (isSpread(node.parent) ? [] : andOr(node, types)),
  'negation dropped': (node) =>
    isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken ? alone(node, node.operand) : [],
  'boolean flipped': (node) => {
    if (node.kind === SyntaxKind.TrueKeyword) return [put(node, 'false')];
    return node.kind === SyntaxKind.FalseKeyword ? [put(node, 'true')] : [];
  },
  'default dropped': (node) => alone(node, sides(node)?.[0]),
  'default always used': (node) => alone(node, sides(node)?.[1]),
  'branches swapped': (node) =>
    isConditionalExpression(node)
      ? [
          {
            start: node.whenTrue.getStart(),
            end: node.whenFalse.end,
            text: `${node.whenFalse.getText()} : ${node.whenTrue.getText()}`,
          },
        ]
      : [],
} satisfies Readonly<Record<string, Operator>>;
