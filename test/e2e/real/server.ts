import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { WORK } from '../../support/ministack.ts';

const UNTIL_HUNG_UP = fileURLToPath(new URL('./until-hung-up.ts', import.meta.url));
/** Seconds. A run takes a minute or two; whatever forgot to stop its server does not keep it for longer than this. */
const LONGEST_LIFE = 600;
/** Seconds until a server answers, on a machine that does other things as well. */
const PATIENCE = 170;

export type Command = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Address that answers 200 once the server is up. */
  readonly ready: string;
};

/** Starts a server that ends with this process. Returns what stops it. */
export const startServer = async ({ name, command, args, env, ready }: Command): Promise<() => Promise<void>> => {
  mkdirSync(WORK, { recursive: true });
  const log = join(WORK, `${name}.log`);
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, [UNTIL_HUNG_UP, `${LONGEST_LIFE}`, command, ...args], {
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', ...env },
    stdio: ['pipe', output, output],
  });
  closeSync(output);
  if (await answers(ready, child)) return () => stop(child);
  await stop(child);
  throw new Error(`${name} did not start; see ${log}`);
};

const answers = async (address: string, child: ChildProcess): Promise<boolean> => {
  const deadline = Date.now() + PATIENCE * 1_000;
  while (child.exitCode === null && Date.now() < deadline) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return true;
    await sleep(100);
  }
  return false;
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.stdin?.end();
  await exit;
};
