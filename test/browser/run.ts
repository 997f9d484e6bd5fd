/** `npm run test:browser`: draws what people see in a real browser and looks at it. UPDATE_IMAGES=1 writes docs/images/alert-*.png anew. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../support/venv.ts';
import { findBrowser } from './support/find-browser.ts';

const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');

const vitest = (browser: string): Promise<number> =>
  new Promise((resolve) => {
    const args = [VITEST, 'run', '--config', 'test/browser/vitest.config.ts', ...process.argv.slice(2)];
    const env = { ...process.env, BROWSER_PATH: browser };
    spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env }).on('exit', (code) => resolve(code ?? 1));
  });

/** Leaving the tests out is for a developer's machine alone. */
const withoutBrowser = (): number => {
  process.stdout.write('\n  !! The tests in a browser did not run: there is no Chromium. Set BROWSER_PATH to one.\n\n');
  return process.env.CI === undefined || process.env.CI === '' ? 0 : 1;
};

const browser = await findBrowser();
process.exitCode = browser === undefined ? withoutBrowser() : await vitest(browser);
