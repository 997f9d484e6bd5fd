import { isBlock, isContinueStatement, isIfStatement, isReturnStatement, type Node } from 'typescript/unstable/ast';
import { type Operator, put } from './operator.ts';

const isExit = (node: Node): boolean => isReturnStatement(node) || isContinueStatement(node);

/** A return that leaves its function before the end: in an `if`, or the last of its block. */
const isEarly = (node: Node): boolean => {
  const outer = isBlock(node.parent) ? node.parent.parent : node.parent;
  return isIfStatement(outer);
};

export const EXITS = {
  // Braces, not nothing: what follows must not become what the `if` does.
  'early return dropped': (node) => (isExit(node) && isEarly(node) ? [put(node, '{}')] : []),
} satisfies Readonly<Record<string, Operator>>;
