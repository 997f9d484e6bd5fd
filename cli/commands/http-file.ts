import { readFileSync } from 'node:fs';
import type { Trouble } from '../../adapters/local/source.ts';
import { httpTargets } from '../../adapters/settings/http-targets.ts';
import { placeOf, problemsOf } from '../../adapters/settings/problems.ts';
import { parseJson } from '../../core/base/json.ts';
import { REGISTRY, type Registry, registryWith } from '../../providers/index.ts';

export type Issuers = {
  readonly registry: Registry;
  /** Origins of the addresses in the file: naming the file allows them. */
  readonly origins: readonly string[];
  readonly misuses: readonly Trouble[];
};

const EXAMPLE =
  'write {"orders": {"url": "https://api.example.org/me", "header": "Authorization", "prefix": "Bearer ", "expect": 200, "refused": [401]}}';

/** The known issuers, and the addresses of `--http FILE` as `http.NAME`. */
export const issuersOf = (file: string | undefined): Issuers => {
  if (file === undefined) return { registry: REGISTRY, origins: [], misuses: [] };
  const content = parseJson(contentOf(file) ?? '');
  const parsed = httpTargets.safeParse(content);
  if (parsed.success) {
    const origins = Object.values(parsed.data).map(({ url }) => new URL(url).origin);
    return { registry: registryWith(parsed.data), origins, misuses: [] };
  }
  const misuses =
    content === undefined
      ? [{ what: `cannot use ${file} for --http`, remedy: EXAMPLE }]
      : misusesIn(file, parsed.error);
  return { registry: REGISTRY, origins: [], misuses };
};

/** The words are those of the same setting at a synth. */
const misusesIn = (file: string, error: Parameters<typeof problemsOf>[0]): readonly Trouble[] =>
  problemsOf(error).map(({ where, says }) => ({
    what: `cannot use ${file} for --http${where.length === 0 ? '' : `: ${placeOf(where).slice(1)}`}`,
    remedy: where.length === 0 ? EXAMPLE : says,
  }));

const contentOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};
