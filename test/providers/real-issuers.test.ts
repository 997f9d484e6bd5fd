import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAsk } from '../../adapters/http/ask.ts';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { type Oidc, startOidc } from '../../cli/demo/issuers/oidc.ts';
import { startVerdaccio, type Verdaccio } from '../../cli/demo/issuers/verdaccio.ts';
import { type Answer, answerOf } from '../../core/model/answer.ts';
import { isDated } from '../../core/model/expiry.ts';
import type { Observation } from '../../core/model/observation.ts';
import { Secret } from '../../core/model/secret.ts';
import { detect } from '../../providers/detect.ts';
import { interpret } from '../../providers/interpret.ts';
import { letters } from '../support/samples.ts';

let npm: Verdaccio;
let oauth: Oidc;
beforeAll(async () => {
  [npm, oauth] = await Promise.all([startVerdaccio(), startOidc({ ttlSeconds: 3600, scopes: ['api:read'] })]);
}, 60_000);
afterAll(() => Promise.all([npm.stop(), oauth.stop()]));

/** The kind's own probe, sent to a real issuer on loopback. */
const look = async (
  id: string,
  base: string,
  token: string,
  beside: Record<string, string> = {},
): Promise<Observation> => {
  const found = REGISTRY.findKind(id);
  const probe = found?.kind.probe;
  if (found === undefined || !probe?.online) throw new Error(`${id} is not asked`);
  const ask = createAsk({ allowedOrigins: [new URL(base).origin] });
  const texts = { ...beside, token };
  const asked = await ask({
    method: probe.method,
    url: `${base}${probe.url}`,
    headers: probe.headers,
    ...(probe.form && { form: probe.form }),
    ...(probe.basic && { basic: probe.basic }),
    fills: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, new Secret(text)])),
    trust: 'allow-listed',
    budget: found.provider.budget,
    deadline: Date.now() + 10_000,
  });
  ask.close();
  if (!asked.ok) throw new Error(asked.failure.detail);
  return interpret(asked.answer, found, 'GET issuer');
};

describe('a real npm registry', () => {
  const whoami = (token: string) => look('npm.registry', npm.url, token);

  test('accepts what it issued, and may refuse it after a revocation', async () => {
    const token = await npm.mint('alice');
    const detection = detect(token, REGISTRY, 'npm');
    expect(detection.is === 'one' && detection.kind.kind.id).toBe('registry');
    expect(await whoami(token)).toMatchObject({ seen: 'accepted', subject: 'alice', expiry: 'unknown' });
    await npm.revoke(token);
    expect(await whoami(token)).toMatchObject({ seen: 'ambiguous', exchange: { status: 403 } });
  });

  test('may refuse what it never issued, although it says 200', async () => {
    expect(await whoami(letters(40, 77))).toMatchObject({ seen: 'ambiguous', exchange: { status: 200 } });
  });
});

describe('a real OAuth2 server', () => {
  const introspect = (token: string, secret = oauth.clientSecret) =>
    look('oauth2-introspection.token', oauth.introspectionUrl, token, {
      client_id: oauth.clientId,
      client_secret: secret,
    });

  test('accepts what it issued with its date and scope, and may refuse it after a revocation', async () => {
    const token = await oauth.mint('api:read', 600);
    const seen = await introspect(token);
    expect(seen).toMatchObject({ seen: 'accepted', scopes: ['api:read'] });
    const left = seen.seen === 'accepted' && isDated(seen.expiry) ? seen.expiry.at - Date.now() : 0;
    expect(left).toBeGreaterThan(590_000);
    expect(left).toBeLessThanOrEqual(601_000);
    await oauth.revoke(token);
    expect((await introspect(token)).seen).toBe('ambiguous');
  });

  test('may refuse what has expired', async () => {
    const token = await oauth.mint('api:read', 1);
    await sleep(2100);
    expect((await introspect(token)).seen).toBe('ambiguous');
  });

  test('judges no token when the client secret is wrong', async () => {
    const token = await oauth.mint('api:read');
    const seen = await introspect(token, 'wrong');
    expect(seen).toMatchObject({ seen: 'unreadable', cause: 'bad-tag' });
    expect(seen.seen === 'unreadable' && seen.detail).toContain('client_secret beside the token is wrong');
  });
});

test('the answer of another issuer at the same address is neither life nor death', () => {
  const found = REGISTRY.findKind('oauth2-introspection.token');
  const answer: Answer = answerOf(200, {}, '{"username":"alice"}', 0);
  expect(found && interpret(answer, found, 'POST x').seen).toBe('unanswered');
});
