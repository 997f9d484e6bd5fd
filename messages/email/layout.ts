import { ascii, wrap } from '../../core/base/text.ts';
import type { Notice } from '../../core/model/notice.ts';
import type { Step } from '../words/steps.ts';
import type { Row } from '../words/where.ts';

/** Plain text in ASCII: the subject at most 99 characters on one line, every line of the text at most 72 columns. */
export type Email = { readonly subject: string; readonly text: string };

/** Columns of a mail. */
export const WIDTH = 72;

/** Every line of a mail is made here: ASCII, one line for one line, at most 72 columns. */
export const paragraph = (text: string, indent = ''): readonly string[] => wrap(ascii(text), WIDTH, indent, indent);

/** Lines with words from outside: what follows the first is set in, so that it cannot pass for a heading. */
export const quoted = (text: string): readonly string[] => wrap(ascii(text), WIDTH, '', '  ');

/** `Since      Mon 2026-11-23 ...`, the labels in one column. */
export const table = (rows: readonly Row[]): readonly string[] => {
  const column = Math.max(0, ...rows.map(([label]) => label.length)) + 2;
  return rows.flatMap(([label, text]) => wrap(ascii(text), WIDTH, label.padEnd(column), ' '.repeat(column)));
};

/** Nothing at all when there are no lines. */
export const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];

/** The last lines of a notice, which mostly goes to nobody's owner. Ends with a blank line: SNS adds a footer of its own. */
export const closing = ({ id, incident, schema }: Notice, as = 'catch-all'): readonly string[] => [
  ...quoted(`You get this as ${as}. Incident ${incident}, schema ${schema}.`),
  ...wrap(ascii(id), WIDTH, 'Alert '),
  '',
  '',
];

export const numbered = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap(({ text, command }, index) => [
    ...wrap(ascii(text), WIDTH, `${index + 1}. `, '   '),
    ...(command === undefined ? [] : commandLines(command, '   ')),
  ]);

/** A command over several lines that the shell reads as one. */
export const commandLines = (command: string, indent: string): readonly string[] => {
  const lines: string[] = [];
  let line = indent;
  for (const word of ascii(command).match(/(?:'[^']*'|"[^"]*"|\S)+/g) ?? []) {
    if (line.trim() !== '' && line.length + word.length + 3 > WIDTH) {
      lines.push(`${line} \\`);
      line = `${indent}  `;
    }
    line = line.trim() === '' ? `${line}${word}` : `${line} ${word}`;
    while (line.length > WIDTH - 2) {
      lines.push(`${line.slice(0, WIDTH - 1)}\\`);
      line = line.slice(WIDTH - 1);
    }
  }
  return [...lines, line];
};
