import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const UNTIL_HUNG_UP = fileURLToPath(new URL('./until-hung-up.ts', import.meta.url));

/** Tells where it is and which process it started, and waits for that one, as a launcher does. */
const LAUNCHER = 'sleep 60 & echo "$(pwd) $!"; wait';

type Launched = { readonly watch: ChildProcess; readonly folder: string; readonly grandchild: number };

const launch = async (seconds: number): Promise<Launched> => {
  const watch = spawn(process.execPath, [UNTIL_HUNG_UP, `${seconds}`, 'sh', '-c', LAUNCHER], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(watch.stdout, 'data');
  const [folder = '', pid] = `${line}`.trim().split(' ');
  return { watch, folder, grandchild: Number(pid) };
};

test.each<[string, number, (watch: ChildProcess) => void]>([
  ['when its parent hangs up', 60, (watch) => void watch.stdin?.end()],
  ['when it is told to end', 60, (watch) => void watch.kill('SIGTERM')],
  ['when its time is over', 2, () => undefined],
])('a server, what it started and its folder are gone %s', async (_sentence, seconds, end) => {
  const { watch, folder, grandchild } = await launch(seconds);
  expect(process.kill(grandchild, 0)).toBe(true);
  // They share one output, which closes when the last of them has ended.
  const closed = once(watch, 'close');
  end(watch);
  await closed;
  expect(existsSync(folder)).toBe(false);
});
