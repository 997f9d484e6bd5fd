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

type Packaged = { readonly default: { readonly executablePath: () => Promise<string> } };

/** Unpacked once, beside the package and not in the folder that it would choose, where one of another version may be. */
const packaged = async (): Promise<string | undefined> => {
  const found: Packaged | undefined = await import(PACKAGE).catch(() => undefined);
  if (found === undefined) return undefined;
  const { TMPDIR = '/tmp' } = process.env;
  process.env.TMPDIR = join(ROOT, 'node_modules/.cache/chromium');
  mkdirSync(process.env.TMPDIR, { recursive: true });
  const path = await found.default.executablePath();
  process.env.TMPDIR = TMPDIR;
  return path;
};

/** The one that is named, else the package's, else one of the machine. */
export const findBrowser = async (): Promise<string | undefined> =>
  process.env.BROWSER_PATH ??
  (process.platform === 'linux' ? await packaged() : undefined) ??
  INSTALLED.find((path) => existsSync(path));
