import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAsk } from '../../../adapters/http/ask.ts';
import { REGISTRY } from '../../../adapters/issuers/built-in.ts';
import { openStore } from '../../../adapters/local/store.ts';
import { HOUR, MINUTE } from '../../../core/base/time.ts';
import { Secret } from '../../../core/model/secret.ts';
import { checkAll } from '../../../monitor/check/check.ts';
import { type FakeVault, startFakeVault, type VaultToken } from '../../support/fake-vault.ts';
import { START } from '../../support/make.ts';
import { letters, SAMPLES } from '../../support/samples.ts';

type Looking = ReturnType<typeof looking>;

/** Looks at one token of the server, each look some minutes after the last, with what was seen before. */
const looking = (server: FakeVault, kind: string, tags: Readonly<Record<string, string>> = {}) => {
  const store = openStore(':memory:');
  const asking = createAsk({ allowedOrigins: [server.origin] });
  const [provider = ''] = kind.split('.');
  const value = SAMPLES[kind] ?? '';
  let now = START;
  const ports = {
    ...store,
    registry: REGISTRY,
    origins: { [provider]: server.origin },
    allowedOrigins: [server.origin],
    mayLeave: () => true,
    clock: () => now,
    ask: async (request: Parameters<typeof asking>[0]) => {
      const asked = await asking({ ...request, deadline: Date.now() + 5000 });
      if (!asked.ok) return asked;
      // Both clocks are that of the test.
      const { date: _, ...headers } = asked.answer.headers;
      return { ok: true as const, answer: { ...asked.answer, headers, at: now } };
    },
  };
  return {
    put: (token: VaultToken) => void server.tokens.set(value, token),
    look: async (after = 15 * MINUTE) => {
      now += after;
      server.requests.length = 0;
      const input = {
        source: 'here',
        name: 'TOKEN',
        value: new Secret(value),
        versionId: 'v1',
        tags: { 'token-health:provider': kind, ...tags },
      };
      const [checked] = await checkAll([input], ports);
      if (checked === undefined) throw new Error('nothing was looked at');
      return { ...checked.diagnosis, asked: [...server.requests] };
    },
    close: () => {
      asking.close();
      store.close();
    },
  };
};

const WRAPPING = 'POST /v1/sys/wrapping/lookup';
const LOOKUP = 'GET /v1/auth/token/lookup-self';
const MOUNTS = 'GET /v1/sys/internal/ui/mounts';

let server: FakeVault;
let token: Looking;
const start = async (kind: string, tags: Readonly<Record<string, string>> = {}): Promise<void> => {
  server = await startFakeVault(kind.startsWith('openbao') ? 'openbao' : 'vault');
  token = looking(server, kind, tags);
};
afterEach(async () => {
  token.close();
  await server.close();
});

describe.each(['vault.token', 'vault.legacy', 'openbao.token'])('%s', (kind) => {
  beforeEach(() => start(kind));

  test('is looked up after it was told that it wraps nothing, and from then on at once', async () => {
    token.put({});
    expect(await token.look()).toMatchObject({ verdict: 'healthy', asked: [WRAPPING, LOOKUP] });
    expect(await token.look()).toMatchObject({ verdict: 'healthy', asked: [LOOKUP] });
  });

  test('that wraps something is left whole by every look', async () => {
    const wrapping: VaultToken = { wraps: true };
    token.put(wrapping);
    for (let look = 0; look < 3; look++) {
      const seen = await token.look();
      expect(seen).toMatchObject({ expiry: { at: START + 240 * HOUR + 500, source: 'issuer' }, asked: [WRAPPING] });
      expect(['healthy', 'expiring']).toContain(seen.verdict);
    }
    expect(wrapping.dead).toBeUndefined();
  });

  test('that wrapped something and was unwrapped is told after three looks, and never looked up', async () => {
    const wrapping: VaultToken = { wraps: true };
    token.put(wrapping);
    await token.look();
    wrapping.dead = true;
    const looks = [await token.look(), await token.look(), await token.look()];
    expect(looks.map(({ verdict, asked }) => [verdict, asked])).toEqual([
      ['indeterminate', [WRAPPING]],
      ['indeterminate', [WRAPPING]],
      ['rejected', [WRAPPING]],
    ]);
  });

  test('whose uses are counted loses one to the first look and none to the others', async () => {
    const counted: VaultToken = { uses: 3, expireTime: '2026-12-20T00:00:00Z' };
    token.put(counted);
    expect((await token.look()).evidence).toContain(
      'its uses are counted, and a look may use one up: from now on it is asked about by a request that costs none',
    );
    for (let look = 0; look < 4; look++)
      expect(await token.look()).toMatchObject({
        verdict: 'expiring',
        expiry: { at: Date.UTC(2026, 11, 20), source: 'issuer' },
        asked: [MOUNTS],
      });
    expect(counted.uses).toBe(2);
  });

  test('whose last use was taken by the look says so, and is called used up by the ones after it, not dead', async () => {
    token.put({ uses: 1 });
    expect((await token.look()).evidence.join('\n')).toContain('there was one left: this look took it');
    for (let look = 0; look < 4; look++) {
      const after = await token.look();
      expect(after).toMatchObject({
        verdict: 'indeterminate',
        cause: 'blocked',
        confidence: 'certain',
        asked: [MOUNTS],
      });
      expect(after.remedy[0]).toMatch(/^It is used up\./);
      expect(after.evidence).toContain('its uses were counted, and the look that accepted it took the last one');
    }
  });
});

describe('openbao.token', () => {
  beforeEach(() => start('openbao.token'));

  test('that was used up right after the look that read its uses is told dead, though another request says so', async () => {
    const counted: VaultToken = { uses: 3 };
    token.put(counted);
    await token.look();
    counted.dead = true;
    expect((await token.look()).verdict).toBe('indeterminate');
    await token.look();
    const last = await token.look();
    expect(last).toMatchObject({ verdict: 'rejected', asked: [MOUNTS] });
    expect(last.evidence).toContain('its uses were counted, and 2 were left at the last look that told');
  });

  test('that nobody saw accepted is never called dead by permission denied alone', async () => {
    token.put({ dead: true });
    for (let look = 0; look < 4; look++) {
      const seen = await token.look(12 * HOUR);
      expect(seen).toMatchObject({ verdict: 'indeterminate', cause: 'blocked' });
      expect(seen.remedy.join('\n')).not.toMatch(/firewall/);
    }
  });
});

test('a policy that a counted token lacks is not forgotten by the looks that read none', async () => {
  await start('vault.token', { 'token-health:required-scopes': 'deploy' });
  token.put({ uses: 5 });
  for (const asked of [[WRAPPING, LOOKUP], [MOUNTS], [MOUNTS]])
    expect(await token.look()).toMatchObject({ verdict: 'degraded', missing: ['deploy'], asked });
});

test('every request names the namespace of the tag', async () => {
  await start('vault.token', { 'token-health:namespace': 'team-a/prod' });
  token.put({ uses: 3 });
  await token.look();
  await token.look();
  expect(server.namespaces).toEqual(['team-a/prod', 'team-a/prod', 'team-a/prod']);
});

describe('a token of the other of the two', () => {
  const looked = async (kind: string, value: string) => {
    await start(kind);
    const input = { source: 'here', name: 'T', value: new Secret(value), versionId: 'v1' };
    const store = openStore(':memory:');
    const [checked] = await checkAll([{ ...input, tags: { 'token-health:provider': kind } }], {
      ...store,
      ask: () => Promise.reject(new Error('it was sent')),
      registry: REGISTRY,
      origins: {},
      allowedOrigins: [],
      mayLeave: () => true,
      clock: () => START,
    });
    store.close();
    return `${checked?.diagnosis.verdict}: ${checked?.diagnosis.evidence[0]}; ${checked?.diagnosis.remedy[0]}`;
  };

  test.each([
    [
      'hvs. tagged openbao',
      'openbao',
      `hvs.${letters(90, 31)}`,
      'rejected: it has the shape of a token of HashiCorp Vault (vault.token), not of OpenBao; Store the token that belongs here, or correct the tag token-health:provider.',
    ],
    [
      's. with six characters of a namespace tagged vault',
      'vault',
      `s.${letters(24, 32)}.${letters(6, 33)}`,
      'misconfigured: it has the shape of no vault token; say which kind it is by the tag token-health:provider: openbao.token',
    ],
    [
      's. tagged as a newer token of Vault',
      'vault.token',
      `s.${letters(24, 34)}`,
      'misconfigured: its shape is that of another kind than vault.token; say which kind it is by the tag token-health:provider: openbao.token, vault.legacy',
    ],
  ])('is another kind, not a damaged one: %s', async (_sentence, kind, value, says) => {
    expect(await looked(kind, value)).toBe(says);
  });
});
