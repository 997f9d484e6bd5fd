import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askDraft } from '../../../cli/new-issuer/ask.ts';
import { authOf, bodyOf, shapeOf, urlOf } from '../../../cli/new-issuer/questions.ts';
import { acceptedRule, refusedRule } from '../../../cli/new-issuer/rules.ts';
import type { Json } from '../../../core/base/json.ts';
import { type AnswersServer, startAnswersServer } from '../../support/answers-server.ts';
import { run, runStdin } from '../run.ts';

let folder: string;
let server: AnswersServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'token-health-new-'));
  server = await startAnswersServer();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const fresh = (): string => join(mkdtempSync(join(folder, 'own-')), 'issuers');

const TOKEN = `zac_${'k7Q2mX9vB4nL1pR8'.repeat(2)}`;
const ACCEPTED = {
  user: { id: 4711, email: 'mia@somewhere.example', scopes: ['read'] },
  expires_at: '2027-03-01T00:00:00Z',
};
const REFUSED = { error: { code: 'invalid_token', message: `No such token ${TOKEN}` } };

const flags = (more: Readonly<Record<string, string | undefined>> = {}): readonly string[] =>
  Object.entries({
    id: 'zacme',
    name: 'Zacme',
    docs: 'https://docs.zacme.example/tokens',
    prefix: 'zac_',
    rest: '[A-Za-z0-9]{32}',
    url: 'https://api.zacme.example/v1/me',
    'accepted-status': '200',
    'accepted-body': JSON.stringify(ACCEPTED),
    'refused-status': '401',
    'refused-body': JSON.stringify(REFUSED),
    ...more,
  }).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));

const text = (own: string, name: string): string => readFileSync(join(own, name), 'utf8');

describe('token-health new-issuer', () => {
  test('writes a description and recorded answers, and says what is next', async () => {
    const own = fresh();
    const { code, stdout, stderr } = await run(['new-issuer', own, ...flags()]);
    expect([code, stderr]).toEqual([0, '']);
    expect(
      text(own, 'zacme.yaml'),
    ).toBe(`# Made by token-health new-issuer. Read it over: what an answer proves, and where it tells date and scopes, was
# guessed from one answer each. docs/issuers.md says what else may stand here.

id: zacme
name: Zacme
docs: https://docs.zacme.example/tokens
evidence: documented
sources: [ https://docs.zacme.example/tokens ]
words: { code: error.code, message: [ error.message ] }
kinds:
  - id: token
    name: Zacme token
    shape: { prefix: zac_, rest: '[A-Za-z0-9]{32}' }
    probe:
      url: https://api.zacme.example/v1/me
      answers:
        - { say: accepted, status: 200, body: { user.id: <number>, user.email: <string> }, subject: user.email, scopes: user.scopes, expiry: expires_at }
        - { say: refused, status: 401, body: { error.code: invalid_token } }
`);
    expect(stdout).toContain(`Wrote ${own}/zacme.yaml and ${own}/zacme.exchanges.yaml.`);
    expect(stdout).toContain(`token-health check --issuers ${own} --provider NAME=zacme.token`);
  });

  test('keeps nothing of the account that was pasted, and no token', async () => {
    const own = fresh();
    await run(['new-issuer', own, ...flags()]);
    const all = text(own, 'zacme.yaml') + text(own, 'zacme.exchanges.yaml');
    for (const private_ of ['mia@somewhere', '4711', TOKEN]) expect(all).not.toContain(private_);
    expect(all).toContain('[redacted]');
  });

  test('what it wrote passes --check, its answers replayed, and judges tokens', async () => {
    const own = fresh();
    await run(['new-issuer', own, ...flags({ url: `${server.origin}/me`, auth: 'x-api-key' })]);
    expect((await run(['providers', '--check', own])).stdout).toContain(
      'zacme  Zacme: zacme.token; 2 recorded answers read as expected',
    );
    const verdict = async (status: number, body: object): Promise<string> => {
      server.answer({ status, body });
      const entry = { name: 'OURS', value: TOKEN, tags: { 'token-health:provider': 'zacme' } };
      const { stdout } = await runStdin([entry], ['--json', '--no-state', '--issuers', own]);
      return JSON.parse(stdout).tokens[0].verdict;
    };
    expect(await verdict(200, { ...ACCEPTED, expires_at: '2099-01-01T00:00:00Z' })).toBe('healthy');
    expect(server.requests.at(-1)?.headers['x-api-key']).toBe(TOKEN);
    expect(await verdict(401, REFUSED)).toBe('rejected');
    expect(await verdict(401, { error: { code: 'maintenance' } })).toBe('indeterminate');
  });

  test('never writes over a file', async () => {
    const own = fresh();
    mkdirSync(own);
    writeFileSync(join(own, 'zacme.exchanges.yaml'), 'mine');
    const { code, stderr } = await run(['new-issuer', own, ...flags()]);
    expect([code, stderr]).toEqual([
      2,
      `error: nothing was written: there is ${own}/zacme.exchanges.yaml already\n  do    choose another --id, or edit the file\n`,
    ]);
    expect(text(own, 'zacme.exchanges.yaml')).toBe('mine');
    expect(existsSync(join(own, 'zacme.yaml'))).toBe(false);
  });

  test('--built-in puts both where contributors have them', async () => {
    const top = mkdtempSync(join(folder, 'top-'));
    mkdirSync(join(top, 'providers', 'catalogue'), { recursive: true });
    const { code, stdout } = await run(['new-issuer', '--built-in', 'work', ...flags()], { cwd: top });
    expect(code).toBe(0);
    expect(text(top, 'providers/catalogue/work/zacme.yaml')).toContain('id: zacme\n');
    expect(text(top, 'test/fixtures/issuers/zacme.yaml')).toMatch(
      /^- \{ kind: token, sentence: a good token is accepted, .*\n- \{/,
    );
    expect(stdout).toContain('UPDATE_GOLDEN=1 npx vitest run test/catalogue');
  });

  const SHAPE =
    'write its beginning and what follows, such as acme_[A-Za-z0-9]{32}, or a whole pattern from ^ to $; never a token itself';
  test.each<[string, Readonly<Record<string, string | undefined>>, string]>([
    ['an id that is taken', { id: 'discord' }, 'another issuer is called discord; choose a name of its own'],
    ['an id with a space', { id: 'a b' }, 'write small letters, digits and dashes, such as acme'],
    ['a page that is none', { docs: 'our wiki' }, 'write an https address, such as https://docs.acme.example/tokens'],
    ['a token for its beginning', { prefix: TOKEN, rest: undefined }, SHAPE],
    [
      'an address without TLS',
      { url: 'http://api.zacme.example/me' },
      'write the https address of a request that only reads,',
    ],
    [
      'an address with a token in it',
      { url: `https://api.zacme.example/${TOKEN}` },
      'write {token} where the token stands in it, and --auth address',
    ],
    [
      'a token that is not in the address',
      { auth: 'address' },
      'write {token} where it stands in the address, or another --auth',
    ],
    ['a way to send that is none', { auth: 'by pigeon' }, 'write bearer, basic (the token is the user), address'],
    ['a header of the connection', { auth: 'Host' }, 'write a header such as authorization or x-api-key;'],
    ['a status in words', { 'accepted-status': 'ok' }, 'write the status of the answer, such as 200 or 401;'],
    [
      'a fault of the server as refusal',
      { 'refused-status': '503' },
      'write the status of the answer, such as 200 or 401;',
    ],
    [
      'broken JSON',
      { 'accepted-body': '{"id": 1' },
      'write the body of the answer, as JSON or plain text, or the name of a file that holds it; this begins like JSON and is none',
    ],
    [
      'a page',
      { 'accepted-body': '<html>Sign in</html>' },
      'find a request that answers JSON: a page of HTML proves nothing',
    ],
    ['a body without its status', { 'refused-status': undefined }, 'write --refused-status too, such as 401'],
    [
      'the same answer to good and dead',
      { 'refused-status': '200', 'refused-body': JSON.stringify(ACCEPTED) },
      'mend the answers of zacme.token, or what is expected here',
    ],
    [
      'a pattern that fits any text',
      { prefix: undefined, rest: undefined, pattern: '^.{20,}$' },
      'write a pattern that says what such a token looks like',
    ],
    [
      'a pattern that takes ever longer',
      { prefix: undefined, rest: undefined, pattern: '^z([a-z]+)+$' },
      'write it so that no repetition stands in another',
    ],
  ])('%s is wrong use, and nothing is written', async (_sentence, more, remedy) => {
    const own = fresh();
    const { code, stdout, stderr } = await run(['new-issuer', own, ...flags(more)]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.replace(/\s+/g, ' ')).toContain(remedy);
    expect(stderr).not.toContain(TOKEN);
    expect(existsSync(own)).toBe(false);
  });

  test('says all that is missing at once, where nobody can be asked', async () => {
    const { code, stderr } = await run(['new-issuer', fresh(), '--id', 'zacme']);
    expect([code, stderr]).toEqual([
      2,
      'error: nothing says --name, --docs, --url, --accepted-status, --prefix\n  do    write those flags too, or start it on a terminal without any: token-health new-issuer\n',
    ]);
  });
});

test('on a terminal it asks until an answer can be used', async () => {
  const said: string[] = [];
  const answers = [
    'discord',
    'zacme',
    'Zacme',
    'https://docs.zacme.example',
    'zac_[a-z]{20}',
    'https://api.zacme.example/me',
    '',
    '200',
  ];
  const bodies = ['{"id": 1}', '{"error": "gone"}'];
  const rest = ['401'];
  const draft = await askDraft({
    say: (line) => said.push(line),
    line: async () => answers.shift() ?? rest.shift() ?? '',
    lines: async () => bodies.shift() ?? '',
  });
  expect(said).toContain('   another issuer is called discord; choose a name of its own');
  expect(draft).toEqual({
    id: 'zacme',
    name: 'Zacme',
    docs: 'https://docs.zacme.example',
    shape: { prefix: 'zac_', rest: '[a-z]{20}' },
    url: 'https://api.zacme.example/me',
    auth: { by: 'bearer' },
    accepted: { status: 200, body: { id: 1 } },
    refused: { status: 401, body: { error: 'gone' } },
  });
});

describe('an accepted answer gives a rule', () => {
  test.each<[string, Json | undefined, object]>([
    [
      'by its telling fields',
      { n: 1, id: 'x', login: 'mia' },
      { body: { id: '<string>', login: '<string>' }, subject: 'login' },
    ],
    [
      'by what says yes',
      { active: true, exp: 1803859200, scope: 'a b' },
      { body: { active: true }, scopes: 'scope', expiry: { at: 'exp', format: 'seconds' } },
    ],
    ['by the first of a list', { data: [{ id: 'x' }] }, { body: { 'data.0.id': '<string>' } }],
    ['by being a list', [], { body: { $: '<array>' } }],
    ['by its text', 'OK', { text: String.raw`/^\s*OK\s*$/` }],
    ['by its status, where there is no body', undefined, { proof: 'configured status' }],
    ['with an end that may be none', { id: 1, expires_at: null }, { body: { id: '<number>' }, expiry: 'expires_at' }],
    [
      'with an end in milliseconds',
      { id: 1, expiresAt: 1803859200000 },
      { body: { id: '<number>' }, expiry: { at: 'expiresAt', format: 'milliseconds' } },
    ],
  ])('%s', (_sentence, body, rule) => {
    const pasted = { status: 200, ...(body !== undefined && { body }) };
    expect(acceptedRule(pasted)).toEqual({ say: 'accepted', status: 200, ...rule });
  });
});

describe('a refused answer gives a rule', () => {
  test.each<[string, Json | undefined, object]>([
    [
      'by its code',
      { error: { type: 'auth', code: 'invalid_token', message: 'no' } },
      { body: { 'error.code': 'invalid_token' } },
    ],
    ['by its words', { message: 'Bad credentials' }, { body: { message: 'Bad credentials' } }],
    [
      'by the beginning of words that go on otherwise each time',
      { message: 'No such token, request 17ab' },
      { body: { message: '/^No such token, request/' } },
    ],
    ['not by its status once more', { code: 401, message: 'Unauthorized' }, { body: { message: 'Unauthorized' } }],
    ['by a number of its own', { code: 40001 }, { body: { code: 40001 } }],
    ['by what says no', { active: false }, { body: { active: false } }],
    ['by the first of its errors', { errors: [{ code: 'gone' }] }, { body: { 'errors.0.code': 'gone' } }],
    ['by its text', 'Forbidden.', { text: String.raw`/^\s*Forbidden\.\s*$/` }],
    ['by its status, where there is no body', undefined, { proof: 'configured status' }],
  ])('%s', (_sentence, body, rule) => {
    const pasted = { status: 401, ...(body !== undefined && { body }) };
    expect(refusedRule(pasted)).toEqual({ say: 'refused', status: 401, ...rule });
  });
});

test.each<[string, unknown]>([
  ['acme_[a-z]{3}', { prefix: 'acme_', rest: '[a-z]{3}' }],
  ['acme_', { prefix: 'acme_', rest: '[A-Za-z0-9._~+/=-]{16,512}' }],
  ['[0-9a-f]{32}', { rest: '[0-9a-f]{32}' }],
  [String.raw`v1.\d{3}`, { prefix: 'v1.', rest: String.raw`\d{3}` }],
  ['^a[b-c]{3}$', { pattern: '^a[b-c]{3}$' }],
  ['', undefined],
  ['acme_[a-z', undefined],
  ['^a[b-c]{3}', undefined],
])('%j as what tokens look like is %j', (said, shape) => {
  const parsed = shapeOf(said);
  expect(parsed.ok ? parsed.value : undefined).toEqual(shape);
});

test.each<[string, unknown]>([
  ['bearer', { by: 'bearer' }],
  ['Basic', { by: 'basic' }],
  ['X-API-Key', { by: 'header', header: 'x-api-key' }],
  ['authorization: Token', { by: 'header', header: 'authorization', scheme: 'Token' }],
  ['a b', undefined],
])('%j as how it is sent is %j', (said, auth) => {
  const parsed = authOf(said);
  expect(parsed.ok ? parsed.value : undefined).toEqual(auth);
});

test('an address may hold {token}, and may be on this machine', () => {
  expect(urlOf('https://api.zacme.example/{token}/me').ok).toBe(true);
  expect(urlOf('http://127.0.0.1:9000/me').ok).toBe(true);
  expect(urlOf(`https://api.zacme.example/ghp_${'aB3dE5fG7h'.repeat(4)}`).ok).toBe(false);
});

test('a body may be the name of a file', () => {
  const file = join(folder, 'me.json');
  writeFileSync(file, '{"id": 1}\n');
  expect(bodyOf(file)).toEqual({ ok: true, value: { id: 1 } });
});
