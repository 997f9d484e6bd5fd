import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LOSSES } from './losses.ts';
import { generated, page } from './page.ts';
import { ROWS } from './rows.ts';

const NUMBERS = [
  ...Array.from({ length: 88 }, (_, n) => `F${n + 1}`),
  ...Array.from({ length: 62 }, (_, n) => `A${n + 1}`),
  ...Array.from({ length: LOSSES.length }, (_, n) => `L${n + 1}`),
];

describe('the rows', () => {
  test('are all of the three catalogues, each once', () => {
    expect(ROWS.map(({ id }) => id)).toEqual(NUMBERS);
  });

  test('have a test, or say why not', () => {
    for (const { id, tests, not = '' } of ROWS) expect([id, tests.length > 0 || not.length > 10]).toEqual([id, true]);
  });

  test('name files that are there and hold the name', () => {
    const wrong = ROWS.flatMap(({ id, tests }) =>
      tests
        .filter(({ file, name }) => !existsSync(file) || !readFileSync(file, 'utf8').includes(name))
        .map(({ file, name }) => `${id}: ${file}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  test('of their own tests are named by their number', () => {
    for (const { id, tests } of ROWS)
      for (const { file, name } of tests.filter((proof) => proof.file.startsWith('test/promises/')))
        expect(`${file} ${name}`).toMatch(new RegExp(`\\b${id}[,:]`));
  });
});

test('docs/promises.md is written from the rows; UPDATE_GOLDEN=1 writes it anew', () => {
  const text = generated(page());
  expect(readFileSync('docs/promises.md', 'utf8')).toBe(text);
});
