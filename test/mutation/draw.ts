import { transformSync } from 'esbuild';
import { chance } from '../sim/random.ts';
import type { Equal } from './equal.ts';
import { applied, type Mutant } from './mutant.ts';

/** What runs: no types, no comments, one spelling. Undefined when it is no program. */
const running = (text: string): string | undefined => {
  try {
    return transformSync(text, { loader: 'ts', logLevel: 'silent', legalComments: 'none' }).code;
  } catch {
    return undefined;
  }
};

/** Whether it can run at all and runs anything else than before. */
export const isMutant = (text: string, { edit }: Mutant): boolean => {
  const mutated = running(applied(text, edit));
  return mutated !== undefined && mutated !== running(text);
};

const bare = (lines: string): string =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim();

export const isListed = (mutant: Mutant, { file, line, mutation }: Equal): boolean =>
  mutant.file === file && bare(mutant.before) === bare(line) && bare(mutant.after) === bare(mutation);

/** The first of each, then the second of each, and so on. */
const inTurns = <T>(lists: readonly (readonly T[])[]): readonly T[] => {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, nth) => lists.flatMap((list) => list.slice(nth, nth + 1))).flat();
};

/**
 * All of them in an order drawn by the seed. Each line has the same chance, then each operator on it, then each of its mutants: so
 * neither a small file nor a line with a long union counts for more than it is.
 */
export const shuffled = (mutants: readonly Mutant[], seed: number): readonly Mutant[] => {
  let asked = 0;
  const mixed = <T>(list: readonly T[]): readonly T[] =>
    list
      .map((one) => ({ one, rank: chance(seed, asked++) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ one }) => one);
  const groups = (all: readonly Mutant[], by: (mutant: Mutant) => string) => [...Map.groupBy(all, by).values()];
  const ofLine = (line: readonly Mutant[]): readonly Mutant[] =>
    inTurns(mixed(groups(line, ({ operator }) => operator).map(mixed)));
  return inTurns(mixed(groups(mutants, ({ file, line }) => `${file}:${line}`).map(ofLine)));
};
