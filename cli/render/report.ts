import type { Instant } from '../../core/base/time.ts';
import type { Exit } from '../commands/exit.ts';
import { plain } from './plain.ts';
import { section } from './section.ts';
import type { Shown } from './shown.ts';
import type { Look } from './style.ts';
import { opening, plural, summary } from './summary.ts';
import { table } from './table.ts';

type Facts = {
  readonly quiet: boolean;
  readonly skipped: number;
  readonly file?: string;
  readonly exit: Exit;
  readonly milliseconds: number;
  readonly now: Instant;
};

/** What `check` prints: the table, a section per finding, the counts. Quiet: findings only. */
export const report = (rows: readonly Shown[], facts: Facts, look: Look): readonly string[] => {
  const findings = rows.filter(({ diagnosis }) => diagnosis.verdict !== 'healthy');
  const sections = findings.flatMap((row) => ['', ...section(row, look, facts.now)]);
  if (facts.quiet) return findings.length === 0 ? [] : [...table(findings, look, facts.now), ...sections];
  return [
    opening(rows, facts.milliseconds),
    ...(facts.skipped === 0 ? [] : [skippedLine(facts)]),
    '',
    ...table(rows, look, facts.now),
    ...sections,
    '',
    summary(rows, facts.exit),
  ];
};

const skippedLine = ({ skipped, file = '' }: Facts): string =>
  `${plural(skipped, 'other variable')} of ${plain(file)} look${skipped === 1 ? 's' : ''} like no token: left alone.`;
