/**
 * `node until-hung-up.ts SECONDS COMMAND ARGUMENT…` runs a command in a temporary folder and a process group of its own. Both go
 * when standard input closes, however the parent died, and in any case after so many seconds.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [seconds, command = '', ...args] = process.argv.slice(2);

// First of all: a signal that comes before this would end us, and leave what we start behind.
process.on('SIGTERM', () => hangUp());
process.on('SIGHUP', () => hangUp());
// Ctrl-C reaches every process of the terminal; the parent decides when to stop, and this end follows.
process.on('SIGINT', () => undefined);

const folder = mkdtempSync(join(tmpdir(), 'token-health-real-'));
const env = { ...process.env, HOME: folder, TMPDIR: folder };
const child = spawn(command, args, { cwd: folder, env, detached: true, stdio: ['ignore', 'inherit', 'inherit'] });

/** Launchers start children: the whole group is meant. */
const signal = (name: NodeJS.Signals): void => {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, name);
  } catch {
    // Nobody of the group is left.
  }
};
const hangUp = (): void => {
  signal('SIGTERM');
  setTimeout(() => signal('SIGKILL'), 5_000).unref();
};
const leave = (code: number): void => {
  signal('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.exit(code);
};

child.on('error', () => leave(127));
child.on('exit', (code) => leave(code ?? 1));
process.stdin.resume().on('close', hangUp);
setTimeout(hangUp, Number(seconds) * 1_000).unref();
