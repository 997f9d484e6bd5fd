import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { applied, type Mutant } from './mutant.ts';

const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', '.git', 'cdk.out', '.venv-aws', '.e2e']);

export type Copy = {
  readonly root: string;
  /** For what the tests leave behind, when they are stopped. */
  readonly temporary: string;
  readonly remove: () => void;
};

/** A copy of the work tree, so that no defect is ever in the work tree itself. */
export const copyTree = (root: string): Copy => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'token-health-mutation-'));
  const copy = join(folder, 'tree');
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  cpSync(root, copy, { recursive: true, filter: (from) => from === root || !LEFT_OUT.has(basename(from)) });
  symlinkSync(realpathSync(join(root, 'node_modules')), join(copy, 'node_modules'));
  return { root: copy, temporary, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

/** Puts the defect in, does something, and takes it out again. */
export const withMutant = async <T>(root: string, { file, edit }: Mutant, act: () => Promise<T>): Promise<T> => {
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, applied(text, edit));
  try {
    return await act();
  } finally {
    writeFileSync(path, text);
  }
};
