import { createHash } from 'node:crypto';
import { transformSync } from 'esbuild';
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

/** Below 2 ** 32, by what is written alone. */
const rankOf = (...words: readonly (string | number)[]): number =>
  createHash('sha256').update(JSON.stringify(words)).digest().readUInt32BE();

const mixed = <T>(list: readonly T[], rank: (one: T) => number): readonly T[] =>
  list
    .map((one) => ({ one, rank: rank(one) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one);

type Group = readonly Mutant[];

/** What the line began with, and how often that stood in the file before: the same line may be there more than once. */
const lineNames = (lines: readonly Group[]): ReadonlyMap<Group, string> => {
  const counts = new Map<string, number>();
  return new Map(
    lines.map((line) => {
      const text = `${line[0]?.file}: ${line[0]?.before.split('\n')[0]}`;
      const count = counts.get(text) ?? 0;
      counts.set(text, count + 1);
      return [line, `${text} ${count}`];
    }),
  );
};

/**
 * All of them in an order drawn by the seed. Each line has the same chance, then each operator on it, then each of its mutants: so
 * neither a small file nor a line with a long union counts for more than it is. The order hangs on the text of the lines, not on
 * their number: a change in one file does not draw anew in the others.
 */
export const shuffled = (mutants: Group, seed: number): Group => {
  const ofOperator = (all: Group): Group => mixed(all, ({ before, after }) => rankOf(seed, before, after));
  const ofLine = (line: Group, name: string): Group => {
    const groups = Map.groupBy(line, ({ operator }) => operator);
    const operators = mixed([...groups.keys()], (operator) => rankOf(seed, name, operator));
    return inTurns(operators.map((operator) => ofOperator(groups.get(operator) ?? [])));
  };
  const names = lineNames([...Map.groupBy(mutants, ({ file, line }) => `${file}:${line}`).values()]);
  return inTurns(mixed([...names], ([, name]) => rankOf(seed, name)).map(([line, name]) => ofLine(line, name)));
};
