import type { Description } from '../../providers/contract/description.ts';
import type { KindText } from '../../providers/contract/kind.ts';
import { compile } from '../../providers/kit/compile.ts';
import { type Provider, requestsOf } from '../../providers/provider.ts';
import type { IndexEntry } from '../../providers/registry.ts';

/** What an issuer is known by before its file is read. */
export const entryOf = (description: Description, category: string): IndexEntry => {
  const provider = compile(description);
  const { id, name, budget, generic, alsoFor, kinds } = provider;
  return {
    id,
    name,
    category,
    perSecond: budget.perSecond,
    ...(generic && { generic }),
    ...(alsoFor && { alsoFor }),
    ...hostsIn(provider),
    kinds: description.kinds.map((kind, n) => kindEntry(kind, kinds[n]?.shape?.headerPrefixes)),
  };
};

/** `{shop}.myshopify.com` is `.myshopify.com`. */
const hostsIn = ({ kinds, base }: Provider): Pick<IndexEntry, 'hosts'> => {
  const urls = kinds.flatMap((kind) => [
    ...requestsOf(kind).map(({ url }) => url),
    ...(kind.probe.online ? [kind.probe.defaultBase?.url] : []),
  ]);
  const found = [...urls, ...(base?.hosts ?? [])].flatMap((url) => /^https:\/\/([^/:?#]+)/.exec(url ?? '')?.[1] ?? []);
  const hosts = found
    .map((host) => host.replace(/^.*\}/, ''))
    .filter((host) => /^\.?[a-z0-9-]+\.[a-z0-9.-]+$/.test(host));
  return hosts.length === 0 ? {} : { hosts: [...new Set(hosts)].sort() };
};

/** `told`: what people copy along, as the compiled kind has it. */
const kindEntry = (
  { id, name, shape, afterOwnPrefix }: KindText,
  told: readonly string[] | undefined,
): IndexEntry['kinds'][number] => {
  const scheme = shape?.headerPrefixes === undefined ? told?.[0] : undefined;
  return {
    id,
    name,
    ...(shape && { shape }),
    ...(scheme !== undefined && { scheme }),
    ...(afterOwnPrefix !== undefined && { afterOwnPrefix }),
  };
};

/** One line an issuer, by id: adding one adds a line. */
export const indexText = (entries: readonly IndexEntry[]): string => {
  const lines = entries.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((entry) => JSON.stringify(entry));
  return `[\n${lines.join(',\n')}\n]\n`;
};
