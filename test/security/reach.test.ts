import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAsk } from '../../adapters/http/ask.ts';
import { registryWith } from '../../adapters/issuers/built-in.ts';
import type { AskRequest } from '../../core/model/answer.ts';
import { Secret } from '../../core/model/secret.ts';
import { parseTags } from '../../core/model/tags.ts';
import { readConfig } from '../../infra/read-config.ts';
import { contentAt, placesOf } from '../../monitor/inspect/content.ts';
import { inspect } from '../../monitor/inspect/inspect.ts';
import { kindId } from '../../providers/provider.ts';
import { requestTo } from '../adapters/http/asking.ts';
import { newCanary } from '../hostile/canary.ts';
import { startHostile } from '../hostile/server.ts';
import { SAMPLES } from '../support/samples.ts';
import { TARGETS } from '../support/targets.ts';

const registry = registryWith(TARGETS);
const OWN = ['https://git.example.org', 'https://api.example.org'];

/** Every origin that the code or the deployment names. */
const NAMED = new Set([
  ...OWN,
  ...registry.kinds.flatMap(({ kind: { probe } }) =>
    probe.online && probe.host === 'fixed' ? [new URL(probe.url).origin] : [],
  ),
  ...registry.kinds.flatMap(({ kind: { probe } }) =>
    probe.online && probe.defaultBase ? [new URL(probe.defaultBase.url).origin] : [],
  ),
]);

/** What would have been sent for one value under these tags. */
const asked = async (value: string, tags: Record<string, string>, mayLeave: boolean): Promise<AskRequest[]> => {
  const requests: AskRequest[] = [];
  const ask = async (request: AskRequest) => {
    requests.push(request);
    return { ok: false, failure: { why: 'network', detail: 'not sent' } } as const;
  };
  const ports = { ask, registry, origins: {}, allowedOrigins: OWN, mayLeave: () => mayLeave };
  const { watch } = parseTags(tags);
  for (const { ref, provider } of placesOf('arn', 'name', watch))
    await inspect({ ref, provider, watch, value: new Secret(value), siblings: {} }, ports, 1);
  return requests;
};

const EVIL = [
  'https://evil.example',
  'https://git.example.org.evil.example',
  'https://git.example.org@evil.example',
  'https://GIT.example.org:8443',
  'http://git.example.org',
  'http://169.254.169.254/latest',
  'https://git.example.org\\@evil.example',
  'https://git.example.org#@evil.example',
  '//evil.example',
];

const KINDS = registry.kinds.map(kindId);
const tagged = fc.record(
  {
    'token-health:provider': fc.oneof(
      fc.constantFrom(...KINDS, ...registry.providers.map(({ id }) => id), 'auto'),
      fc.string(),
    ),
    'token-health:url': fc.oneof(fc.constantFrom(...EVIL, ...OWN), fc.webUrl(), fc.string()),
    'token-health:field': fc.oneof(fc.constantFrom('a=discord.bot', 'a=http.plain', 'a=evil.example'), fc.string()),
    'token-health:host': fc.webUrl(),
  },
  { requiredKeys: ['token-health:provider'] },
);
const values = fc.oneof(fc.constantFrom(...Object.values(SAMPLES)), fc.string());

describe('tags', () => {
  test('A1: none of them, and no value, takes a request to an origin that neither code nor deployment names', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(tagged, values, async (tags, value) => {
        for (const { url } of await asked(value, tags, true)) {
          seen.add(new URL(url).origin);
          expect(NAMED).toContain(new URL(url).origin);
        }
      }),
      { numRuns: 3000 },
    );
    expect(seen.size).toBeGreaterThan(4);
  });

  test.each(KINDS)('A2: a password tagged %s goes nowhere', async (kind) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ minLength: 1 }), fc.base64String(), fc.uuid()), async (password) => {
        expect(await asked(password, { 'token-health:provider': kind }, false)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('A2: a token is asked about only where its shape is that of the kind, and of no other', async () => {
    let sent = 0;
    for (const value of Object.values(SAMPLES))
      for (const found of registry.kinds) {
        const requests = await asked(value, { 'token-health:provider': kindId(found) }, false);
        sent += requests.length;
        const { shape } = found.kind;
        if (requests.length > 0) expect([shape?.distinctive, shape?.pattern.test(value)]).toEqual([true, true]);
      }
    expect(sent).toBeGreaterThan(8);
  });

  test.each([
    ['below another that is no text', 'db.port'],
    ['as a path', 'db/password'],
    ['as a pointer', '/db/password'],
    ['of the prototype', '__proto__'],
    ['that every object has', 'constructor'],
    ['that is an object', 'db'],
  ])('A3: a field %s is not read', (_, field) => {
    const { watch } = parseTags({ 'token-health:provider': 'discord.bot', 'token-health:field': field });
    const [place] = placesOf('arn', 'name', watch);
    expect(contentAt(place!, new Secret('{"db":{"password":"canary","port":5432},"token":"t"}'))).toMatchObject({
      unreadable: { cause: 'unreadable-secret' },
    });
  });

  test('A3: no tag names the other fields that go along: the kind does', async () => {
    const watch = parseTags({ 'token-health:provider': 'discord.bot' }).watch;
    const requests: AskRequest[] = [];
    const ports = {
      ask: async (request: AskRequest) => {
        requests.push(request);
        return { ok: false, failure: { why: 'network', detail: 'not sent' } } as const;
      },
      registry,
      origins: {},
      allowedOrigins: [],
      mayLeave: () => false,
    };
    const value = new Secret(SAMPLES['discord.bot']!);
    const siblings = { password: new Secret('canary') };
    await inspect(
      { ref: { id: 'i', name: 'n', source: 's' }, provider: 'discord.bot', watch, value, siblings },
      ports,
      1,
    );
    expect(requests.flatMap(({ fills }) => Object.keys(fills))).not.toContain('password');
    expect(requests).toHaveLength(1);
  });
});

const METADATA = [
  '127.0.0.1',
  '169.254.169.254',
  '169.254.170.2',
  '[fd00:ec2::254]',
  '[::1]',
  '[::ffff:169.254.169.254]',
];
/** Runtime API and X-Ray daemon of Lambda. */
const RUNTIME = ['127.0.0.1:9001', '169.254.100.1:9001', '169.254.79.129:2000'];
/** Names for the same in a hosts file. */
const NAMES = ['localhost:9001', 'localhost', 'sandbox', 'sandbox.localdomain:8080'];

const publicly = async (origin: string, address?: string) => {
  const lookup = async () => (address === undefined ? [] : [{ address, family: address.includes(':') ? 6 : 4 }]);
  const ask = createAsk({ lookup, random: () => 0, timeouts: { connect: 200, total: 1000 } });
  const answer = await ask({ ...requestTo(origin, 'x', newCanary()), trust: 'public' });
  ask.close();
  return answer;
};
const BLOCKED = { ok: false, failure: { why: 'blocked' } };

describe('this machine and its network', () => {
  test.each(METADATA)('A4: %s is no address of an issuer', async (host) => {
    expect(await publicly(`https://${host}`)).toMatchObject(BLOCKED);
    expect(await publicly('https://issuer.example', host.replace(/[[\]]/g, ''))).toMatchObject(BLOCKED);
  });

  test.each(RUNTIME)('A5: nor is %s', async (host) => {
    expect(await publicly(`http://${host}`)).toMatchObject(BLOCKED);
    expect(await publicly(`https://${host}`)).toMatchObject(BLOCKED);
    expect(await publicly('https://issuer.example', host.replace(/:\d+$/, ''))).toMatchObject(BLOCKED);
  });

  test.each(NAMES)('A5: nor is the name %s', async (host) => {
    expect(await publicly(`http://${host}`)).toMatchObject(BLOCKED);
    expect(await publicly(`https://${host}`, '127.0.0.1')).toMatchObject(BLOCKED);
  });

  test('A5: a server on this machine gets no connection by a public name', async () => {
    const server = await startHostile();
    expect(await publicly(`https://issuer.example`, '127.0.0.1')).toMatchObject(BLOCKED);
    expect(await publicly(server.origin)).toMatchObject(BLOCKED);
    expect(server.bytes()).toBe(0);
    await server.close();
  });

  test.each(['http://127.0.0.1:9001', 'http://169.254.100.1', 'http://localhost:9001'])(
    'A5: a deployment cannot list %s either',
    (origin) => expect(readConfig({ tokenHealth: { selfHosted: [origin] } }).ok).toBe(false),
  );
});

describe('ports', () => {
  test('A13: every port but 443 is refused before a name is looked up', async () => {
    let lookups = 0;
    const ask = createAsk({
      lookup: async () => {
        lookups += 1;
        return [];
      },
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 65_535 }).filter((port) => port !== 443),
        async (port) => {
          const request = { ...requestTo(`https://discord.com:${port}`, 'x', newCanary()), trust: 'public' as const };
          expect(await ask(request)).toMatchObject(BLOCKED);
        },
      ),
      { numRuns: 300 },
    );
    expect(lookups).toBe(0);
  });

  test('A13: an allowed origin allows its own port and no other', async () => {
    const server = await startHostile();
    const own = Number(new URL(server.origin).port);
    const ask = createAsk({ allowedOrigins: ['http://127.0.0.1:1'] });
    expect(await ask(requestTo(server.origin, 'fine', newCanary()))).toMatchObject(BLOCKED);
    expect(server.connections()).toBe(0);
    const allowed = createAsk({ allowedOrigins: [`http://127.0.0.1:${own}`] });
    expect(await allowed(requestTo(server.origin, 'fine', newCanary()))).toMatchObject({ ok: true });
    ask.close();
    allowed.close();
    await server.close();
  });
});
