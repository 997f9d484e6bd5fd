import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClientId, type Keycloak, LONG, startKeycloak } from './keycloak.ts';
import { type Said, said } from './said.ts';

/** Set by run.ts where there is one. */
const HOME = process.env.KEYCLOAK_HOME;

let folder: string;
let keycloak: Keycloak;

type Asking = {
  /** The client beside the token. */
  readonly by?: ClientId;
  readonly secret?: string;
  readonly realm?: string;
  /** File that remembers; without it this is the first look. */
  readonly state?: string;
};

const look = (token: string, asking: Asking = {}): Promise<Said> => {
  const { by = 'monitor', secret = keycloak.secret, realm, state } = asking;
  const value = JSON.stringify({ access: token, client_id: by, client_secret: secret });
  const tags = { 'token-health:provider': 'oauth2-introspection', 'token-health:field': 'access' };
  const url = `oauth2-introspection=${keycloak.endpoint('token/introspect', realm)}`;
  const memory = state === undefined ? ['--no-state'] : ['--state', join(folder, state)];
  return said({ name: 'ORDERS', value, tags }, ['--provider-url', url, ...memory], { ORDERS: token, secret });
};

const expired = async (): Promise<string> => {
  const token = await keycloak.mint('fleeting');
  await sleep(2_500);
  return token;
};

const userinfo = async (token: string): Promise<number> =>
  (await fetch(keycloak.endpoint('userinfo'), { headers: { authorization: `Bearer ${token}` } })).status;

describe.skipIf(HOME === undefined)('a real Keycloak, asked by introspection', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'token-health-keycloak-'));
    keycloak = await startKeycloak(HOME ?? '');
  });
  afterAll(async () => {
    await keycloak?.stop();
    rmSync(folder, { recursive: true });
  });

  test('a live token that names the asking client is healthy, and its date is known', async () => {
    const before = Date.now();
    const token = await keycloak.mint('monitor');
    const after = Date.now();
    const { verdict, expiresAt = 0 } = await look(token);
    expect(verdict).toBe('healthy -');
    const issuedAt = expiresAt - LONG * 1_000;
    expect(issuedAt).toBeGreaterThan(before - 1_000);
    expect(issuedAt).toBeLessThanOrEqual(after);
  });

  test('a token that was active at the last look and was revoked since is not called alive, and after one look not dead', async () => {
    const token = await keycloak.mint('monitor');
    expect((await look(token, { state: 'revoked.db' })).verdict).toBe('healthy -');
    await keycloak.revoke('monitor', token);
    expect((await look(token, { state: 'revoked.db' })).verdict).toBe('indeterminate blocked');
  });

  test('an expired token is not called alive', async () => {
    expect((await look(await expired())).verdict).not.toMatch(/^(?:healthy|expiring)/);
  });

  test.each<[string, Asking]>([
    ['whose client secret is wrong', { secret: 'not-the-secret-of-this-client' }],
    ['at a realm that does not exist', { realm: 'nosuch' }],
  ])('a live token is not judged %s', async (_sentence, asking) => {
    expect((await look(await keycloak.mint('monitor'), asking)).verdict).toBe('misconfigured bad-tag');
  });

  /** `active: false` is also the answer to a client that may not see the token. */
  describe.each<[string, ClientId]>([
    ['asked by another client', 'monitor'],
    ['asked by its own client', 'plain'],
  ])('a live token that does not name the asking client, %s', (_sentence, by) => {
    test('works, and is called inactive', async () => {
      const token = await keycloak.mint('plain');
      expect(await userinfo(token)).toBe(200);
      const form = { client_id: by, client_secret: keycloak.secret, token };
      const asked = { method: 'POST', body: new URLSearchParams(form) };
      expect(await (await fetch(keycloak.endpoint('token/introspect'), asked)).json()).toEqual({ active: false });
    });

    test('is not called dead, never having been seen active', async () => {
      expect((await look(await keycloak.mint('plain'), { by })).verdict).not.toMatch(/^(?:rejected|expired)/);
    });
  });
});
