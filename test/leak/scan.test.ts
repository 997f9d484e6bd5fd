import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { lint } from '../../core/lint/lint.ts';
import { kindId } from '../../providers/provider.ts';
import { runModule } from '../functions/child.ts';
import { CANARY_KINDS, newCanary } from './canary.ts';
import { folder } from './folder.ts';
import { SPELLING_NAMES, type Spelling, scan } from './scan.ts';

const canary = newCanary('github.classic', 'planted');
const other = newCanary('gitlab.pat', 'other');
const bytes = [...Buffer.from(canary.value)];
const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

const SPELT: Readonly<Record<Spelling, string>> = {
  raw: `Bearer ${canary.value}.`,
  'lower case': `x-${canary.value.toLowerCase()}`,
  base64: Buffer.from(`bot:${canary.value}`).toString('base64'),
  hex: Buffer.from(canary.value).toString('hex').toUpperCase(),
  bytes: inspect(Buffer.from(canary.value)),
  numbers: JSON.stringify(Buffer.from(canary.value)),
  percent: bytes.map((byte) => `%${hex(byte)}`).join(''),
  'JSON-escaped': bytes.map((byte) => `\\u00${hex(byte)}`).join(''),
  'UTF-16': Buffer.from(canary.value, 'utf16le').toString('latin1'),
};

describe('a canary is found', () => {
  test.each(SPELLING_NAMES)('in %s', (spelling) => {
    const hits = scan([other, canary], { output: `before ${SPELT[spelling]} after` });

    expect(hits).toContainEqual({ canary: 'planted', spelling, place: 'output' });
    expect(hits.filter(({ canary: label }) => label === 'other')).toEqual([]);
  });

  test.each([0, 1, 2])('in base64url behind %i other bytes', (before) => {
    const output = Buffer.from(`${'~'.repeat(before)}${canary.value}`).toString('base64url');

    expect(scan([canary], { output })).toEqual([{ canary: 'planted', spelling: 'base64', place: 'output' }]);
  });

  test('from any 8 characters of its random part, and from no 7', () => {
    const [random = ''] = canary.random;
    for (let i = 0; i + 8 <= random.length; i++)
      expect(scan([canary], { output: `(${random.slice(i, i + 8)})` })).toHaveLength(1);
    expect(scan([canary], { output: `(${random.slice(5, 12)})` })).toEqual([]);
  });

  test('and its report does not hold it', () => {
    const hits = scan([canary], { output: SPELT.raw });

    expect(scan([canary], { report: hits, text: JSON.stringify(hits) })).toEqual([]);
  });
});

describe('a canary planted on purpose is found in each kind of output', () => {
  const found = [{ canary: 'planted', spelling: 'raw', place: 'it' }];

  test('stdout and stderr of a process', async () => {
    const ran = await runModule('console.log(process.env.IT); console.error(process.env.IT);', { IT: canary.value });

    expect(scan([canary], { it: ran.lines.join('\n') })).toEqual(found);
    expect(scan([canary], { it: ran.stderr })).toEqual(found);
  });

  test('the bytes of a state file', () => {
    const file = join(folder(), 'state.db');
    const db = new DatabaseSync(file);
    db.exec('create table records (body text)');
    db.prepare('insert into records values (?)').run(JSON.stringify({ evidence: [canary.value] }));
    db.close();

    expect(scan([canary], { it: readFileSync(file) })).toEqual(found);
  });

  test.each([
    ['a table row', { body: { S: JSON.stringify({ diagnosis: { evidence: [canary.value] } }) } }],
    ['a queue message', { v: 1, items: [{ arn: 'a', tags: { x: canary.value } }] }],
    ['a channel body', { blocks: [{ text: `now ${canary.value}` }] }],
    ['a request to another host', { path: `/?token=${canary.value}`, headers: {} }],
    ['a metrics line', { _aws: {}, Provider: canary.value }],
    ['an error', new Error(`bad header "${canary.value}"`)],
    ['the cause of an error', new Error('failed', { cause: new TypeError(canary.value) })],
    ['a property of an error', Object.assign(new Error('failed'), { input: canary.value })],
    [
      'a hidden property of an error',
      Object.defineProperty(new Error('failed'), 'raw', { value: canary.value, enumerable: false }),
    ],
    ['an error among several', new AggregateError([new Error(canary.value)])],
  ])('%s', (_, it) => {
    expect(scan([canary], { it })).toEqual(found);
  });

  test('bytes that an error carries', () => {
    const error = Object.assign(new Error('Parse Error'), { rawPacket: Buffer.from(canary.value) });

    expect(scan([canary], { error }).map(({ spelling }) => spelling)).toContain('bytes');
  });
});

describe('a canary is well-formed, so that it goes the whole way', () => {
  test.each(CANARY_KINDS.filter((kind) => kind !== 'plain'))('%s', (kind) => {
    const found = REGISTRY.kinds.find((one) => kindId(one) === kind);
    const { value, random } = newCanary(kind);

    expect(found === undefined ? 'unknown kind' : lint(value, found.kind)).toEqual([]);
    expect(random.every((part) => part.length >= 16 && value.includes(part))).toBe(true);
    expect(newCanary(kind).value).not.toBe(value);
  });
});
