import type { Description } from '../../providers/contract/description.ts';
import { httpDescription } from '../../providers/http.ts';
import type { HttpTargets } from '../../providers/http-target.ts';
import type { Provider } from '../../providers/provider.ts';
import { type Catalogue, ownProvider, type Registry, registryOf } from '../../providers/registry.ts';

export type Issuers = {
  readonly registry: Registry;
  /** Origins of the deployment's own issuers: describing one allows its addresses. */
  readonly origins: readonly string[];
};

/** The built-in issuers, those that a deployment describes itself, and its addresses as `http.NAME`. */
export const issuersWith = (catalogue: Catalogue, own: readonly Description[], targets: HttpTargets = {}): Issuers => {
  const addresses = Object.keys(targets).length > 0 ? [httpDescription(targets)] : [];
  const providers = [...own, ...addresses].map((description) => ownProvider(description, catalogue));
  return { registry: registryOf(catalogue, providers), origins: [...new Set(providers.flatMap(originsOf))] };
};

const originsOf = ({ base, kinds }: Provider): readonly string[] =>
  [
    ...(base?.hosts ?? []),
    ...kinds.flatMap(({ probe }) => (probe.online && probe.defaultBase ? [probe.defaultBase.url] : [])),
  ].map((url) => new URL(url).origin);
