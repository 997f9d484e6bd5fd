import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../adapters/local/store.ts';
import { DAY, HOUR, parseInstant } from '../../core/base/time.ts';
import { SAMPLES } from '../support/samples.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import { type Ran, run } from './run.ts';

const BOT = SAMPLES['discord.bot'] ?? '';
const ACCEPTED = { status: 200, body: { id: '123456789012345678', username: 'orderbot', bot: true } };

let folder: string;
let discord: Issuer;
let states = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'token-health-quiet-'));
  discord = await startIssuer(ACCEPTED);
});
afterAll(async () => {
  await discord.close();
  rmSync(folder, { recursive: true });
});

const date = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** A state that has looked at a token whose date is five days ahead, with one command after the other on it. */
const looked = async () => {
  states += 1;
  const state = join(folder, `${states}.db`);
  const here = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
    run([...args, '--state', state], { cwd: folder, env: { USER: 'alice', ...env } });
  const tags = { 'token-health:provider': 'discord.bot', 'token-health:expires-at': date(5) };
  const check = (...args: string[]) =>
    run(['check', '--stdin', '--state', state, '--provider-url', `discord=${discord.origin}`, ...args], {
      stdin: JSON.stringify([{ name: 'BOT', value: BOT, tags }]),
    });
  await check();
  return { here, check, state };
};
const json = (ran: Ran) => JSON.parse(ran.stdout);

describe('token-health snooze', () => {
  test('is quiet about a date: it is said, listed with who and why, and check counts it no more', async () => {
    const { here, check } = await looked();
    expect((await check('--fail-on', 'expiring')).code).toBe(1);

    const ran = await here(['snooze', 'BOT', '--until', '3d', '--reason', 'moves on Monday']);

    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(
      /^BOT: expiring, snoozed until \w{3} [\d-]{10} [\d:]{5} UTC by alice: moves on Monday$/m,
    );
    expect(ran.stdout).toContain('Loud again: token-health unsnooze BOT');
    const after = await check('--fail-on', 'expiring');
    expect(after.code).toBe(0);
    expect(after.stdout).toMatch(/snoozed until .*: it does not count for the exit code/);
    const list = await here(['snooze', '--list']);
    expect(list.stdout).toMatch(/^BOT: expiring, snoozed until .* by alice: moves on Monday$/m);
    expect(list.stdout).toMatch(/^\w{3} [\d-]{10} [\d:]{5} UTC {2}BOT {2}expiring, snoozed until .* by alice/m);
  });

  test('twice is told to be so already, and writes nothing', async () => {
    const { here } = await looked();
    const again = ['snooze', 'BOT', '--until', '2d', '--json'];
    expect(json(await here(again))).toMatchObject({ outcome: 'quiet', quiet: { what: 'snoozed', by: 'alice' } });
    expect(json(await here(again))).toMatchObject({ outcome: 'already', exit: { code: 0, reason: 'fine' } });
    expect(json(await here(['snooze', '--list', '--json'])).audit).toHaveLength(1);
  });

  test.each<[string, readonly string[], number, RegExp, RegExp]>([
    [
      'a token that nobody knows, with the nearest name',
      ['snooze', 'BOTT', '--until', '3d'],
      2,
      /^error: there is no token BOTT$/m,
      /do {4}Did you mean "BOT"\?/,
    ],
    ['no end', ['snooze', 'BOT'], 2, /a snooze needs an end/, /do {4}token-health snooze BOT --until 3d/],
    ['no token', ['snooze', '--until', '3d'], 2, /no token is named/, /do {4}token-health snooze --help/],
    [
      'an end that is past',
      ['snooze', 'BOT', '--until', '2020-01-01'],
      2,
      /that moment has passed/,
      /write a later one/,
    ],
    ['what is no end', ['snooze', 'BOT', '--until', 'soon'], 2, /12h, 3d or 2w/, /token-health snooze --help/],
    ['what is no finding', ['snooze', 'BOT', '--until', '3d', '--finding', 'x'], 2, /misconfigured/, /snooze --help/],
    [
      'a finding that does not stand',
      ['snooze', 'BOT', '--until', '3d', '--finding', 'degraded'],
      5,
      /there is nothing to be quiet about at BOT/,
      /do {4}name that: --finding expiring/,
    ],
    ['an option that is not there', ['ack', 'BOT', '--until', '3d'], 2, /unknown option/, /token-health ack --help/],
  ])('refuses %s', async (_sentence, args, code, what, remedy) => {
    const { here } = await looked();
    const ran = await here(args);
    expect(ran).toMatchObject({ code, stdout: '' });
    expect(ran.stderr).toMatch(what);
    expect(ran.stderr).toMatch(remedy);
  });

  test('says the furthest date that would do, and that one does', async () => {
    const { here } = await looked();
    const ran = await here(['snooze', 'BOT', '--until', '6w']);
    expect(ran.code).toBe(2);
    const [, furthest = ''] = /the furthest that would do: --until (\S+)/.exec(ran.stderr) ?? [];
    expect(Math.abs((parseInstant(furthest) ?? 0) - Date.now() - 30 * DAY)).toBeLessThan(HOUR);
    expect((await here(['snooze', 'BOT', '--until', furthest])).code).toBe(0);
  });

  test('keeps what looks like a token out of what it stores and prints', async () => {
    const { here } = await looked();
    const ran = await here(['snooze', 'BOT', '--until', '3d', '--reason', `it is ${BOT} now`, '--by', BOT]);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('by [redacted]: it is [redacted] now');
    expect((await here(['snooze', '--list', '--json'])).stdout).not.toContain(BOT);
  });
});

describe('token-health ack', () => {
  /** As two looks three minutes apart would have left it. */
  const dead = async () => {
    const walk = await looked();
    const store = openStore(walk.state);
    const [record] = store.records();
    if (record === undefined) throw new Error('nothing was looked at');
    const { versionId, revision } = record;
    const incident = { id: 'TH-4K7Q2', finding: 'rejected', openedAt: Date.now(), versionId } as const;
    const next = { ...record, incident, revision: revision + 1 };
    expect(await store.commit({ record: next, expectedRevision: revision, alerts: [] })).toBe('stored');
    store.close();
    return walk;
  };

  test('says that somebody is on it, for a day, and is taken back', async () => {
    const { here } = await dead();
    const ran = await here(['ack', 'BOT', '--reason', 'resetting it', '--by', 'bob', '--json']);
    expect(json(ran)).toMatchObject({
      schemaVersion: 1,
      token: 'BOT',
      outcome: 'quiet',
      quiet: { what: 'acknowledged', finding: 'dead', severity: 'page', by: 'bob', why: 'resetting it' },
      exit: { code: 0, reason: 'fine' },
    });
    const { since, until } = json(ran).quiet;
    expect(Date.parse(until) - Date.parse(since)).toBe(DAY);

    expect((await here(['unsnooze', 'BOT'])).stdout).toMatch(/^BOT: not quiet any more \(dead, acknowledged until/);
    expect((await here(['unsnooze', 'BOT'])).stdout).toBe('BOT: nobody asked for quiet; nothing was written.\n');
    expect((await here(['snooze', '--list'])).stdout).toMatch(/^Nothing is quiet\.\n\n.*\n.*: taken back, by alice$/m);
  });

  test('a look that somebody asked for at the page is among what was asked for, and no quiet', async () => {
    const { here, state } = await looked();
    const store = openStore(state);
    const [record] = store.records();
    if (record === undefined) throw new Error('nothing was looked at');
    await store.keepLook({ schema: 1, token: record.ref, at: Date.now(), by: 'bob', looked: true });
    store.close();
    expect((await here(['snooze', '--list'])).stdout).toMatch(/ UTC {2}BOT {2}looked at, asked for by bob$/m);
    expect(json(await here(['snooze', '--list', '--json']))).toMatchObject({
      audit: [],
      looks: [{ token: 'BOT', by: 'bob' }],
    });
  });

  test('a dead token is snoozed for a day at most', async () => {
    const { here } = await dead();
    const ran = await here(['snooze', 'BOT', '--until', '2d']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('a dead token is quiet for a day at most');
    expect((await here(['snooze', 'BOT', '--until', '20h'])).code).toBe(0);
  });
});

describe('who asks', () => {
  test.each<[string, readonly string[], Readonly<Record<string, string>>, string]>([
    ['is who says so', ['--by', 'carol'], {}, 'carol'],
    ['is else the user of this machine', [], { USER: 'dave' }, 'dave'],
    ['is on Windows called otherwise', [], { USER: '', USERNAME: 'erin' }, 'erin'],
  ])('%s', async (_sentence, args, env, by) => {
    const { here } = await looked();
    expect(json(await here(['ack', 'BOT', '--json', ...args], env)).quiet.by).toBe(by);
  });
});

describe('a table', () => {
  test.each<[string, Readonly<Record<string, string>>, RegExp, RegExp]>([
    ['without a region', {}, /no region is set/, /--region eu-west-1/],
    ['without credentials', { AWS_REGION: 'eu-west-1' }, /AWS: CredentialsProviderError/, /aws sso login/],
  ])('%s says what to do', async (_sentence, env, why, remedy) => {
    const none = {
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    const args = ['ack', 'prod/bot', '--table', 'T'];
    const ran = await run(args, { env: { USER: 'alice', ...none, ...env } });
    expect(ran).toMatchObject({ code: 4, stdout: '' });
    expect(ran.stderr).toMatch(/^error: cannot use the table T$/m);
    expect(ran.stderr).toMatch(why);
    expect(ran.stderr).toMatch(remedy);
  });
});

test.each(['snooze', 'ack', 'unsnooze'])(
  '%s --help shows how it is used and what its exit codes mean',
  async (command) => {
    const { code, stdout } = await run([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples:\n {2}token-health/);
    expect(stdout).toContain('5    there is nothing to be quiet about');
  },
);
