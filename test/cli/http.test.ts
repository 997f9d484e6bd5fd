import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Behaviour, type Issuer, startIssuer } from './issuer.ts';
import { run, runStdin } from './run.ts';

const VALUE = 'canary-of-orders-0123456789';

let folder: string;
let issuer: Issuer;
let file: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'token-health-http-'));
  issuer = await startIssuer({ status: 200, body: {} });
  file = join(folder, 'http.json');
  const target = { url: `${issuer.origin}/me`, header: 'Authorization', expect: 200, refused: [401] };
  const full = {
    ...target,
    refusedIncludes: 'token unknown',
    lacking: [{ status: 403, includes: 'missing role', says: 'the role deployer' }],
    ambiguous: [404],
    expiry: 'data.expires_at',
    scopes: 'data.scopes',
  };
  const orders = { ...target, prefix: 'Bearer ' };
  writeFileSync(file, JSON.stringify({ orders, full, registry: { ...target, basic: true } }));
});
afterAll(async () => {
  await issuer.close();
  rmSync(folder, { recursive: true });
});

type Told = { verdict: string; cause: string | null; evidence: string[]; remedy: string[]; expiresAt: string | null };

const told = async (behaviour: Behaviour, value: string, kind: string, tags = {}): Promise<Told> => {
  issuer.behave(behaviour);
  const entry = { name: 'ORDERS', value, tags: { 'token-health:provider': kind, ...tags } };
  const { stdout, stderr } = await runStdin([entry], ['--json', '--no-state', '--http', file, '--timeout', '2']);
  expect(stdout + stderr).not.toContain('canary-of-orders');
  const [token] = (JSON.parse(stdout) as { tokens: Told[] }).tokens;
  if (token === undefined) throw new Error('nothing was told');
  return token;
};

const verdict = async (behaviour: Behaviour, value = VALUE, kind = 'http.orders', tags = {}): Promise<string> => {
  const token = await told(behaviour, value, kind, tags);
  return `${token.verdict} ${token.cause ?? '-'}`;
};

describe('an address of one’s own', () => {
  test.each<[string, Behaviour, string]>([
    ['the expected status is healthy', { status: 200, body: { ok: true } }, 'healthy -'],
    ['a status listed as refused is rejected', { status: 401, body: { error: 'no' } }, 'rejected unrecognised'],
    ['a status that nobody listed proves nothing', { status: 403, body: { error: 'no' } }, 'indeterminate blocked'],
    ['a page of HTML proves nothing', { status: 200, body: '<html>Sign in</html>' }, 'indeterminate blocked'],
    ['a rate limit proves nothing', { status: 429, body: {} }, 'indeterminate rate-limited'],
    ['an outage proves nothing', { status: 503, body: {} }, 'indeterminate provider-outage'],
    ['silence proves nothing', 'silent', 'indeterminate network'],
  ])('%s', async (_sentence, behaviour, expected) => expect(await verdict(behaviour)).toBe(expected));

  test('F40: that answers with a clock hours apart is not past a date until both clocks say so', async () => {
    const ahead = new Date(Date.now() + 3 * 3_600_000).toUTCString();
    const behind = new Date(Date.now() - 3 * 3_600_000).toUTCString();
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+/, '');
    const tags = { 'token-health:provider': 'http.orders', 'token-health:expires-at': hourAgo };
    const texts: string[] = [];
    for (const date of [ahead, behind]) {
      issuer.behave({ status: 200, body: {}, headers: { date } });
      const { stdout } = await runStdin([{ name: 'ORDERS', value: VALUE, tags }], ['--no-state', '--http', file]);
      texts.push(stdout.replace(/\s+/g, ' '));
    }
    expect(texts[0]).toContain('overdue');
    expect(texts[0]).toContain("our clock is 3 h behind the issuer's: a date counts as reached when both say so");
    expect(texts[1]).not.toContain('overdue');
  });

  test('never gets the token of a known issuer', async () => {
    const before = issuer.hits();
    expect(await verdict({ status: 200, body: {} }, `npm_${'a'.repeat(36)}`)).toBe('rejected wrong-provider');
    expect(issuer.hits()).toBe(before);
  });

  test('that the file does not have is said to be unknown', async () => {
    expect(await verdict({ status: 200, body: {} }, VALUE, 'http.other')).toBe('misconfigured bad-tag');
  });
});

describe('an address of one’s own with all that its answers mean', () => {
  const SCOPED = { 'token-health:required-scopes': 'read' };
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const good = (days: number, scopes: string) => ({
    status: 200,
    body: { data: { expires_at: inDays(days), scopes } },
  });
  test.each<[string, Behaviour, object, string]>([
    ['a date far ahead is healthy', good(90, 'read'), SCOPED, 'healthy -'],
    ['a date that is near is told', good(2, 'read'), SCOPED, 'expiring -'],
    ['a scope that is missing is told', good(90, 'write'), SCOPED, 'degraded insufficient-scope'],
    ['the words of a refusal are one', { status: 401, body: { e: 'token unknown' } }, {}, 'rejected unrecognised'],
    ['other words are none', { status: 401, body: { e: 'maintenance' } }, {}, 'indeterminate blocked'],
    [
      'the words of a missing right are one',
      { status: 403, body: { e: 'missing role' } },
      {},
      'degraded insufficient-scope',
    ],
    ['a 404 that may be an account that is gone', { status: 404, body: {} }, {}, 'indeterminate blocked'],
  ])('%s', async (_sentence, behaviour, tags, expected) =>
    expect(await verdict(behaviour, VALUE, 'http.full', tags)).toBe(expected),
  );

  test('an unlisted 403 is told by the setting that does not list it', async () => {
    const { evidence, remedy } = await told({ status: 403, body: { e: 'no' } }, VALUE, 'http.orders');
    expect(evidence.at(-1)).toBe('403 is not in `refused` of http.orders');
    expect(remedy[0]).toContain('"refused": [403] of orders');
    expect(remedy.join(' ')).not.toContain('firewall');
  });

  test.each([
    ['user and password', 'alice:canary-of-orders-pass'],
    ['the base64 of them', Buffer.from('alice:canary-of-orders-pass').toString('base64')],
  ])('%s are sent as HTTP Basic', async (_sentence, value) => {
    expect(await verdict({ status: 200, body: {} }, value, 'http.registry')).toBe('healthy -');
    expect(issuer.headers().authorization).toBe(
      `Basic ${Buffer.from('alice:canary-of-orders-pass').toString('base64')}`,
    );
  });

  test('what is neither is not sent', async () => {
    const before = issuer.hits();
    expect(await verdict({ status: 401, body: {} }, VALUE, 'http.registry')).toBe('indeterminate blocked');
    expect(issuer.hits()).toBe(before);
  });
});

const EXAMPLE = 'write {"orders": {"url"';
const OPEN = { url: 'https://api.example.org/me', header: 'a', expect: 200 };
const HEADER = 'write a header name such as Authorization;';
const PLACE = 'write where it stands in the JSON of the answer, such as data.expires_at';
const URL = 'write an https address without user and query, such as https://api.example.org/me';
const PATTERN = 'write a regular expression of the whole token, such as ^tok_[a-z0-9]{32}$;';

test.each<[string, unknown, string, string]>([
  ['is not there', undefined, '', EXAMPLE],
  ['is not JSON', 'ORDERS_TOKEN=x', '', EXAMPLE],
  ['is a list', [OPEN], '', EXAMPLE],
  ['lacks a header', { orders: { ...OPEN, header: undefined } }, ': orders.header', HEADER],
  ['sends the token as a host', { orders: { ...OPEN, header: 'Host' } }, ': orders.header', HEADER],
  ['says where the date stands in no place', { orders: { ...OPEN, expiry: '$.data[0]' } }, ': orders.expiry', PLACE],
  ['has an address that is none', { orders: { ...OPEN, url: 'file:///etc/passwd' } }, ': orders.url', URL],
  ['has an address over plain http', { orders: { ...OPEN, url: 'http://10.0.0.1/me' } }, ': orders.url', URL],
  ['has a pattern that fits anything', { orders: { ...OPEN, pattern: '^.+$' } }, ': orders.pattern', PATTERN],
  ['has a key too many', { orders: { ...OPEN, method: 'POST' } }, ': orders.method', 'no such key; remove it'],
])('a file of addresses that %s is wrong use, in the words of a synth', async (_sentence, content, where, remedy) => {
  const bad = join(folder, 'bad.json');
  rmSync(bad, { force: true });
  if (content !== undefined) writeFileSync(bad, typeof content === 'string' ? content : JSON.stringify(content));
  const { code, stderr } = await run(['check', '--env', 'HOME', '--no-state', '--http', bad]);
  expect(code).toBe(2);
  expect(stderr).toContain(`error: cannot use ${bad} for --http${where}\n  do    ${remedy}`);
});
