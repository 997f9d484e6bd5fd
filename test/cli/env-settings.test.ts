import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY, SECOND } from '../../core/base/time.ts';
import { botToken, letters, SAMPLES } from '../support/samples.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import { type Ran, run, runStdin } from './run.ts';

const BOT = SAMPLES['discord.bot'] ?? '';
const ACCEPTED = { status: 200, body: { id: '123456789012345678', username: 'orderbot', bot: true } };
const REFUSED = { status: 401, body: { message: '401: Unauthorized', code: 0 } };

let folder: string;
let discord: Issuer;
let url: readonly string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'token-health-settings-'));
  discord = await startIssuer(ACCEPTED);
  url = ['--provider-url', `discord=${discord.origin}`];
});
beforeEach(() => discord.behave(ACCEPTED));
afterAll(async () => {
  await discord.close();
  rmSync(folder, { recursive: true });
});

const day = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** A .env file that was last changed so many days ago. */
const file = (name: string, lines: readonly string[], changed = 0): string => {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  const at = (Date.now() - changed * DAY) / SECOND;
  utimesSync(join(folder, name), at, at);
  return name;
};
const check = (name: string, ...args: string[]): Promise<Ran> =>
  run(['check', name, ...(args.includes('--state') ? [] : ['--no-state']), ...args, ...url], { cwd: folder });
const json = (ran: Ran) => JSON.parse(ran.stdout);
const daysFromNow = (iso: string): number => Math.round((Date.parse(iso) - Date.now()) / DAY);

describe('max-age-days', () => {
  const line = (days: number): string => `BOT=${BOT} # token-health: max-age-days=${days}`;

  test('counts from the last change of the file, and says so', async () => {
    const { tokens, exit } = json(await check(file('aged.env', [line(90)], 100), '--json', '--fail-on', 'overdue'));

    expect(tokens[0]).toMatchObject({ verdict: 'overdue', expirySource: 'age-policy' });
    expect(daysFromNow(tokens[0].expiresAt)).toBe(-10);
    expect(tokens[0].evidence.join()).toMatch(/its age counts from .*, when its file was last changed/);
    expect(exit.code).toBe(1);
  });

  test('goes on counting when another line of the file is changed, from when the value was looked at first', async () => {
    const state = ['--state', 'aged.db', '--json'];
    await check(file('edited.env', [line(90)], 0), ...state);
    const began = Date.now();

    const { tokens } = json(await check(file('edited.env', [line(90), 'PORT=1'], -1), ...state));

    expect(Date.parse(tokens[0].expiresAt)).toBeLessThanOrEqual(began + 90 * DAY);
    expect(tokens[0].evidence.join()).toContain('when this value was first looked at');
  });

  test('on standard input counts from the first look', async () => {
    const tags = { 'token-health:provider': 'discord.bot', 'token-health:max-age-days': '20' };
    const ran = await runStdin([{ name: 'bot', value: BOT, tags }], ['--no-state', '--json', ...url]);

    expect(json(ran).tokens[0]).toMatchObject({ verdict: 'healthy', expirySource: 'age-policy' });
    expect(daysFromNow(json(ran).tokens[0].expiresAt)).toBe(20);
  });

  test('of a healthy token is said under the table', async () => {
    expect((await check(file('young.env', [line(90)], 1))).stdout).toMatch(
      /\n\nBOT: its age counts from .*, when its file was last\nchanged\n\n1 healthy\. {2}Exit code 0\n$/,
    );
  });

  test('shortens no ladder of the issuer’s own dates: nobody tells when the value was made', async () => {
    const expires = new Date(Date.now() + 20 * DAY).toISOString();
    const body = { application: { id: '123456789012345678', name: 'o' }, scopes: ['identify'], expires };
    discord.behave({ status: 200, body });
    const session = `SESSION=${letters(30, 3)} # token-health: provider=discord.oauth`;

    expect(json(await check(file('session.env', [session]), '--json')).tokens[0]).toMatchObject({
      verdict: 'expiring',
    });
  });
});

describe('required-scopes', () => {
  const lines = [`BOT=${BOT} # token-health: required-scopes=bot,identify`];

  test('of an issuer that tells none is said to have no effect', async () => {
    const { tokens, notes, exit } = json(await check(file('scopes.env', lines), '--json'));
    const says = 'the word required-scopes in its comment has no effect: Discord tells no scopes of such a token';

    expect(tokens[0]).toMatchObject({ verdict: 'healthy', evidence: expect.arrayContaining([says]) });
    expect(notes).toEqual([{ about: 'setting', token: 'BOT', where: 'scopes.env line 1', says }]);
    expect(exit.code).toBe(0);
  });
});

describe('snooze-until', () => {
  const near = (until: string): string => `BOT=${BOT} # token-health: expires-at=${day(5)} snooze-until=${until}`;

  test.each([
    ['holds back the exit code', day(10), 0],
    ['that is too far away does not', day(40), 1],
    ['that has ended does not', day(-1), 1],
  ])('%s', async (_, until, code) => {
    const ran = await check(file('snoozed.env', [near(until)]), '--fail-on', 'expiring');

    expect(ran.code).toBe(code);
    expect(ran.stdout.includes('snoozed until')).toBe(code === 0);
  });

  test('never holds back a dead token', async () => {
    discord.behave(REFUSED);

    expect((await check(file('snoozed.env', [near(day(10))]))).code).toBe(1);
  });
});

describe('enabled=false', () => {
  test('is listed as paused, and nobody is asked', async () => {
    const before = discord.hits();
    const ran = await check(file('paused.env', [`BOT=${BOT} # token-health: enabled=false`]), '--json');

    expect(json(ran)).toMatchObject({
      tokens: [],
      notes: [{ about: 'paused', token: 'BOT', where: 'paused.env line 1' }],
      exit: { code: 0, reason: 'fine' },
    });
    expect(discord.hits()).toBe(before);
  });

  test('is said in a line, on standard input too', async () => {
    const tags = { 'token-health:provider': 'discord.bot', 'token-health:enabled': 'false' };
    const ran = await runStdin([{ name: 'bot', value: BOT, tags }], ['--no-state', ...url]);

    expect(ran).toMatchObject({
      code: 0,
      stdout: '1 token is paused by enabled=false, and not asked: bot (standard input, entry 1)\n',
    });
  });
});

describe('a variable that may be a token', () => {
  const secret = letters(24, 41);
  const foreign = `acme_live_${letters(24, 42)}`;
  const SUSPECTS: Record<string, [line: string, about: string]> = {
    'named like one of Slack': [`SLACK_VERIFICATION_TOKEN=${secret}`, 'name'],
    'named like a webhook, with an address of one’s own': ['GITHUB_WEBHOOK=https://ci.example.org/hooks/build', 'name'],
    'prefixed like one of an issuer that is not known': [`ACME_KEY=${foreign}`, 'unknown issuer'],
    'prefixed like one of another such issuer': [
      `ORION_API_TOKEN=ori_v1_${letters(64, 43).toLowerCase()}`,
      'unknown issuer',
    ],
    'an access key id of AWS': ['AWS_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE', 'unknown issuer'],
  };
  test.each(Object.entries(SUSPECTS))('%s is a note and never a finding', async (_, [line, about]) => {
    const ran = await check(file('suspect.env', [`BOT=${BOT}`, line]), '--json');

    expect(json(ran)).toMatchObject({
      tokens: [{ token: 'BOT', verdict: 'healthy' }],
      notes: [{ about, token: line.split('=')[0], where: 'suspect.env line 2' }],
      exit: { code: 0, reason: 'fine' },
    });
    expect(ran.stdout + ran.stderr).not.toContain(line.slice(-12));
  });

  const NOTHING: Record<string, string> = {
    'a path of words': 'APP_KEY=my-long-service-name-in-production',
    'a random value without a prefix': `SESSION_SECRET=${secret}`,
    'a prefixed value that nobody calls a token': `RELEASE=${foreign}`,
  };
  test.each(Object.entries(NOTHING))('%s is none', async (_, line) => {
    expect(json(await check(file('nothing.env', [`BOT=${BOT}`, line]), '--json')).notes).toEqual([]);
  });

  const FINDINGS: Record<string, [line: string, args?: string[]]> = {
    'its beginning is that of a known token': ['GITHUB_TOKEN=ghp_tooshort'],
    'it is a bot token that was cut': [`DISCORD_TOKEN=${BOT.slice(0, 45)}`],
    'nothing was filled in': ['DISCORD_TOKEN=changeme'],
    'a comment says what it is': [`SLACK_VERIFICATION_TOKEN=${secret} # token-health: provider=slack.bot`],
    '--provider says what it is': [
      `SLACK_VERIFICATION_TOKEN=${secret}`,
      ['--provider', 'SLACK_VERIFICATION_TOKEN=slack'],
    ],
  };
  test.each(Object.entries(FINDINGS))('is a finding where %s', async (_, [line, args = []]) => {
    const { tokens, notes, exit } = json(await check(file('found.env', [line]), '--json', ...args));

    expect(tokens).toMatchObject([
      { token: line.split('=')[0], verdict: expect.stringMatching(/rejected|misconfigured/) },
    ]);
    expect(notes).toEqual([]);
    expect(exit.code).toBe(1);
  });

  test('is a finding where --env asks for it', async () => {
    const env = { SLACK_VERIFICATION_TOKEN: secret };
    const ran = await run(['check', '--env', 'SLACK_VERIFICATION_TOKEN', '--json', '--no-state'], { env });

    expect(json(ran)).toMatchObject({ tokens: [{ verdict: 'misconfigured' }], notes: [], exit: { code: 1 } });
  });

  test('of which nobody knows whose it is leads to no page of AWS', async () => {
    const { tokens } = json(await check(file('whose.env', ['A=x # token-health: provider=auto']), '--json'));

    expect(tokens).toMatchObject([{ kind: null, docsUrl: 'docs/check.md' }]);
  });

  test('is noted where there is no token at all', async () => {
    const ran = await check(file('alone.env', [`SLACK_VERIFICATION_TOKEN=${secret}`, 'PORT=1']));

    expect(ran.code).toBe(5);
    expect(ran.stderr).toMatch(/^error: no tokens found in alone\.env\n {2}why {3}2 variables read/);
    expect(ran.stdout).toMatch(
      /^1 variable looks like a token by its name, .*:\nSLACK_VERIFICATION_TOKEN \(line 1\): say what it is/,
    );
  });
});

test('a bad rotation in a file speaks of nothing that only AWS has', async () => {
  const state = ['--state', 'rotated.db'];
  await check(file('rotated.env', [`BOT=${BOT}`]), ...state);
  discord.behave(REFUSED);

  const { stdout } = await check(file('rotated.env', [`BOT=${botToken('123456789012345678', 38, 7)}`]), ...state);

  expect(stdout).toContain('BOT was rotated to a value that Discord refuses');
  expect(stdout).toContain('3. Find out who or what changed it.');
  expect(stdout).not.toMatch(/CloudTrail|AWS|Secrets Manager|\btag\b/);
});

test('a clock that is a day off is said in the summary, although every token is healthy', async () => {
  discord.behave({ ...ACCEPTED, headers: { date: new Date(Date.now() - DAY).toUTCString() } });

  const { stdout } = await check(file('clock.env', [`BOT=${BOT}`]));

  expect(stdout.replace(/\n(?=\S)/g, ' ')).toMatch(
    /Our clock is 1 d ahead of Discord's: a date counts as reached when both say so\. 1 healthy/,
  );
});
