import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { catalogueFiles, readBuiltIn } from '../../adapters/issuers/catalogue.ts';
import { description } from '../../providers/contract/description.ts';

const path = fileURLToPath(new URL('../../docs/schemas/issuer.schema.json', import.meta.url));
const biome = fileURLToPath(new URL('../../node_modules/.bin/biome', import.meta.url));

const schema = {
  ...z.toJSONSchema(description, { io: 'input', reused: 'ref' }),
  title: 'Token Health Monitor: one issuer, as docs/issuers.md says',
};

test('docs/schemas/issuer.schema.json is the contract; UPDATE_GOLDEN=1 writes it anew, as biome formats it', () => {
  if (process.env.UPDATE_GOLDEN === '1') {
    writeFileSync(path, JSON.stringify(schema));
    execFileSync(biome, ['format', '--write', path]);
  }
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
});

test('what the schema takes is what the contract takes: every file of the catalogue, and no misspelt key', () => {
  const published = z.fromJSONSchema(JSON.parse(readFileSync(path, 'utf8')));
  const files = catalogueFiles().map(readBuiltIn);
  expect(files.filter((file) => !published.safeParse(file).success).map(({ id }) => id)).toEqual([]);
  expect(published.safeParse({ ...files[0], evidense: 'documented' }).success).toBe(false);
  expect(published.safeParse({ ...files[0], kinds: [] }).success).toBe(false);
});
