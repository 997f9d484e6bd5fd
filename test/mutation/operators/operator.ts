import type { Node, NodeArray } from 'typescript/unstable/ast';
import type { Checker } from 'typescript/unstable/sync';

/** A stretch of a file, from `start` to `end` in UTF-16 units, and what is to stand there. */
export type Edit = { readonly start: number; readonly end: number; readonly text: string };

/** The defects of one sort that can be made at this node; mostly none. */
export type Operator = (node: Node, types: Checker) => readonly Edit[];

export const put = (node: Node, text: string): Edit => ({ start: node.getStart(), end: node.end, text });

/** One of a list taken away, with the comma that is then one too many: `[,]` would not be empty. */
export const without = (list: NodeArray<Node>, index: number): Edit => {
  const [before, node, after] = [list[index - 1], list[index], list[index + 1]];
  const start = node?.getStart() ?? list.pos;
  if (after !== undefined) return { start, end: after.getStart(), text: '' };
  return before === undefined
    ? { start, end: list.end, text: '' }
    : { start: before.end, end: node?.end ?? start, text: '' };
};
