import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const VENV = join(ROOT, '.venv-aws');
const REQUIREMENTS = join(ROOT, 'test/e2e/requirements.txt');
/** Copy of the pins that the environment was made from, written last: an install that was cut short has none. */
const STAMP = join(VENV, 'requirements.txt');

const run = (command: string, args: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync(command, args, { encoding: 'utf8' });

export const hasPython = (): boolean => run('python3', ['-m', 'venv', '--help']).status === 0;

const must = (command: string, args: readonly string[]): void => {
  const { status, stderr } = run(command, args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stderr}`);
};

const isReady = (): boolean => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === readFileSync(REQUIREMENTS, 'utf8');

/** Makes .venv-aws with the pinned emulator unless it is there. Returns the emulator's path. */
export const provision = (): string => {
  if (!isReady()) {
    rmSync(VENV, { recursive: true, force: true });
    must('python3', ['-m', 'venv', VENV]);
    must(join(VENV, 'bin/pip'), ['install', '--quiet', '--no-deps', '-r', REQUIREMENTS]);
    writeFileSync(STAMP, readFileSync(REQUIREMENTS));
  }
  return join(VENV, 'bin/ministack');
};
