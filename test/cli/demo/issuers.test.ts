import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeDiscord, startDiscord } from '../../../cli/demo/issuers/discord.ts';
import type { ReplyName } from '../../../cli/demo/issuers/discord-replies.ts';
import { type Oidc, startOidc } from '../../../cli/demo/issuers/oidc.ts';
import { startVerdaccio, type Verdaccio } from '../../../cli/demo/issuers/verdaccio.ts';

const AGENT = { 'user-agent': 'DiscordBot (https://example.org, 1.0)' };
const bot = (seed: string) => `${Buffer.from('123456789012345678').toString('base64url')}.Gabcde.${seed.repeat(38)}`;
const webhookUrl = (id: number, seed: string) =>
  `https://discord.com/api/webhooks/12345678901234567${id}/${seed.repeat(68)}`;

const ask = async (url: string, headers: Record<string, string>) => {
  const answer = await fetch(url, { headers });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text), headers: answer.headers };
};

describe('verdaccio, a real npm registry', () => {
  let registry: Verdaccio;
  beforeAll(async () => {
    registry = await startVerdaccio();
  });
  afterAll(() => registry.stop());
  const whoami = (token?: string) =>
    ask(`${registry.url}/-/whoami`, token === undefined ? {} : { authorization: `Bearer ${token}` });

  test('a live token is told its user', async () => {
    expect(await whoami(await registry.mint('alice'))).toMatchObject({ status: 200, body: { username: 'alice' } });
  });

  test('a revoked token gets 403, and another token of that user goes on', async () => {
    const [revoked, kept] = [await registry.mint('bob'), await registry.mint('bob')];
    await registry.revoke(revoked);
    expect(await whoami(revoked)).toMatchObject({ status: 403, body: { error: 'unauthorized access' } });
    expect(await whoami(kept)).toMatchObject({ status: 200, body: { username: 'bob' } });
  });

  test('tokens of new users may be minted at once', async () => {
    const minted = await Promise.all(['carol', 'carol', 'chris', 'craig'].map((user) => registry.mint(user)));
    expect(new Set(minted).size).toBe(4);
  });

  const nobody = {
    'no token gets 200 and an empty object': async () => undefined,
    'garbage gets 200 and an empty object': async () => 'garbage',
    'a cut token gets 200 and an empty object': async () => (await registry.mint('dave')).slice(0, -8),
  };
  test.each(Object.entries(nobody))('%s', async (_sentence, token) => {
    const answer = await whoami(await token());
    expect([answer.status, answer.body]).toEqual([200, {}]);
  });
});

describe('oidc-provider, a real OAuth2 issuer', () => {
  let issuer: Oidc;
  beforeAll(async () => {
    issuer = await startOidc({ ttlSeconds: 60 });
  });
  afterAll(() => issuer.stop());
  const introspect = async (token: string, secret = issuer.clientSecret) => {
    const authorization = `Basic ${Buffer.from(`${issuer.clientId}:${secret}`).toString('base64')}`;
    const body = new URLSearchParams({ token });
    const answer = await fetch(issuer.introspectionUrl, { method: 'POST', headers: { authorization }, body });
    return [answer.status, JSON.parse(await answer.text())];
  };

  test('a live token is active, with its scope and its end', async () => {
    const before = Math.floor(Date.now() / 1000);
    const [status, body] = await introspect(await issuer.mint('api:read', 30));
    expect([status, body]).toMatchObject([200, { active: true, scope: 'api:read', client_id: issuer.clientId }]);
    expect(body.exp - before).toBeGreaterThanOrEqual(30);
    expect(body.exp - before).toBeLessThanOrEqual(32);
  });

  test('a token without a life of its own gets the one of the issuer', async () => {
    const [, body] = await introspect(await issuer.mint('api:read'));
    expect(body.exp - body.iat).toBe(60);
  });

  test('a scope that the issuer does not know is dropped without a word', async () => {
    const [, body] = await introspect(await issuer.mint('api:read api:admin'));
    expect(body.scope).toBe('api:read');
  });

  test('a token is inactive when its life is over, without grace', async () => {
    const token = await issuer.mint('api:read', 1);
    expect(await introspect(token)).toMatchObject([200, { active: true }]);
    await sleep(2100);
    expect(await introspect(token)).toEqual([200, { active: false }]);
  });

  const inactive = {
    'a revoked token is inactive': async () => {
      const token = await issuer.mint('api:read');
      await issuer.revoke(token);
      return token;
    },
    'garbage is inactive': async () => 'garbage',
  };
  test.each(Object.entries(inactive))('%s', async (_sentence, token) => {
    expect(await introspect(await token())).toEqual([200, { active: false }]);
  });

  test('a wrong client secret gets 401', async () => {
    expect(await introspect('garbage', 'wrong')).toMatchObject([401, { error: 'invalid_client' }]);
  });
});

describe('discord, replaying documented answers', () => {
  let discord: FakeDiscord;
  beforeAll(async () => {
    discord = await startDiscord();
  });
  afterAll(() => discord.stop());
  const asBot = (token: string, path = '/api/v10/users/@me') =>
    ask(discord.url + path, { ...AGENT, authorization: `Bot ${token}` });
  const asBearer = (token: string, path = '/api/v10/oauth2/@me') =>
    ask(discord.url + path, { ...AGENT, authorization: `Bearer ${token}` });
  const asWebhook = (url: string) => ask(url.replace('https://discord.com', discord.url), AGENT);

  test('an accepted bot token is told its bot', async () => {
    discord.accept(bot('a'));
    expect(await asBot(bot('a'))).toMatchObject({ status: 200, body: { id: '123456789012345678', bot: true } });
  });

  test('a bot token that nobody issued gets 401 code 0', async () => {
    expect(await asBot(bot('b'))).toMatchObject({ status: 401, body: { code: 0, message: '401: Unauthorized' } });
  });

  test('a valid bot token gets 401 at /oauth2/@me, as Discord intends', async () => {
    discord.accept(bot('c'));
    expect(await asBot(bot('c'), '/api/v10/oauth2/@me')).toMatchObject({ status: 401, body: { code: 0 } });
  });

  test('an OAuth2 token is told its scopes and its end', async () => {
    discord.accept('oauth-one', { scopes: ['identify', 'guilds'], expires: Date.UTC(2100, 0, 2, 3, 4, 5) });
    expect(await asBearer('oauth-one')).toMatchObject({
      status: 200,
      body: {
        scopes: ['identify', 'guilds'],
        expires: '2100-01-02T03:04:05.000000+00:00',
        user: { username: 'discord' },
      },
    });
  });

  test('an OAuth2 token is refused when its end has passed', async () => {
    discord.accept('oauth-old', { scopes: ['identify'], expires: Date.now() - 1 });
    expect(await asBearer('oauth-old')).toMatchObject({ status: 401, body: { code: 0 } });
  });

  test('an OAuth2 token without identify lacks a scope at /users/@me', async () => {
    discord.accept('oauth-two', { scopes: ['guilds'], expires: Date.now() + 60_000 });
    expect(await asBearer('oauth-two', '/api/v10/users/@me')).toMatchObject({ status: 403, body: { code: 50026 } });
    expect((await asBearer('oauth-two')).body.user).toBeUndefined();
  });

  test('a webhook is told its channel, without authorization', async () => {
    discord.accept(webhookUrl(1, 'w'));
    expect(await asWebhook(webhookUrl(1, 'w'))).toMatchObject({
      status: 200,
      body: { id: '123456789012345671', type: 1 },
    });
  });

  test('a webhook with another token gets 401 code 50027', async () => {
    discord.accept(webhookUrl(2, 'w'));
    expect(await asWebhook(webhookUrl(2, 'x'))).toMatchObject({ status: 401, body: { code: 50027 } });
  });

  test('a webhook that never was, or was deleted, gets 404 code 10015', async () => {
    discord.accept(webhookUrl(3, 'w'));
    discord.reset(webhookUrl(3, 'w'));
    for (const url of [webhookUrl(3, 'w'), webhookUrl(3, 'x'), webhookUrl(4, 'w')])
      expect(await asWebhook(url)).toMatchObject({ status: 404, body: { code: 10015 } });
  });

  test('a reset token is refused, and accepted when issued again', async () => {
    discord.accept(bot('d'));
    discord.reset(bot('d'));
    expect((await asBot(bot('d'))).status).toBe(401);
    discord.accept(bot('d'));
    expect((await asBot(bot('d'))).status).toBe(200);
  });

  test('an outage answers 503 to everybody, and ends', async () => {
    discord.accept(bot('e'));
    discord.outage(true);
    expect(await asBot(bot('e'))).toMatchObject({ status: 503, body: { code: 130000 } });
    discord.outage(false);
    expect((await asBot(bot('e'))).status).toBe(200);
  });

  const planted: readonly [ReplyName, number, number | undefined][] = [
    ['unauthorized', 401, 0],
    ['invalid-oauth-token', 401, 50025],
    ['missing-scope', 403, 50026],
    ['missing-access', 403, 50001],
    ['missing-permissions', 403, 50013],
    ['unverified', 403, 40002],
    ['blocked', 403, 40333],
    ['server-error', 500, 0],
    ['no-gateway', 502, 0],
    ['overloaded', 503, 130000],
    ['rate-limited', 429, undefined],
  ];
  test.each(planted)('a token may be answered %s', async (reply, status, code) => {
    discord.answer(bot('f'), reply);
    const answer = await asBot(bot('f'));
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test('a rate limit says when to come back, in header and body', async () => {
    discord.answer(bot('g'), 'rate-limited');
    const { headers, body } = await asBot(bot('g'));
    expect([headers.get('retry-after'), body]).toEqual([
      '65',
      { message: 'You are being rate limited.', retry_after: 64.57, global: false },
    ]);
  });

  test('a client that does not name itself as Discord asks is blocked', async () => {
    const answer = await ask(`${discord.url}/api/v10/users/@me`, { 'user-agent': 'Mozilla/5.0' });
    expect(answer).toMatchObject({ status: 403, body: { code: 40333 } });
  });

  test('requests are counted', async () => {
    const before = discord.asked();
    await asBot(bot('h'));
    expect(discord.asked() - before).toBe(1);
  });
});

describe('the registry process', () => {
  const listens = (url: string) =>
    fetch(url).then(
      () => true,
      () => false,
    );
  const script = `
    const { startVerdaccio } = await import(${JSON.stringify(join(import.meta.dirname, '../../../cli/demo/issuers/verdaccio.ts'))});
    const { url } = await startVerdaccio();
    console.log(url);
    setInterval(() => {}, 1000);`;

  test('ends and cleans up when its parent is killed', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'token-health-test-'));
    const env = { ...process.env, TMPDIR: temporary };
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = String(await new Promise((resolve) => parent.stdout.once('data', resolve))).trim();
    expect(await listens(url)).toBe(true);
    expect(await readdir(temporary)).toHaveLength(1);

    parent.kill('SIGKILL');

    await expect.poll(() => listens(url), { timeout: 5000 }).toBe(false);
    await rmdir(temporary);
  });
});
