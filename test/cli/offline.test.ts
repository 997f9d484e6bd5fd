import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { botToken, githubToken, hex, letters, SAMPLES } from '../support/samples.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import { type Entry, run, runStdin } from './run.ts';

type Told = {
  readonly token: string;
  readonly kind: string | null;
  readonly verdict: string;
  readonly cause: string | null;
  readonly evidence: readonly string[];
  readonly remedy: readonly string[];
};

const GITHUB = { status: 200, headers: { 'x-oauth-scopes': 'repo' }, body: { login: 'octocat', id: 1, type: 'User' } };
const GITLAB = {
  status: 200,
  body: { id: 4, user_id: 1, active: true, revoked: false, scopes: ['api'], expires_at: null },
};
const UNAUTHORIZED = { status: 401, body: { message: '401: Unauthorized', code: 0 } };

const braced = (inside: string): string => ['$', `{${inside}}`].join('');
const CUT = botToken().slice(0, 40);

/** Field cases of one file: name, what stands behind it, and what is right. */
const LINES: readonly (readonly [name: string, text: string, verdict: string, cause: string | null])[] = [
  ['GITHUB_TOKEN', braced('GH_PAT'), 'healthy', null],
  ['GH_PAT', githubToken('ghp_', 5), 'healthy', null],
  ['OLD_GITHUB_TOKEN', hex(40, 70), 'healthy', null],
  ['FROM_PROCESS_GITHUB_TOKEN', braced('OF_THE_PROCESS'), 'healthy', null],
  ['UNSET_GITHUB_TOKEN', braced('NOBODY_HAS_THIS'), 'misconfigured', 'unreadable-secret'],
  ['GITLAB_TOKEN', 'op://Private/GitLab/token', 'misconfigured', 'unreadable-secret'],
  ['OWN_GITLAB_TOKEN', `PAT_${letters(20, 71)}`, 'healthy', null],
  ['DEPLOY_GITLAB_TOKEN', SAMPLES['gitlab.deploy'] ?? '', 'unchecked', null],
  ['ARN_GITLAB_TOKEN', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:a', 'misconfigured', 'unreadable-secret'],
  ['DISCORD_TOKEN', 'DISCORD_TOKEN', 'rejected', 'malformed'],
  ['NAMED_DISCORD_TOKEN', 'DISCORD_BOT_TOKEN', 'rejected', 'malformed'],
  ['EXAMPLE_DISCORD_TOKEN', 'my-bot-token-123', 'rejected', 'malformed'],
  ['SEALED_DISCORD_TOKEN', 'encrypted:BDqDBibm4wsYqMpCjTQ6', 'misconfigured', 'unreadable-secret'],
  ['CHAT_DISCORD_WEBHOOK', `<${SAMPLES['discord.webhook']}>`, 'rejected', 'malformed'],
  ['CUT_DISCORD_TOKEN', `${CUT} # token-health: provider=discord.bot`, 'misconfigured', 'malformed'],
  ['NOTED_DISCORD_TOKEN', `"${CUT} # token-health: provider=discord.bot`, 'misconfigured', 'malformed'],
];

let folder: string;
let issuers: readonly [github: Issuer, gitlab: Issuer, discord: Issuer];
let told: ReadonlyMap<string, Told>;
let output: string;

const urls = (): readonly string[] =>
  ['github', 'gitlab', 'discord'].flatMap((id, n) => ['--provider-url', `${id}=${issuers[n]?.origin}`]);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'token-health-offline-'));
  issuers = await Promise.all([startIssuer(GITHUB), startIssuer(GITLAB), startIssuer(UNAUTHORIZED)]);
  writeFileSync(join(folder, 'field.env'), LINES.map(([name, text]) => `${name}=${text}`).join('\n'));
  const env = { OF_THE_PROCESS: githubToken('ghp_', 6) };
  const ran = await run(['check', 'field.env', '--json', '--no-state', ...urls()], { cwd: folder, env });
  output = ran.stdout + ran.stderr;
  told = new Map((JSON.parse(ran.stdout).tokens as Told[]).map((one) => [one.token, one]));
});
afterAll(async () => {
  await Promise.all(issuers.map((issuer) => issuer.close()));
  rmSync(folder, { recursive: true });
});

describe('a .env file of the field', () => {
  test.each(LINES)('%s', (name, _text, verdict, cause) => {
    expect(told.get(name)).toMatchObject({ verdict, cause });
  });

  test('asks Discord about none of what is no token', () => {
    expect(issuers[2].hits()).toBe(0);
  });

  test('says the command of the tool whose reference it is', () => {
    expect(told.get('GITLAB_TOKEN')?.remedy[0]).toContain('op run -- token-health check --env GITLAB_TOKEN');
    expect(told.get('SEALED_DISCORD_TOKEN')?.remedy[0]).toContain('dotenvx run -- token-health check');
    expect(output).not.toContain('Private/GitLab');
  });

  test('notes where readers of the file differ', () => {
    expect(told.get('GITHUB_TOKEN')?.evidence.join()).toContain('plain dotenv does not');
    expect(told.get('NOTED_DISCORD_TOKEN')?.evidence.join()).toContain('none ends it');
  });

  test('says how to let a value through that is merely unlike its kind', () => {
    expect(told.get('CUT_DISCORD_TOKEN')?.remedy[1]).toContain('--provider NAME=discord.bot');
  });
});

const oneOf = async (entry: Entry, ...args: readonly string[]): Promise<Told> => {
  const ran = await runStdin([entry], ['--json', '--no-state', ...urls(), ...args]);
  return JSON.parse(ran.stdout).tokens[0];
};

describe('--provider', () => {
  const cut = { name: 'CUT', value: CUT, tags: { 'token-health:provider': 'discord.bot' } };

  test('for that very name has an unlike value asked, a tag alone does not', async () => {
    const before = issuers[2].hits();
    expect(await oneOf(cut)).toMatchObject({ verdict: 'misconfigured', cause: 'malformed' });
    expect(issuers[2].hits()).toBe(before);
    expect(await oneOf(cut, '--provider', 'CUT=discord.bot')).toMatchObject({
      verdict: 'rejected',
      cause: 'unrecognised',
    });
    expect(issuers[2].hits()).toBe(before + 1);
  });
});

describe('--token-prefix', () => {
  test.each([
    ['discord=a', 'Issuers whose owners choose a prefix: gitlab'],
    ['acme-', 'Write it as gitlab=acme-'],
    ['gitlab=a b', 'Write it as gitlab=acme-'],
  ])('%s is wrong use', async (text, says) => {
    const ran = await run(['check', '--env', 'HOME', '--token-prefix', text]);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining(says) });
  });

  test('lets such values through, also when it is given again', async () => {
    const entry = { name: 'a', value: `glpat-acme.${letters(20, 72)}`, tags: { 'token-health:provider': 'gitlab' } };
    expect(await oneOf(entry)).toMatchObject({ kind: 'gitlab.pat', verdict: 'misconfigured', cause: 'malformed' });
    const prefixes = ['--token-prefix', 'gitlab=glpat-acme.', '--token-prefix', 'gitlab='];
    expect(await oneOf(entry, ...prefixes)).toMatchObject({ kind: 'gitlab.pat', verdict: 'healthy' });
  });
});
