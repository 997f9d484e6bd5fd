import type { Explained, Explanation } from '../../monitor/explain/explanation.ts';
import { field, lineWidth, numbered } from '../render/fields.ts';
import { pad, plain, wrap } from '../render/plain.ts';
import type { Look } from '../render/style.ts';
import type { Probed } from './token.ts';
import { causeGloss, causeName, leakLine } from './words.ts';

const INDENT = 9;

/** What `explain` prints: leaks first, then each error of the text. */
export const explainText = (
  { explanations, leaks }: Explained,
  probed: Probed | undefined,
  look: Look,
): readonly string[] => [
  ...leaks.flatMap((leak) => wrap(`${look.mark('rejected')} ${leakLine(leak)}.`, lineWidth(look))),
  ...(leaks.length > 0 ? [''] : []),
  ...explanations.flatMap((explanation, n) => [
    ...(n === 0 ? [] : ['', `Also in this text:`, '']),
    ...block(explanation, look),
    ...(n === 0 && probed !== undefined ? tokenBlock(probed, look) : []),
  ]),
];

const block = (explanation: Explanation, look: Look): readonly string[] => {
  const { meaning, check, remedy, isNot, settle, evidence, support, docsUrl } = explanation;
  return [
    ...wrap(meaning, lineWidth(look)).map((line, n) => (n === 0 ? look.bold(line) : line)),
    ...causeLines(explanation, look),
    '',
    ...field('first', check === undefined ? [] : [check], look, INDENT),
    ...field('do', numbered(remedy), look, INDENT),
    ...field('settle', settle === undefined ? [] : [settle], look, INDENT),
    ...field('not', isNot === undefined ? [] : [isNot], look, INDENT),
    ...field('seen', evidence, look, INDENT),
    ...field('support', support, look, INDENT),
    ...field('docs', [docsUrl], look, INDENT),
  ];
};

/** A cause, how sure, and what that is, in three columns. */
const causeLines = ({ causes }: Explanation, look: Look): readonly string[] => {
  if (causes.length === 0) return [];
  const wide = Math.max(...causes.map((cause) => causeName(cause).length));
  const lines = causes.flatMap((cause, n) => {
    const head = `  ${n + 1}  ${pad(causeName(cause), wide)}  ${pad(cause.confidence, 8)}  `;
    const room = Math.max(24, lineWidth(look) - head.length);
    return wrap(causeGloss(cause), room).map((line, k) => (k === 0 ? head : ' '.repeat(head.length)) + line);
  });
  return ['', ...lines];
};

const tokenBlock = ({ name, joined }: Probed, look: Look): readonly string[] => [
  '',
  ...wrap(`${plain(name)}: ${joined.says}`, lineWidth(look)).map((line, n) => (n === 0 ? look.bold(line) : line)),
  ...field('do', numbered(joined.remedy.map((step) => step.replaceAll('{name}', plain(name)))), look, INDENT),
];
