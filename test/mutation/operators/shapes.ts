import {
  isBinaryExpression,
  isCaseClause,
  isObjectLiteralExpression,
  isPropertyAssignment,
  isSpreadAssignment,
  isStringLiteral,
  isSwitchStatement,
  type Node,
  type ObjectLiteralExpression,
  type StringLiteral,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { type Checker, SymbolFlags, type Type, TypeFlags } from 'typescript/unstable/sync';
import { conditional, isForReaders } from './lists.ts';
import { type Operator, put, without } from './operator.ts';

/** The members of a union; the type itself when it is none. */
const parts = (type: Type | undefined): readonly Type[] => {
  if (type === undefined) return [];
  return type.isUnionType() ? type.getTypes() : [type];
};

const propertiesOf = (object: ObjectLiteralExpression, name: string, types: Checker) =>
  parts(types.getContextualType(object)).flatMap((part) => types.getPropertyOfType(part, name) ?? []);

const mayLack = (object: ObjectLiteralExpression, name: string, types: Checker): boolean =>
  propertiesOf(object, name, types).some(({ flags }) => (flags & SymbolFlags.Optional) !== 0);

/** `{ ... }` in `...(condition && { ... })` with more than one property: the last one is dropped with the spread. */
const isLargeOptionalPart = (object: ObjectLiteralExpression): boolean => {
  const spread = object.parent.parent?.parent;
  return (
    spread !== undefined && isSpreadAssignment(spread) && conditional(spread) === object && object.properties.length > 1
  );
};

const EQUALITY: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.EqualsEqualsEqualsToken,
  SyntaxKind.ExclamationEqualsEqualsToken,
]);

/** What could stand where this word stands. Of a discriminant: what it is in any member of the union. */
const expected = (word: StringLiteral, types: Checker): readonly (Type | undefined)[] => {
  const { parent } = word;
  if (isBinaryExpression(parent) && EQUALITY.has(parent.operatorToken.kind))
    return [types.getTypeAtLocation(parent.left === word ? parent.right : parent.left)];
  const chosen = parent.parent?.parent;
  if (isCaseClause(parent) && chosen !== undefined && isSwitchStatement(chosen))
    return [types.getTypeAtLocation(chosen.expression)];
  if (isPropertyAssignment(parent) && parent.initializer === word && isObjectLiteralExpression(parent.parent))
    return propertiesOf(parent.parent, parent.name.getText(), types).map((symbol) => types.getTypeOfSymbol(symbol));
  return [types.getContextualType(word)];
};

/** Of a union of words, and perhaps undefined; empty when anything else may stand there. */
const wordsOf = (all: readonly Type[]): readonly string[] => {
  const words = all.flatMap((type) => (type.isStringLiteralType() ? [type.value] : []));
  const open = all.some((type) => (type.flags & (TypeFlags.StringLiteral | TypeFlags.Undefined)) === 0);
  return open ? [] : [...new Set(words)];
};

const isName = (node: Node): boolean => isPropertyAssignment(node.parent) && node.parent.name === node;

export const SHAPES = {
  'optional property dropped': (node, types) =>
    isObjectLiteralExpression(node)
      ? node.properties.flatMap((property, index) => {
          const name = isSpreadAssignment(property) ? undefined : property.name?.getText();
          const drops =
            name !== undefined && !isForReaders(property) && (isLargeOptionalPart(node) || mayLack(node, name, types));
          return drops ? [without(node.properties, index)] : [];
        })
      : [],
  'another word of the union': (node, types) =>
    isStringLiteral(node) && !isName(node)
      ? wordsOf(expected(node, types).flatMap(parts))
          .filter((word) => word !== node.text)
          .map((word) => put(node, `'${word}'`))
      : [],
} satisfies Readonly<Record<string, Operator>>;
