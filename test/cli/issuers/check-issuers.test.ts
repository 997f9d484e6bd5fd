import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../run.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/own-issuers');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'token-health-check-issuers-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A copy of the five with one file written anew. */
const withFile = (name: string, text: string): string => {
  const copy = mkdtempSync(join(folder, 'copy-'));
  cpSync(FIXTURES, copy, { recursive: true });
  writeFileSync(join(copy, name), text);
  return copy;
};

const check = async (own: string, ...args: readonly string[]) => {
  const { code, stdout, stderr } = await run(['providers', '--check', own, ...args]);
  return { code, stderr, stdout: stdout.replaceAll(`${own}/`, '') };
};

test('what is right is listed, with its recorded answers and how it is used', async () => {
  expect(await check(FIXTURES)).toEqual({
    code: 0,
    stderr: '',
    stdout: `acme  Acme: acme.api-key; 4 recorded answers read as expected
depot  Depot: depot.deploy; no answers on record: put some into depot.exchanges.yaml
gate  Gate: gate.session; 3 recorded answers read as expected
ledger  Ledger: ledger.token; no answers on record: put some into ledger.exchanges.yaml
meter  Meter: meter.key; no answers on record: put some into meter.exchanges.yaml

5 issuers, nothing wrong. Use them: token-health check --issuers ${FIXTURES}
`,
  });
});

describe('each problem is a line: file, line, place, remedy', () => {
  const answer = (rest: string): string => `# ours\n- { kind: deploy, sentence: a good key works, ${rest} }\n`;
  test.each<[string, string, string, string]>([
    [
      'a misspelt key of an issuer',
      'depot.yaml',
      'id: depot\nnaem: Depot\n',
      'depot.yaml:2 naem: no such key; write name, or remove it',
    ],
    [
      'an answer that is read otherwise',
      'depot.exchanges.yaml',
      answer('status: 204, expect: { seen: refused }'),
      'depot.exchanges.yaml:2: "a good key works" is read as seen accepted, not as seen refused: mend the answers of depot.deploy, or what is expected here',
    ],
    [
      'a date that is read otherwise',
      'depot.exchanges.yaml',
      answer("status: 204, expect: { seen: accepted, expiry: '2027-01-01' }"),
      'depot.exchanges.yaml:2: "a good key works" is read as expiry never, not as expiry 2027-01-01: mend the answers of depot.deploy, or what is expected here',
    ],
    [
      'an answer of a kind that is not there',
      'depot.exchanges.yaml',
      answer('status: 204, expect: { seen: accepted }').replace('kind: deploy', 'kind: key'),
      'depot.exchanges.yaml:2: name a kind of depot: deploy',
    ],
    [
      'an answer to a request that is not made',
      'depot.exchanges.yaml',
      answer('by: more, status: 204, expect: { seen: accepted }'),
      'depot.exchanges.yaml:2: leave it out: no such request is made about this kind',
    ],
    [
      'an answer without a status',
      'depot.exchanges.yaml',
      answer('expect: { seen: accepted }'),
      'depot.exchanges.yaml:2 0.status: write the status of the answer',
    ],
    [
      'a word for what is seen that is none',
      'depot.exchanges.yaml',
      answer('status: 204, expect: { seen: healthy }'),
      'depot.exchanges.yaml:2 0.expect.seen: write what it must be read as: {seen: accepted, refused, ambiguous, unreadable, unanswered}, and if needed meaning, scopes, expiry, subject, lacking, why, code, message',
    ],
    [
      'answers that are no list',
      'depot.exchanges.yaml',
      'status: 204\n',
      'depot.exchanges.yaml:1: write a list of answers: - {kind, sentence, status, body, expect: {seen}}',
    ],
    [
      'answers of an issuer that is not there',
      'dept.exchanges.yaml',
      answer('status: 204, expect: { seen: accepted }'),
      'dept.exchanges.yaml:1: name it after an issuer of this folder: acme.exchanges.yaml for the one whose id is acme',
    ],
  ])('%s', async (_sentence, name, text, line) => {
    const { code, stdout } = await check(withFile(name, text));
    expect(code).toBe(2);
    expect(stdout.split('\n')).toContain(line);
  });

  test('for programs too', async () => {
    const { code, stdout } = await check(withFile('depot.yaml', 'id: depot\nnaem: Depot\n'), '--json');
    const told = JSON.parse(stdout);
    expect(code).toBe(2);
    expect(told.issuers).toContainEqual({ id: 'acme', kinds: ['acme.api-key'], recordedAnswers: 4 });
    expect(told.problems).toContainEqual({
      file: 'depot.yaml',
      line: 2,
      where: 'naem',
      says: 'no such key; write name, or remove it',
    });
  });

  test('a token that stands where a name should is not printed', async () => {
    const token = `ghp_${'aB3dE5fG7h'.repeat(4)}`;
    for (const text of [`${token}: x\n`, `id: ${token}\n`, `id: acme\nkinds: ${token}\n`, `"${token}\n`]) {
      const { stdout, stderr } = await check(withFile('wrong.yaml', text));
      expect(stdout + stderr).not.toContain(token);
    }
  });
});

test('providers --issuers shows issuers of one’s own among the others', async () => {
  const { stdout } = await run(['providers', '--issuers', FIXTURES, '--category', 'own']);
  expect(stdout).toMatch(/^own\n {2}acme +Acme +1 +documented +yes +yes +-\n {2}depot /m);
  const page = (await run(['providers', 'gate.session', '--issuers', FIXTURES])).stdout.replace(/\s+/g, ' ');
  expect(page).toContain('asks POST http://127.0.0.1:8999/gate/introspect token in in the field token');
  expect(page).toContain('along HTTP Basic: user {client_id}, password {client_secret}');
  expect(page).toContain('200 with active false: refused');
});
