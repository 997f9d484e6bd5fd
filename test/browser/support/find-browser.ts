import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { packaged } from './packaged.ts';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export type Startable = { readonly path: string; readonly env: Readonly<Record<string, string>> };

/** What keeps a browser from starting, and what to do. */
export type Missing = { readonly why: string; readonly remedy: string };

const NONE: Missing = {
  why: 'there is no Chromium for this machine',
  remedy: 'Install Chromium or Google Chrome, or set BROWSER_PATH to one.',
};

const LIBRARIES =
  'On Debian and Ubuntu, `apt-get install libnss3` brings what it lacks; or set BROWSER_PATH to another Chromium.';

/** Its own words for why it does not start. */
const complaintOf = ({ path, env }: Startable): string | undefined => {
  const options = { env: { ...process.env, ...env }, encoding: 'utf8', timeout: 60_000 } as const;
  const { status, stderr, error } = spawnSync(path, ['--version'], options);
  if (error !== undefined) return error.message;
  if (status === 0) return undefined;
  const [said = ''] = stderr.trim().split('\n');
  return said.replace(`${path}: `, '');
};

const missing = ({ path }: Startable, complaint: string): Missing => ({
  why: `${path} does not start: ${complaint}`,
  remedy: /shared librar/.test(complaint) ? LIBRARIES : NONE.remedy,
});

/** When none does, what is wrong with the last of them. */
export const firstThatStarts = (browsers: readonly Startable[]): Startable | Missing => {
  let found = NONE;
  for (const browser of browsers) {
    const complaint = complaintOf(browser);
    if (complaint === undefined) return browser;
    found = missing(browser, complaint);
  }
  return found;
};

const installed = (): readonly Startable[] =>
  INSTALLED.filter((path) => existsSync(path)).map((path) => ({ path, env: {} }));

/** The one that is named; else the package's or one of the machine. */
export const findBrowser = async (): Promise<Startable | Missing> => {
  const { BROWSER_PATH } = process.env;
  return firstThatStarts(BROWSER_PATH ? [{ path: BROWSER_PATH, env: {} }] : [...(await packaged()), ...installed()]);
};
