import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Copy } from './copy.ts';

export type Ran = {
  readonly ended: 'green' | 'red' | 'hung';
  /** The test files that failed, as far as it came. */
  readonly failed: readonly string[];
  /** How long each took. */
  readonly seconds: ReadonlyMap<string, number>;
};

type Report = {
  readonly testResults: readonly {
    readonly name: string;
    /** Empty unless the file itself could not be run. */
    readonly message: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
};

/** Histories that the simulation lives through: a defect mostly shows within a hundred. */
const SIM_RUNS = '300';

const running = new Set<ChildProcess>();

/** Ends all test runs and what they started; each is the leader of its own group. */
export const stopTests = (): void => {
  for (const { pid } of running) if (pid !== undefined) stop(pid);
};

const stop = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

const start = ({ root, temporary }: Copy, tests: readonly string[], report: string): ChildProcess =>
  spawn(process.execPath, ['test/mutation/vitest-once.ts', report, ...tests], {
    cwd: root,
    env: { ...process.env, SIM_RUNS, TMPDIR: temporary },
    stdio: 'ignore',
    detached: true,
  });

/** The exit code; `hung` when it had to be stopped. */
const ended = (child: ChildProcess, atMostMs: number): Promise<number | 'hung' | null> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      if (child.pid !== undefined) stop(child.pid);
      resolve('hung');
    }, atMostMs);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });

const read = (copy: Copy, report: string): Omit<Ran, 'ended'> => {
  const { testResults }: Report = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { testResults: [] };
  rmSync(report, { force: true });
  const files = testResults
    .map((result) => ({ ...result, name: result.name.slice(copy.root.length + 1) }))
    .sort((a, b) => a.startTime - b.startTime);
  // Files that were not begun when the first test failed are reported as failed, too, without any test.
  return {
    failed: files
      .filter(
        ({ message, assertionResults }) => message !== '' || assertionResults.some(({ status }) => status === 'failed'),
      )
      .map(({ name }) => name),
    seconds: new Map(files.map(({ name, startTime, endTime }) => [name, (endTime - startTime) / 1000])),
  };
};

/** One process a run: an endless loop in a mutant can be stopped only together with its process. */
export const runTests = async (copy: Copy, tests: readonly string[], atMostMs: number): Promise<Ran> => {
  if (tests.length === 0) return { ended: 'green', failed: [], seconds: new Map() };
  const report = join(copy.temporary, 'report.json');
  const child = start(copy, tests, report);
  running.add(child);
  const code = await ended(child, atMostMs);
  running.delete(child);
  return { ended: code === 'hung' ? code : code === 0 ? 'green' : 'red', ...read(copy, report) };
};
