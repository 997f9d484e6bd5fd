/** `node test/together.ts`: what mostly waits beside what mostly works. Fails when any part does, after all have ended. */
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

const WHOLE_WAY = 'test/e2e/monitor.test.ts';

const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;

type Part = { readonly script: readonly string[]; readonly priority?: number };

/**
 * At once: each has servers, ports and folders of its own. What they share was fetched by `test:template` before. What asks nobody
 * waits for the others whenever they want the machine; the browser comes before what only computes, since it has limits of time.
 */
const PARTS: readonly Part[] = [
  { script: ['test:real'] },
  { script: ['test:aws', '--', WHOLE_WAY] },
  { script: ['test:aws', '--', '--exclude', WHOLE_WAY] },
  { script: ['test:browser'], priority: PRIORITY_BELOW_NORMAL },
  { script: ['test:pure'], priority: PRIORITY_LOW },
];

/** Its output comes at its end, so that lines of two parts do not mix. */
const run = ({ script, priority }: Part): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', ...script], { stdio: ['ignore', 'pipe', 'pipe'] });
    if (priority !== undefined && child.pid !== undefined) setPriority(child.pid, priority);
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('exit', (code) => {
      process.stdout.write(`\n== ${script.join(' ')}\n${Buffer.concat(said)}`);
      resolve(code === 0);
    });
  });

const results = await Promise.all(PARTS.map(run));
process.exitCode = results.every(Boolean) ? 0 : 1;
