import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAsk } from '../../adapters/http/ask.ts';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { Secret } from '../../core/model/secret.ts';
import { interpret } from '../../providers/interpret.ts';
import type { OnlineProbe } from '../../providers/provider.ts';
import { type AnswersServer, startAnswersServer } from '../support/answers-server.ts';
import { recordedAnswers, WORDED } from '../support/fixtures.ts';
import { SAMPLES } from '../support/samples.ts';

let issuer: AnswersServer;
beforeAll(async () => {
  issuer = await startAnswersServer();
});
afterAll(() => issuer.close());

/** The probe of a kind as the HTTP client makes it, its host replaced by the loopback issuer. */
const asked = async (id: string) => {
  const found = REGISTRY.findKind(id);
  const probe = found?.kind.probe;
  if (found === undefined || !probe?.online) throw new Error(`${id} is not asked`);
  const client = createAsk({ allowedOrigins: [issuer.origin] });
  const value = SAMPLES[id] ?? '';
  const texts = { client_id: 'orders', client_secret: 's3cret', ...found.kind.parts?.(value), token: value };
  const answer = await client({
    method: probe.method,
    url: `${issuer.origin}${pathOf(probe)}`,
    headers: probe.headers,
    ...(probe.form && { form: probe.form }),
    ...(probe.basic && { basic: probe.basic }),
    fills: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, new Secret(text)])),
    trust: 'allow-listed',
    budget: found.provider.budget,
    deadline: Date.now() + 5000,
  });
  client.close();
  if (!answer.ok) throw new Error(answer.failure.detail);
  return interpret(answer.answer, found, 'GET issuer');
};

const sent = async (id: string) => {
  issuer.answer({ status: 200, body: {} });
  await asked(id);
  const last = issuer.requests.at(-1);
  if (last === undefined) throw new Error('nothing was sent');
  return last;
};

const pathOf = (probe: OnlineProbe): string => probe.url.replace(/^https:\/\/[^/]+/, '');

const token = (id: string): string => SAMPLES[id] ?? '';

const EXPECTED: Readonly<Record<string, { line: string; header?: readonly [string, string]; body?: string }>> = {
  'discord.bot': { line: 'GET /api/v10/users/@me', header: ['authorization', `Bot ${token('discord.bot')}`] },
  'discord.oauth': { line: 'GET /api/v10/oauth2/@me', header: ['authorization', `Bearer ${token('discord.oauth')}`] },
  'discord.webhook': {
    line: `GET ${token('discord.webhook').replace('https://discord.com/api', '/api/v10')}`,
    header: ['user-agent', 'DiscordBot (https://token-health-monitor.invalid, 0.1.0)'],
  },
  'github.classic': { line: 'GET /user', header: ['authorization', `Bearer ${token('github.classic')}`] },
  'github.app-installation': {
    line: 'GET /rate_limit',
    header: ['authorization', `Bearer ${token('github.app-installation')}`],
  },
  'gitlab.pat': {
    line: 'GET /api/v4/personal_access_tokens/self',
    header: ['private-token', token('gitlab.pat')],
  },
  'slack.bot': { line: 'POST /api/auth.test', header: ['authorization', `Bearer ${token('slack.bot')}`], body: '' },
  'npm.granular': { line: 'GET /-/whoami', header: ['authorization', `Bearer ${token('npm.granular')}`] },
  'vault.token': { line: 'GET /v1/auth/token/lookup-self', header: ['x-vault-token', token('vault.token')] },
  'openbao.token': { line: 'GET /v1/auth/token/lookup-self', header: ['x-vault-token', token('openbao.token')] },
  'oauth2-introspection.token': {
    line: 'POST /',
    header: ['authorization', `Basic ${Buffer.from('orders:s3cret').toString('base64')}`],
    body: `token=${token('oauth2-introspection.token')}`,
  },
};

test.each(Object.entries(EXPECTED))(
  '%s is asked with its token in the one right place',
  async (id, { line, header, body }) => {
    const request = await sent(id);
    expect(`${request.method} ${request.path}`).toBe(line);
    if (header) expect(request.headers[header[0]]).toBe(header[1]);
    if (body !== undefined) expect(request.body).toBe(body);
  },
);

const PROOFS = recordedAnswers(WORDED).filter(({ expect: read }) => read.seen !== 'unanswered');

test.each(PROOFS)('$kind, through the HTTP client that takes out what was sent: $sentence', async (recorded) => {
  issuer.answer(recorded.answer);
  expect((await asked(recorded.kind)).seen).toBe(recorded.expect.seen);
});

test('a webhook URL of an old host is asked without what was added to it', async () => {
  const kind = REGISTRY.findKind('discord.webhook')?.kind;
  const added = `${token('discord.webhook').replace('discord.com', 'ptb.discordapp.com')}/slack?wait=true`;
  expect(kind?.shape?.pattern.test(added)).toBe(true);
  expect(kind?.parts?.(added)).toEqual(kind?.parts?.(token('discord.webhook')));
});

test('every fixed host is an https address that somebody has looked at; UPDATE_GOLDEN=1 writes them anew', () => {
  const hosts = REGISTRY.kinds.flatMap(({ provider, kind: { probe } }) => {
    if (!probe.online) return [];
    const bases = [
      probe.host === 'fixed' ? probe.url : undefined,
      probe.defaultBase?.url,
      ...(provider.base?.hosts ?? []),
    ];
    return bases.flatMap((url) => (url === undefined ? [] : [`${provider.id} ${new URL(url).origin}`]));
  });
  const text = `${[...new Set(hosts)].sort().join('\n')}\n`;
  expect(text.replaceAll(/^\S+ https:\/\/[a-z0-9.-]+\n/gm, '')).toBe('');
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync('test/golden/hosts.txt', text);
  expect(readFileSync('test/golden/hosts.txt', 'utf8')).toBe(text);
});

test('what is asked beside a probe is asked at the same host', () => {
  for (const { kind } of REGISTRY.kinds) {
    const { probe } = kind;
    if (!probe.online) continue;
    for (const beside of [probe.before, probe.sparing, probe.more, probe.fallback])
      if (beside !== undefined) expect([kind.id, originOf(beside.url)]).toEqual([kind.id, originOf(probe.url)]);
  }
});

const originOf = (url: string): string => /^https:\/\/[^/]+/.exec(url)?.[0] ?? '';
