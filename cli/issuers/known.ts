import { BUILT_IN } from '../../adapters/issuers/built-in.ts';
import type { Description } from '../../providers/contract/description.ts';
import { alike } from '../../providers/kit/compile.ts';
import { whole } from '../../providers/registry.ts';
import { factsOf, type IssuerFacts } from './facts.ts';

/** The category of issuers that somebody describes himself. */
const OWN = 'own';

/** Every issuer that is known, built in and own. Each is read when it is asked for. */
export type Known = {
  readonly ids: readonly string[];
  /** `discord.bot` of all of them. */
  readonly kindIds: readonly string[];
  readonly facts: (id: string) => IssuerFacts | undefined;
};

export const knownWith = (own: readonly Description[] = []): Known => {
  const { index } = BUILT_IN;
  return {
    ids: [...index, ...own].map(({ id }) => id).sort(),
    kindIds: [...index, ...own].flatMap(({ id, kinds }) => kinds.map((kind) => `${id}.${kind.id}`)),
    facts: (id) => {
      const mine = own.find((one) => one.id === id);
      if (mine !== undefined) return ownFacts(mine);
      const entry = index.find((one) => one.id === id);
      return entry && factsOf(whole(id, BUILT_IN), entry.category);
    },
  };
};

const ownFacts = (description: Description): IssuerFacts => {
  const { like } = description;
  return factsOf(like === undefined ? description : alike(description, BUILT_IN.read(like)), OWN, 'own');
};
