import type { Description } from '../../providers/contract/description.ts';
import type { KindText } from '../../providers/contract/kind.ts';
import { compile } from '../../providers/kit/compile.ts';
import type { IndexEntry } from '../../providers/registry.ts';

/** What an issuer is known by before its file is read. */
export const entryOf = (description: Description, category: string): IndexEntry => {
  const { id, name, budget, generic, alsoFor } = compile(description);
  return {
    id,
    name,
    category,
    perSecond: budget.perSecond,
    ...(generic && { generic }),
    ...(alsoFor && { alsoFor }),
    kinds: description.kinds.map((kind) => kindEntry(kind, description)),
  };
};

const kindEntry = (kind: KindText, description: Description): IndexEntry['kinds'][number] => {
  const { id, name, shape, afterOwnPrefix } = kind;
  const scheme = schemeOf(kind, description);
  return {
    id,
    name,
    ...(shape && { shape }),
    ...(scheme !== undefined && { scheme }),
    ...(afterOwnPrefix !== undefined && { afterOwnPrefix }),
  };
};

/** As the compiled kind has it. */
const schemeOf = ({ id, shape }: KindText, description: Description): string | undefined => {
  if (shape?.headerPrefixes !== undefined) return undefined;
  return compile(description).kinds.find((kind) => kind.id === id)?.shape?.headerPrefixes?.[0];
};

/** One line an issuer, by id: adding one adds a line. */
export const indexText = (entries: readonly IndexEntry[]): string => {
  const lines = entries.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((entry) => JSON.stringify(entry));
  return `[\n${lines.join(',\n')}\n]\n`;
};
