import type { Instant } from '../../core/base/time.ts';
import { type Answer, type Asked, type AskRequest, answerOf } from '../../core/model/answer.ts';
import { botToken, letters } from '../support/samples.ts';
import { covers, createSpans, type Span } from './spans.ts';

export const KINDS = ['discord.bot', 'discord.oauth', 'discord.webhook'] as const;
/** Of an issuer that names what it revoked. */
export type KindId = (typeof KINDS)[number] | 'slack.bot';

/** What is true of one value, whatever the monitor believes. */
export type Truth = {
  readonly kind: KindId;
  /** From then on it is refused. */
  diesAt?: Instant;
  /** Its issuer says why: one refusal proves it. */
  explicit?: boolean;
  /** End of an OAuth2 token, which its issuer tells while it works. */
  expiresAt?: Instant;
  /** Dead for a while, and then not: it comes and goes. */
  spells?: readonly Span[];
  /** A hiccup of the issuer: it refuses a value that is good. */
  blip?: Span;
  /** The other hiccup: it accepts a value that is dead. */
  glimpse?: Span;
};

export const OUTAGES = ['503', 'blocked page', 'rate limit', 'no answer', 'odd 200', '401 page', 'bare 401'] as const;
export type Outage = (typeof OUTAGES)[number];

/** The issuer takes every token for a bad one: its documented answer to one, with or without saying why. */
export const MASS_REFUSALS = ['unexplained', 'explicit'] as const;
export type MassRefusal = (typeof MASS_REFUSALS)[number];

/** Made up and well formed: the shape lets it leave, and no issuer ever gave it out. */
export const madeUp = (kind: KindId, seed: number): string => {
  if (kind === 'discord.bot') return botToken('123456789012345678', 38, seed);
  if (kind === 'discord.oauth') return letters(30, seed);
  if (kind === 'slack.bot') return `xoxb-123456789012-123456789012-${letters(24, seed)}`;
  return `https://discord.com/api/webhooks/123456789012345678/${letters(68, seed)}`;
};

/** From when on it is dead for good. */
export const endOf = ({ diesAt, expiresAt }: Truth): Instant =>
  Math.min(diesAt ?? Number.POSITIVE_INFINITY, expiresAt ?? Number.POSITIVE_INFINITY);

export const isDead = (truth: Truth, at: Instant): boolean => endOf(truth) <= at || covers(truth.spells ?? [], at);

const JSON_TYPE = { 'content-type': 'application/json' };
const HTML_TYPE = { 'content-type': 'text/html; charset=UTF-8' };
const ID = '123456789012345678';

const json = (status: number, body: unknown, at: Instant, headers = {}): Answer =>
  answerOf(status, { ...JSON_TYPE, ...headers }, JSON.stringify(body), at);

const outageAnswer = (outage: Outage, at: Instant): Asked => {
  switch (outage) {
    case '503':
      return { ok: true, answer: json(503, { message: '503: Service Unavailable', code: 0 }, at) };
    case 'blocked page':
      return { ok: true, answer: json(403, { message: 'internal network error', code: 40333 }, at) };
    case 'rate limit':
      return {
        ok: true,
        answer: json(429, { message: 'You are being rate limited.', retry_after: 60, global: false }, at, {
          'retry-after': '60',
        }),
      };
    case 'no answer':
      return { ok: false, failure: { why: 'network', detail: 'no answer within 5 s' } };
    case 'odd 200':
      return { ok: true, answer: json(200, {}, at) };
    case '401 page':
      return { ok: true, answer: answerOf(401, HTML_TYPE, '<html><body>Sign in</body></html>', at) };
    case 'bare 401':
      return { ok: true, answer: answerOf(401, JSON_TYPE, '', at) };
  }
};

const accepted = ({ kind, expiresAt }: Truth, at: Instant): Answer => {
  if (kind === 'discord.bot') return json(200, { id: ID, username: 'orders', bot: true }, at);
  if (kind === 'slack.bot')
    return json(
      200,
      { ok: true, url: 'https://orders.slack.com/', team_id: 'T0ORDERS', user_id: 'U0ORDERS', bot_id: 'B0ORDERS' },
      at,
    );
  if (kind === 'discord.webhook') return json(200, { id: ID, type: 1, name: 'orders' }, at);
  return json(
    200,
    { application: { id: ID, name: 'orders' }, scopes: ['identify'], expires: new Date(expiresAt ?? 0).toISOString() },
    at,
  );
};

const refused = ({ kind }: Truth, at: Instant): Answer => {
  if (kind === 'slack.bot') return json(200, { ok: false, error: 'invalid_auth' }, at);
  return kind === 'discord.webhook'
    ? json(404, { message: 'Unknown Webhook', code: 10015 }, at)
    : json(401, { message: '401: Unauthorized', code: 0 }, at);
};

/** With its reason. */
const disabled = ({ kind }: Truth, at: Instant): Answer =>
  kind === 'slack.bot'
    ? json(200, { ok: false, error: 'token_revoked' }, at)
    : json(403, { message: 'You need to verify your account in order to perform this action.', code: 40002 }, at);

export type Refusal = { readonly at: Instant; readonly explicit: boolean };

const note = <T>(notes: Map<string, T[]>, value: string, one: T): void => {
  const given = notes.get(value);
  if (given === undefined) notes.set(value, [one]);
  else given.push(one);
};

/** Discord's documented answers, from what is true; remembers what it gave. */
export const createIssuer = (now: () => Instant) => {
  const truths = new Map<string, Truth>();
  const refusals = new Map<string, Refusal[]>();
  const acceptances = new Map<string, Instant[]>();
  const outages = createSpans(now);
  let outage: Outage | undefined;
  let refusesAll: MassRefusal | undefined;

  const refuse = (value: string, answer: Answer, explicit: boolean): Asked => {
    note(refusals, value, { at: now(), explicit });
    return { ok: true, answer };
  };

  const accept = (value: string, truth: Truth, at: Instant): Asked => {
    note(acceptances, value, at);
    return { ok: true, answer: accepted(truth, at) };
  };

  const answer = (request: AskRequest): Asked => {
    const at = now();
    const value = request.fills.token?.expose() ?? '';
    if (outage === 'bare 401') note(refusals, value, { at, explicit: false });
    if (outage !== undefined) return outageAnswer(outage, at);
    const truth = truths.get(value);
    if (truth === undefined) return outageAnswer('no answer', at);
    if (refusesAll === 'explicit') return refuse(value, disabled(truth, at), true);
    if (refusesAll === 'unexplained') return refuse(value, refused(truth, at), false);
    if (truth.glimpse && covers([truth.glimpse], at)) return accept(value, truth, at);
    if (isDead(truth, at) && truth.explicit && truth.kind !== 'discord.webhook')
      return refuse(value, disabled(truth, at), true);
    if (isDead(truth, at) || (truth.blip && covers([truth.blip], at)))
      return refuse(value, refused(truth, at), truth.expiresAt !== undefined && truth.expiresAt <= at);
    return accept(value, truth, at);
  };

  return {
    truths,
    refusals,
    acceptances,
    /** When it said nothing of use. */
    outages: outages.all,
    answer,
    break: (shape: Outage) => {
      outages.begin();
      outage = shape;
    },
    refuseAll: (how: MassRefusal) => {
      outages.begin();
      refusesAll = how;
    },
    mend: () => {
      outages.end();
      outage = undefined;
      refusesAll = undefined;
    },
  };
};
export type Issuer = ReturnType<typeof createIssuer>;
