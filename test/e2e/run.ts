/** `npm run test:aws`: provisions and starts the emulator, runs the tests of this folder against it, and stops it. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { clientEnvironment, freePorts, LOG, startMiniStack, WORK } from '../support/ministack.ts';
import { hasPython, ROOT } from '../support/venv.ts';
import { withoutPython } from './support/left-out.ts';

const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const vitest = (endpoint: string, lambdaPort: number): Promise<number> =>
  new Promise((resolve) => {
    const args = [VITEST, 'run', '--config', 'test/e2e/vitest.config.ts', ...process.argv.slice(2)];
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: 'inherit',
      env: {
        ...process.env,
        ...clientEnvironment(endpoint),
        E2E_LAMBDA_PORT: `${lambdaPort}`,
        E2E_RUN: `${process.pid}`,
      },
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });

const run = async (): Promise<number> => {
  if (!hasPython(10)) return withoutPython('the end-to-end tests on AWS did not run', '3.10');
  const [port = 0, lambdaPort = 0] = await freePorts(2);
  const stack = await startMiniStack({ port, lambdaEndpoint: `http://127.0.0.1:${lambdaPort}` });
  // The terminal sends its interrupt to the tests as well; waiting for them lets them clean up.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => stack.stop().then(() => process.exit(143)));
  const code = await vitest(stack.endpoint, lambdaPort).finally(stack.stop);
  if (code === 0) rmSync(WORK, { recursive: true, force: true });
  else say(`\n  What the emulator and the functions printed: ${LOG}\n`);
  return code;
};

process.exitCode = await run();
