import { type Judged, judgeAll, type Outcome, read, run } from './results.ts';
import { standingOf } from './row.ts';
import { ROWS } from './rows.ts';

/**
 * Prints every row of the three catalogues with its test and the result. Ends with 1 when a named test is missing or failed.
 * `--from FILE` reads a report of `vitest run --reporter=json`; `--aws` runs the emulator's tests as well.
 */
const args = process.argv.slice(2);
const from = args.indexOf('--from');
const withAws = args.includes('--aws');
const reportFile = from >= 0 ? args[from + 1] : undefined;

const ran = [
  ...(reportFile === undefined ? run() : read(reportFile)),
  ...(withAws ? run('--config', 'test/e2e/vitest.config.ts') : []),
];

/** A failure first; then whatever did run decides. */
const resultOf = ({ row, outcomes }: Judged): string => {
  const bad = outcomes.find((outcome) => outcome === 'failed' || outcome === 'missing');
  if (bad !== undefined) return bad.toUpperCase();
  if (row.tests.length === 0) return 'not proven here';
  if (!outcomes.includes('passed')) return 'proven by the AWS test, not run';
  return standingOf(row) === 'proven' ? 'proven' : 'in part';
};

const testLines = ({ row, outcomes }: Judged): readonly string[] =>
  row.tests.map(({ file, name }, n) => `      ${mark(outcomes[n])} ${file}: ${name}`);

const mark = (outcome: Outcome | undefined): string =>
  outcome === 'passed' ? '+' : outcome === 'not run' ? '.' : `! ${outcome}:`;

const rowLines = (judged: Judged): readonly string[] => [
  `${judged.row.id.padEnd(4)}  ${judged.row.what.padEnd(88)}  ${resultOf(judged)}`,
  ...testLines(judged),
  ...(judged.row.not === undefined ? [] : [`      - ${judged.row.not}`]),
];

const judged = judgeAll(ROWS, ran, withAws);
const results = judged.map(resultOf);
const counts = Map.groupBy(results, (result) => result);
const failed = results.filter((result) => result === 'FAILED' || result === 'MISSING').length;
const lines = [
  ...judged.flatMap(rowLines),
  '',
  `${ROWS.length} rows: ${[...counts].map(([result, all]) => `${all.length} ${result}`).join(', ')}`,
  `${ran.length} tests ran`,
];
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = failed > 0 ? 1 : 0;
