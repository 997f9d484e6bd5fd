import { decodeBase64Url } from '../core/base/base64.ts';
import type { Flaw } from '../core/model/observation.ts';
import { expiryAt, remedies, scopesAt } from './kit.ts';
import { type AnswerRule, defineProvider } from './provider.ts';

const API = 'https://discord.com/api/v10';
const DOCS = 'https://docs.discord.com/developers';
/** Discord answers 40333 to a missing or a browser's User-Agent. */
const AGENT = { 'user-agent': 'DiscordBot (https://token-health-monitor.invalid, 0.1.0)' };
const SNOWFLAKE = /^\d{17,20}$/;
/** An id that is part of the URL: the HTTP client takes out of an answer whatever was sent. */
const SENT_SNOWFLAKE = /^(?:\d{17,20}|\[redacted\])$/;
const BOT_TOKEN = /^[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,64}$/;
const WEBHOOK =
  /^https:\/\/(?:(?:ptb|canary)\.)?discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/(\d{17,20})\/([A-Za-z0-9_-]{60,120})(?:\/slack|\/github)?(?:\?[\x21-\x7e]{0,200})?$/;

/** Codes of every kind. The code decides, the status only bounds it: Discord lists codes without statuses. */
const COMMON: readonly AnswerRule[] = [
  {
    status: [403, 429],
    body: { code: 40333 },
    say: 'unanswered',
    why: 'blocked',
    detail: 'Cloudflare stands before Discord and blocks this address or its User-Agent',
  },
  {
    status: [403, 429],
    body: { message: /^You are being blocked from accessing our API/ },
    say: 'unanswered',
    why: 'blocked',
    detail: 'Discord blocks this address for a while, whoever caused it',
    remedy: [
      'Find what sends bad tokens from this address, and stop it: Discord bans addresses for 10,000 refused requests in 10 minutes.',
      'Then wait: the block ends by itself.',
    ],
  },
  {
    status: [400, 403, 404, 503],
    body: { code: [40006, 130000] },
    say: 'unanswered',
    why: 'provider-outage',
    detail: 'Discord has switched this off for a while',
  },
  {
    status: 403,
    body: { code: [20001, 20002] },
    say: 'unanswered',
    why: 'blocked',
    detail: 'the token is of another kind than was said: bot and user requests differ',
    remedy: ['Say which kind it is: discord.bot for a bot, discord.oauth for an access token of a user.'],
  },
];

const ACCOUNT: readonly AnswerRule[] = [
  { status: 403, body: { code: [40002, 50178] }, say: 'refused', meaning: 'account-disabled' },
  { status: 401, body: { code: 0, message: /^401: Unauthorized$/ }, say: 'refused' },
  { status: [401, 403], body: { code: [40001, 50014] }, say: 'refused' },
];

const isBot = (value: string): boolean => SNOWFLAKE.test(decodeBase64Url(value.split('.')[0] ?? '') ?? '');

const botFlaw = (value: string): Flaw | undefined =>
  isBot(value)
    ? undefined
    : {
        flaw: 'shape',
        says: 'its first part does not decode to the id of a bot, as in every bot token known to us',
        certain: false,
      };

/** A bot token cut in its first part looks like an access token, but its beginning decodes to digits. */
const cutBotToken = (value: string): Flaw | undefined =>
  !value.includes('.') && /^\d{12}/.test(decodeBase64Url(value.slice(0, 16)) ?? '')
    ? { flaw: 'cut', says: 'it looks like the beginning of a bot token: the rest may be missing', certain: false }
    : undefined;

export const discord = defineProvider({
  id: 'discord',
  name: 'Discord',
  docs: `${DOCS}/reference`,
  statusPage: 'https://discordstatus.com',
  sources: [
    'discord/discord-api-docs c98d64bc: topics/opcodes-and-status-codes, topics/oauth2, topics/rate-limits, resources/webhook',
    'unsure: HTTP statuses beside codes other than 0, 10015, 50027 (general rule: 401 credentials, 403 rights)',
    'unsure: length of the third part of a bot token (27 in the docs, 38 reported since 2022): up to 64 is let through',
    'unsure: shape of OAuth2 access tokens (30 or 31 letters and digits in the docs; the form with the application id before a dot is general knowledge)',
  ],
  // 10,000 refused requests in 10 minutes ban the address: at 15 a second even a fleet of dead tokens stays below.
  base: { strip: ['/api/v10', '/api'] },
  budget: { perSecond: 15, concurrency: 8 },
  limits: {
    counts: 'token',
    source:
      'docs.discord.com/developers/topics/rate-limits: 50 requests a second for each bot, buckets for each route; x-ratelimit-scope and global say when it is everybody, as of requests without Authorization, which count by address',
  },
  requestId: 'cf-ray',
  words: { code: 'code', message: ['message'] },
  kinds: [
    {
      id: 'bot',
      name: 'Discord bot token',
      shape: {
        pattern: BOT_TOKEN,
        alphabet: /^[A-Za-z0-9_.-]$/,
        minLength: 58,
        distinctive: true,
        startsWith: ['M', 'N', 'O'],
        begins: /^[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6,7}\./,
        headerPrefixes: ['Bot '],
      },
      lint: botFlaw,
      probe: {
        online: true,
        method: 'GET',
        url: `${API}/users/@me`,
        host: 'fixed',
        headers: { ...AGENT, authorization: 'Bot {token}' },
        answers: [
          {
            status: 200,
            body: { id: SNOWFLAKE, username: { type: 'string' }, bot: true },
            say: 'accepted',
            reading: { subject: 'username' },
          },
          ...ACCOUNT,
          {
            status: 403,
            body: { code: [50001, 50013] },
            say: 'lacking',
            lacking: () => ['a permission for this request'],
          },
          ...COMMON,
        ],
      },
      neverExpires: true,
      docs: `${DOCS}/topics/oauth2#bot-users`,
      impact: 'Every call with it fails with 401, and the bot cannot log in.',
      renewal: 'By hand: Developer Portal, Bot, Reset Token.',
      remedies: remedies(
        'https://discord.com/developers/applications > the application > Bot > Reset Token. The old token stops at that moment.',
        'Ask the team whether someone pressed Reset Token. If nobody did, treat it as leaked: look for a mail from Discord to the owner of the application.',
        {
          'account-disabled': [
            'Verify the account that owns the application: https://discord.com/login',
            'Then check again: token-health check.',
          ],
          'insufficient-scope': [
            'https://discord.com/developers/applications > the application > Bot: switch on what is missing. No new token is needed.',
            'If it is no longer needed, drop it from {tag:required-scopes}.',
          ],
        },
      ),
    },
    {
      id: 'oauth',
      name: 'Discord OAuth2 access token',
      shape: {
        pattern: /^(?:[A-Za-z0-9]{26,64}|[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9]{26,64})$/,
        alphabet: /^[A-Za-z0-9._-]$/,
        minLength: 26,
        distinctive: false,
        headerPrefixes: ['Bearer '],
      },
      lint: cutBotToken,
      probe: {
        online: true,
        method: 'GET',
        url: `${API}/oauth2/@me`,
        host: 'fixed',
        headers: { ...AGENT, authorization: 'Bearer {token}' },
        answers: [
          {
            status: 200,
            body: { 'application.id': SNOWFLAKE, scopes: { type: 'array' }, expires: { type: 'string' } },
            say: 'accepted',
            reading: { subject: 'application.name', scopes: scopesAt('scopes'), expiry: expiryAt('expires') },
          },
          { status: [401, 403], body: { code: 50025 }, say: 'refused' },
          { status: 403, body: { code: 40012 }, say: 'refused', meaning: 'revoked' },
          { status: 403, body: { code: 50026 }, say: 'lacking', lacking: () => ['an OAuth2 scope for this request'] },
          ...ACCOUNT,
          ...COMMON,
        ],
      },
      docs: `${DOCS}/topics/oauth2`,
      impact: 'Every call with it fails with 401.',
      renewal:
        'POST /oauth2/token with grant_type=refresh_token. The answer holds a new refresh token too: store both.',
      remedies: remedies(
        'Run the job that refreshes it, and store the new refresh token too. If that is refused, the user must authorize again.',
        'Ask the user whether the application was removed under User Settings > Authorized Apps.',
        {
          'account-disabled': [
            'The user must verify the account: https://discord.com/login',
            'Then check again: token-health check.',
          ],
          'insufficient-scope': [
            'Send the user through the authorization URL again, with the missing scope in it.',
            'Store the new access and refresh tokens.',
          ],
        },
      ),
    },
    {
      id: 'webhook',
      name: 'Discord webhook URL',
      shape: {
        pattern: WEBHOOK,
        alphabet: /^[\x21-\x7e]$/,
        minLength: 110,
        distinctive: true,
        startsWith: ['', 'ptb.', 'canary.'].flatMap((part) => [
          `https://${part}discord.com/api/`,
          `https://${part}discordapp.com/api/`,
        ]),
      },
      parts: (value) => {
        const [, id = '', secret = ''] = WEBHOOK.exec(value) ?? [];
        return { id, secret };
      },
      probe: {
        online: true,
        method: 'GET',
        url: `${API}/webhooks/{id}/{secret}`,
        host: 'fixed',
        headers: AGENT,
        answers: [
          { status: 200, body: { id: SENT_SNOWFLAKE, type: [1, 2, 3] }, say: 'accepted', reading: { subject: 'name' } },
          { status: 404, body: { code: 10015 }, say: 'refused' },
          { status: [401, 403], body: { code: 50027 }, say: 'refused', meaning: 'unrecognised' },
          ...COMMON,
        ],
      },
      neverExpires: true,
      docs: `${DOCS}/resources/webhook`,
      impact: 'Nothing is posted to its channel any more; every message to it fails with 404 or 401.',
      renewal: 'By hand: Channel settings, Integrations, Webhooks, New Webhook.',
      remedies: remedies(
        'Discord > the channel > Edit Channel > Integrations > Webhooks > New Webhook > Copy Webhook URL.',
        'Stop what posts to it now: Discord blocks addresses that go on using a deleted webhook. Server Settings > Audit Log tells who deleted it.',
      ),
    },
  ],
});
