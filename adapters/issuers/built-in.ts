import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseJson } from '../../core/base/json.ts';
import type { Description } from '../../providers/contract/description.ts';
import type { HttpTargets } from '../../providers/http-target.ts';
import { type Catalogue, type IndexEntry, type Registry, registryOf } from '../../providers/registry.ts';
import { CATALOGUE } from './catalogue.ts';
import { type Issuers, issuersWith } from './own.ts';

const INDEX = (parseJson(readFileSync(join(CATALOGUE, 'index.json'), 'utf8')) ??
  []) as unknown as readonly IndexEntry[];

const CATEGORIES = new Map(INDEX.map(({ id, category }) => [id, category]));

/** The files as they are in this repository; a test holds each of them against the contract. */
export const BUILT_IN: Catalogue = {
  index: INDEX,
  read: (id) => {
    const text = readFileSync(join(CATALOGUE, CATEGORIES.get(id) ?? '', `${id}.yaml`), 'utf8');
    return parse(text, { maxAliasCount: 0 }) as Description;
  },
};

export const REGISTRY: Registry = registryOf(BUILT_IN);

export const issuersOf = (targets: HttpTargets = {}, own: readonly Description[] = []): Issuers =>
  issuersWith(BUILT_IN, own, targets);

/** `issuersOf` without its origins. */
export const registryWith = (targets: HttpTargets): Registry => issuersOf(targets).registry;
