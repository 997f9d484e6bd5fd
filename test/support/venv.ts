import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const run = (command: string, args: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync(command, args, { encoding: 'utf8' });

/** Whether there is a python3 of at least 3.`minor`, with venv. */
export const hasPython = (minor: number): boolean =>
  run('python3', ['-c', `import sys, venv; sys.exit(sys.version_info < (3, ${minor}))`]).status === 0;

const must = (command: string, args: readonly string[]): void => {
  const { status, stderr } = run(command, args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stderr}`);
};

/** Makes `folder` of the repository with the exact pins of `requirements`, unless it is there. Returns the folder of its commands. */
export const provision = (folder: string, requirements: string): string => {
  const venv = join(ROOT, folder);
  const pins = readFileSync(join(ROOT, requirements), 'utf8');
  // Copy of the pins, written last: an install that was cut short has none.
  const stamp = join(venv, 'requirements.txt');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== pins) {
    rmSync(venv, { recursive: true, force: true });
    must('python3', ['-m', 'venv', venv]);
    must(join(venv, 'bin/pip'), ['install', '--quiet', '--no-deps', '-r', join(ROOT, requirements)]);
    writeFileSync(stamp, pins);
  }
  return join(venv, 'bin');
};
