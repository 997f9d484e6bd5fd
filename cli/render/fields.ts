import { plain, wrap } from './plain.ts';
import type { Look } from './style.ts';

/** Longer lines are hard to read, however wide the terminal. */
export const lineWidth = (look: Look): number => Math.min(look.columns, 100);

export const numbered = (steps: readonly string[]): readonly string[] =>
  steps.length < 2 ? steps : steps.map((step, n) => `${n + 1}. ${step}`);

/** Lines with one name before the first of them, in a column of `indent` letters. */
export const field = (name: string, texts: readonly string[], look: Look, indent = 8): readonly string[] =>
  texts
    .flatMap((text) => hanging(plain(text), lineWidth(look) - indent - 2))
    .map((line, n) => `  ${(n === 0 ? name : '').padEnd(indent)}${line}`);

/** The lines of a step stand below its first word. */
const hanging = (text: string, columns: number): readonly string[] => {
  const indent = ' '.repeat(/^\d\. /.exec(text)?.[0].length ?? 0);
  return wrap(text, columns - indent.length).map((line, n) => (n === 0 ? line : indent + line));
};
