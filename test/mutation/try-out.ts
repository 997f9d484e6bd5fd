import { type Copy, withMutant } from './copy.ts';
import type { Mutant } from './mutant.ts';
import type { Tried } from './report.ts';
import { type Ran, runTests } from './run-tests.ts';
import type { Tests } from './tests-for.ts';

/** Longer than the unmutated tests took by this much, and a mutant counts as hung. */
const HANGS_MS = 60_000;

const allowed = (tests: readonly string[], secondsOf: (test: string) => number): number =>
  HANGS_MS + tests.reduce((sum, test) => sum + 1000 * secondsOf(test), 0);

/** The near tests, and only if they notice nothing the far ones. */
const nearThenFar = async (copy: Copy, { near, far }: Tests, secondsOf: (test: string) => number): Promise<Ran> => {
  const ran = await runTests(copy, near, allowed(near, secondsOf));
  return ran.ended === 'green' ? runTests(copy, far, allowed(far, secondsOf)) : ran;
};

const RESULTS = { green: 'survived', red: 'killed', hung: 'hung' } as const;

export const tryOut = async (
  copy: Copy,
  mutant: Mutant,
  tests: Tests,
  secondsOf: (test: string) => number,
): Promise<Tried> => {
  const began = performance.now();
  const { ended, failed } = await withMutant(copy.root, mutant, () => nearThenFar(copy, tests, secondsOf));
  const [by] = failed;
  const seconds = (performance.now() - began) / 1000;
  return { mutant, result: RESULTS[ended], ...(by !== undefined && { by }), seconds };
};
