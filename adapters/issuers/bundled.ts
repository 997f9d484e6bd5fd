import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../../core/base/json.ts';
import type { Description } from '../../providers/contract/description.ts';
import type { HttpTargets } from '../../providers/http-target.ts';
import type { Catalogue, IndexEntry } from '../../providers/registry.ts';
import { type Issuers, issuersWith } from './own.ts';

/** Beside the bundle of a function: one file an issuer, so that a message reads what it needs. write-bundle.ts puts them there. */
const FOLDER = join(import.meta.dirname, 'issuers');

const read = (name: string): unknown => parseJson(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));

const CATALOGUE: Catalogue = {
  index: read('index') as readonly IndexEntry[],
  read: (id) => read(id) as Description,
};

/** As built-in.ts has it, of what was written when the function was bundled. Own issuers were read then. */
export const issuersOf = (targets: HttpTargets = {}): Issuers =>
  issuersWith(CATALOGUE, read('own') as readonly Description[], targets);
