import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { firstThatStarts, type Startable } from './support/find-browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'token-health-browser-'));
afterAll(() => rmSync(folder, { recursive: true }));

const browser = (name: string, script: string): Startable => {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
  return { path, env: {} };
};

const good = browser('good', 'exit 0');
const bare = browser('bare', 'echo "$0: error while loading shared libraries: libnss3.so: no such file" >&2; exit 127');
const old = browser('old', 'echo "no such option" >&2; echo more >&2; exit 1');
const gone: Startable = { path: join(folder, 'gone'), env: {} };

const BY_PATH = 'Install Chromium or Google Chrome, or set BROWSER_PATH to one.';
const BY_LIBRARY =
  'On Debian and Ubuntu, `apt-get install libnss3` brings what it lacks; or set BROWSER_PATH to another Chromium.';

test.each([
  ['none is named', [], 'there is no Chromium for this machine', BY_PATH],
  ['it is not there', [gone], `${gone.path} does not start: spawnSync ${gone.path} ENOENT`, BY_PATH],
  ['it ends at once', [old], `${old.path} does not start: no such option`, BY_PATH],
  [
    'a library is missing',
    [old, bare],
    `${bare.path} does not start: error while loading shared libraries: libnss3.so: no such file`,
    BY_LIBRARY,
  ],
])('when %s, that is said with what to do', (_, browsers, why, remedy) => {
  expect(firstThatStarts(browsers)).toEqual({ why, remedy });
});

test('the first that starts is taken', () => {
  const other = browser('other', 'exit 0');
  expect(firstThatStarts([gone, bare, good, other])).toBe(good);
});

test('one may start by its environment alone', () => {
  const { path } = browser('needy', '[ "$NEEDED" = yes ]');
  const browsers = [
    { path, env: {} },
    { path, env: { NEEDED: 'yes' } },
  ];
  expect(firstThatStarts(browsers)).toBe(browsers[1]);
});
