import type { Registry } from '../../providers/registry.ts';

/** What people call issuers and kinds; an id that nobody knows any more stays as it is. */
export const namesOf = ({ sketches }: Registry) => {
  const kinds = new Map(sketches.map(({ provider, kind }) => [`${provider.id}.${kind.id}`, kind.name]));
  const providers = new Map(sketches.map(({ provider }) => [provider.id, provider.name]));
  return {
    kind: (id: string): string => kinds.get(id) ?? id,
    provider: (id: string): string => providers.get(id) ?? id,
  };
};
