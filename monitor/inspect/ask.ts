import type { Instant } from '../../core/base/time.ts';
import { type Says, saysAt } from '../../core/diagnose/says.ts';
import type { Asked } from '../../core/model/answer.ts';
import type { Observation } from '../../core/model/observation.ts';
import type { TokenRef } from '../../core/model/token.ts';
import { type KindOf, kindId, type OnlineProbe, type Request } from '../../providers/provider.ts';
import type { Ask } from '../ports.ts';
import { observed } from './observed.ts';
import { atOtherHosts } from './other-hosts.ts';
import { type Asking, type Reached, requestOf, type Target } from './request.ts';
import { addressOf, hostOf, requestLine } from './where-to-ask.ts';
import { followUp, isNoApi, isSettled, requestsFor, together, withRequest } from './which-request.ts';

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

type Ports = { readonly ports: AskPorts };

/** By the request that harms it least: see which-request.ts. */
const askInTurn = async (asking: Asking & Ports): Promise<Found> => {
  const { first, next } = requestsFor(asking.probe, asking.target.accepted);
  const found = await askBy(first, asking);
  const last =
    found.settled || next === undefined ? { found, by: first } : { found: await askBy(next, asking), by: next };
  const then = last.by === asking.probe ? followUp(last.found.observation, asking.probe) : undefined;
  if (then === undefined) return elsewhere(last.found, asking);
  const { observation } = await askBy(then, asking);
  return elsewhere({ ...last.found, observation: together(last.found.observation, observation) }, asking);
};

const elsewhere = async (found: Found, asking: Asking & Ports): Promise<Found> => {
  const askAt = async (url: string) => {
    const target = { ...asking.target, watch: { ...asking.target.watch, url } };
    return (await askBy(asking.probe, { ...asking, target })).observation;
  };
  return { ...found, observation: await atOtherHosts(found.observation, asking, asking.ports, askAt) };
};

/** `settled`: a rule of the request names the answer, or none came. */
const askBy = async (request: Request, asking: Asking & Ports): Promise<Found & { readonly settled: boolean }> => {
  const { target, kind, probe, ports } = asking;
  const says = saysAt(target.ref.source);
  const address = addressOf(kind, { ...probe, url: request.url }, target.watch.url, ports, says);
  if ('problem' in address) return { ...misplaced(address.problem, address.remedy), settled: true };
  const { asked, url } = await askAt(request, address, asking);
  const line = requestLine(request.method, url);
  const seen = observed(asked, kind, line, { ownHost: address.ownHost, answers: request.answers }, target);
  return {
    observation: withRequest(seen, request, probe, url),
    host: hostOf(url),
    settled: isSettled(asked, request),
  };
};

/** At the address that answered before; else where the base URL leads, and where no API is there, below it. */
const askAt = async (
  request: Request,
  { elsewhere, ...address }: Reached,
  asking: Asking & Ports,
): Promise<{ readonly asked: Asked; readonly url: string }> => {
  const ask = async (url: string) => ({
    asked: await asking.ports.ask(requestOf(request, { ...address, url }, asking)),
    url,
  });
  if (elsewhere === undefined) return ask(address.url);
  if (asking.target.accepted?.request === requestLine(request.method, elsewhere)) return ask(elsewhere);
  const first = await ask(address.url);
  return isNoApi(first.asked) ? ask(elsewhere) : first;
};

const notListed = (kind: KindOf, says: Says): Found =>
  misplaced(
    `a ${kind.kind.name} has no shape of its own to tell it by, so it is not sent until somebody lists it`,
    says.letThrough(kindId(kind)),
  );

const misplaced = (detail: string, remedy: string): Found => ({
  observation: { seen: 'unreadable', cause: 'bad-tag', detail, remedy: [remedy] },
});
