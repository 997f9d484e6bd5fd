import type { Instant } from '../../core/base/time.ts';
import type { Environment } from '../../core/diagnose/environment.ts';
import { readJwt } from '../../core/lint/jwt.ts';
import type { AskRequest } from '../../core/model/answer.ts';
import type { Acceptance } from '../../core/model/record.ts';
import { Secret } from '../../core/model/secret.ts';
import type { Watch } from '../../core/model/tags.ts';
import type { TokenRef } from '../../core/model/token.ts';
import type { KindOf, OnlineProbe, Request } from '../../providers/provider.ts';
import type { Address } from './where-to-ask.ts';

export type Target = {
  readonly ref: TokenRef;
  /** As tagged: `discord.bot`, `discord` or `auto`. */
  readonly provider: string;
  readonly watch: Watch;
  readonly value: Secret;
  readonly siblings: Readonly<Record<string, Secret>>;
  /** What was seen of this very version when it was last accepted. */
  readonly accepted?: Acceptance;
};

export type Reached = Extract<Address, { url: string }>;

/** Who is asked about which token. */
export type Asking = {
  readonly target: Target;
  readonly kind: KindOf;
  readonly probe: OnlineProbe;
  readonly deadline: Instant;
};

/** What is sent to the issuer, its values still outside. */
export const requestOf = (
  request: Request,
  address: Reached,
  { target, kind: { provider, kind }, probe, deadline }: Asking,
): AskRequest => {
  const own = request === probe;
  const form = own && probe.form && { ...probe.form, ...(isRefreshToken(target) && probe.refreshHint) };
  return {
    method: request.method,
    url: address.url,
    headers: { ...request.headers, ...taggedHeaders(probe, target.watch) },
    ...(form && { form }),
    ...(request.basic && { basic: request.basic }),
    ...(request.json && { jsonFields: request.json }),
    ...(probe.sign && { sign: probe.sign }),
    fills: fillsOf(target, kind),
    trust: address.trust,
    budget: provider.budget,
    limitsCount: provider.limits?.counts ?? 'token',
    readOnly: true,
    deadline,
  };
};

/** Which environment of its issuer the value is of, where its beginning tells it. */
export const environmentOf = ({ value }: Pick<Target, 'value'>, kind: KindOf | undefined): Environment | undefined => {
  const testing = kind?.kind.testing;
  if (testing === undefined) return undefined;
  const isTest = testing === 'all' || testing.some((start) => value.expose().startsWith(start));
  return isTest ? 'test' : 'live';
};

const fillsOf = ({ value, siblings }: Target, { parts, companions = [] }: KindOf['kind']): AskRequest['fills'] => {
  const own = Object.entries(parts?.(value.expose()) ?? {}).map(([name, part]) => [name, new Secret(part)]);
  const beside = companions.flatMap((name) => {
    const sibling = siblings[name];
    return sibling === undefined ? [] : [[name, sibling]];
  });
  return Object.fromEntries([...beside, ...own, ['token', value]]);
};

/** Headers that a tag of the secret fills, where there is one: it names a part of the issuer, never a host. */
const taggedHeaders = ({ namespaceHeader }: OnlineProbe, { namespace }: Watch): Readonly<Record<string, string>> =>
  namespaceHeader === undefined || namespace === undefined ? {} : { [namespaceHeader]: namespace };

/** By what it says of itself (Keycloak's typ), or by the name of its field. */
const isRefreshToken = ({ value, ref }: Target): boolean =>
  /refresh/i.test(ref.field ?? ref.name) || /^(?:refresh|offline)$/i.test(readJwt(value.expose()).type ?? '');
