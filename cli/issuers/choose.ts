import type { IssuerFacts, KindFacts } from './facts.ts';

export type Wish = {
  readonly category?: string | undefined;
  readonly evidence?: string | undefined;
  /** Words that stand in an id, a name or a beginning of a token. */
  readonly search?: string | undefined;
  readonly expiry: boolean;
  readonly scopes: boolean;
  readonly renewal: boolean;
};

/** The issuers that are asked for; each wish narrows them. */
export const chosen = (issuers: readonly IssuerFacts[], wish: Wish): readonly IssuerFacts[] =>
  issuers.filter(
    (issuer) =>
      (wish.category === undefined || issuer.category === wish.category) &&
      (wish.evidence === undefined || issuer.evidence === wish.evidence) &&
      (wish.search === undefined || wordsOf(issuer).includes(wish.search.toLowerCase())) &&
      (!wish.expiry || issuer.kinds.some(({ tellsExpiry }) => tellsExpiry)) &&
      (!wish.scopes || issuer.kinds.some(({ tellsScopes }) => tellsScopes)) &&
      (!wish.renewal || issuer.kinds.some(tellsRenewal)),
  );

export const tellsRenewal = ({ renewal, renewedInPlace }: KindFacts): boolean =>
  renewal !== undefined || renewedInPlace;

const wordsOf = ({ id, name, category, kinds }: IssuerFacts): string =>
  [id, name, category, ...kinds.flatMap((kind) => [kind.id, kind.name, ...kind.prefixes])].join('\n').toLowerCase();
