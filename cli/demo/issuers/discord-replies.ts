/**
 * What Discord is documented to answer. Bodies and codes: docs.discord.com/developers/topics/opcodes-and-status-codes,
 * /topics/rate-limits, /topics/oauth2#get-current-authorization-information, /resources/user, /resources/webhook.
 * The page does not give the status beside each code: those of 0, 10015 and 50027 were seen in issue threads of
 * discord/discord-api-docs, the others follow the general rule of that page.
 */
export type Reply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
};

const error = (status: number, code: number, message: string): Reply => ({ status, body: { message, code } });

export const RETRY_AFTER_SECONDS = 64.57;

export const REPLIES = {
  unauthorized: error(401, 0, '401: Unauthorized'),
  'invalid-oauth-token': error(401, 50025, 'Invalid OAuth2 access token provided'),
  'missing-scope': error(403, 50026, 'Missing required OAuth2 scope'),
  'missing-access': error(403, 50001, 'Missing Access'),
  'missing-permissions': error(403, 50013, 'Missing Permissions'),
  unverified: error(403, 40002, 'You need to verify your account in order to perform this action'),
  'invalid-webhook-token': error(401, 50027, 'Invalid Webhook Token'),
  'unknown-webhook': error(404, 10015, 'Unknown Webhook'),
  'not-found': error(404, 0, '404: Not Found'),
  blocked: error(
    403,
    40333,
    'Cloudflare is blocking your request. This can often be resolved by setting a proper User Agent',
  ),
  'server-error': error(500, 0, '500: Internal Server Error'),
  'no-gateway': error(502, 0, '502: Bad Gateway'),
  overloaded: error(503, 130000, 'API resource is currently overloaded. Try again a little later'),
  'rate-limited': {
    status: 429,
    headers: {
      'retry-after': String(Math.ceil(RETRY_AFTER_SECONDS)),
      'x-ratelimit-limit': '10',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': String(RETRY_AFTER_SECONDS),
      'x-ratelimit-bucket': 'abcd1234',
      'x-ratelimit-scope': 'user',
    },
    body: { message: 'You are being rate limited.', retry_after: RETRY_AFTER_SECONDS, global: false },
  },
} as const satisfies Record<string, Reply>;

export type ReplyName = keyof typeof REPLIES;

const QUOTA = {
  'x-ratelimit-limit': '30',
  'x-ratelimit-remaining': '29',
  'x-ratelimit-reset-after': '30.000',
  'x-ratelimit-bucket': 'abcd1234',
};

export const accepted = (body: object): Reply => ({ status: 200, headers: QUOTA, body });

const user = (id: string, username: string) => ({
  id,
  username,
  avatar: null,
  discriminator: '0',
  global_name: null,
  public_flags: 0,
});

export const botUser = (token: string) => ({ ...user(botId(token), 'orderbot'), bot: true, mfa_enabled: false });

/** The first segment of a bot token is its bot's id, in base64url. */
const botId = (token: string): string => Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('latin1');

export const PERSON = user('268473310986240001', 'discord');

export const authorization = (scopes: readonly string[], expires: Date) => ({
  application: {
    id: '159799960412356608',
    name: 'AIRHORN SOLUTIONS',
    icon: null,
    description: '',
    hook: true,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: 'c8cde6a3c8c6e49d86af3191287b3ce255872be1fff6dc285bdb420c06a2c3c8',
  },
  scopes,
  expires: expires.toISOString().replace('Z', '000+00:00'),
  ...(scopes.includes('identify') && { user: PERSON }),
});

/** The answer to a webhook's own URL repeats its token. */
export const webhook = (id: string, token: string) => ({
  name: 'test webhook',
  type: 1,
  channel_id: '199737254929760256',
  token,
  avatar: null,
  guild_id: '199737254929760256',
  id,
  application_id: null,
});
