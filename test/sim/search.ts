import * as fc from 'fast-check';
import { history } from './arbitraries.ts';
import { endOfTrouble, type History, live } from './history.ts';
import type { Mutation } from './monitor.ts';
import { violations } from './violations.ts';

export const verdictOn = async (past: History, mutation?: Mutation): Promise<readonly string[]> =>
  violations(await live(past, mutation), endOfTrouble(past));

type Found = {
  readonly seed: number;
  readonly path: string;
  readonly past: History;
  readonly violations: readonly string[];
};

/** The smallest history found that breaks a promise, and how to see it again; undefined when none of `runs` does. */
export const search = async (
  runs: number,
  seed: number,
  mutation?: Mutation,
  histories: fc.Arbitrary<History> = history,
): Promise<Found | undefined> => {
  const kept = fc.asyncProperty(histories, async (past) => (await verdictOn(past, mutation)).length === 0);
  const path = process.env.SIM_PATH;
  const details = await fc.check(kept, {
    numRuns: runs,
    seed,
    ...(path !== undefined && { path }),
    interruptAfterTimeLimit: 540_000,
  });
  if (details.interrupted) throw new Error(`time was up after ${details.numRuns} of ${runs} histories`);
  const past = details.counterexample?.[0];
  if (!details.failed || past === undefined) return undefined;
  return {
    seed: details.seed,
    path: details.counterexamplePath ?? '',
    past,
    violations: await verdictOn(past, mutation),
  };
};

export const describeFound = ({ seed, path, past, violations }: Found): string =>
  [
    ...violations,
    `again: SIM_SEED=${seed} SIM_PATH=${path} and this test alone (vitest run -t)`,
    JSON.stringify(past, undefined, 1),
  ].join('\n');
