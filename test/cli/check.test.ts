import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { botToken, letters, SAMPLES } from '../support/samples.ts';
import { type Behaviour, type Issuer, startIssuer } from './issuer.ts';
import { type Entry, type Ran, run, runStdin } from './run.ts';

const BOT = SAMPLES['discord.bot'] ?? '';
const ACCEPTED = { status: 200, body: { id: '123456789012345678', username: 'orderbot', bot: true } };
const REFUSED = { status: 401, body: { message: '401: Unauthorized', code: 0 } };
const FEW_SCOPES = {
  status: 200,
  body: {
    application: { id: '123456789012345678', name: 'orders' },
    scopes: ['identify'],
    expires: new Date(Date.now() + 5 * 86_400_000).toISOString(),
  },
};
const OUTAGE = { status: 503, body: {} };

let folder: string;
let discord: Issuer;
let url: readonly string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'token-health-check-'));
  discord = await startIssuer(ACCEPTED);
  url = ['--provider-url', `discord=${discord.origin}`];
});
afterAll(async () => {
  await discord.close();
  rmSync(folder, { recursive: true });
});

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};
const at = {
  get cwd() {
    return folder;
  },
};
const entry = (name: string, value: string, provider = 'discord.bot', tags: Record<string, string> = {}): Entry => ({
  name,
  value,
  tags: Object.fromEntries(Object.entries({ provider, ...tags }).map(([tag, word]) => [`token-health:${tag}`, word])),
});
const tokens = (ran: Ran) => JSON.parse(ran.stdout).tokens;

describe('a .env file', () => {
  test('its tokens are found by shape, by name, by comment and by --provider; nothing else is read', async () => {
    discord.behave(ACCEPTED);
    const text = [
      'PORT=3000',
      `DATABASE_URL=postgres://app:${letters(24, 1)}@db/app`,
      `ANYTHING=${BOT}`,
      `WRAPPED="Bot ${BOT}"`,
      'DISCORD_TOKEN=changeme',
      `SESSION=${letters(30, 3)} # token-health: provider=discord.oauth`,
      `OTHER=${letters(30, 4)}`,
      'DISCORD_CLIENT_ID=123456789012345678',
    ].join('\r\n');

    const ran = await run(
      ['check', file('mixed.env', text), '--no-state', '--json', '--provider', 'OTHER=discord.oauth', ...url],
      at,
    );

    expect(
      tokens(ran)
        .map(({ token, kind }: { token: string; kind: string }) => [token, kind])
        .sort(),
    ).toEqual([
      ['ANYTHING', 'discord.bot'],
      ['DISCORD_TOKEN', 'discord.bot'],
      ['OTHER', 'discord.oauth'],
      ['SESSION', 'discord.oauth'],
      ['WRAPPED', 'discord.bot'],
    ]);
  });

  test('./.env is read when nothing is named, and each finding tells its line', async () => {
    file('.env', `A=1\nDISCORD_TOKEN='Bot ${BOT}'\n`);

    const ran = await run(['check', '--no-state', ...url], at);

    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(ran.stdout).toMatch(
      /✗ DISCORD_TOKEN is malformed \(certain\) +\.env line 2\n {2}saw {5}it begins with "Bot "/,
    );
    expect(ran.stdout).toContain('1 other variable of .env looks like no token: left alone.');
  });
});

test('--env judges what it names, with the kind from --provider', async () => {
  discord.behave(ACCEPTED);
  const env = { MY_BOT: BOT, OTHER: BOT };

  const ran = await run(
    ['check', '--env', 'MY_BOT', '--provider', 'MY_BOT=discord.bot', '--json', '--no-state', ...url],
    { env },
  );

  expect(ran.code).toBe(0);
  expect(tokens(ran)).toMatchObject([
    { token: 'MY_BOT', provider: 'discord', kind: 'discord.bot', verdict: 'healthy' },
  ]);
});

describe('--secret', () => {
  /** Speaks AWS's JSON protocol for the two calls that are made. */
  const startSecretsManager = async (secret: { name: string; value: string; tags: object[] }): Promise<Server> => {
    const arn = `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${secret.name}-AbCdEf`;
    const server = createServer((request, response) => {
      const about = { ARN: arn, Name: secret.name, VersionId: 'v1' };
      const answers: Record<string, object> = {
        'secretsmanager.DescribeSecret': { ...about, Tags: secret.tags, VersionIdsToStages: { v1: ['AWSCURRENT'] } },
        'secretsmanager.BatchGetSecretValue': { SecretValues: [{ ...about, SecretString: secret.value }], Errors: [] },
      };
      request.resume();
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(answers[String(request.headers['x-amz-target'])]));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  };
  const session = letters(30, 55);
  const check = async (tags: object[], ...args: string[]): Promise<Ran> => {
    const server = await startSecretsManager({ name: 'prod/session', value: session, tags });
    const env = {
      AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    };
    const ran = await run(['check', '--secret', 'prod/session', '--json', '--no-state', ...args, ...url], { env });
    server.closeAllConnections();
    server.close();
    return ran;
  };
  const marked = [{ Key: 'token-health:provider', Value: 'discord.oauth' }];

  test('a tag alone does not send a value whose shape anything could have', async () => {
    const before = discord.hits();

    expect(tokens(await check(marked))).toMatchObject([
      { token: 'prod/session', verdict: 'misconfigured', cause: 'bad-tag' },
    ]);
    expect(discord.hits()).toBe(before);
  });

  test('--provider does, with or without a tag', async () => {
    discord.behave({ status: 403, body: { code: 40012, message: 'The connection has been revoked' } });
    const named = ['--provider', 'prod/session=discord.oauth'];

    expect(tokens(await check(marked, ...named))).toMatchObject([{ verdict: 'rejected', cause: 'revoked' }]);
    expect(tokens(await check([], ...named))).toMatchObject([
      { token: 'prod/session', verdict: 'rejected', cause: 'revoked' },
    ]);
  });

  test('a secret without the marker is a source that cannot be read', async () => {
    expect(await check([])).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('it has no tag token-health:provider'),
    });
  });
});

describe('history works between runs', () => {
  const state = ['--state', 'history.db', '--json'];

  test('accepted, then refused on the same value: revoked, with the time it last worked', async () => {
    discord.behave(ACCEPTED);
    await runStdin([entry('bot', BOT)], [...state, ...url], at);
    discord.behave(REFUSED);

    const ran = await runStdin([entry('bot', BOT)], [...state, ...url], at);

    expect(tokens(ran)).toMatchObject([
      {
        verdict: 'rejected',
        cause: 'revoked',
        confidence: 'likely',
        support: { lastAccepted: expect.stringMatching(/^20/) },
      },
    ]);
  });

  test('the time it last worked is that of the last run that saw it work', async () => {
    discord.behave(ACCEPTED);
    const twice = [entry('twice', BOT)];
    await runStdin(twice, [...state, ...url], at);
    const between = new Date().toISOString();
    await runStdin(twice, [...state, ...url], at);
    discord.behave(REFUSED);

    const ran = await runStdin(twice, [...state, ...url], at);

    expect(tokens(ran)[0].support.lastAccepted > between).toBe(true);
  });

  test('accepted, then another value refused: bad rotation', async () => {
    discord.behave(ACCEPTED);
    await runStdin([entry('rotated', BOT)], [...state, ...url], at);
    discord.behave(REFUSED);

    const ran = await runStdin([entry('rotated', botToken('123456789012345678', 38, 7))], [...state, ...url], at);

    expect(tokens(ran)).toMatchObject([{ verdict: 'rejected', cause: 'bad-rotation' }]);
  });

  test('--no-state remembers nothing', async () => {
    const never = ['--no-state', '--json', ...url];
    discord.behave(ACCEPTED);
    await runStdin([entry('bot', BOT)], never, at);
    discord.behave(REFUSED);

    expect(tokens(await runStdin([entry('bot', BOT)], never, at))).toMatchObject([{ cause: 'unrecognised' }]);
  });

  test('by default it is kept in the state folder of the user, for the user alone', async () => {
    await runStdin([entry('bot', BOT)], url, { env: { XDG_STATE_HOME: folder } });

    expect(statSync(join(folder, 'token-health', 'state.db')).mode & 0o777).toBe(0o600);
  });
});

describe('the exit code', () => {
  const accepted = entry('good', BOT);
  const damaged = entry('damaged', `Bot ${BOT}`);
  const hook = entry('hook', SAMPLES['slack.webhook'] ?? '', 'slack.webhook');
  const lacking = entry('lacking', SAMPLES['discord.oauth'] ?? '', 'discord.oauth', { 'required-scopes': 'guilds' });
  type Case = { entries: Entry[]; args?: string[]; answer?: object; code: number; reason: string };
  const CASES: Record<string, Case> = {
    fine: { entries: [accepted], code: 0, reason: 'fine' },
    'a finding': { entries: [accepted, damaged], code: 1, reason: 'findings' },
    'a finding that --fail-on leaves out': {
      entries: [damaged],
      args: ['--fail-on', 'expired,expiring'],
      code: 0,
      reason: 'fine',
    },
    'nobody can be asked': { entries: [hook], code: 0, reason: 'fine' },
    'nobody can be asked, and --fail-on says that this counts': {
      entries: [hook],
      args: ['--fail-on', 'unchecked'],
      code: 1,
      reason: 'findings',
    },
    'a missing scope is no finding by default': { entries: [lacking], answer: FEW_SCOPES, code: 0, reason: 'fine' },
    'a missing scope, with --fail-on': {
      entries: [lacking],
      args: ['--fail-on', 'degraded'],
      answer: FEW_SCOPES,
      code: 1,
      reason: 'findings',
    },
    'a date that comes near beside a missing scope': {
      entries: [lacking],
      args: ['--fail-on', 'expiring'],
      answer: FEW_SCOPES,
      code: 1,
      reason: 'findings',
    },
    'a date that has passed beside a wrong tag': {
      entries: [entry('bot', BOT, 'discord.bot', { 'expires-at': '2026-01-31', 'max-age-days': 'often' })],
      args: ['--fail-on', 'overdue'],
      code: 1,
      reason: 'findings',
    },
    'a date that has passed, of a kind that nobody knows': {
      entries: [entry('bot', BOT, 'discord.robot', { 'expires-at': '2026-01-31' })],
      args: ['--fail-on', 'overdue'],
      code: 1,
      reason: 'findings',
    },
    'wrong use': { entries: [accepted], args: ['--fail-on', 'dead'], code: 2, reason: 'wrong-use' },
    'a name that is in no source': {
      entries: [accepted],
      args: ['--provider', 'other=discord'],
      code: 2,
      reason: 'wrong-use',
    },
    'not judged': { entries: [accepted], answer: OUTAGE, code: 3, reason: 'not-judged' },
    'not judged, allowed': {
      entries: [accepted],
      args: ['--allow-indeterminate'],
      answer: OUTAGE,
      code: 0,
      reason: 'fine',
    },
    'a finding and one not judged': { entries: [accepted, damaged], answer: OUTAGE, code: 1, reason: 'findings' },
    'a source not read, beside a finding': {
      entries: [damaged],
      args: ['--env', 'NOT_SET'],
      code: 4,
      reason: 'source-unreadable',
    },
    'nothing found': { entries: [], code: 5, reason: 'nothing-found' },
    'nothing found, allowed': { entries: [], args: ['--allow-empty'], code: 0, reason: 'fine' },
  };
  test.each(Object.entries(CASES))('%s', async (_, { entries, args = [], answer = ACCEPTED, code, reason }) => {
    discord.behave(answer as typeof ACCEPTED);

    const ran = await runStdin(entries, ['--json', '--no-state', ...args, ...url], at);

    expect(ran.code).toBe(code);
    expect(JSON.parse(ran.stdout)).toMatchObject({ schemaVersion: 1, exit: { code, reason } });
  });

  test('a state that cannot be used is told to programs too', async () => {
    file('no-state.db', 'text '.repeat(200));

    const ran = await runStdin([accepted], ['--json', '--state', 'no-state.db'], at);

    expect(ran.code).toBe(4);
    expect(JSON.parse(ran.stdout)).toEqual({
      schemaVersion: 1,
      tokens: [],
      notes: [],
      exit: { code: 4, reason: 'source-unreadable' },
    });
  });

  test('its table is in the help on exit-codes', async () => {
    expect(await run(['help', 'exit-codes'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('When several apply'),
    });
  });

  test('help is no error and shows examples and exit codes', async () => {
    const ran = await run(['check', '--help']);

    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/Examples:[\s\S]*Exit codes:[\s\S]*When several apply: 2, 4, 1, 3, 5\./);
  });
});

describe('errors say what, why and what to do, without a stack or a value', () => {
  const WRONG: Record<string, { args: string[]; code: number; text: RegExp; stdin?: string }> = {
    'no source at all': {
      args: [],
      code: 4,
      text: /^error: nothing to check: there is no \.env file in this folder\n {2}do {4}name a file/,
    },
    'a missing file': {
      args: ['none.env'],
      code: 4,
      text: /^error: cannot read none\.env\n {2}why {3}there is no such file\n {2}do /,
    },
    'no token in a file': {
      args: ['plain.env'],
      code: 5,
      text: /^error: no tokens found in plain\.env\n {2}why {3}2 variables read; .*\n {2}do {4}.*--provider MY_KEY=discord\.bot/,
    },
    'a variable that is not set': {
      args: ['--env', 'NOPE'],
      code: 4,
      text: /^error: cannot read NOPE from the environment\n {2}why {3}not set/,
    },
    'no JSON on standard input': {
      args: ['--stdin'],
      stdin: `[{"name": "${BOT}"`,
      code: 4,
      text: /^error: cannot read standard input\n {2}why {3}it is not JSON/,
    },
    'an unknown flag': { args: ['--fail'], code: 2, text: /^error: unknown option '--fail'/ },
    'a token typed as a flag': { args: [`--env=X`, `--${BOT}`], code: 2, text: /^error: unknown option/ },
    'a token typed as a file': {
      args: [BOT],
      code: 4,
      text: /^error: cannot read \[redacted\]\n {2}why {3}there is no such file/,
    },
    'an unknown provider': { args: ['--provider', 'A=discrod.bot'], code: 2, text: /Did you mean "discord\.bot"\?/ },
    'an unknown issuer of a URL': {
      args: ['--provider-url', 'discrod=http://127.0.0.1:1'],
      code: 2,
      text: /Did you mean "discord"\?/,
    },
    'a URL with a password': {
      args: ['--provider-url', 'discord=http://a:b@127.0.0.1:1'],
      code: 2,
      text: /Write a base URL/,
    },
    'no time at all': { args: ['--timeout', '0'], code: 2, text: /Write seconds/ },
    'a state that is none': {
      args: ['--env', 'HOME', '--state', 'plain.env'],
      code: 4,
      text: /^error: cannot use the state file plain\.env\n {2}why {3}it is not a state file\n {2}do {4}name another/,
    },
  };
  test.each(Object.entries(WRONG))('%s', async (_, { args, code, text, stdin }) => {
    file('plain.env', 'PORT=3000\nHOST=a\n');
    const bare = mkdtempSync(join(folder, 'bare-'));
    writeFileSync(join(bare, 'plain.env'), readFileSync(join(folder, 'plain.env')));

    const ran = await run(['check', ...(args.includes('--state') ? args : [...args, '--no-state'])], {
      cwd: bare,
      ...(stdin && { stdin }),
    });

    expect(ran.code).toBe(code);
    expect(ran.stderr).toMatch(text);
    expect(ran.stderr + ran.stdout).not.toMatch(/\n\s+at |node:internal/);
    expect(ran.stderr + ran.stdout).not.toContain(BOT.slice(-20));
  });

  test('a bug of ours is 70, with its place and none of its words', async () => {
    const shim = join(folder, 'bug.mjs');
    const check = new URL('../../cli/commands/settings.ts', import.meta.url).href;
    writeFileSync(
      shim,
      `import { registerHooks } from 'node:module';
registerHooks({ load: (url, context, next) => url === ${JSON.stringify(check)}
  ? { format: 'module-typescript', shortCircuit: true, source: 'export const settingsOf = () => { throw new TypeError("canary-4711") }; export const allowedHost = String, namedKind = String, providerUrl = String, seconds = String, verdictList = String;' }
  : next(url, context) });`,
    );

    const ran = await run(['check'], { env: { NODE_OPTIONS: `--import ${shim}` } });

    expect(ran.code).toBe(70);
    expect(ran.stderr).toMatch(
      /^error: token-health met a bug of its own\n {2}why {3}TypeError at cli\/[\w/-]+\.ts:\d+; check, node v\d+/,
    );
    expect(ran.stderr).not.toContain('canary');
  });
});

test('a reader that leaves early is no error', async () => {
  const entries = Array.from({ length: 400 }, (_, n) => entry(`bot-${n}`, 'changeme'));
  const text = JSON.stringify(entries);
  file('many.json', text);
  const main = new URL('../../cli/main.ts', import.meta.url).pathname;
  const line = `"${process.execPath}" "${main}" check --stdin --no-state --json < many.json | head -c 10; echo " \${PIPESTATUS[0]}"`;

  const shell = spawn('bash', ['-c', line], { cwd: folder });
  let said = '';
  let complaints = '';
  shell.stdout.on('data', (data) => {
    said += data;
  });
  shell.stderr.on('data', (data) => {
    complaints += data;
  });
  await new Promise((resolve) => shell.on('close', resolve));

  expect(said).toMatch(/ 1\n$/);
  expect(complaints).toBe('');
});

describe('rate limits', () => {
  const bots = [1, 2, 3].map((n) => entry(`bot-${n}`, botToken('123456789012345678', 38, n * 10)));
  const limited = (seconds: number, headers = {}) => ({
    status: 429,
    headers: { 'retry-after': String(seconds), ...headers },
    body: { message: 'You are being rate limited.' },
  });
  const verdictsAfter = async (first: Behaviour) => {
    discord.behave(first, ACCEPTED);
    const from = performance.now();
    const ran = await runStdin(bots, ['--no-state', '--json', ...url]);
    const verdicts = tokens(ran).map(({ verdict }: { verdict: string }) => verdict);
    return { verdicts, took: performance.now() - from };
  };

  test('one token that meets its own leaves the others healthy, and nobody waits', async () => {
    const { verdicts, took } = await verdictsAfter(limited(20));

    expect(verdicts).toEqual(['indeterminate', 'healthy', 'healthy']);
    expect(took).toBeLessThan(10_000);
  });

  test('one token that meets a limit of all leaves the others to be asked after the pause', async () => {
    const { verdicts } = await verdictsAfter(limited(6, { 'x-ratelimit-scope': 'global' }));

    expect(verdicts).toEqual(['indeterminate', 'healthy', 'healthy']);
  });

  test('one that ends in a few seconds is waited out', async () => {
    const { verdicts } = await verdictsAfter(limited(2));

    expect(verdicts).toEqual(['healthy', 'healthy', 'healthy']);
  });
});

test('Ctrl-C ends it at once with 130', async () => {
  const silent = await startIssuer('silent');
  const asked = new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (silent.hits() === 0) return;
      clearInterval(timer);
      resolve();
    }, 20);
  });

  const ran = await runStdin([entry('bot', BOT)], ['--no-state', '--provider-url', `discord=${silent.origin}`], {
    interruptWhen: asked,
  });

  expect(ran).toMatchObject({ code: 130, stdout: '', stderr: '\ninterrupted\n' });
  await silent.close();
});

test('progress is for terminals, results for standard output', async () => {
  discord.behave(ACCEPTED);

  const ran = await runStdin([entry('bot', BOT)], ['--no-state', ...url]);

  expect(ran).toMatchObject({ code: 0, stderr: '' });
});
