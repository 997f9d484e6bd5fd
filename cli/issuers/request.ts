import type { Description } from '../../providers/contract/description.ts';
import { BESIDE, isUnasked, rulesIn, wholeAnswers, wholeProbe } from '../../providers/contract/joined.ts';
import type { KindText, OnlineText } from '../../providers/contract/kind.ts';
import { type RuleFacts, ruleFacts } from './rules.ts';

/** One request as it is made, every value still a placeholder. */
export type RequestFacts = {
  readonly method: 'GET' | 'POST';
  /** A whole address, or a path below one that somebody names. */
  readonly url: string;
  /** What the address goes by, where it is not fixed. */
  readonly where?: string;
  /** How the token is sent. */
  readonly sent: string;
  /** What is sent beside it. */
  readonly along: readonly string[];
  readonly rules: readonly RuleFacts[];
};

export type Asked = RequestFacts & { readonly others: readonly (readonly [when: string, request: RequestFacts])[] };

/** Why nobody is asked. */
export type Unasked = { readonly unasked: string };

const WHEN = {
  before: 'Asked first, until it was accepted once',
  sparing: 'Asked in its place once its uses are counted',
  more: 'Asked after it was accepted, for what the first answer does not tell',
  fallback: 'Asked where the first answer did not judge it',
} as const;

/** What a kind asks, with what all kinds of the issuer have in common. */
export const asksOf = ({ probe: own }: KindText, description: Description): Asked | Unasked => {
  if (isUnasked(own)) return { unasked: own.unasked };
  const every = description.every?.probe;
  const probe: OnlineText = { ...wholeProbe(own, every), answers: wholeAnswers(own, every) };
  const facts = (request: RequestText) => requestFacts(request, probe, description);
  return {
    ...facts({ ...probe, url: probe.url ?? '' }),
    others: BESIDE.flatMap((name) => {
      const request = probe[name];
      return request === undefined ? [] : [[WHEN[name], facts(request)] as const];
    }),
  };
};

type RequestText = NonNullable<OnlineText['more']> & Pick<OnlineText, 'form'>;
type Auth = NonNullable<OnlineText['auth']>;

const requestFacts = (request: RequestText, probe: OnlineText, { base, rules = {} }: Description): RequestFacts => {
  const { method = 'GET', answers = [], json, form } = request;
  const headers = { ...probe.headers, ...request.headers };
  const auth = request.auth ?? probe.auth ?? 'bearer';
  const said = carriedBy(auth, headers, probe.sign);
  // A client may sign in by Basic and send the token elsewhere.
  const signsIn = typeof auth === 'object' && 'basic' in auth && !auth.basic.join().includes('{token}');
  const carried = signsIn ? undefined : said;
  const used = carried === undefined ? {} : { [carried.name]: '' };
  return {
    method,
    ...addressOf(request.url, probe.base ?? base?.url),
    sent: carried?.sent ?? elsewhere({ url: request.url, json, form, headers }),
    along: [
      ...(signsIn && said !== undefined ? [said.sent] : []),
      ...Object.entries(headers)
        .filter(([name]) => !(name in used))
        .map(([name, value]) => `header ${name}: ${value}`),
      ...Object.entries(json ?? {}).map(([name, value]) => `JSON field ${name}: ${value}`),
      ...Object.entries(form ?? {}).map(([name, value]) => `form field ${name}: ${value}`),
    ],
    rules: rulesIn(answers, rules).map(ruleFacts),
  };
};

const NAMED = 'below the address that token-health:url or --provider-url names';

const addressOf = (url: string, base: string | undefined): Pick<RequestFacts, 'url' | 'where'> => {
  if (/^https?:/.test(url)) return { url };
  if (base !== undefined) return { url: `${base}${url}`, where: `or ${NAMED}` };
  return url === '' ? { url: '', where: NAMED.replace('below ', '') } : { url, where: NAMED };
};

const carriedBy = (
  auth: Auth,
  headers: Readonly<Record<string, string>>,
  sign: OnlineText['sign'],
): { readonly name: string; readonly sent: string } | undefined => {
  if (sign !== undefined) return { name: '', sent: `it signs the request (${signWord(sign)}) and is not sent itself` };
  if (auth === 'none' || (auth === 'bearer' && 'authorization' in headers)) return undefined;
  if (auth === 'bearer') return { name: 'authorization', sent: 'authorization: Bearer {token}' };
  if (auth === 'user-password') return { name: 'authorization', sent: 'HTTP Basic: the value is user:password' };
  if ('header' in auth) {
    const value = auth.scheme === undefined ? '{token}' : `${auth.scheme} {token}`;
    return { name: auth.header, sent: `${auth.header}: ${value}` };
  }
  const [user, password] = auth.basic.map((part) => (part === '' ? 'empty' : part));
  return { name: 'authorization', sent: `HTTP Basic: user ${user}, password ${password}` };
};

const signWord = (sign: NonNullable<OnlineText['sign']>): string => (typeof sign === 'string' ? sign : sign.by);

/** The place of the request that the token is filled into, or else a part of it or what stands beside it. */
const elsewhere = ({ url, json = {}, form = {}, headers }: Pick<RequestText, 'url'> & Fields): string => {
  const places: readonly (readonly [says: string, text: string])[] = [
    ...Object.entries(headers).map(([name, value]) => [`${name}: ${value}`, value] as const),
    ...Object.entries({ ...json, ...form }).map(([name, value]) => [`in the field ${name}`, value] as const),
    ['within the address', url],
  ];
  const holding = (sign: string) => places.find(([, text]) => text.includes(sign));
  return (holding('{token}') ?? holding('{'))?.[0] ?? 'not at all';
};

type Fields = {
  readonly json?: Readonly<Record<string, string>> | undefined;
  readonly form?: Readonly<Record<string, string>> | undefined;
  readonly headers: Readonly<Record<string, string>>;
};
