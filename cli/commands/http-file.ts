import { readFileSync } from 'node:fs';
import { issuersOf as builtInWith } from '../../adapters/issuers/built-in.ts';
import { problemPlace } from '../../adapters/issuers/catalogue.ts';
import { readOwnFolder } from '../../adapters/issuers/own-folder.ts';
import type { FileProblem } from '../../adapters/issuers/read-file.ts';
import type { Trouble } from '../../adapters/local/source.ts';
import { httpTargets } from '../../adapters/settings/http-targets.ts';
import { placeOf, problemsOf } from '../../adapters/settings/problems.ts';
import { parseJson } from '../../core/base/json.ts';
import type { Description } from '../../providers/contract/description.ts';
import type { HttpTargets } from '../../providers/http-target.ts';
import type { Registry } from '../../providers/registry.ts';

export type Issuers = {
  readonly registry: Registry;
  /** Origins of the addresses in the file and of one's own issuers: naming them allows them. */
  readonly origins: readonly string[];
  readonly misuses: readonly Trouble[];
};

type Read<T> = { readonly found: T; readonly misuses: readonly Trouble[] };

/** The known issuers, the addresses of `--http FILE` as `http.NAME`, and those of `--issuers FOLDER`. */
export const issuersOf = (file: string | undefined, folder?: string): Issuers => {
  const http = file === undefined ? { found: {}, misuses: [] } : fromFile(file);
  const own = folder === undefined ? { found: [], misuses: [] } : fromFolder(folder);
  return { ...builtInWith(http.found, own.found), misuses: [...http.misuses, ...own.misuses] };
};

const EXAMPLE =
  'write {"orders": {"url": "https://api.example.org/me", "header": "Authorization", "prefix": "Bearer ", "expect": 200, "refused": [401]}}';

const fromFile = (file: string): Read<HttpTargets> => {
  const content = parseJson(contentOf(file) ?? '');
  const parsed = httpTargets.safeParse(content);
  if (parsed.success) return { found: parsed.data, misuses: [] };
  const misuses =
    content === undefined
      ? [{ what: `cannot use ${file} for --http`, remedy: EXAMPLE }]
      : misusesIn(file, parsed.error);
  return { found: {}, misuses };
};

/** The words are those of the same setting at a synth. */
const misusesIn = (file: string, error: Parameters<typeof problemsOf>[0]): readonly Trouble[] =>
  problemsOf(error).map(({ where, says }) => ({
    what: `cannot use ${file} for --http${where.length === 0 ? '' : `: ${placeOf(where).slice(1)}`}`,
    remedy: where.length === 0 ? EXAMPLE : says,
  }));

const fromFolder = (folder: string): Read<readonly Description[]> => {
  const { descriptions, problems } = readOwnFolder(folder);
  return problems.length === 0
    ? { found: descriptions, misuses: [] }
    : { found: [], misuses: problems.map(issuersMisuse) };
};

export const issuersMisuse = (problem: FileProblem): Trouble => ({
  what: `cannot use ${problemPlace(problem)} for --issuers`,
  remedy: problem.says,
});

const contentOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};
