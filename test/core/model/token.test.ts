import { describe, expect, test } from 'vitest';
import { documentIn, fieldAt, fieldsIn } from '../../../core/model/token.ts';

const inside = (value: unknown): string => JSON.stringify(value);

/** The text at a path, and what stands beside it. */
const read = (value: unknown, path: string) => {
  const json = documentIn(typeof value === 'string' ? value : inside(value));
  return json === undefined ? undefined : fieldAt(json, path);
};

const FOUND: Readonly<Record<string, [value: unknown, path: string, beside: Readonly<Record<string, string>>]>> = {
  'a field of the whole': [{ token: 'x', id: 'a' }, 'token', { id: 'a' }],
  'a field of a field': [{ data: { token: 'x', id: 'a' } }, 'data.token', { id: 'a' }],
  'a field of a list': [{ bots: [{ token: 'y' }, { token: 'x', id: 'a' }] }, 'bots.1.token', { id: 'a' }],
  'an entry of a list': [['y', 'x'], '1', {}],
  'a name that holds a dot, before the path of the same words': [
    { 'data.token': 'x', data: { token: 'y' } },
    'data.token',
    {},
  ],
  'a name that holds a dot, inside': [{ data: { 'a.b': { token: 'x' }, a: 'y' } }, 'data.a.b.token', { a: 'y' }],
  'the longer of two names that both lead on': [{ a: { b: { c: 'y' } }, 'a.b': { c: 'x' } }, 'a.b.c', {}],
  'the shorter name where the longer leads nowhere': [{ 'a.b': { z: 'y' }, a: { b: { c: 'x' } } }, 'a.b.c', {}],
  'companions of the objects around it, where their names are free': [
    { client_id: 'outer', url: 'u', data: { token: 'x', client_id: 'inner' } },
    'data.token',
    { client_id: 'inner', url: 'u' },
  ],
  'JSON inside a JSON text': [{ data: inside({ token: 'x', id: 'a' }), url: 'u' }, 'data.token', { id: 'a', url: 'u' }],
  'a whole that is a JSON text of JSON': [inside(inside({ token: 'x' })), 'token', {}],
};

describe('a path leads to', () => {
  test.each(Object.entries(FOUND))('%s', (_, [value, path, beside]) => {
    expect(read(value, path)).toEqual({ text: 'x', beside });
  });

  test.each<[string, unknown, string]>([
    ['no number', { token: 7 }, 'token'],
    ['no object', { token: {} }, 'token'],
    ['nothing of the prototype', {}, 'constructor.name'],
    ['nothing of a list but its entries', [['x']], '0.length'],
    ['no place written in another way', ['x'], '00'],
    ['nothing inside a text', { token: 'x' }, 'token.0'],
    ['nothing that is not there', { data: {} }, 'data.token'],
    ['nothing between two dots', { data: { token: 'x' } }, 'data..token'],
  ])('%s', (_, value, path) => expect(read(value, path)).toBeUndefined());
});

test('every text of a document has a path, and JSON texts are opened', () => {
  const json = documentIn(
    inside({ a: 'x', n: 1, b: { c: 'y', 'd.e': 'z' }, list: ['x', { f: 'y' }], text: inside({ g: 'x' }) }),
  );
  const paths = fieldsIn(json ?? {});
  expect(paths).toEqual(['a', 'b.c', 'b.d.e', 'list.0', 'list.1.f', 'text.g']);
  for (const path of paths) expect(fieldAt(json ?? {}, path)?.text).toMatch(/^[xyz]$/);
});

test('what is no document is none', () => {
  for (const text of ['', 'x', '{', '"x"', '[', '7', '{not json'.repeat(9), '['.repeat(60_000)])
    expect(documentIn(text)).toBeUndefined();
});

test('a deep and wide document is read in time', () => {
  const wide = documentIn(inside(Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`k${n}`, { k: `${n}` }]))));
  const from = performance.now();
  expect(fieldsIn(wide ?? {})).toHaveLength(200);
  expect(fieldAt(wide ?? {}, Array.from({ length: 120 }, () => 'k').join('.'))).toBeUndefined();
  expect(performance.now() - from).toBeLessThan(200);
});
