import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SAMPLES } from '../support/samples.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import { run } from './run.ts';

const BOT = SAMPLES['discord.bot'] ?? '';
const ACCEPTED = { status: 200, body: { id: '123456789012345678', username: 'orderbot', bot: true } };
const REFUSED = { status: 401, body: { message: '401: Unauthorized', code: 0 } };
const LOGIN = 'discord.errors.LoginFailure: Improper token has been passed.';

let folder: string;
let discord: Issuer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'token-health-explain-'));
  writeFileSync(join(folder, '.env'), `DISCORD_TOKEN=${BOT}\nOTHER_TOKEN=${SAMPLES['github.classic']}\n`);
  writeFileSync(join(folder, 'deploy.log'), `12:00:01 start\n12:00:02 ${LOGIN}\n12:00:03 exit 1\n`);
  writeFileSync(join(folder, 'utf16.log'), Buffer.from(`\ufeff${LOGIN}`, 'utf16le'));
  discord = await startIssuer(ACCEPTED);
});
afterAll(async () => {
  await discord.close();
  rmSync(folder, { recursive: true });
});

const explain = (args: readonly string[], stdin?: string) =>
  run(['explain', ...args], { cwd: folder, ...(stdin !== undefined && { stdin }) });

const KEYS = [
  'schemaVersion',
  'known',
  'provider',
  'from',
  'causes',
  'meaning',
  'check',
  'evidence',
  'remedy',
  'settle',
  'isNot',
  'support',
  'docsUrl',
  'redacted',
  'token',
  'others',
];

describe('the text', () => {
  test.each<[string, readonly string[], string?]>([
    ['as an argument', [LOGIN]],
    ['as several arguments, unquoted', LOGIN.split(' ')],
    ['on standard input', [], `${LOGIN}\n`],
    ['on standard input, said so', ['-'], `${LOGIN}\n`],
    ['in a file that is named', ['--file', 'deploy.log']],
    ['in a file that is the argument', ['deploy.log']],
    ['in a file that PowerShell wrote', ['--file', 'utf16.log']],
  ])('%s is explained', async (_, args, stdin) => {
    const { code, stdout, stderr } = await explain(args, stdin);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Discord answered 401 to GET /users/@me at login');
    expect(stdout).toMatch(/1 {2}malformed +possible/);
  });

  test('has every documented key, also when nobody knows it', async () => {
    const known = JSON.parse((await explain(['--json', LOGIN])).stdout);
    expect(Object.keys(known)).toEqual(KEYS);
    expect(known).toMatchObject({ known: true, provider: 'discord', redacted: [], token: null, others: [] });
    const unknown = JSON.parse((await explain(['--json', 'Frobnicator: widget 7 rejected the sprocket'])).stdout);
    expect(Object.keys(unknown)).toEqual(KEYS);
    expect(unknown).toMatchObject({ known: false, provider: null, causes: [] });
    expect(unknown.remedy.length).toBeGreaterThan(2);
  });

  test('of an answer that only the catalogue knows is read by its rules', async () => {
    const answer = 'HTTP/2 401\ncontent-type: application/json\n\n{"error":"invalid_token","message":"x"}';
    const { stdout } = await explain(['--json', '--provider', 'discord', `HTTP/2 403\n\n{"code":50178,"message":"x"}`]);
    expect(JSON.parse(stdout)).toMatchObject({ known: true, provider: 'discord' });
    expect((await explain(['--json', answer])).code).toBe(0);
  });

  test('with several errors tells each', async () => {
    const { stdout } = await explain([
      '--json',
      `${LOGIN}\n\nnpm ERR! code ENEEDAUTH\nnpm ERR! need auth This command requires you to be logged in.`,
    ]);
    const { provider, others } = JSON.parse(stdout);
    expect([provider, ...others.map((one: { provider: string }) => one.provider)].sort()).toEqual(['discord', 'npm']);
  });

  test('that holds a token does not show it, and says that it leaked', async () => {
    const { stdout } = await explain([`Authorization: Bot ${BOT} -> 401 ${LOGIN}`]);
    expect(stdout).not.toContain(BOT);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/this paste held a live-looking Discord bot token: treat it as leaked/);
  });

  test('is printed for a narrow terminal too, and without a character beyond ASCII where that is asked', async () => {
    const { stdout } = await explain(['--ascii', LOGIN]);
    expect(stdout).toMatch(/^[\n -~]*$/);
    expect(stdout.split('\n').filter((line) => line.length > 80 && !line.includes('https://'))).toEqual([]);
  });
});

describe('wrong use', () => {
  test.each<[string, readonly string[], string | undefined, number, RegExp]>([
    ['no text at all', [], '', 2, /error: the text to explain is empty\n +do +token-health explain "TEXT"/],
    [
      'an issuer that nobody knows',
      ['--provider', 'discrod', 'x'],
      undefined,
      2,
      /no issuer is called "discrod"\n +do +use --provider discord/,
    ],
    ['a file that is not there', ['--file', 'nowhere.log'], undefined, 4, /cannot read nowhere.log/],
    ['an option that is none', ['--colour', 'x'], undefined, 2, /do +token-health explain --help/],
    ['a token that is not in the file', ['--token', 'NO_SUCH', LOGIN], undefined, 4, /there is no token NO_SUCH/],
  ])('%s is an error with its remedy', async (_, args, stdin, expected, message) => {
    const { code, stdout, stderr } = await explain(args, stdin);
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('with the token at hand', () => {
  const joined = async (behaviour: typeof ACCEPTED | typeof REFUSED) => {
    discord.behave(behaviour as never);
    const before = discord.hits();
    const url = `discord=${discord.origin}`;
    const { stdout } = await explain([
      '--json',
      '--provider',
      'discord',
      '--token',
      'DISCORD_TOKEN',
      '--provider-url',
      url,
      'code 50014',
    ]);
    return { ...JSON.parse(stdout), hits: discord.hits() - before, stdout };
  };

  test('a refused one is told with the message: reset it', async () => {
    const { token, hits, stdout } = await joined(REFUSED);
    expect(hits).toBe(1);
    expect(token).toMatchObject({ token: 'DISCORD_TOKEN', verdict: 'rejected' });
    expect(token.says).toMatch(/^The message says code 50014, and the token is refused/);
    expect(token.remedy.join(' ')).toContain('Reset Token');
    expect(stdout).not.toContain(BOT);
  });

  test('an accepted one shows that the program uses another', async () => {
    const { token } = await joined(ACCEPTED);
    expect(token).toMatchObject({ verdict: 'healthy' });
    expect(token.says).toMatch(/accepted now: so the program does not use it/);
    expect(token.remedy[0]).toMatch(/Look which value the program has/);
  });
});
