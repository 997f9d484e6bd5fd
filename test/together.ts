/** `node test/together.ts`: what mostly waits beside what mostly works. Fails when any part does, after all have ended. */
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

const WHOLE_WAY = 'test/e2e/monitor.test.ts';

/** Computes and asks nobody, so that it may wait for the others whenever they want the machine. */
const PURE = ['test:pure'];

/** At once: each has servers, ports and folders of its own. What they share was fetched by `test:template` before. */
const PARTS: readonly (readonly string[])[] = [
  ['test:real'],
  ['test:aws', '--', WHOLE_WAY],
  ['test:aws', '--', '--exclude', WHOLE_WAY],
  PURE,
];

/** Its output comes at its end, so that lines of two parts do not mix. */
const run = (part: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', ...part], { stdio: ['ignore', 'pipe', 'pipe'] });
    if (part === PURE && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('exit', (code) => {
      process.stdout.write(`\n== ${part.join(' ')}\n${Buffer.concat(said)}`);
      resolve(code === 0);
    });
  });

const results = await Promise.all(PARTS.map(run));
process.exitCode = results.every(Boolean) ? 0 : 1;
