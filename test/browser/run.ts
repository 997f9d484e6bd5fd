/** `npm run test:browser`: draws what people see in a real browser and looks at it. UPDATE_IMAGES=1 writes docs/images/alert-*.png anew. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sayLeftOut } from '../e2e/support/left-out.ts';
import { ROOT } from '../support/venv.ts';
import { findBrowser, type Missing, type Startable } from './support/find-browser.ts';

const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');

const vitest = (browser: Startable): Promise<number> =>
  new Promise((resolve) => {
    const args = [VITEST, 'run', '--config', 'test/browser/vitest.config.ts', ...process.argv.slice(2)];
    const env = { ...process.env, ...browser.env, BROWSER_PATH: browser.path };
    spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env }).on('exit', (code) => resolve(code ?? 1));
  });

/** Leaving the tests out is for a developer's machine alone. */
const withoutBrowser = ({ why, remedy }: Missing): number => {
  const mayBeLeftOut = !process.env.CI;
  sayLeftOut('the tests in a browser did not run', why, remedy, mayBeLeftOut ? 'SKIPPED' : 'FAILED');
  return mayBeLeftOut ? 0 : 1;
};

const found = await findBrowser();
process.exitCode = 'why' in found ? withoutBrowser(found) : await vitest(found);
