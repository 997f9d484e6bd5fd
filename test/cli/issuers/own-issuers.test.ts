import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AnswersServer, type RecordedAnswer, startAnswersServer } from '../../support/answers-server.ts';
import { OWN_BESIDE, OWN_SAMPLES, ownIssuersAt } from '../../support/own-issuers.ts';
import { type Entry, run, runStdin } from '../run.ts';

let server: AnswersServer;
let folder: string;
let other: string;
beforeAll(async () => {
  server = await startAnswersServer();
  folder = ownIssuersAt(server.origin);
  other = mkdtempSync(join(tmpdir(), 'token-health-other-'));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
  rmSync(other, { recursive: true });
});

type Kind = keyof typeof OWN_SAMPLES;

const entryOf = (kind: Kind): Entry => {
  const beside = OWN_BESIDE[kind];
  const value = OWN_SAMPLES[kind];
  const tags = { 'token-health:provider': kind };
  if (beside === undefined) return { name: 'OURS', value, tags };
  return {
    name: 'OURS',
    value: JSON.stringify({ ...beside, token: value }),
    tags: { ...tags, 'token-health:field': 'token' },
  };
};

type Token = {
  kind: string;
  verdict: string;
  cause: string | null;
  expirySource: string | null;
  scopes: string[] | null;
};

const judged = async (kind: Kind, answer: RecordedAnswer, args: readonly string[] = []) => {
  server.answer(answer);
  const ran = await runStdin([entryOf(kind)], ['--json', '--no-state', '--issuers', folder, '--timeout', '3', ...args]);
  expect(ran.stdout + ran.stderr).not.toContain(OWN_SAMPLES[kind]);
  const [token] = (JSON.parse(ran.stdout) as { tokens: Token[] }).tokens;
  return { ...ran, told: `${token?.verdict} ${token?.cause ?? '-'}`, token, asked: server.requests.at(-1) };
};

const YEAR = 365 * 86_400_000;
const later = new Date(Date.now() + YEAR).toISOString();
const seconds = Math.floor((Date.now() + YEAR) / 1000);

describe('check --issuers', () => {
  test.each<[string, Kind, RecordedAnswer, string]>([
    [
      'a bearer token is healthy',
      'acme.api-key',
      { status: 200, body: { email: 'a@b.example', scopes: 'read', expires_at: later } },
      'healthy -',
    ],
    [
      'a bearer token is dead',
      'acme.api-key',
      { status: 401, body: { error: { code: 'token_revoked' } } },
      'rejected revoked',
    ],
    [
      'a bearer token lacks a right',
      'acme.api-key',
      { status: 403, body: { error: { code: 'missing_scope', needed: 'write' } } },
      'degraded insufficient-scope',
    ],
    [
      'a bearer token meets words that no rule names',
      'acme.api-key',
      { status: 401, body: { error: { code: 'maintenance' } } },
      'indeterminate blocked',
    ],
    ['a user of Basic is healthy', 'depot.deploy', { status: 204 }, 'healthy -'],
    ['a user of Basic is dead', 'depot.deploy', { status: 403, body: { any: 'words' } }, 'rejected unrecognised'],
    [
      'a user of Basic meets a page',
      'depot.deploy',
      { status: 401, body: '<html>Sign in</html>', headers: { 'content-type': 'text/html' } },
      'indeterminate blocked',
    ],
    ['a key in the address is healthy', 'meter.key', { status: 200, body: { used: 3, until: seconds } }, 'healthy -'],
    ['a key in the address is dead', 'meter.key', { status: 404, body: 'unknown key' }, 'rejected unrecognised'],
    [
      'a token with its account is healthy',
      'ledger.token',
      { status: 200, body: { account: { id: 1 }, rights: [{ name: 'read' }] } },
      'healthy -',
    ],
    [
      'a token with its account is dead',
      'ledger.token',
      { status: 401, headers: { 'x-ledger-error': 'token expired' } },
      'rejected unrecognised',
    ],
    [
      'the account beside a token is wrong',
      'ledger.token',
      { status: 404, body: { error: 'no such account' } },
      'misconfigured bad-tag',
    ],
    [
      'a token that a client asks about is healthy',
      'gate.session',
      { status: 200, body: { active: true, exp: seconds, scope: 'a b' } },
      'healthy -',
    ],
    [
      'a token that a client asks about is dead',
      'gate.session',
      { status: 200, body: { active: false } },
      'rejected unrecognised',
    ],
    ['an outage says nothing of any', 'gate.session', { status: 503 }, 'indeterminate provider-outage'],
  ])('%s', async (_sentence, kind, answer, expected) => {
    expect((await judged(kind, answer)).told).toBe(expected);
  });

  test('what the answer tells is read: its end, its scopes', async () => {
    const { token } = await judged('gate.session', { status: 200, body: { active: true, exp: seconds, scope: 'a b' } });
    expect(token).toMatchObject({ kind: 'gate.session', expirySource: 'issuer', scopes: ['a', 'b'] });
    const { token: ledger } = await judged('ledger.token', {
      status: 200,
      body: { account: {}, rights: [{ name: 'read' }] },
    });
    expect(ledger).toMatchObject({ scopes: ['read'] });
  });

  test.each<[Kind, string, Record<string, string>]>([
    ['acme.api-key', '/acme/v1/me', { authorization: `Bearer ${OWN_SAMPLES['acme.api-key']}` }],
    ['depot.deploy', '/depot/whoami', { authorization: `Basic ${btoa(`${OWN_SAMPLES['depot.deploy']}:`)}` }],
    ['meter.key', `/meter/eu/usage?key=${OWN_SAMPLES['meter.key']}`, {}],
    [
      'ledger.token',
      '/ledger/accounts/made-up-account',
      { 'x-ledger-token': OWN_SAMPLES['ledger.token'], 'x-ledger-account': 'made-up-account' },
    ],
    ['gate.session', '/gate/introspect', { authorization: `Basic ${btoa('made-up-client:made-up-secret-1')}` }],
  ])('%s is asked about as its file says', async (kind, path, headers) => {
    const { asked } = await judged(kind, { status: 503 });
    expect(asked?.path).toBe(path);
    expect(asked?.headers).toMatchObject(headers);
    expect(asked?.body).toBe(kind === 'gate.session' ? `token=${OWN_SAMPLES[kind]}` : '');
  });

  test('its shape finds a token in a .env file, and --provider may name its kind', async () => {
    server.answer({ status: 200, body: { email: 'a@b.example', expires_at: null } });
    writeFileSync(join(other, '.env'), `ANY=${OWN_SAMPLES['acme.api-key']}\nNAMED=${OWN_SAMPLES['depot.deploy']}\n`);
    const args = ['check', '--no-state', '--json', '--issuers', folder, '--provider', 'NAMED=depot.deploy'];
    const { stdout } = await run(args, { cwd: other });
    expect((JSON.parse(stdout) as { tokens: Token[] }).tokens.map(({ kind }) => kind).sort()).toEqual([
      'acme.api-key',
      'depot.deploy',
    ]);
  });

  test('works together with --http', async () => {
    const file = join(other, 'http.json');
    writeFileSync(file, JSON.stringify({ orders: { url: `${server.origin}/me`, header: 'x-key', expect: 200 } }));
    server.answer({ status: 200, body: { email: 'a@b.example', expires_at: null } });
    const orders = { name: 'ORDERS', value: 'made-up-of-orders', tags: { 'token-health:provider': 'http.orders' } };
    const args = ['--json', '--no-state', '--http', file, '--issuers', folder];
    const { stdout } = await runStdin([orders, entryOf('acme.api-key')], args);
    expect(
      (JSON.parse(stdout) as { tokens: Token[] }).tokens.map(({ kind, verdict }) => `${kind} ${verdict}`).sort(),
    ).toEqual(['acme.api-key healthy', 'http.orders healthy']);
  });

  test('a token goes to no address but that of its own issuer', async () => {
    const before = server.requests.length;
    const { told } = await judged('acme.api-key', { status: 200 }, ['--provider', 'OURS=depot.deploy']);
    expect(told).toBe('rejected wrong-provider');
    expect(server.requests.length).toBe(before);
  });

  test.each<[string, string, string, string]>([
    ['that is wrong', 'id: acme\nname: [A, B]\n', ':2 name for --issuers', 'write what people call the issuer'],
    ['that is no YAML', 'id: acme\n\tname: A\n', ':2 for --issuers', 'indent with spaces: YAML takes no tabs for that'],
  ])('a file %s is wrong use, by line and with a remedy', async (_sentence, text, where, remedy) => {
    const wrong = join(other, 'wrong');
    mkdirSync(wrong, { recursive: true });
    const file = join(wrong, 'acme.yaml');
    writeFileSync(file, text);
    const { code, stderr, stdout } = await run(['check', '--env', 'HOME', '--no-state', '--issuers', wrong]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`error: cannot use ${file}${where}\n  do    ${remedy}\n`);
  });

  test('a folder that is not there is wrong use', async () => {
    const { code, stderr } = await run(['check', '--env', 'HOME', '--no-state', '--issuers', '/no/such']);
    expect([code, stderr]).toEqual([
      2,
      'error: cannot use /no/such for --issuers\n  do    name a folder that can be read\n',
    ]);
  });

  test('a kind that nobody has is wrong use, and the nearest is named, also of one’s own', async () => {
    const args = ['check', '--env', 'HOME', '--no-state', '--issuers', folder, '--provider', 'HOME=depot.deplyo'];
    const { code, stderr } = await run(args);
    expect([code, stderr]).toEqual([
      2,
      'error: --provider names depot.deplyo, but there is no issuer and no kind of that name\n  do    Did you mean "depot.deploy"?\n',
    ]);
  });
});
