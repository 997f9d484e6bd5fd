/** `npm run test:aws`: provisions and starts the emulator, runs the tests of this folder against it, and stops it. */
import { spawn } from 'node:child_process';
import { clientEnvironment, freePorts, startMiniStack } from '../support/ministack.ts';
import { hasPython } from '../support/ministack-venv.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const vitest = (endpoint: string, lambdaPort: number): Promise<number> =>
  new Promise((resolve) => {
    const args = ['run', '--config', 'test/e2e/vitest.config.ts', ...process.argv.slice(2)];
    const child = spawn('vitest', args, {
      stdio: 'inherit',
      env: { ...process.env, ...clientEnvironment(endpoint), E2E_LAMBDA_PORT: `${lambdaPort}` },
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });

const withoutPython = (): number => {
  const strict = process.env.CI === 'true';
  say(
    `\n  ${strict ? 'FAILED' : 'SKIPPED'}: the end-to-end tests on AWS did not run: python3 with venv was not found.`,
  );
  say(strict ? '  CI=true allows no skipping.\n' : '  Install python3 (3.10 or later) and python3-venv to run them.\n');
  return strict ? 1 : 0;
};

const run = async (): Promise<number> => {
  if (!hasPython()) return withoutPython();
  const [port = 0, lambdaPort = 0] = await freePorts(2);
  const stack = await startMiniStack({ port, lambdaEndpoint: `http://127.0.0.1:${lambdaPort}` });
  // The terminal sends its interrupt to the tests as well; waiting for them lets them clean up.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => stack.stop().then(() => process.exit(143)));
  try {
    return await vitest(stack.endpoint, lambdaPort);
  } finally {
    await stack.stop();
  }
};

process.exitCode = await run();
