import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Which test files can notice a defect in a file, nearest first. */
export type Tests = {
  /** Of pure folders, done in moments. */
  readonly near: readonly string[];
  /** Simulation, promises, adapters and the command line: only asked when the near ones noticed nothing. */
  readonly far: readonly string[];
};

const NEAR = ['core', 'providers', 'messages', 'monitor'];
const FAR = ['sim', 'promises', 'functions', 'adapters', 'cli'];

/** Half a minute and more each, or tests of the simulation itself, in which a defect stands for a defect. */
const LEFT_OUT = /^test\/(?:cli\/demo\/demo|sim\/mutations|sim\/year)\.test\.ts$/;

/**
 * Files that this one runs. A type runs nothing; but the name of a file in any string does, since tests start commands and
 * functions by the names of their files.
 */
const edgesOf = (root: string, file: string): readonly string[] => {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/^(?:import|export) type [^;]*;/gm, '');
  return [...text.matchAll(/'([^'\n]+\.ts)'/g)].flatMap(([, name = '']) =>
    [join(dirname(file), name), name]
      .map((path) => normalize(path))
      .filter((path) => existsSync(join(root, path)))
      .slice(0, 1),
  );
};

export type Graph = ReadonlyMap<string, readonly string[]>;

/** Of the test files, down to everything that they run. */
export const graphOf = (root: string, tests: readonly string[]): Graph => {
  const graph = new Map<string, readonly string[]>();
  const open = [...tests];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (graph.has(file)) continue;
    const edges = edgesOf(root, file);
    graph.set(file, edges);
    open.push(...edges);
  }
  return graph;
};

export const testFiles = (root: string, nearOnly = false): readonly string[] =>
  (nearOnly ? NEAR : [...NEAR, ...FAR])
    .flatMap((folder) => globSync(`test/${folder}/**/*.test.ts`, { cwd: root }))
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !LEFT_OUT.test(file))
    .sort();

/** Steps from each file to the one given, for the files from which it is reached. */
const stepsTo = (graph: Graph, file: string): ReadonlyMap<string, number> => {
  const steps = new Map([[file, 0]]);
  for (const [reached, far] of steps)
    for (const [from, edges] of graph) if (edges.includes(reached) && !steps.has(from)) steps.set(from, far + 1);
  return steps;
};

const isIn = (folders: readonly string[], file: string): boolean =>
  folders.some((folder) => file.startsWith(`test/${folder}/`));

/** `secondsOf` is how long each test file takes: of two as near, the shorter goes first. */
export const testsFor = (
  graph: Graph,
  tests: readonly string[],
  file: string,
  secondsOf: (test: string) => number = () => 0,
): Tests => {
  const steps = stepsTo(graph, file);
  const reaching = tests
    .filter((test) => steps.has(test))
    .sort((a, b) => (steps.get(a) ?? 0) - (steps.get(b) ?? 0) || secondsOf(a) - secondsOf(b));
  return { near: reaching.filter((test) => isIn(NEAR, test)), far: reaching.filter((test) => isIn(FAR, test)) };
};
