import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:tls';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { alertKey, tokenKey } from '../../adapters/aws/keys.ts';
import { createAsk } from '../../adapters/http/ask.ts';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { alertId } from '../../core/base/ids.ts';
import { DAY, MINUTE } from '../../core/base/time.ts';
import type { AskRequest } from '../../core/model/answer.ts';
import { Secret } from '../../core/model/secret.ts';
import { parseTags } from '../../core/model/tags.ts';
import { tokenId } from '../../core/model/token.ts';
import { isSnoozed } from '../../core/transition/quiet.ts';
import { messageOf } from '../../functions/events.ts';
import { publicationOf } from '../../messages/publication.ts';
import { contentAt, placesOf } from '../../monitor/inspect/content.ts';
import { inspect } from '../../monitor/inspect/inspect.ts';
import { originOf } from '../../monitor/inspect/where-to-ask.ts';
import { kindId, requestsOf } from '../../providers/provider.ts';
import { requestTo } from '../adapters/http/asking.ts';
import { certificate } from '../hostile/server.ts';
import { WATCH } from '../support/make.ts';
import { SAMPLES } from '../support/samples.ts';
import { botToken, startWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const ALLOWED = 'https://git.example.org';
const OWN = REGISTRY.kinds.flatMap(({ provider, kind: { probe } }) =>
  probe.online ? [probe.url, probe.defaultBase?.url ?? '', ...(provider.base?.hosts ?? [])].map(originOf) : [],
);

/** What would be asked: nothing is. */
const recorded = () => {
  const asked: AskRequest[] = [];
  const ports = {
    registry: REGISTRY,
    origins: {},
    allowedOrigins: [ALLOWED],
    mayLeave: () => true,
    ask: async (request: AskRequest) => {
      asked.push(request);
      return { ok: false as const, failure: { why: 'network' as const, detail: 'not asked' } };
    },
  };
  return { asked, ports };
};
const kinds = fc.constantFrom(...REGISTRY.kinds.map(kindId), ...REGISTRY.providers.map(({ id }) => id), 'auto');
/** With the kind that it is of: few of all others would ever be asked. */
const owned = fc.constantFrom(...Object.entries(SAMPLES));
const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true }),
  fc.constantFrom(ALLOWED, `${ALLOWED}.evil.example`, `${ALLOWED}:444`, 'http://169.254.169.254', 'https://a@b'),
  fc.string(),
);

const targetOf = (value: string, provider: string, tags: Record<string, string> = {}) => ({
  ref: { id: 'a', name: 'a', source: 'a' },
  provider,
  watch: { ...WATCH, ...parseTags(tags).watch },
  value: new Secret(value),
  siblings: { client_id: new Secret('id'), client_secret: new Secret('secret') },
});

test('A1: for all tags a request goes to the issuer itself or to a host of the deployment', async () => {
  let requests = 0;
  await fc.assert(
    fc.asyncProperty(fc.option(kinds, { freq: 2 }), owned, url, async (tagged, [own, value], address) => {
      const { asked, ports } = recorded();
      const target = targetOf(value, tagged ?? own, { 'token-health:url': address });
      await inspect(target, ports, Date.now() + 1000);
      for (const request of asked) expect([ALLOWED, ...OWN]).toContain(originOf(request.url));
      requests += asked.length;
    }),
    { numRuns: 2000 },
  );
  expect(requests).toBeGreaterThan(20);
});

test('A2: for all values a request is made only when the value has the shape of its kind', async () => {
  const passwords = fc.oneof(fc.string({ maxLength: 80 }), fc.base64String(), fc.uuid(), fc.emailAddress());
  await fc.assert(
    fc.asyncProperty(kinds, passwords, async (provider, value) => {
      const { asked, ports } = recorded();
      const { kind } = await inspect(targetOf(value, provider), ports, Date.now() + 1000);
      if (asked.length > 0) expect(kind?.kind.shape?.pattern.test(value)).toBe(true);
      const listed = { ...ports, mayLeave: () => false };
      asked.length = 0;
      await inspect(targetOf(value, provider), listed, Date.now() + 1000);
      expect(asked).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('A3: a field that the tag names leaves only with the shape of that kind', async () => {
  const json = { password: 'correct-horse-battery', token: botToken(1), nested: { token: botToken(2) } };
  for (const [field, requests] of [
    ['password', 0],
    ['nested', 0],
    ['__proto__', 0],
    ['constructor', 0],
    ['token', 1],
  ] as const) {
    world.put('keys', JSON.stringify(json), {
      'token-health:provider': 'discord.bot',
      'token-health:field': field,
    });
    const before = world.discord.asked();
    const { ports, asked } = recorded();
    const [place] = placesOf('keys', 'keys', { ...WATCH, fields: [{ field }] });
    const content = contentAt(place!, new Secret(JSON.stringify(json)));
    if ('value' in content)
      await inspect({ ...targetOf('', 'discord.bot'), ...content, watch: WATCH }, ports, Date.now() + 1000);
    expect(asked).toHaveLength(requests);
    expect(world.discord.asked()).toBe(before);
  }
});

describe('what a value can do to its request', () => {
  const ask = async (value: string, more: Partial<AskRequest>) => {
    const client = createAsk({ lookup: async () => [], allowedOrigins: ['http://127.0.0.1:1'] });
    const asked = await client(requestTo('http://127.0.0.1:1', 'x', value, more));
    client.close();
    return asked.ok ? '' : asked.failure.detail;
  };

  test.each(['..', '../admin', '?x=1', '#f', '@evil.example', '/../..', '\\..\\'])(
    'A14: %s in a path stays one segment or is not sent',
    async (value) => {
      const detail = await ask(value, { url: 'http://127.0.0.1:1/api/{token}/me', headers: {} });
      expect(['connection refused', 'the token would change the address of the request']).toContain(detail);
      if (value === '..') expect(detail).toBe('the token would change the address of the request');
    },
  );

  test('A15: no control character reaches a header', async () => {
    for (let code = 0; code < 32; code++)
      expect(await ask(`a${String.fromCharCode(code)}b`, {})).toBe('the token has characters that no header may hold');
  });
});

test('A22: a server that offers HTTP/2 first gets HTTP/1.1', async () => {
  const pem = certificate('good');
  const agreed: (string | false | null)[] = [];
  const server = createServer({ key: pem, cert: pem, ALPNProtocols: ['h2', 'http/1.1'] }, (socket) => {
    agreed.push(socket.alpnProtocol);
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const origin = `https://127.0.0.1:${port}`;
  const client = createAsk({ allowedOrigins: [origin], ca: [certificate('ca')] });
  await client(requestTo(origin, 'x', 'value'));
  client.close();
  server.close();
  expect(agreed).toEqual(['http/1.1']);
});

test('A33: a message that brings a value is read without it', () => {
  const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/bot-AbCdEf';
  const item = { arn, name: 'prod/bot', tags: {}, value: botToken(1), SecretString: botToken(1) };
  const sweep = { id: 's', startedAt: 1 };
  const body = JSON.stringify({ v: 1, sweep, reason: 'label', provider: 'discord', items: [item], token: botToken(1) });
  expect(JSON.stringify(messageOf({ messageId: 'm', body }))).not.toContain(botToken(1));
});

test('A34: a snooze further away than 30 days, or over a page, is none', () => {
  const until = (days: number) => ({ ...WATCH, snoozeUntil: days * DAY });
  expect(isSnoozed(until(30), 'warn', 0)).toBe(true);
  expect(isSnoozed(until(31), 'warn', 0)).toBe(false);
  expect(isSnoozed(until(1), 'page', 0)).toBe(false);
});

/** A dead token of this owner, told. */
const toldTo = async (owner: string) => {
  world.put('bot', botToken(1), { 'token-health:provider': 'discord.bot', 'token-health:owner': owner });
  await world.sweep();
  world.pass(11 * MINUTE);
  await world.deliver();
  return world.sent[0]!;
};

test('A37: an owner that is an address adds none: the message has no place to go but the one topic', async () => {
  const [alert] = await toldTo('https://hooks.slack.com/services/T1/B1/key arn:aws:sns:eu-west-1:1:evil @everyone');
  expect(Object.keys(publicationOf([alert!])).sort()).toEqual(['attributes', 'message', 'subject']);
  const addressed = globSync('{adapters/channels,messages/**}/*.ts').filter((file) =>
    /owner/.test(readFileSync(file, 'utf8')),
  );
  for (const file of addressed) expect(readFileSync(file, 'utf8')).not.toMatch(/TopicArn|hooks\.slack\.com/);
});

test('A43: deep, wide and poisoned JSON in a secret gives no field but its own, in time', () => {
  const [place] = placesOf('s', 's', { ...WATCH, fields: [{ field: 'token' }] });
  const from = performance.now();
  for (const text of [
    '['.repeat(60_000),
    `${'{"token":'.repeat(8_000)}1${'}'.repeat(8_000)}`,
    `{${Array.from({ length: 5_000 }, (_, n) => `"k${n}":1`).join(',')}}`,
    '{"__proto__":{"token":"x"}}',
    '{"constructor":{"prototype":{"token":"x"}}}',
  ])
    expect(contentAt(place!, new Secret(text))).toHaveProperty('unreadable');
  expect(({} as Record<string, unknown>).token).toBeUndefined();
  expect(performance.now() - from).toBeLessThan(1000);
});

test('A44: the longest names that tags and Secrets Manager allow fit into a key of the table', () => {
  const arn = `arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:${'/'.repeat(512)}-AbCdEf`;
  const { watch } = parseTags({ 'token-health:field': '語'.repeat(28) });
  const id = tokenId(arn, watch.fields[0]?.field);
  const longest = alertId(id, 'misconfigured', 'v'.repeat(64), 1_000_000);
  expect(watch.fields).toHaveLength(1);
  expect(Buffer.byteLength(alertKey(longest).pk.S)).toBeLessThan(2048);
  expect(Buffer.byteLength(tokenKey(id).pk.S)).toBeLessThan(2048);
});

test('A44: two tokens never share a key, and no alert the id of another', () => {
  const name = fc.string({ unit: fc.constantFrom('a', '#', ':', '%', '/', '2', '3'), maxLength: 6 });
  fc.assert(
    fc.property(name, fc.option(name), name, fc.option(name), (a, f, b, g) => {
      const same = a === b && f === g;
      expect(tokenId(a, f ?? undefined) === tokenId(b, g ?? undefined)).toBe(same);
      const [one, two] = [tokenId(a, f ?? undefined), tokenId(b, g ?? undefined)];
      expect(alertId(one, 'rejected', 'v') === alertId(two, 'rejected', 'v')).toBe(same);
      expect(alertId('x', a, b) === alertId('x', b, a)).toBe(a === b);
    }),
    { numRuns: 2000 },
  );
});

const SHIPPED = ['core', 'providers', 'messages', 'monitor', 'adapters', 'functions'].flatMap((dir) =>
  globSync(`${dir}/**/*.ts`),
);
const filesWith = (pattern: RegExp, of: readonly string[] = SHIPPED): string[] =>
  of.filter((file) => pattern.test(readFileSync(file, 'utf8'))).sort();

test('A50: text is parsed as JSON in one file, fetch is used nowhere, and new URL never on a value', () => {
  expect(SHIPPED.length).toBeGreaterThan(90);
  expect(filesWith(/JSON\.parse\(/)).toEqual(['core/base/json.ts']);
  expect(filesWith(/\bfetch\(/)).toEqual([]);
  // Addresses of the deployment or of code; only request.ts has a value in one, and drops the error.
  expect(filesWith(/new URL\(/)).toEqual([
    'adapters/channels/signed-webhook.ts',
    'adapters/channels/slack-api.ts',
    'adapters/channels/webhook.ts',
    'adapters/http/address.ts',
    'adapters/http/ask.ts',
    'adapters/http/request.ts',
    'adapters/issuers/own.ts',
    'providers/general.ts',
    'providers/http.ts',
  ]);
});

test('A51: no function writes a file, a heap or a report', () => {
  const deployed = SHIPPED.filter(
    (file) => !/^adapters\/(?:local|issuers|settings\/read-deployed|channels\/terminal)/.test(file),
  );
  expect(filesWith(/node:fs|node:v8|writeHeapSnapshot|process\.report|\/tmp/, deployed)).toEqual([]);
  // What stands beside a bundle is read, and nothing else of node:fs is there.
  const settings = readFileSync('adapters/settings/read-deployed.ts', 'utf8');
  expect(settings.match(/import .* from 'node:fs'/g)).toEqual(["import { existsSync, readFileSync } from 'node:fs'"]);
  const bundled = readFileSync('adapters/issuers/bundled.ts', 'utf8');
  expect(bundled.match(/import .* from 'node:fs'/g)).toEqual(["import { readFileSync } from 'node:fs'"]);
});

test('A54: no record and no alert holds anything made from a value', async () => {
  await toldTo('team');
  const other = await startWorld();
  other.put('bot', botToken(2), { 'token-health:provider': 'discord.bot', 'token-health:owner': 'team' });
  await other.sweep();
  other.pass(11 * MINUTE);
  await other.deliver();
  const kept = ({ store, sent }: World): string =>
    JSON.stringify([store.records(), sent]).replace(/127\.0\.0\.1:\d+|"at":\d+/g, '');
  expect(kept(other)).toBe(kept(world));
  await other.stop();
});

test('A57: every probe is a GET, or one of the POSTs that somebody has looked at; UPDATE_GOLDEN=1 writes them anew', () => {
  const posts = REGISTRY.kinds.flatMap((kind) => {
    const sent = requestsOf(kind.kind).filter(({ method }) => method === 'POST');
    return sent.map(
      (one) => `${kindId(kind)} ${one.url} ${JSON.stringify(one.json ?? ('form' in one ? one.form : {}))}`,
    );
  });
  const text = `${posts.sort().join('\n')}\n`;
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync('test/golden/posts.txt', text);
  expect(readFileSync('test/golden/posts.txt', 'utf8')).toBe(text);
});
