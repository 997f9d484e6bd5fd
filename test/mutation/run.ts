import { globSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Copy, copyTree } from './copy.ts';
import { isListed, isMutant, shuffled } from './draw.ts';
import { EQUAL } from './equal.ts';
import { describeMutant, type Mutant } from './mutant.ts';
import { mutantsIn } from './mutants.ts';
import { HELP, type Options, readOptions } from './options.ts';
import { ENOUGH, jsonReport, progressLine, scoreOf, type Tried, textReport } from './report.ts';
import { runTests, stopTests } from './run-tests.ts';
import { graphOf, testFiles, testsFor } from './tests-for.ts';
import { tryOut } from './try-out.ts';

/** Measures the tests by small defects: see HELP in options.ts. */
const ROOT = join(import.meta.dirname, '../..');
const WHERE = ['core', 'providers', 'monitor'];

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const filesOf = ({ only }: Options): readonly string[] =>
  only.length > 0 ? only : WHERE.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: ROOT })).sort();

/** An entry that names no mutant any more would one day excuse another. */
const refuseStale = (all: readonly Mutant[], { only }: Options): void => {
  const stale = only.length > 0 ? [] : EQUAL.filter((equal) => !all.some((mutant) => isListed(mutant, equal)));
  const [first] = stale;
  if (first !== undefined) throw new Error(`equal.ts lists what is no mutant any more: ${first.file}: ${first.line}`);
};

const drawn = (options: Options): readonly Mutant[] => {
  const all = mutantsIn(ROOT, filesOf(options));
  refuseStale(all, options);
  const chosen: Mutant[] = [];
  for (const mutant of shuffled(all, options.seed)) {
    if (chosen.length === options.count) break;
    if (EQUAL.some((equal) => isListed(mutant, equal))) continue;
    if (isMutant(readFileSync(join(ROOT, mutant.file), 'utf8'), mutant)) chosen.push(mutant);
  }
  return chosen.slice(options.skip);
};

/** Seconds of each test file, without any mutant. */
const baseline = async (copy: Copy, tests: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  say(`${tests.length} test files run unmutated first`);
  const { ended, failed, seconds } = await runTests(copy, tests, 15 * 60_000);
  if (ended !== 'green') throw new Error(`the unmutated tests fail (${failed.join(', ') || ended}): mend them first`);
  return seconds;
};

/** Adds to `tried` one by one: what ends it early loses nothing. */
const measure = async (
  copy: Copy,
  mutants: readonly Mutant[],
  { minutes, near }: Options,
  tried: Tried[],
): Promise<void> => {
  const tests = testFiles(copy.root, near);
  const graph = graphOf(copy.root, tests);
  const files = [...new Set(mutants.map(({ file }) => file))];
  const asked = new Set(files.flatMap((file) => Object.values(testsFor(graph, tests, file)).flat()));
  const seconds = await baseline(copy, [...asked]);
  const secondsOf = (test: string): number => seconds.get(test) ?? 0;
  const until = performance.now() + minutes * 60_000;
  for (const mutant of mutants) {
    if (performance.now() > until) break;
    tried.push(await tryOut(copy, mutant, testsFor(graph, tests, mutant.file, secondsOf), secondsOf));
    say(progressLine(tried, mutants.length));
  }
};

const main = async (options: Options): Promise<number> => {
  const mutants = drawn(options);
  if (options.list) {
    process.stdout.write(`${mutants.map(describeMutant).join('\n\n')}\n`);
    return 0;
  }
  const copy = copyTree(ROOT);
  const leave = (): void => {
    stopTests();
    copy.remove();
  };
  process.once('exit', leave);
  const tried: Tried[] = [];
  const report = () => (options.json ? jsonReport(tried, options.seed) : textReport(tried, mutants.length));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      writeSync(process.stdout.fd, report());
      process.exit(1);
    });
  await measure(copy, mutants, options, tried);
  process.stdout.write(report());
  return scoreOf(tried) >= ENOUGH ? 0 : 1;
};

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(HELP);
  else process.exitCode = await main(options);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
