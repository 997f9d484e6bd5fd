import { plain, width, wrap } from '../render/plain.ts';
import type { Look } from '../render/style.ts';
import type { Block, Item, Line } from './page.ts';

const INDENT = 10;

/** Longer lines are hard to read, however wide the terminal. */
const LONGEST = 100;

/** A page for a terminal: labels on the left, lines as wide as fits. */
export const terminalPage = (blocks: readonly Block[], look: Look): readonly string[] =>
  blocks.flatMap(({ id, title, items }, n) => [
    ...(n === 0 ? [] : ['']),
    `${look.bold(id)}  ${plain(title)}`,
    ...items.flatMap((item) => itemLines(item, look)),
  ]);

const itemLines = ({ label, numbered, lines }: Item, look: Look): readonly string[] => {
  const room = Math.max(20, Math.min(look.columns, LONGEST) - INDENT - 2);
  const several = numbered && lines.length > 1;
  return lines
    .flatMap((line, n) => textLines(line, several ? `${n + 1}. ` : '', room))
    .map((text, n) => `  ${look.paint('muted', (n === 0 ? label : '').padEnd(INDENT))}${text}`.trimEnd());
};

const textLines = ({ text, says, steps = [] }: Line, start: string, room: number): readonly string[] => [
  ...hanging(start, `${plain(text)}${says === undefined ? '' : `: ${plain(says)}`}`, room),
  ...steps.flatMap((step) => hanging('', plain(step), room - 4).map((line) => `    ${line}`)),
];

/** What follows stands below the first word, and a long line that goes on is set in. */
const hanging = (start: string, text: string, room: number): readonly string[] => {
  const indent = ' '.repeat(width(start) || 2);
  return wrap(text, room - indent.length).map((line, n) => (n === 0 ? `${start}${line}` : `${indent}${line}`));
};
