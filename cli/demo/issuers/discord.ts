import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  accepted,
  authorization,
  botUser,
  PERSON,
  REPLIES,
  type Reply,
  type ReplyName,
  webhook,
} from './discord-replies.ts';
import { listenOnLoopback } from './loopback.ts';

/** Replays Discord's documented answers over HTTP, for the tokens it was told about. Every other token is refused. */
export type FakeDiscord = {
  /** Origin, to stand in for `https://discord.com`. */
  readonly url: string;
  /** A bot token, an OAuth2 token (with its grant) or a webhook URL of any origin. */
  readonly accept: (token: string, grant?: Grant) => void;
  /** Bot and OAuth2 tokens get 401 code 0 from now on; a webhook is deleted: 404 code 10015. */
  readonly reset: (token: string) => void;
  /** One documented answer to this token, whatever it is, from now on. */
  readonly answer: (token: string, reply: ReplyName) => void;
  /** 503 code 130000 to everybody, or the end of it. */
  readonly outage: (on: boolean) => void;
  /** Requests so far. */
  readonly asked: () => number;
  readonly stop: () => Promise<void>;
};

/** Of an OAuth2 token. It is refused once `expires` (milliseconds since 1970) has passed. */
export type Grant = { readonly scopes: readonly string[]; readonly expires: number };

type Known = { readonly state: 'accepted'; readonly grant?: Grant } | { readonly state: ReplyName };

/** Who asks for what, taken from the request. `key` is how a token is remembered. */
type Call =
  | { readonly of: 'bot-user' | 'bearer-user' | 'authorization'; readonly key: string }
  | { readonly of: 'webhook'; readonly key: string; readonly id: string; readonly token: string };

const WEBHOOK = /\/api(?:\/v\d+)?\/webhooks\/(\d+)\/([\w-]+)/;
/** docs.discord.com/developers/reference#user-agent; without it Cloudflare answers. */
const USER_AGENT = /^DiscordBot \(\S+, \S+\)/;

export const startDiscord = async (): Promise<FakeDiscord> => {
  const { server, url, stop } = await listenOnLoopback();
  const known = new Map<string, Known>();
  let down = false;
  let asked = 0;

  server.on('request', (request, response) => {
    asked += 1;
    send(response, down ? REPLIES.overloaded : reply(request, known, Date.now()));
  });
  return {
    url,
    accept: (token, grant) => void known.set(keyOf(token), { state: 'accepted', ...(grant && { grant }) }),
    reset: (token) => void known.set(keyOf(token), { state: WEBHOOK.test(token) ? 'unknown-webhook' : 'unauthorized' }),
    answer: (token, state) => void known.set(keyOf(token), { state }),
    outage: (on) => {
      down = on;
    },
    asked: () => asked,
    stop,
  };
};

const keyOf = (token: string): string => WEBHOOK.exec(token)?.slice(1).join('/') ?? token;

const send = (response: ServerResponse, { status, headers, body }: Reply): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};

const reply = (request: IncomingMessage, known: ReadonlyMap<string, Known>, now: number): Reply => {
  if (!USER_AGENT.test(request.headers['user-agent'] ?? '')) return REPLIES.blocked;
  const call = callOf(request);
  if (call === 'no-such-route') return REPLIES['not-found'];
  if (call === 'unauthorized') return REPLIES.unauthorized;
  const token = known.get(call.key);
  if (token === undefined) return call.of === 'webhook' ? unknownWebhook(call.id, known) : REPLIES.unauthorized;
  return token.state === 'accepted' ? acceptedReply(call, token.grant, now) : REPLIES[token.state];
};

const callOf = ({ method, url = '', headers }: IncomingMessage): Call | 'no-such-route' | 'unauthorized' => {
  const path = new URL(url, 'http://discord.invalid').pathname;
  const [, id, token] = WEBHOOK.exec(path) ?? [];
  if (method !== 'GET') return 'no-such-route';
  if (id !== undefined && token !== undefined) return { of: 'webhook', key: `${id}/${token}`, id, token };

  const [, scheme, key = ''] = /^(Bot|Bearer) (.+)$/.exec(headers.authorization ?? '') ?? [];
  if (path === '/api/v10/users/@me') {
    if (scheme === undefined) return 'unauthorized';
    return { of: scheme === 'Bot' ? 'bot-user' : 'bearer-user', key };
  }
  // Intended (discord-api-docs issue 3945): a valid bot token gets 401 here.
  if (path === '/api/v10/oauth2/@me') return scheme === 'Bearer' ? { of: 'authorization', key } : 'unauthorized';
  return 'no-such-route';
};

const acceptedReply = (call: Call, grant: Grant | undefined, now: number): Reply => {
  if (call.of === 'webhook') return accepted(webhook(call.id, call.token));
  if (call.of === 'bot-user') return grant === undefined ? accepted(botUser(call.key)) : REPLIES.unauthorized;
  if (grant === undefined || grant.expires <= now) return REPLIES.unauthorized;
  if (call.of === 'authorization') return accepted(authorization(grant.scopes, new Date(grant.expires)));
  return grant.scopes.includes('identify') ? accepted(PERSON) : REPLIES['missing-scope'];
};

/** A webhook that exists answers 401 to a wrong token; one that does not, 404. */
const unknownWebhook = (id: string, known: ReadonlyMap<string, Known>): Reply =>
  [...known].some(([key, { state }]) => key.startsWith(`${id}/`) && state !== 'unknown-webhook')
    ? REPLIES['invalid-webhook-token']
    : REPLIES['unknown-webhook'];
