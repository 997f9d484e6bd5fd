import { readFileSync } from 'node:fs';
import { httpTargets } from '../../adapters/http-targets.ts';
import type { Trouble } from '../../adapters/local/source.ts';
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
  const parsed = httpTargets.safeParse(parseJson(contentOf(file) ?? ''));
  if (parsed.success) {
    const origins = Object.values(parsed.data).map(({ url }) => new URL(url).origin);
    return { registry: registryWith(parsed.data), origins, misuses: [] };
  }
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  const what = `cannot use ${file} for --http${where === '' ? '' : `: ${where}`}`;
  return { registry: REGISTRY, origins: [], misuses: [{ what, remedy: EXAMPLE }] };
};

const contentOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};
