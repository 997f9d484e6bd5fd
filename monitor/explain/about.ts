import type { Facts } from '../../core/explain/facts.ts';
import type { Origin } from '../../core/explain/message.ts';
import type { Paste } from '../../core/explain/paste.ts';
import type { Registry } from '../../providers/registry.ts';

/** Issuers that a text is known to be about: by the hosts in it, by the programs that wrote it, by the tokens in it. */
export const aboutIn = (
  paste: Paste,
  { hosts }: Facts,
  { registry, origins, tokenOf }: { registry: Registry; origins: readonly Origin[]; tokenOf: readonly string[] },
): readonly string[] => {
  const byHost = hosts.flatMap((host) => registry.providerAt(host) ?? []);
  const byMark = origins.flatMap(({ provider, marks }) =>
    provider !== undefined && marks.some((mark) => mark.find(paste)?.whole) ? [provider] : [],
  );
  return [...new Set([...byHost, ...byMark, ...tokenOf, ...named(paste, registry)])];
};

/** `discord 4004`: the first word of a short text. */
const named = ({ spaced }: Paste, registry: Registry): readonly string[] => {
  const [, word] = /^ ?([a-z][a-z0-9-]{1,30}) \S{1,60} ?$/.exec(spaced) ?? [];
  return word !== undefined && registry.ids.includes(word) ? [word] : [];
};
