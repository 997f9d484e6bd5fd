import { at, type Json } from '../../core/base/json.ts';
import { SECOND } from '../../core/base/time.ts';
import type { Answer, Asked } from '../../core/model/answer.ts';
import { Secret } from '../../core/model/secret.ts';
import type { SlackMessage } from '../../messages/slack/markup.ts';
import type { Sent } from '../../monitor/ports.ts';
import type { WebhookWorld } from './kind.ts';
import { failedBy, retryAtOf } from './webhook.ts';

/**
 * One message a second in a channel is allowed, short bursts are not refused (docs.slack.dev/apis/web-api/rate-limits); chat.update may be
 * called more than fifty times a minute.
 */
export const PER_SECOND = 1;

const TIMEOUT = 10 * SECOND;

export type Failed = Extract<Sent, { sent: false }>;

/** `passing`: the same call may well be taken later. `code`: Slack's own word for it. */
export type Called =
  | { readonly ok: true; readonly channel: string; readonly ts: string }
  | { readonly ok: false; readonly failed: Failed; readonly passing: boolean; readonly code?: string };

/** `body`: the arguments of the method. */
export type SlackCall = (
  method: 'chat.postMessage' | 'chat.update',
  body: SlackMessage & { readonly channel: string; readonly [argument: string]: unknown },
) => Promise<Called>;

/** Slack's own, of everybody and of the government of the United States (docs.slack.dev/govslack). */
const OWN = ['https://slack.com', 'https://slack-gov.com'];

export const isOfSlack = (origin: string): boolean => OWN.includes(origin);

const TOKEN = /^\s*(?<token>(?:xoxe\.)?xoxb-[A-Za-z0-9-]{10,250})\s*$/;

/** Calls methods of Slack's Web API as the bot whose token is the secret. Never throws for what Slack answers. */
export const slackApi = (secretId: string, origin: string, world: WebhookWorld): SlackCall => {
  const { ask, secret, clock, trust } = world;
  const own = isOfSlack(origin);
  const allowed = own || trust.some((address) => new URL(address).origin === origin);
  return async (method, body) => {
    if (!allowed) return wrong(`${origin} is not Slack's, and selfHosted does not name it`);
    const token = await secret(secretId).then(
      (held) => TOKEN.exec(held.expose())?.groups?.token,
      () => undefined,
    );
    if (token === undefined) return wrong('the secret named for it cannot be read, or holds no bot token xoxb-...');
    const asked = await ask({
      method: 'POST',
      url: `${origin}/api/${method}`,
      headers: { authorization: 'Bearer {token}', 'content-type': 'application/json; charset=utf-8' },
      json: body as unknown as Json,
      fills: { token: new Secret(token) },
      trust: own ? 'public' : 'allow-listed',
      budget: { perSecond: PER_SECOND, concurrency: 1 },
      deadline: clock() + TIMEOUT,
    });
    return calledOf(asked, body.channel);
  };
};

const SLACK = { name: 'Slack' };

const wrong = (why: string): Called => ({ ok: false, failed: failedBy(SLACK, why), passing: false });

const calledOf = (asked: Asked, channel: string): Called => {
  if (!asked.ok)
    return { ok: false, passing: true, failed: failedBy(SLACK, asked.failure.detail, asked.failure.retryAt) };
  const { answer } = asked;
  const { ok, ts, channel: where, error } = partsOf(answer);
  if (answer.status === 200 && ok === true && typeof ts === 'string' && typeof where === 'string')
    return { ok: true, channel: where, ts };
  const code = typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) ? error : undefined;
  if (answer.status === 429 || code === 'ratelimited' || code === 'rate_limited')
    return { ok: false, passing: true, failed: failedBy(SLACK, 'too many messages', retryAtOf(answer)) };
  if (answer.status !== 200 || code === undefined)
    return { ok: false, passing: true, failed: failedBy(SLACK, `no usable answer (${answer.status})`) };
  return { ok: false, code, passing: PASSING.includes(code), failed: refusalOf(code, channel) };
};

const partsOf = ({ json }: Answer) => ({
  ok: at(json, 'ok'),
  ts: at(json, 'ts'),
  channel: at(json, 'channel'),
  error: at(json, 'error'),
});

const PASSING: readonly string[] = [
  'service_unavailable',
  'internal_error',
  'fatal_error',
  'request_timeout',
  'team_added_to_org',
  'org_login_required',
];

/** A message that no repeat makes better. */
const REFUSED: readonly string[] = [
  'msg_too_long',
  'msg_blocks_too_long',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_arguments',
  'no_text',
];

/** Codes of docs.slack.dev/reference/methods/chat.postMessage, in our words. */
const refusalOf = (code: string, channel: string): Failed => {
  const why = WHY[code]?.replace('CHANNEL', channel) ?? 'not taken';
  return { ...failedBy(SLACK, `${why} (${code})`), ...(REFUSED.includes(code) && { refused: true }) };
};

const NEW_TOKEN = 'bot token refused: install the app again under OAuth & Permissions, and store the new token';
const NO_RIGHT = 'a rule of the workspace keeps the app from posting in CHANNEL';
const TOO_LARGE = 'message refused';
const TROUBLE = 'Slack has trouble of its own';
const MOVING = 'the workspace is being moved to another organization';

const WHY: Readonly<Record<string, string>> = {
  invalid_auth: NEW_TOKEN,
  not_authed: NEW_TOKEN,
  token_revoked: NEW_TOKEN,
  token_expired: NEW_TOKEN,
  account_inactive: NEW_TOKEN,
  not_allowed_token_type: NEW_TOKEN,
  missing_scope: 'the app lacks the scope chat:write: add it, install the app again, and store the new token',
  not_in_channel: 'the app is not in CHANNEL: invite it there',
  channel_not_found: 'no channel CHANNEL for this app: check the id, and invite the app where the channel is private',
  is_archived: 'CHANNEL is archived: name another channel',
  is_inactive: 'CHANNEL is archived: name another channel',
  restricted_action: NO_RIGHT,
  restricted_action_read_only_channel: NO_RIGHT,
  restricted_action_thread_only_channel: NO_RIGHT,
  no_permission: NO_RIGHT,
  ekm_access_denied: 'administrators have suspended posting',
  msg_too_long: TOO_LARGE,
  msg_blocks_too_long: TOO_LARGE,
  invalid_blocks: TOO_LARGE,
  invalid_blocks_format: TOO_LARGE,
  invalid_arguments: TOO_LARGE,
  no_text: TOO_LARGE,
  service_unavailable: TROUBLE,
  internal_error: TROUBLE,
  fatal_error: TROUBLE,
  request_timeout: TROUBLE,
  team_added_to_org: MOVING,
  org_login_required: MOVING,
};
