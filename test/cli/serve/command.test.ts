import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../../adapters/local/store.ts';
import { COMPILED } from '../../support/compiled.ts';
import { SOME_RECORDS } from '../../support/overview.ts';
import { run } from '../run.ts';

const MAIN = join(import.meta.dirname, '../../../cli/main.ts');
const NOWHERE = {
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'x',
  AWS_SECRET_ACCESS_KEY: 'x',
};

let folder: string;
let state: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'token-health-serve-'));
  state = join(folder, 'state.db');
  const store = openStore(state);
  for (const record of SOME_RECORDS) await store.commit({ record, expectedRevision: undefined, alerts: [] });
  store.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

test('serve prints an address that answers, and Ctrl-C ends it', async () => {
  const env = { ...COMPILED, PATH: process.env.PATH, HOME: folder, USER: 'alice' };
  const child = spawn(process.execPath, [MAIN, 'serve', '--state', state], { env });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const said = await new Promise<string>((resolve) => child.stdout.setEncoding('utf8').once('data', resolve));
  const [, url = ''] =
    /^Token Health is at (http:\/\/127\.0\.0\.1:\d+\/[a-z0-9]{48}\/)\n.*Ctrl-C ends it\.\n$/.exec(said) ?? [];

  const answer = await fetch(url);

  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('prod/discord-bot')]);
  child.kill('SIGINT');
  expect(await ended).toBe(130);
});

describe('serve does not begin, and says why and what to do:', () => {
  test('where its port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const { code, stderr } = await run(['serve', '--state', state, '--port', `${port}`]);
    taken.close();
    expect([code, stderr]).toEqual([
      2,
      `error: cannot listen on port ${port}\n  why   another program listens there\n  do    name another with --port, or leave it out: a free one is taken\n`,
    ]);
  });

  test('where the state is none', async () => {
    const wrong = join(folder, 'wrong.db');
    writeFileSync(wrong, 'no database'.repeat(200));
    const { code, stderr } = await run(['serve', '--state', wrong]);
    expect([code, stderr.split('\n').slice(0, 2)]).toEqual([
      4,
      [`error: cannot use the state file ${wrong}`, '  why   it is not a state file'],
    ]);
  });

  test('where another process writes and does not end', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const held = new DatabaseSync(state);
    held.exec('begin immediate');
    const { code, stderr } = await run(['serve', '--state', state]);
    held.exec('rollback');
    held.close();
    expect([code, stderr]).toEqual([4, expect.stringContaining('another process holds it')]);
  });

  test('where the table cannot be reached', { timeout: 90_000 }, async () => {
    const { code, stderr } = await run(['serve', '--table', 'T'], { env: NOWHERE });
    expect(code).toBe(4);
    expect(stderr).toMatch(/^error: cannot read the table T\n {2}why {3}AWS says \w+\n {2}do {4}\S/);
  });

  test.each([
    ['a port that is none', ['--port', '70000'], /from 1 to 65535/],
    ['a pace that is none', ['--every', '0'], /Write seconds, from 1 to 3600/],
    ['a function without its table', ['--discover', 'F'], /name its table too/],
    ['an issuer that nobody knows', ['--provider-url', 'discrod=http://127.0.0.1:1'], /Did you mean "discord"\?/],
  ])('%s', async (_, args, said) => {
    const { code, stderr } = await run(['serve', '--state', state, ...args]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(said)]);
  });
});

describe('report', () => {
  test('writes every row as one page, with nothing to press, to fetch or to run', async () => {
    const file = join(folder, 'tokens.html');
    const { code, stdout, stderr } = await run(['report', '--html', file, '--state', state]);
    expect([code, stdout, stderr]).toEqual([0, '', '']);
    const page = readFileSync(file, 'utf8');
    expect(page.match(/<th scope="row">(?:<a [^>]+>)?(?:prod|ci|staging|ops)\//g)?.length).toBe(SOME_RECORDS.length);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
    expect(page).not.toMatch(/<(?:script|form|button|input|select|link|img|iframe)\b|href="\.|@import|url\(/);
    expect(page.match(/<main\b/g)).toHaveLength(1);
    expect(page.match(/<h1\b/g)).toHaveLength(1);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test('of one owner holds no word of others, and goes to standard output', async () => {
    const { code, stdout } = await run(['report', '--html', '-', '--state', state, '--owner', 'team-ci']);
    expect(code).toBe(0);
    expect(stdout).toContain('ci/gitlab-deploy');
    for (const word of ['team-bots', 'team-pay', 'prod/stripe', 'discord-bot']) expect(stdout).not.toContain(word);
  });

  test.each<[string, (at: string) => readonly string[], number, RegExp]>([
    ['no file', (at) => ['--state', at], 2, /--html/],
    [
      'a folder that is not there',
      (at) => ['--state', at, '--html', join(dirname(at), 'nowhere/x.html')],
      4,
      /cannot write .*\n {2}why {3}ENOENT/,
    ],
    [
      'nothing known',
      (at) => ['--state', join(dirname(at), 'nowhere/state.db'), '--html', '-'],
      5,
      /no token is known yet/,
    ],
    [
      'an owner that is mistyped',
      (at) => ['--state', at, '--html', '-', '--owner', 'team-bot'],
      5,
      /use --owner team-bots/,
    ],
  ])('%s is told, by its exit code too', async (_, args, expected, said) => {
    const { code, stdout, stderr } = await run(['report', ...args(state)]);
    expect([code, stdout, stderr]).toEqual([expected, '', expect.stringMatching(said)]);
  });

  test('of a table that cannot be reached', { timeout: 90_000 }, async () => {
    const { code, stderr } = await run(['report', '--html', '-', '--table', 'T'], { env: NOWHERE });
    expect([code, stderr]).toEqual([4, expect.stringContaining('cannot read the table T')]);
  });
});

test.each(['serve', 'report'])('%s --help shows examples and exit codes', async (command) => {
  const { code, stdout } = await run([command, '--help']);
  expect(code).toBe(0);
  for (const words of ['Examples:', 'Exit codes:', '--table', '--region', '--state']) expect(stdout).toContain(words);
});
