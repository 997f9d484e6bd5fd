import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseDotenv } from '../../../adapters/local/dotenv.ts';
import { readEnvFile } from '../../../adapters/local/env-file.ts';
import { readEnvironment } from '../../../adapters/local/environment.ts';
import { fingerprint } from '../../../adapters/local/fingerprint.ts';
import type { Version } from '../../../adapters/local/source.ts';
import { defaultStatePath } from '../../../adapters/local/state-path.ts';
import { readEntries } from '../../../adapters/local/stdin.ts';
import { Secret } from '../../../core/model/secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'token-health-sources-'));
afterAll(() => rmSync(folder, { recursive: true }));

const version: Version = (id, value) => fingerprint(new Uint8Array(32), id, value);

describe('a .env file is read as applications read it', () => {
  const VALUES: Record<string, [text: string, value: string]> = {
    plain: ['A=abc', 'abc'],
    'spaces around': ['  A = abc  ', 'abc'],
    exported: ['export A=abc', 'abc'],
    'with a colon': ['A: abc', 'abc'],
    empty: ['A=', ''],
    'empty, another line after it': ['A=\nB=c', ''],
    'double quotes': ['A="a b#c"', 'a b#c'],
    'single quotes': ["A='a\\nb'", 'a\\nb'],
    'back-ticks': ['A=`a"b`', 'a"b'],
    'escapes in double quotes': ['A="a\\nb"', 'a\nb'],
    'quotes within quotes remain': ['A="\'abc\'"', "'abc'"],
    'a quote that never closes remains': ['A="abc\nB=c', '"abc'],
    'text after the closing quote keeps the quotes': ['A="a"b', '"a"b'],
    'over several lines': ['A="a\nb"\nC=d', 'a\nb'],
    'cut at a hash': ['A=ab#c', 'ab'],
    'a comment after it': ['A=abc # of the bot', 'abc'],
    'Windows line ends': ['A=abc\r\nB=d\r\n', 'abc'],
    'a byte order mark': ['\uFEFFA=abc', 'abc'],
    'set twice': ['A=old\nA=abc', 'abc'],
    'an equals sign within': ['A=YWJj==', 'YWJj=='],
    'spaces within quotes': ['A=" abc "', ' abc '],
  };
  test.each(Object.entries(VALUES))('%s', (_, [text, value]) => {
    expect(parseDotenv(text).find((variable) => variable.name === 'A')?.value).toBe(value);
  });

  test('lines are counted, over values of several lines too', () => {
    expect(parseDotenv('# top\nA=1\n\nB="x\ny"\r\nC=2\n').map(({ name, line }) => [name, line])).toEqual([
      ['A', 2],
      ['B', 4],
      ['C', 6],
    ]);
  });

  const braced = (inside: string): string => ['$', `{${inside}}`].join('');
  const EXPANDED: Record<string, [text: string, value: string]> = {
    'another variable': [`A=${braced('B')}\nB=abc`, 'abc'],
    'without braces, between others': ['A="x-$B-y"\nB=abc', 'x-abc-y'],
    'over two steps': [`A=${braced('B')}\nB=$C\nC=abc`, 'abc'],
    'the file before the environment': [`A=${braced('HERE')}\nHERE=abc`, 'abc'],
    'the environment where the file has none': [`A=${braced('HERE')}`, 'of-the-process'],
    'a default where nobody has it': [`A=${braced('NOBODY:-abc')}`, 'abc'],
    'a default for an empty one': [`A=${braced('B:-abc')}\nB=`, 'abc'],
    'an empty one without the colon': [`A=${braced('B-abc')}\nB=`, ''],
    'nothing in single quotes': [`A='${braced('B')}'\nB=abc`, braced('B')],
    'an escaped sign': ['A=a\\$B\nB=x', 'a$B'],
    'a name that nobody has stays': [`A=${braced('NOBODY')}`, braced('NOBODY')],
    'a value with such a name stays whole': ['A=p$B$nobody\nB=x', 'p$B$nobody'],
    'a circle stays': [`A=${braced('B')}\nB=${braced('A')}`, braced('B')],
    'itself stays': ['A=$A', '$A'],
  };
  test.each(Object.entries(EXPANDED))('variables in it are filled in: %s', (_, [text, value]) => {
    expect(parseDotenv(text, { HERE: 'of-the-process' }).find(({ name }) => name === 'A')?.value).toBe(value);
  });

  const NOTED: Record<string, [text: string, note: RegExp | undefined]> = {
    'a hash after a space': ['A=abc # of the bot', /cuts it at " #"/],
    'a hash inside': ['A=abc#def', /cuts it at "#"/],
    'a quote that never closes': ['A="abc', /none ends it/],
    'a space inside': ['A=abc def', /a shell .* stops at the space/],
    'a variable in it': ['A=$B\nB=abc', /filled in/],
    'words for this monitor': ['A=abc # token-health: provider=npm', undefined],
    'a comment after quotes': ['A="abc" # of the bot', undefined],
    plain: ['A=abc', undefined],
  };
  test.each(Object.entries(NOTED))('where readers differ a note says so: %s', (_, [text, note]) => {
    const notes = parseDotenv(text)[0]?.notes ?? [];
    expect(notes).toHaveLength(note === undefined ? 0 : 1);
    if (note !== undefined) expect(notes[0]).toMatch(note);
    expect(notes.join()).not.toContain('abc');
  });

  test('a commented assignment is none', () => {
    expect(parseDotenv('#A=abc\n  # B=c')).toEqual([]);
  });
});

describe('a comment says what a token is', () => {
  const TAGS: Record<string, [text: string, tags: Record<string, string>]> = {
    'on its line': [
      'A=abc # token-health: provider=discord.oauth expires-at=2027-01-31',
      { 'token-health:provider': 'discord.oauth', 'token-health:expires-at': '2027-01-31' },
    ],
    'after a quoted value': ['A="abc" # token-health: provider=slack', { 'token-health:provider': 'slack' }],
    'on the line before': ['# token-health: provider=npm\nA=abc', { 'token-health:provider': 'npm' }],
    'on the line before, Windows': ['# token-health: provider=npm\r\nA=abc\r\n', { 'token-health:provider': 'npm' }],
    'its own line wins over the line before': [
      '# token-health: provider=npm owner=ops\nA=abc # token-health: provider=slack',
      { 'token-health:provider': 'slack', 'token-health:owner': 'ops' },
    ],
    'lists by comma': [
      'A=a # token-health: required-scopes=repo,read:org',
      { 'token-health:required-scopes': 'repo read:org' },
    ],
    'lists in quotes': [
      'A=a # token-health: required-scopes="repo read:org"',
      { 'token-health:required-scopes': 'repo read:org' },
    ],
    'not from two lines before': ['# token-health: provider=npm\n\nA=abc', {}],
    'not within quotes': ['A="abc # token-health: provider=npm"', {}],
    'another comment says nothing': ['A=abc # the bot', {}],
    'a word without a value is kept, to be complained of': [
      'A=a # token-health: discord',
      { 'token-health:discord': '' },
    ],
  };
  test.each(Object.entries(TAGS))('%s', (_, [text, tags]) => {
    expect(parseDotenv(text)[0]?.tags).toEqual(tags);
  });
});

describe('files', () => {
  test('a variable knows its line, and is the same token on another line', async () => {
    const file = join(folder, 'one.env');
    writeFileSync(file, 'A=abc\n');
    const before = (await readEnvFile(file, version)).tokens[0];
    writeFileSync(file, '\nA=abc\n');
    const after = (await readEnvFile(file, version)).tokens[0];

    expect(after).toMatchObject({ source: before?.source, where: `${file} line 2` });
    expect(after?.versionId).toBe(before?.versionId);
    expect(`${after?.value}`).toBe('[redacted]');
  });

  test('UTF-16 as Windows PowerShell writes it is read', async () => {
    const file = join(folder, 'utf16.env');
    writeFileSync(file, Buffer.from('\uFEFFA=abc\r\n', 'utf16le'));

    expect((await readEnvFile(file, version)).tokens.map((token) => token.value.expose())).toEqual(['abc']);
  });

  const TROUBLES: Record<string, [file: string, why: string]> = {
    'a missing file': [join(folder, 'none'), 'there is no such file'],
    'a folder': [folder, 'it is a folder'],
  };
  test.each(Object.entries(TROUBLES))('%s is told', async (_, [file, why]) => {
    expect((await readEnvFile(file, version)).troubles).toMatchObject([{ what: `cannot read ${file}`, why }]);
  });
});

test('names that are not set are one trouble, and the others are read', () => {
  const { tokens, troubles } = readEnvironment(['A', 'B', 'C'], { A: 'abc' }, '/work', version);

  expect(tokens.map((token) => token.name)).toEqual(['A']);
  expect(troubles).toMatchObject([{ what: 'cannot read B, C from the environment', why: 'not set in this process' }]);
});

test('equal names in two folders are two tokens', () => {
  const [here, there] = ['/a', '/b'].map((at) => readEnvironment(['A'], { A: 'abc' }, at, version).tokens[0]);

  expect(here?.source).not.toBe(there?.source);
  expect(here?.versionId).not.toBe(there?.versionId);
});

describe('standard input', () => {
  test('names, values and tags', () => {
    const tags = { 'token-health:provider': 'discord.bot' };

    const { tokens } = readEntries(
      JSON.stringify([
        { name: 'bot', value: 'abc', tags },
        { name: 'b', value: '' },
      ]),
      version,
    );

    expect(tokens).toMatchObject([
      { source: 'stdin:bot', name: 'bot', where: 'standard input, entry 1', tags },
      { name: 'b', tags: {} },
    ]);
  });

  const VALUE = 'canary-value-4711';
  const WRONG: Record<string, [json: unknown, why: string]> = {
    'not JSON': [undefined, 'it is not JSON'],
    'an object': [{ name: VALUE }, 'it is not an array'],
    'an entry that is a value': [[VALUE], 'entry 1 is not an object'],
    'no value': [[{ name: 'a', value: 'x' }, { name: 'b' }], 'entry 2: value is missing, empty, too long or not text'],
    'an empty name': [[{ name: '', value: VALUE }], 'entry 1: name is missing, empty, too long or not text'],
    'an unknown field named like a value': [
      [{ name: 'a', value: 'b', [VALUE]: 1 }],
      'entry 1 has a field besides name, value and tags',
    ],
    'a tag that is a number': [
      [{ name: 'a', value: VALUE, tags: { 'token-health:max-age-days': 90 } }],
      'entry 1: token-health:max-age-days is missing, empty, too long or not text',
    ],
    'tags that are a list': [
      [{ name: 'a', value: 'b', tags: [VALUE] }],
      'entry 1: tags is missing, empty, too long or not text',
    ],
    'equal names': [
      [
        { name: 'a', value: VALUE },
        { name: 'b', value: '' },
        { name: 'a', value: '' },
      ],
      'entries 1 and 3 have the same name',
    ],
  };
  test.each(Object.entries(WRONG))('%s', (_, [json, why]) => {
    const { tokens, troubles } = readEntries(json === undefined ? VALUE : JSON.stringify(json), version);

    expect(tokens).toEqual([]);
    expect(troubles).toMatchObject([{ what: 'cannot read standard input', why }]);
    expect(JSON.stringify(troubles)).not.toContain(VALUE);
  });
});

test('a version id tells equal from unequal values, and nothing without the key', () => {
  const one = fingerprint(new Uint8Array(32), 'a', new Secret('x'));

  expect(one).toMatch(/^local-[0-9a-f]{32}$/);
  expect(fingerprint(new Uint8Array(32), 'a', new Secret('x'))).toBe(one);
  expect(fingerprint(new Uint8Array(32), 'a', new Secret('y'))).not.toBe(one);
  expect(fingerprint(new Uint8Array(32).fill(1), 'a', new Secret('x'))).not.toBe(one);
});

test('the state is kept where each system keeps state', () => {
  expect(defaultStatePath({}, 'linux', '/home/a')).toBe('/home/a/.local/state/token-health/state.db');
  expect(defaultStatePath({ XDG_STATE_HOME: '/s' }, 'linux', '/home/a')).toBe('/s/token-health/state.db');
  expect(defaultStatePath({ XDG_STATE_HOME: 's' }, 'linux', '/home/a')).toBe(
    '/home/a/.local/state/token-health/state.db',
  );
  expect(defaultStatePath({}, 'darwin', '/Users/a')).toBe('/Users/a/Library/Application Support/token-health/state.db');
  expect(defaultStatePath({ LOCALAPPDATA: '/L' }, 'win32', '/U')).toBe('/L/token-health/state.db');
});
