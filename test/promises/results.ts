import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Proof, Row } from './row.ts';

type Report = {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
};

export type Ran = { readonly file: string; readonly name: string; readonly passed: boolean };

export const read = (reportFile: string): readonly Ran[] =>
  (JSON.parse(readFileSync(reportFile, 'utf8')) as Report).testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({
      file: relative(process.cwd(), name).replaceAll('\\', '/'),
      name: fullName,
      passed: status === 'passed',
    })),
  );

/** Runs vitest; its own report goes to stderr. */
export const run = (...args: readonly string[]): readonly Ran[] => {
  const file = join(mkdtempSync(join(tmpdir(), 'promises-')), 'results.json');
  const command = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${file}`, ...args];
  spawnSync(process.execPath, command, { stdio: ['ignore', 2, 2] });
  return read(file);
};

export type Outcome = 'passed' | 'failed' | 'missing' | 'not run';

/** `%s` in a name stands for anything, as in the table of sentences it comes from. */
const matches = ({ file, name }: Proof): ((ran: Ran) => boolean) => {
  const parts = name.split('%s').filter((part) => part !== '');
  return (ran) => ran.file === file && parts.every((part) => ran.name.includes(part));
};

const isAws = ({ file }: Proof): boolean => file.startsWith('test/e2e/');

/** A test of the emulator that was not run is no failure, and proves nothing either. */
export const outcomeOf = (proof: Proof, all: readonly Ran[], withAws: boolean): Outcome => {
  if (isAws(proof) && !withAws) return 'not run';
  const found = all.filter(matches(proof));
  if (found.length === 0) return 'missing';
  return found.every(({ passed }) => passed) ? 'passed' : 'failed';
};

export type Judged = { readonly row: Row; readonly outcomes: readonly Outcome[] };

export const judgeAll = (rows: readonly Row[], all: readonly Ran[], withAws: boolean): readonly Judged[] =>
  rows.map((row) => ({ row, outcomes: row.tests.map((proof) => outcomeOf(proof, all, withAws)) }));
