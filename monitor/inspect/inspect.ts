import type { Instant } from '../../core/base/time.ts';
import { lint } from '../../core/diagnose/lint.ts';
import type { Asked, AskRequest } from '../../core/model/answer.ts';
import type { Observation } from '../../core/model/observation.ts';
import { Secret } from '../../core/model/secret.ts';
import type { Watch } from '../../core/model/tags.ts';
import type { TokenRef } from '../../core/model/token.ts';
import { otherProviderFlaw } from '../../providers/detect.ts';
import type { Registry } from '../../providers/index.ts';
import { interpret } from '../../providers/interpret.ts';
import { type KindOf, kindId, type OnlineProbe } from '../../providers/provider.ts';
import type { Ask } from '../ports.ts';
import { kindOf } from './kind.ts';
import { addressOf, hostOf, requestLine } from './where-to-ask.ts';

export type InspectPorts = {
  readonly ask: Ask;
  readonly registry: Registry;
  /** Base URLs the deployment sets, by provider id. */
  readonly origins: Readonly<Record<string, string>>;
  /** Origins the deployment allows besides the issuers' own. */
  readonly allowedOrigins: readonly string[];
  /** Kinds without a shape of their own leave only where the deployment lists them: a password would fit them too. */
  readonly mayLeave: (kind: string, ref: TokenRef) => boolean;
};

export type Target = {
  readonly ref: TokenRef;
  /** As tagged: `discord.bot`, `discord` or `auto`. */
  readonly provider: string;
  readonly watch: Watch;
  readonly value: Secret;
  readonly siblings: Readonly<Record<string, Secret>>;
};

export type Inspected = {
  readonly kind?: KindOf;
  readonly observation: Observation;
  /** Who was asked: `discord.com`. Absent when nobody was. */
  readonly host?: string;
};

/** Lint, then probe, of one token. The value leaves only when its shape is that of its kind. Never throws. */
export const inspect = async (target: Target, ports: InspectPorts, deadline: Instant): Promise<Inspected> => {
  const value = target.value.expose();
  const found = kindOf(value, target.provider, ports.registry);
  if ('unreadable' in found) return { observation: found.unreadable };
  const { kind } = found;
  const stray = otherProviderFlaw(value, kind, ports.registry);
  const [first, ...rest] = [...(stray ? [stray] : []), ...lint(value, kind.kind)];
  if (first !== undefined) return { kind, observation: { seen: 'flawed', flaws: [first, ...rest] } };
  const { probe } = kind.kind;
  if (!probe.online)
    return { kind, observation: { seen: 'unasked', reason: probe.reason, expiry: 'unknown', ...probe.read?.(value) } };
  return { kind, ...(await ask(target, kind, probe, ports, deadline)) };
};

const ask = async (
  target: Target,
  kind: KindOf,
  probe: OnlineProbe,
  ports: InspectPorts,
  deadline: Instant,
): Promise<Pick<Inspected, 'observation' | 'host'>> => {
  if (kind.kind.shape?.distinctive !== true && !ports.mayLeave(kindId(kind), target.ref)) return notListed(kind);
  const address = addressOf(kind, probe, target.watch.url, ports);
  if ('problem' in address) return misplaced(address.problem, address.remedy);
  const missing = (kind.kind.companions ?? []).filter((name) => !(name in target.siblings));
  if (missing.length > 0)
    return misplaced(
      `the probe needs the fields ${missing.join(', ')} beside it`,
      'store them in the same JSON secret',
    );
  const request = requestOf(target, kind, probe, address, deadline);
  const line = requestLine(probe.method, address.url);
  return { observation: observed(await ports.ask(request), kind, line), host: hostOf(address.url) };
};

const requestOf = (
  target: Target,
  { provider, kind }: KindOf,
  probe: OnlineProbe,
  address: { readonly url: string; readonly trust: AskRequest['trust'] },
  deadline: Instant,
): AskRequest => {
  const parts = Object.entries(kind.parts?.(target.value.expose()) ?? {}).map(([name, part]) => [
    name,
    new Secret(part),
  ]);
  const companions = (kind.companions ?? []).flatMap((name) => {
    const sibling = target.siblings[name];
    return sibling === undefined ? [] : [[name, sibling]];
  });
  return {
    method: probe.method,
    url: address.url,
    headers: probe.headers,
    ...(probe.form && { form: probe.form }),
    ...(probe.basic && { basic: probe.basic }),
    fills: Object.fromEntries([...companions, ...parts, ['token', target.value]]),
    trust: address.trust,
    budget: provider.budget,
    limitsCount: provider.limits?.counts ?? 'token',
    readOnly: true,
    deadline,
  };
};

const observed = (asked: Asked, kind: KindOf, request: string): Observation =>
  asked.ok
    ? interpret(asked.answer, kind, request)
    : { seen: 'unanswered', ...asked.failure, detail: `${request}: ${asked.failure.detail}` };

const notListed = (kind: KindOf) =>
  misplaced(
    `a ${kind.kind.name} has no shape of its own to tell it by, so it is not sent until somebody lists it`,
    `list its name: "unshaped": {"${kindId(kind)}": ["NAME-PATTERN"]} in the deployment, --provider NAME=${kindId(kind)} on the command line`,
  );

const misplaced = (detail: string, remedy: string): { readonly observation: Observation } => ({
  observation: { seen: 'unreadable', cause: 'bad-tag', detail, remedy: [remedy] },
});
