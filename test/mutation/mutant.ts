import type { Edit } from './operators/operator.ts';
import type { OperatorName } from './operators.ts';

/** One small defect, put into one file. */
export type Mutant = {
  /** From the root: `core/base/time.ts`. */
  readonly file: string;
  /** Of the first line that differs; from 1. */
  readonly line: number;
  readonly operator: OperatorName;
  /** The lines that differ, whole; empty when there are none. */
  readonly before: string;
  readonly after: string;
  readonly edit: Edit;
};

export const applied = (text: string, { start, end, text: put }: Edit): string =>
  `${text.slice(0, start)}${put}${text.slice(end)}`;

/** How many lines both begin with. */
const shared = (one: readonly string[], other: readonly string[]): number => {
  const differs = one.findIndex((line, index) => line !== other[index]);
  return differs < 0 ? one.length : differs;
};

type Diff = Pick<Mutant, 'line' | 'before' | 'after'>;

/** The lines that differ, and the number of the first. */
const diff = (before: string, after: string): Diff => {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const head = shared(old, now);
  const [oldRest, nowRest] = [old.slice(head), now.slice(head)];
  const tail = shared(oldRest.toReversed(), nowRest.toReversed());
  const lines = (rest: readonly string[]): string => rest.slice(0, rest.length - tail).join('\n');
  return { line: head + 1, before: lines(oldRest), after: lines(nowRest) };
};

export const mutantOf = (file: string, text: string, operator: OperatorName, edit: Edit): Mutant => ({
  file,
  operator,
  edit,
  ...diff(text, applied(text, edit)),
});

const trimmed = (lines: string, sign: string): readonly string[] =>
  lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `    ${sign} ${line.trim()}`);

/** Where, what, and the lines as a diff. */
export const describeMutant = ({ file, line, operator, before, after }: Mutant): string =>
  [`${file}:${line}  ${operator}`, ...trimmed(before, '-'), ...trimmed(after, '+')].join('\n');
