import type { IssuerFacts, KindFacts } from './facts.ts';

/** The documented schema of docs/issuers.md: every key always there, null where nothing is known. */
export const issuersJson = (issuers: readonly IssuerFacts[]): string =>
  JSON.stringify({ schemaVersion: 1, issuers: issuers.map(issuerJson) }, null, 2);

const issuerJson = (facts: IssuerFacts) => ({
  id: facts.id,
  name: facts.name,
  category: facts.category,
  evidence: facts.evidence,
  docs: facts.docs,
  statusPage: facts.statusPage ?? null,
  budget: facts.budget,
  limits: facts.limits?.counts ?? null,
  kinds: facts.kinds.map(kindJson),
});

const kindJson = (kind: KindFacts) => {
  const { asks } = kind;
  const asked = !('unasked' in asks);
  return {
    id: kind.id,
    name: kind.name,
    asked,
    whyNot: asked ? null : asks.unasked,
    request: asked ? `${asks.method} ${asks.url}`.trim() : null,
    tells: { expiry: kind.tellsExpiry, scopes: kind.tellsScopes },
    neverExpires: kind.neverExpires,
    renewal: kind.renewal ?? null,
    renewedInPlace: kind.renewedInPlace,
    costs: kind.costs ?? null,
    companions: kind.companions,
    prefixes: kind.prefixes,
  };
};
