import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ran, run, runStdin } from '../cli/run.ts';
import { type Canary, canaryOf } from '../leak/canary.ts';
import { scan } from '../leak/scan.ts';
import { type AnswersServer, startAnswersServer } from '../support/answers-server.ts';
import { DISCORD, GITHUB } from './answers.ts';
import { bot, github } from './shapes.ts';

let folder: string;
let issuer: AnswersServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'token-health-field-'));
  issuer = await startAnswersServer();
});
afterAll(async () => {
  await issuer.close();
  rmSync(folder, { recursive: true });
});

const to = (provider: string) => ['--json', '--no-state', '--provider-url', `${provider}=${issuer.origin}`];

const verdictOf = (ran: Ran, canary: Canary): string => {
  expect(scan([canary], ran)).toEqual([]);
  const [token] = (JSON.parse(ran.stdout) as { tokens: { verdict: string; cause: string | null }[] }).tokens;
  return `${token?.verdict} ${token?.cause ?? '-'}`;
};

describe('the command itself, from each kind of input', () => {
  test('a file: export, single quotes and a comment', async () => {
    const canary = canaryOf('file', bot);
    const file = join(folder, '.env');
    writeFileSync(file, `export DISCORD_TOKEN='${canary.value}' # the order bot\n`);
    issuer.answer(DISCORD.bot);

    expect(verdictOf(await run(['check', file, ...to('discord')]), canary)).toBe('healthy -');
  });

  test('the environment: docker kept the quotes', async () => {
    const canary = canaryOf('environment', bot);
    const before = issuer.requests.length;

    const named = ['--env', 'BOT', '--provider', 'BOT=discord.bot'];
    const ran = await run(['check', ...named, ...to('discord')], { env: { BOT: `"${canary.value}"` } });

    expect(verdictOf(ran, canary)).toBe('rejected malformed');
    expect(issuer.requests.length).toBe(before);
  });

  test('standard input: an address allow-list stands before GitHub', async () => {
    const canary = canaryOf('standard input', github('ghp_'));
    issuer.answer(GITHUB.forbidden('Although you appear to have the correct authorization credentials, `acme` ...'));

    const entry = { name: 'planted', value: canary.value, tags: { 'token-health:provider': 'github' } };

    expect(verdictOf(await runStdin([entry], to('github')), canary)).toBe('indeterminate blocked');
  });
});
