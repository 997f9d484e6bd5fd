/** `node test/together.ts`: what mostly waits beside what mostly works. Fails when any part does, after all have ended. */
import { spawn } from 'node:child_process';

/** Each lane one after the other, both at once. */
const LANES = [['test:real'], ['test:aws']] as const;

/** Its output comes at its end, so that lines of two parts do not mix. */
const run = (script: string): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('exit', (code) => {
      process.stdout.write(`\n== ${script}\n${Buffer.concat(said)}`);
      resolve(code === 0);
    });
  });

const inTurn = async (scripts: readonly string[]): Promise<boolean> => {
  let fine = true;
  for (const script of scripts) fine = (await run(script)) && fine;
  return fine;
};

const results = await Promise.all(LANES.map(inTurn));
process.exitCode = results.every(Boolean) ? 0 : 1;
