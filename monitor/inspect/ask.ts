import type { Instant } from '../../core/base/time.ts';
import { readJwt } from '../../core/diagnose/jwt.ts';
import { type Says, saysAt } from '../../core/diagnose/says.ts';
import type { AskRequest } from '../../core/model/answer.ts';
import type { Observation } from '../../core/model/observation.ts';
import type { Acceptance } from '../../core/model/record.ts';
import { Secret } from '../../core/model/secret.ts';
import type { Watch } from '../../core/model/tags.ts';
import type { TokenRef } from '../../core/model/token.ts';
import { type KindOf, kindId, type OnlineProbe, type Request } from '../../providers/provider.ts';
import type { Ask } from '../ports.ts';
import { observed } from './observed.ts';
import { type Address, addressOf, hostOf, requestLine } from './where-to-ask.ts';
import { isSettled, requestsFor, withRequest } from './which-request.ts';

export type AskPorts = {
  readonly ask: Ask;
  /** Base URLs the deployment sets, by provider id. */
  readonly origins: Readonly<Record<string, string>>;
  /** Origins the deployment allows besides the issuers' own. */
  readonly allowedOrigins: readonly string[];
  /** Kinds without a shape of their own leave only where the deployment lists them: a password would fit them too. */
  readonly mayLeave: (kind: string, ref: TokenRef) => boolean;
  /** True where somebody who may answer for the value named it: the deployment by its list, the user by --provider. A tag is not that. */
  readonly insisted?: (kind: string, ref: TokenRef) => boolean;
  /** Prefixes that people chose for the values of their own issuer, by provider id. */
  readonly tokenPrefixes?: Readonly<Record<string, readonly string[]>>;
};

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

type Found = { readonly observation: Observation; readonly host?: string };

/** Asks the issuer, if the value may go there. `released`: although it is unlike its kind. Never throws. */
export const askAbout = async (
  target: Target,
  kind: KindOf,
  probe: OnlineProbe,
  ports: AskPorts,
  deadline: Instant,
  released = false,
): Promise<Found> => {
  const says = saysAt(target.ref.source);
  const telling = released || kind.kind.shape?.distinctive === true;
  if (!telling && !ports.mayLeave(kindId(kind), target.ref)) return notListed(kind, says);
  const missing = (kind.kind.companions ?? []).filter((name) => !(name in target.siblings));
  if (missing.length > 0) return misplaced(`the probe needs the fields ${missing.join(', ')} beside it`, says.beside);
  return askInTurn({ target, kind, probe, ports, deadline });
};

/** By the request that harms it least: see which-request.ts. */
const askInTurn = async (asking: Asking): Promise<Found> => {
  const { first, next } = requestsFor(asking.probe, asking.target.accepted);
  const found = await askBy(first, asking);
  return found.settled || next === undefined ? found : askBy(next, asking);
};

type Reached = Extract<Address, { url: string }>;

type Asking = {
  readonly target: Target;
  readonly kind: KindOf;
  readonly probe: OnlineProbe;
  readonly ports: AskPorts;
  readonly deadline: Instant;
};

/** `settled`: a rule of the request names the answer, or none came. */
const askBy = async (request: Request, asking: Asking): Promise<Found & { readonly settled: boolean }> => {
  const { target, kind, probe, ports } = asking;
  const says = saysAt(target.ref.source);
  const address = addressOf(kind, { ...probe, url: request.url }, target.watch.url, ports, says);
  if ('problem' in address) return { ...misplaced(address.problem, address.remedy), settled: true };
  const asked = await ports.ask(requestOf(request, address, asking));
  const line = requestLine(request.method, address.url);
  const seen = observed(asked, kind, line, { ownHost: address.ownHost, answers: request.answers }, target);
  return {
    observation: withRequest(seen, request, probe, address.url),
    host: hostOf(address.url),
    settled: isSettled(asked, request),
  };
};

const requestOf = (
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
    ...(own && probe.basic && { basic: probe.basic }),
    ...(request.json && { jsonFields: request.json }),
    fills: fillsOf(target, kind),
    trust: address.trust,
    budget: provider.budget,
    limitsCount: provider.limits?.counts ?? 'token',
    readOnly: true,
    deadline,
  };
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

const notListed = (kind: KindOf, says: Says): Found =>
  misplaced(
    `a ${kind.kind.name} has no shape of its own to tell it by, so it is not sent until somebody lists it`,
    says.letThrough(kindId(kind)),
  );

const misplaced = (detail: string, remedy: string): Found => ({
  observation: { seen: 'unreadable', cause: 'bad-tag', detail, remedy: [remedy] },
});
