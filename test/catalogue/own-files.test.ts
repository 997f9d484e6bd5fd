import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { problemLine } from '../../adapters/issuers/catalogue.ts';
import { readOwnFolder } from '../../adapters/issuers/own-folder.ts';

const GOOD = `id: acme
name: Acme
docs: https://docs.acme.example/tokens
evidence: documented
sources: [docs.acme.example/tokens]
kinds:
  - id: api-key
    name: Acme API key
    shape: { prefix: acme_, rest: '[A-Za-z0-9]{32}' }
    probe:
      url: https://api.acme.example/v1/me
      answers:
        - { say: accepted, status: 200, body: { id: <string> } }
        - { say: refused, status: 401, body: { error: invalid_token } }
`;

const SHAPE = "{ prefix: acme_, rest: '[A-Za-z0-9]{32}' }";

/** The good one with one thing changed. */
const but = (was: string, is: string): string => {
  if (!GOOD.includes(was)) throw new Error(`the good file has no ${was}`);
  return GOOD.replace(was, () => is);
};

const folder = mkdtempSync(join(tmpdir(), 'token-health-own-'));
afterAll(() => rmSync(folder, { recursive: true }));
let read: (text: string, name?: string) => readonly string[];
beforeEach(() => {
  const own = mkdtempSync(join(folder, 'own-'));
  read = (text, name = 'acme.yaml') => {
    writeFileSync(join(own, name), text);
    return readOwnFolder(own).problems.map((problem) => problemLine(problem).replace(`${own}/`, ''));
  };
});

test('nothing is wrong with the good one', () => {
  expect(read(GOOD)).toEqual([]);
});

const LINEAR =
  'write it so that no repetition stands in another or beside one that fits the same signs, such as (a+)+ or .*.*, and without \\1: on some texts this one takes ever longer; {0,200} in place of * helps';
const TELLING =
  'write a pattern that says what such a token looks like, such as ^tok_[a-z0-9]{32}$: this one fits any text of some length';
const YAML =
  'correct the YAML here: indent as deep as the lines beside it, close every quote and bracket, and put a text that holds ": " or " #" into quotes';

type Row = readonly [sentence: string, text: string, told: readonly string[], name?: string];

describe('a file that is wrong says where, and what to write instead', () => {
  const ROWS: readonly Row[] = [
    [
      'a misspelt key, once',
      but('evidence: doc', 'evidense: doc'),
      ['acme.yaml:4 evidense: no such key; write evidence, or remove it'],
    ],
    [
      'a misspelt key deep inside',
      but('answers:', 'answer:'),
      ['acme.yaml:12 kinds.0.probe.answer: no such key; write answers, or remove it'],
    ],
    [
      'a key that nobody knows',
      but('name: Acme\n', 'name: Acme\nvolume: 11\n'),
      ['acme.yaml:3 volume: no such key; remove it'],
    ],
    [
      'what may be a token, where a name should be',
      but('name: Acme\n', `name: Acme\nourtoken${'7a'.repeat(16)}: x\n`),
      ['acme.yaml:3 …: no such key; remove it'],
    ],
    [
      'no address',
      but('      url: https://api.acme.example/v1/me\n', ''),
      ['acme.yaml:10 kinds.0.probe: write url, the address that is asked, or unasked, why nobody is'],
    ],
    [
      'a status as text',
      but('status: 401', "status: '401'"),
      ['acme.yaml:14 kinds.0.probe.answers.1.status: write a status from 200 to 599, or a list of them'],
    ],
    [
      'a pattern that is not anchored',
      but(SHAPE, "{ pattern: 'acme_[a-z]{32}', alphabet: '[a-z_]', minLength: 37 }"),
      [
        'acme.yaml:9 kinds.0.shape.pattern: write a regular expression of the whole token, such as ^tok_[a-z0-9]{32}$, without nested repetition',
      ],
    ],
    [
      'a pattern that does not compile',
      but('[A-Za-z0-9]{32}', '[A-Za-z0-9{32}'),
      [
        'acme.yaml:9 kinds.0.shape.rest: write a regular expression of the whole token, such as ^tok_[a-z0-9]{32}$, without nested repetition',
      ],
    ],
    [
      'a repetition in a repetition',
      but('[A-Za-z0-9]{32}', '(?:[a-z]+)+'),
      [`acme.yaml:9 kinds.0.shape.rest: ${LINEAR}`],
    ],
    [
      'two repetitions that fit the same signs',
      but('error: invalid_token', 'error: /^bad .* token .*$/'),
      [`acme.yaml:14 kinds.0.probe.answers.1.body.error: ${LINEAR}`],
    ],
    [
      'a pattern that fits any text',
      but(SHAPE, "{ pattern: '^.{20,}$', alphabet: '[!-~]', minLength: 20 }"),
      [`acme.yaml:9 kinds.0.shape.pattern: ${TELLING}`],
    ],
    [
      'a list of rules that is not there',
      but('{ say: refused, status: 401, body: { error: invalid_token } }', '{ use: refusals }'),
      ['acme.yaml:14 kinds.0.probe.answers.1.use: name a list that stands under rules, where there is none yet'],
    ],
    [
      'the same kind twice',
      GOOD + GOOD.slice(GOOD.indexOf('  - id: api-key')),
      ['acme.yaml:15 kinds.1.id: another kind has this id; choose one of its own'],
    ],
    [
      'an answer without proof',
      but(', body: { error: invalid_token }', ''),
      [
        'acme.yaml:14 kinds.0.probe.answers.1: a status alone proves nothing, since anybody on the way can send it: write body, header or text, or proof: configured status for an address of your own',
      ],
    ],
    [
      'a fault of the server that says refused',
      but('status: 401', 'status: [401, 503]'),
      [
        'acme.yaml:14 kinds.0.probe.answers.1: no redirect and no fault of a server says refused: write other statuses, or say: unanswered',
      ],
    ],
    [
      'a token in the header Host',
      but('      answers', '      auth: { header: host }\n      answers'),
      [
        'acme.yaml:10 kinds.0.probe: write a header such as authorization or x-api-key; no header of the connection (host, cookie, content-length, proxy-…) may carry a token',
      ],
    ],
    [
      'a request that sends nothing of the token',
      but('      answers', '      auth: none\n      answers'),
      [
        'acme.yaml:10 kinds.0.probe: write auth, or {token} in url, headers, json or form: nothing of the token is sent, and everybody would be accepted',
      ],
    ],
    [
      'a placeholder that nobody fills',
      but('/v1/me', '/v1/{account}/me'),
      [
        'acme.yaml:10 kinds.0.probe: nothing fills {account}: name it under companions, or as a group (?<account>…) of the pattern',
      ],
    ],
    [
      'an id that is taken',
      `# ours\n${but('id: acme', 'id: discord')}`,
      ['acme.yaml:2 id: another issuer is called discord; choose a name of its own'],
    ],
    ['an indentation that does not fit', but('    name: Acme API', '   name: Acme API'), [`acme.yaml:8: ${YAML}`]],
    [
      'a tab',
      but('    name: Acme API', '\tname: Acme API'),
      ['acme.yaml:8: indent with spaces: YAML takes no tabs for that'],
    ],
    ['a colon in a text', but('name: Acme\n', 'name: Acme: the API\n'), [`acme.yaml:2: ${YAML}`]],
    [
      'a key twice',
      but('name: Acme\n', 'name: Acme\nname: Acme 2\n'),
      ['acme.yaml:3: keep one of the two: this key was there before'],
    ],
    [
      'two issuers in a file',
      `${GOOD}---\n${GOOD}`,
      ['acme.yaml:15: put each issuer into a file of its own: nothing may follow ---'],
    ],
    [
      'JSON with a comma too many',
      '{\n  "id": "acme",\n  "name": "Acme",\n}\n',
      ['acme.json:3: take the comma away: in JSON none follows the last one'],
      'acme.json',
    ],
    [
      'JSON with a comment',
      '{\n  // ours\n  "id": "acme"\n}\n',
      ['acme.json:2: correct the JSON here: names and texts stand in double quotes, and there are no comments'],
      'acme.json',
    ],
    [
      'an empty file',
      '',
      ['acme.yaml:1: describe an issuer here: docs/issuers.md says how, and token-health new-issuer writes one'],
    ],
    [
      'a list of names',
      '- acme\n- other\n',
      ['acme.yaml:1: describe an issuer here: docs/issuers.md says how, and token-health new-issuer writes one'],
    ],
    [
      'aliases of aliases of aliases',
      'a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n',
      ['acme.yaml:2: write it out here: anchors and aliases (&name, *name) are not followed'],
    ],
    [
      'an address without TLS',
      but('https://api', 'http://api'),
      [
        'acme.yaml:11 kinds.0.probe.url: write an https address, or a path such as /api/v4/user of an issuer that people run themselves',
      ],
    ],
    [
      'no accepted answer',
      but('- { say: accepted, status: 200, body: { id: <string> } }\n        ', ''),
      [
        'acme.yaml:10 kinds.0.probe: write in answers what an accepted token gets: {say: accepted, status: 200, body: {…}}',
      ],
    ],
    [
      'a word that is none of ours',
      but('say: refused', 'say: dead'),
      [
        'acme.yaml:14 kinds.0.probe.answers.1.say: write say: one of accepted, lacking, refused, ambiguous, misconfigured, unanswered',
      ],
    ],
    ['no kinds', GOOD.slice(0, GOOD.indexOf('kinds:')), ['acme.yaml:1 kinds: write at least one kind']],
    [
      'a budget in words',
      but('evidence:', 'budget: slow\nevidence:'),
      ['acme.yaml:4 budget: write names and values, {name: value}'],
    ],
    [
      'a format of a date that is none',
      but('body: { id: <string> } }', 'body: { id: <string> }, expiry: { at: exp, format: unix } }'),
      [
        'acme.yaml:13 kinds.0.probe.answers.0.expiry.format: write a place of the body, or {at or header, format}; formats are iso, seconds, milliseconds, seconds-left, spaced, http, iso-or-seconds',
      ],
    ],
    [
      'an issuer to be like that is not there',
      but('evidence:', 'like: acmee\nevidence:'),
      ['acme.yaml:4 like: name a built-in issuer: token-health providers lists them'],
    ],
  ];
  for (const [sentence, text, told, name] of ROWS) test(sentence, () => expect(read(text, name)).toEqual(told));
});

test('a folder without files says what to put into it, and one that is not there that it is not', () => {
  expect(readOwnFolder(join(folder, 'none')).problems).toMatchObject([{ says: 'name a folder that can be read' }]);
  const empty = mkdtempSync(join(folder, 'empty-'));
  expect(readOwnFolder(empty).problems).toMatchObject([
    { says: 'put a file such as acme.yaml into it; docs/issuers.md says what is in one' },
  ]);
});

test('two files of the same issuer: the second one is told', () => {
  read(GOOD, 'a.yaml');
  expect(read(GOOD, 'b.yaml')).toEqual(['b.yaml:1 id: another issuer is called acme; choose a name of its own']);
});

test('the good one as JSON is the same issuer', () => {
  const own = mkdtempSync(join(folder, 'json-'));
  writeFileSync(join(own, 'acme.yaml'), GOOD);
  const [yaml] = readOwnFolder(own).descriptions;
  rmSync(join(own, 'acme.yaml'));
  writeFileSync(join(own, 'acme.json'), JSON.stringify(yaml, null, 2));
  expect(readOwnFolder(own)).toEqual({ descriptions: [yaml], problems: [] });
});
