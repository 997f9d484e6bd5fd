import type { ScopeTree, Seen, Subject } from './subject.ts';

/** The scopes that the token has, with all that they hold. */
export const withHeld = (scopes: readonly string[], tree: ScopeTree): ReadonlySet<string> => {
  const all = new Set<string>();
  const waiting = [...scopes];
  for (let scope = waiting.pop(); scope !== undefined; scope = waiting.pop()) {
    if (all.has(scope)) continue;
    all.add(scope);
    waiting.push(...(Object.hasOwn(tree, scope) ? (tree[scope] ?? []) : []));
  }
  return all;
};

/** Of the scopes that are missing, those that no other one of them holds: no more need be granted. */
export const leastOf = (missing: readonly string[], tree: ScopeTree): readonly string[] =>
  missing.filter((scope) => !missing.some((other) => other !== scope && withHeld([other], tree).has(scope)));

/** What the tag asks for and the token lacks, and what the issuer itself says that it lacks. */
export const missingScopes = (
  { scopes, lacking = [] }: Pick<Seen<'accepted'>, 'scopes' | 'lacking'>,
  { watch, scopeTree }: Pick<Subject, 'watch' | 'scopeTree'>,
): readonly string[] => {
  const held = scopes && withHeld(scopes, scopeTree ?? {});
  const missing = held === undefined ? [] : watch.requiredScopes.filter((scope) => !held.has(scope));
  return [...missing, ...lacking.filter((scope) => !missing.includes(scope))];
};
