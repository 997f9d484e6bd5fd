import { decodeBase64, encodeBase64 } from '../../core/base/base64.ts';
import { readJwt } from '../../core/lint/jwt.ts';
import type { AnswersText } from '../contract/answers.ts';
import type { Description } from '../contract/description.ts';
import { BESIDE, isUnasked, rulesIn, wholeAnswers, wholeProbe } from '../contract/joined.ts';
import type { KindText, OnlineText } from '../contract/kind.ts';
import type { AnswerRule, Base, Basic, Kind, OnlineProbe, Provider, Request } from '../provider.ts';
import { ruleOf } from './answers.ts';
import { checkAll } from './checks.ts';
import { remediesOf } from './remedies.ts';
import { shapeOf } from './shape.ts';

/** Enough for a sweep, and polite where nothing was published. */
const BUDGET = { perSecond: 2, concurrency: 2 };

export type Origin = 'built-in' | 'own';

/**
 * A description as the monitor works with it: defaults filled in, patterns compiled. `own`: written by the deployment's owner, whose
 * addresses are allow-listed by being there. The description went through the contract before.
 */
export const compile = (description: Description, origin: Origin = 'built-in'): Provider => {
  const {
    id,
    name,
    docs,
    statusPage,
    sources,
    unsure = [],
    limits,
    requestId,
    words,
    generic,
    scopeTree,
  } = description;
  return {
    id,
    name,
    docs,
    evidence: description.evidence,
    sources: [...sources, ...unsure.map((one) => `unsure: ${one}`)],
    budget: description.budget ?? BUDGET,
    ...(statusPage !== undefined && { statusPage }),
    ...(limits && { limits }),
    ...(requestId !== undefined && { requestId }),
    ...(words && { words }),
    ...(generic && { generic }),
    ...(description.alsoFor && { alsoFor: description.alsoFor }),
    ...(scopeTree && { scopeTree }),
    ...(description.base && { base: baseOf(description.base) }),
    kinds: description.kinds.map((kind) => kindOf(kind, description, origin)),
  };
};

/** What another description lends to one that is like it: its rules, and what all its kinds have in common. */
export const alike = (own: Description, other: Description): Description => {
  const { every = {}, rules, base } = other;
  const steps = { ...every.steps, ...own.every?.steps };
  const probe = { ...every.probe, ...own.every?.probe };
  return {
    ...(base && { base }),
    ...own,
    ...(rules && { rules: { ...rules, ...own.rules } }),
    every: { ...every, ...own.every, steps, probe },
  };
};

const baseOf = ({ strip = [], path, rootHosts, hosts, askOthers }: NonNullable<Description['base']>): Base => ({
  strip,
  ...(path !== undefined && { path }),
  ...(rootHosts !== undefined && { rootHosts: new RegExp(rootHosts) }),
  ...(hosts && { hosts }),
  ...(askOthers && { askOthers }),
});

const kindOf = (
  own: KindText,
  { name: issuer, docs: issuerDocs, every = {}, base, rules = {} }: Description,
  origin: Origin,
): Kind => {
  const said = { ...every, ...own, steps: { ...every.steps, ...own.steps } };
  const probe = probeOf(own.probe, every.probe, { rules, base: base?.url, origin });
  const shape = said.shape && shapeOf(said.shape, probe.online ? schemeOf(own.probe, every.probe) : undefined);
  return {
    id: own.id,
    name: own.name,
    ...(shape && { shape }),
    ...(said.ownShapes && { ownShapes: true }),
    ...(said.afterOwnPrefix !== undefined && { afterOwnPrefix: new RegExp(said.afterOwnPrefix) }),
    ...(said.otherwise && { otherwise: true }),
    ...(said.byHand && { byHand: true }),
    ...(said.testing && { testing: said.testing }),
    ...(said.checks && { lint: checkAll(said.checks) }),
    ...partsOf(said.shape?.pattern, own.probe, every.probe),
    ...(said.companions && { companions: said.companions }),
    probe,
    remedies: remediesOf({ docs: issuerDocs, ...said }, issuer),
    ...(said.docs !== undefined && { docs: said.docs }),
    impact: said.impact ?? `Everything that calls ${issuer} with it fails.`,
    ...(said.neverExpires !== undefined && { neverExpires: said.neverExpires }),
    ...(said.renewal !== undefined && { renewal: said.renewal }),
    ...(said.costs !== undefined && { costs: said.costs }),
  };
};

type ProbeText = KindText['probe'];

type Around = { readonly rules: Rules; readonly base: string | undefined; readonly origin: Origin };
type Rules = NonNullable<Description['rules']>;

const probeOf = (own: ProbeText, every: OnlineText | undefined, around: Around): Kind['probe'] => {
  if (isUnasked(own)) return { online: false, reason: own.unasked, ...(own.read === 'jwt' && { read: readJwt }) };
  return onlineOf({ ...wholeProbe(own, every), answers: wholeAnswers(own, every) }, around);
};

const onlineOf = (said: OnlineText, { rules, base, origin }: Around): OnlineProbe => {
  const { form, refreshHint, namespaceHeader, sign } = said;
  return {
    ...requestOf({ ...said, url: said.url ?? '' }, said, rules),
    online: true,
    ...whereOf(said.url ?? '', said.base ?? base, origin),
    ...(form && { form }),
    ...(refreshHint && { refreshHint }),
    ...(namespaceHeader !== undefined && { namespaceHeader }),
    ...(sign && { sign: signatureOf(sign) }),
    ...besideOf(said, rules),
  };
};

type RequestText = NonNullable<OnlineText['more']>;

/** With the headers and the authentication of the probe, where it says none of its own. */
const requestOf = (
  { method = 'GET', url, json, answers, ...own }: RequestText,
  { auth: shared = 'bearer', headers, sign }: OnlineText,
  rules: Rules,
): Request => {
  const auth = own.auth ?? shared;
  const all = { ...headers, ...own.headers };
  return {
    method,
    url,
    headers: { ...all, ...(sign === undefined && authHeaders(auth, all)) },
    ...(typeof auth === 'object' && 'basic' in auth && { basic: basicOf(auth) }),
    ...(json && { json }),
    answers: rulesOf(answers, rules),
  };
};

const signatureOf = (sign: NonNullable<OnlineText['sign']>): NonNullable<OnlineProbe['sign']> => {
  if (sign === 'aws-sigv4') return { by: sign };
  return sign === 'github-app' ? { by: 'jwt-bearer', claims: { iss: '{app_id}' } } : sign;
};

const rulesOf = (answers: AnswersText = [], rules: Rules): readonly AnswerRule[] => rulesIn(answers, rules).map(ruleOf);

const besideOf = (said: OnlineText, rules: Rules): Pick<OnlineProbe, (typeof BESIDE)[number]> =>
  Object.fromEntries(
    BESIDE.flatMap((name) => {
      const request = said[name];
      return request === undefined ? [] : [[name, requestOf(request, said, rules)]];
    }),
  );

/** A path goes below the base that somebody names, or the issuer's own. Of one's own issuer the whole address is somebody's word. */
const whereOf = (
  url: string,
  base: string | undefined,
  origin: Origin,
): Pick<OnlineProbe, 'url' | 'host' | 'defaultBase'> => {
  const whole = /^https?:\/\/[^/]+/.exec(url)?.[0];
  if (whole !== undefined && origin === 'built-in') return { url, host: 'fixed' };
  const trust = origin === 'own' ? 'allow-listed' : 'public';
  const at = whole ?? base;
  return {
    url: whole === undefined ? url : url.slice(whole.length),
    host: 'configured',
    ...(at !== undefined && { defaultBase: { url: at, trust } }),
  };
};

type Auth = NonNullable<OnlineText['auth']>;

/** `Bearer `: what stands before the token in its header, and what people copy along. */
const schemeOf = (own: ProbeText, every: OnlineText | undefined): string | undefined => {
  const { auth = 'bearer', sign } = wholeProbe(own, every);
  if (sign !== undefined) return undefined;
  if (auth === 'bearer') return 'Bearer ';
  return typeof auth === 'object' && 'scheme' in auth && auth.scheme !== undefined ? `${auth.scheme} ` : undefined;
};

const authHeaders = (auth: Auth, headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  if (auth === 'none' || (typeof auth === 'object' && 'basic' in auth)) return {};
  if (auth === 'user-password') return { authorization: 'Basic {basic}' };
  if (auth === 'bearer') return 'authorization' in headers ? {} : { authorization: 'Bearer {token}' };
  return { [auth.header]: auth.scheme === undefined ? '{token}' : `${auth.scheme} {token}` };
};

const basicOf = ({ basic: [user, password], formEncoded }: Extract<Auth, { basic: unknown }>): Basic => ({
  user,
  password,
  ...(formEncoded && { formEncoded }),
});

const partsOf = (pattern: string | undefined, own: ProbeText, every: OnlineText | undefined): Pick<Kind, 'parts'> => {
  if (!isUnasked(own) && wholeProbe(own, every).auth === 'user-password') return { parts: basicPart };
  if (pattern === undefined || !/\(\?<[A-Za-z]/.test(pattern)) return {};
  const whole = new RegExp(pattern);
  return {
    parts: (value) =>
      Object.fromEntries(Object.entries(whole.exec(value)?.groups ?? {}).map(([name, part]) => [name, part ?? ''])),
  };
};

/** Of `user:password`, or the base64 of it. Nothing for a value that is neither: then nothing is sent. */
const basicPart = (value: string): Readonly<Record<string, string>> => {
  if (value.includes(':')) return { basic: encodeBase64(value) };
  return decodeBase64(value)?.includes(':') ? { basic: value } : {};
};
