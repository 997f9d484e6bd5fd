import { discord } from './discord.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { httpProvider } from './http.ts';
import type { HttpTargets } from './http-target.ts';
import { jwt } from './jwt.ts';
import { npm } from './npm.ts';
import { oauth2Introspection } from './oauth2-introspection.ts';
import { openbao } from './openbao.ts';
import { type KindOf, kindId, type Provider } from './provider.ts';
import { slack } from './slack.ts';
import { vault } from './vault.ts';

/** Adding an issuer is one line here, beside its file and its fixtures. */
const PROVIDERS = {
  discord,
  github,
  gitlab,
  slack,
  npm,
  vault,
  openbao,
  jwt,
  'oauth2-introspection': oauth2Introspection,
} satisfies Readonly<Record<string, Provider>>;

export type Registry = {
  readonly providers: readonly Provider[];
  readonly kinds: readonly KindOf[];
  readonly findProvider: (id: string) => Provider | undefined;
  /** By `discord.bot`. */
  readonly findKind: (id: string) => KindOf | undefined;
};

/** The built-in issuers, and the deployment's own addresses as `http.NAME`. */
export const registryWith = (targets: HttpTargets = {}): Registry => {
  const own = Object.keys(targets).length > 0 ? [httpProvider(targets)] : [];
  const providers: readonly Provider[] = [...Object.values(PROVIDERS), ...own];
  const kinds = providers.flatMap((provider) => provider.kinds.map((kind) => ({ provider, kind })));
  const providerById = new Map(providers.map((provider) => [provider.id, provider]));
  const kindById = new Map(kinds.map((kind) => [kindId(kind), kind]));
  return {
    providers,
    kinds,
    findProvider: (id) => providerById.get(id),
    findKind: (id) => kindById.get(id),
  };
};

export const REGISTRY: Registry = registryWith();
export const { findProvider, findKind } = REGISTRY;
