import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CATALOGUE, catalogueFiles, problemLine, readBuiltIn } from '../../adapters/issuers/catalogue.ts';
import { entryOf, indexText } from '../../adapters/issuers/index-file.ts';
import { readIssuerFile } from '../../adapters/issuers/read-file.ts';
import { whole } from '../../providers/registry.ts';

const FILES = catalogueFiles();

const read = (id: string) => readBuiltIn(FILES.find((one) => one.id === id) ?? FILES[0]!);

describe('each file of the catalogue', () => {
  test.each(FILES.map(({ category, id, file }) => [`${category}/${id}`, id, file]))('%s', (_, id, file) => {
    const read = readIssuerFile(file);
    expect(read.ok ? [] : read.problems.map(problemLine)).toEqual([]);
    if (!read.ok) return;
    expect(read.description.id).toBe(id);
    // Nothing of it is lost as JSON: it holds no function.
    expect(JSON.parse(JSON.stringify(read.description))).toEqual(read.description);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(150);
    expect(lines.filter((line) => line.length > 240)).toEqual([]);
  });
});

test('no two files describe the same issuer', () => {
  expect(new Set(FILES.map(({ id }) => id)).size).toBe(FILES.length);
});

test('the index says what the files say; UPDATE_GOLDEN=1 writes it anew', () => {
  const file = join(CATALOGUE, 'index.json');
  const text = indexText(FILES.map(({ id, category }) => entryOf(whole(id, { read }), category)));
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
});
