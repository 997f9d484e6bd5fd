import type { Instant } from '../../core/base/time.ts';
import type { Verdict } from '../../core/model/verdict.ts';
import type { Exit } from '../commands/exit.ts';
import { clockLine, type Note, noteLines } from './notes.ts';
import { plain, wrap } from './plain.ts';
import { section } from './section.ts';
import type { Shown } from './shown.ts';
import type { Look } from './style.ts';
import { opening, plural, summary } from './summary.ts';
import { table } from './table.ts';

type Facts = {
  readonly quiet: boolean;
  /** What makes the exit code 1: it is shown whatever else is left out. */
  readonly failOn: readonly Verdict[];
  readonly notes: readonly Note[];
  readonly skipped: number;
  readonly file?: string;
  readonly exit: Exit;
  readonly milliseconds: number;
  readonly now: Instant;
};

/** What `check` prints: the table, a section per finding, the counts. Quiet: findings only. */
export const report = (rows: readonly Shown[], facts: Facts, look: Look): readonly string[] => {
  const sections = (some: readonly Shown[]) => some.flatMap((row) => ['', ...section(row, look, facts.now)]);
  if (facts.quiet) {
    const findings = rows.filter(({ diagnosis: { verdict } }) => isFinding(verdict, facts.failOn));
    return findings.length === 0 ? [] : [...table(findings, look, facts.now), ...sections(findings)];
  }
  if (rows.length === 0) return notes(facts, look).slice(1);
  return [
    opening(rows, facts.milliseconds),
    ...(facts.skipped === 0 ? [] : [skippedLine(facts)]),
    '',
    ...table(rows, look, facts.now),
    ...notes(facts, look),
    ...sections(rows.filter(({ diagnosis }) => diagnosis.verdict !== 'healthy')),
    '',
    ...clockLine(facts.notes).flatMap((line) => wrap(line, look.columns)),
    summary(rows, facts.exit),
  ];
};

const notes = ({ notes: some, file }: Facts, look: Look): readonly string[] => {
  const lines = noteLines(some, file).flatMap((line) => wrap(line, look.columns));
  return lines.length === 0 ? [] : ['', ...lines];
};

/** Nothing is known to be wrong with a token that nobody can be asked about. */
const isFinding = (verdict: Verdict, failOn: readonly Verdict[]): boolean =>
  failOn.includes(verdict) || (verdict !== 'healthy' && verdict !== 'unchecked');

const skippedLine = ({ skipped, file = '' }: Facts): string =>
  `${plural(skipped, 'other variable')} of ${plain(file)} look${skipped === 1 ? 's' : ''} like no token: left alone.`;
