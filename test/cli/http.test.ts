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
  const target = {
    url: `${issuer.origin}/me`,
    header: 'Authorization',
    prefix: 'Bearer ',
    expect: 200,
    refused: [401],
  };
  writeFileSync(file, JSON.stringify({ orders: target }));
});
afterAll(async () => {
  await issuer.close();
  rmSync(folder, { recursive: true });
});

const verdict = async (behaviour: Behaviour, value = VALUE, kind = 'http.orders'): Promise<string> => {
  issuer.behave(behaviour);
  const entry = { name: 'ORDERS', value, tags: { 'token-health:provider': kind } };
  const { stdout, stderr } = await runStdin([entry], ['--json', '--no-state', '--http', file, '--timeout', '2']);
  expect(stdout + stderr).not.toContain('canary-of-orders');
  const [token] = (JSON.parse(stdout) as { tokens: { verdict: string; cause: string | null }[] }).tokens;
  return `${token?.verdict} ${token?.cause ?? '-'}`;
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

test.each([
  ['is not there', undefined, ''],
  ['is not JSON', 'ORDERS_TOKEN=x', ''],
  ['lacks a header', '{"orders": {"url": "https://api.example.org/me", "expect": 200}}', ': orders.header'],
  [
    'has an address that is none',
    '{"orders": {"url": "file:///etc/passwd", "header": "a", "expect": 200}}',
    ': orders.url',
  ],
])('a file of addresses that %s is wrong use, and shows how to write it', async (_sentence, text, where) => {
  const bad = join(folder, 'bad.json');
  rmSync(bad, { force: true });
  if (text !== undefined) writeFileSync(bad, text);
  const { code, stderr } = await run(['check', '--env', 'HOME', '--no-state', '--http', bad]);
  expect(code).toBe(2);
  expect(stderr).toContain(`error: cannot use ${bad} for --http${where}\n  do    write {"orders": {"url"`);
});
