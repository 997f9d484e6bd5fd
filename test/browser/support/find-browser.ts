import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/venv.ts';

/** A browser that comes as a package, for Linux. Not an import of its name: where it is not installed, types hold all the same. */
const PACKAGE: string = '@sparticuz/chromium';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Unpacked once, beside the package, so that another version of it is another file. */
const packaged = async (): Promise<string | undefined> => {
  const folder = join(ROOT, 'node_modules/.cache/chromium');
  mkdirSync(folder, { recursive: true });
  process.env.TMPDIR = folder;
  const found = await import(PACKAGE).catch(() => undefined);
  return (found as { default: { executablePath: () => Promise<string> } } | undefined)?.default.executablePath();
};

/** The one that is named, else the package's, else one of the machine. */
export const findBrowser = async (): Promise<string | undefined> =>
  process.env.BROWSER_PATH ??
  (process.platform === 'linux' ? await packaged() : undefined) ??
  INSTALLED.find((path) => existsSync(path));
