import type { Cause, Verdict } from '../../core/model/verdict.ts';
import { SAMPLES } from '../support/samples.ts';
import type { Behaviour } from './issuer.ts';

export type Planted = {
  readonly kind: string;
  /** Instead of a sound one of its kind. */
  readonly value?: (sound: string) => string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Absent: nobody may be asked. */
  readonly answer?: Behaviour;
  readonly verdict: Verdict;
  readonly cause: Cause | null;
};

const DAY = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString();
const tag = (name: string, value: string) => ({ [`token-health:${name}`]: value });
const jwt = (claims: object): string =>
  ['{"alg":"HS256"}', JSON.stringify(claims)].map((part) => Buffer.from(part).toString('base64url')).join('.');
const jwe = (header: object): string =>
  [Buffer.from(JSON.stringify(header)).toString('base64url'), ...Array(4).fill('c2Vyc2Vj')].join('.');
const seconds = (days: number): number => Math.floor((Date.now() + days * DAY) / 1000);

const BOT = {
  status: 200,
  body: { id: '123456789012345678', username: 'orderbot', discriminator: '0', avatar: null, bot: true, verified: true },
};
const UNAUTHORIZED = { status: 401, body: { message: '401: Unauthorized', code: 0 } };
const OCTOCAT = { login: 'octocat', id: 583231, type: 'User' };
const GITLAB = { id: 4, name: 'ci', user_id: 3, active: true, revoked: false, scopes: ['api'], expires_at: null };
const SLACK = {
  ok: true,
  team: 'Orders',
  team_id: 'T0123ABCD',
  user_id: 'U0123ABCD',
  user: 'bot',
  bot_id: 'B0123ABCD',
};
const VAULT = {
  accessor: 'a1',
  path: 'auth/token/create',
  policies: ['default'],
  ttl: 60,
  type: 'service',
  display_name: 'token',
};
/** Discord tells the address of a webhook back in parts. */
const WEBHOOK = {
  id: '123456789012345678',
  type: 1,
  name: 'hook',
  channel_id: '199737254929760256',
  application_id: null,
};
const oauth = (expires: string, scopes = ['identify']) => ({
  status: 200,
  body: { application: { id: '123456789012345678', name: 'orders' }, scopes, expires },
});
const slackError = (error: string, more = {}) => ({ status: 200, body: { ok: false, error, ...more } });
const quoted = (value: string): string => `"${value}"`;

const HEALTHY = { verdict: 'healthy', cause: null } as const;
const UNCHECKED = { verdict: 'unchecked', cause: null } as const;
const EXPIRING = { verdict: 'expiring', cause: null } as const;
const EXPIRED = { verdict: 'expired', cause: 'expired' } as const;
const DEGRADED = { verdict: 'degraded', cause: 'insufficient-scope' } as const;
/** Nothing proves that such a value is dead. */
const UNLIKE = { verdict: 'misconfigured', cause: 'malformed' } as const;
const UNREADABLE = { verdict: 'misconfigured', cause: 'unreadable-secret' } as const;
const rejected = (cause: Cause) => ({ verdict: 'rejected', cause }) as const;
const unclear = (cause: Cause | null) => ({ verdict: 'indeterminate', cause }) as const;

/** Each answer of an issuer that says something, and each damage that needs no question. */
export const SAYING: Readonly<Record<string, Planted>> = {
  'discord bot: accepted': { kind: 'discord.bot', answer: BOT, ...HEALTHY },
  'discord bot: 401 code 0, never seen accepted': {
    kind: 'discord.bot',
    answer: UNAUTHORIZED,
    ...rejected('unrecognised'),
  },
  'discord bot: past the date on its tag and refused': {
    kind: 'discord.bot',
    tags: tag('expires-at', '2026-01-31'),
    answer: UNAUTHORIZED,
    ...EXPIRED,
  },
  'discord bot: past the date on its tag and accepted': {
    kind: 'discord.bot',
    tags: tag('expires-at', '2026-01-31'),
    answer: BOT,
    verdict: 'overdue',
    cause: null,
  },
  'discord bot: missing permission': {
    kind: 'discord.bot',
    answer: { status: 403, body: { code: 50013, message: 'Missing Permissions' } },
    ...DEGRADED,
  },
  'discord bot: account to be verified': {
    kind: 'discord.bot',
    answer: { status: 403, body: { code: 40002, message: 'verify' } },
    ...rejected('account-disabled'),
  },
  'discord bot: Cloudflare 40333': {
    kind: 'discord.bot',
    answer: { status: 403, body: { code: 40333, message: 'internal network error' } },
    ...unclear('blocked'),
  },
  'discord bot: prefix pasted along': { kind: 'discord.bot', value: (v) => `Bot ${v}`, ...rejected('malformed') },
  'discord bot: quotes around it': { kind: 'discord.bot', value: quoted, ...rejected('malformed') },
  'discord bot: a line break after it': { kind: 'discord.bot', value: (v) => `${v}\n`, ...UNLIKE },
  'discord bot: cut': { kind: 'discord.bot', value: (v) => v.slice(0, 40), ...UNLIKE },
  'discord bot: a placeholder': { kind: 'discord.bot', value: () => 'changeme', ...rejected('malformed') },
  'discord: a placeholder where only the issuer is said': {
    kind: 'discord.bot',
    value: () => 'my-bot-token-123',
    tags: tag('provider', 'discord'),
    ...rejected('malformed'),
  },
  'auto: a placeholder': {
    kind: 'slack.bot',
    value: () => 'DISCORD_BOT_TOKEN',
    tags: tag('provider', 'auto'),
    ...rejected('malformed'),
  },
  'discord webhook: in angle brackets': {
    kind: 'discord.webhook',
    value: (v) => `<${v}>`,
    ...rejected('malformed'),
  },
  'discord bot: a token of GitHub': {
    kind: 'discord.bot',
    value: () => SAMPLES['github.oauth'] ?? '',
    ...rejected('wrong-provider'),
  },
  'discord bot: a wrong tag': {
    kind: 'discord.bot',
    tags: tag('max-age-days', 'often'),
    answer: BOT,
    verdict: 'misconfigured',
    cause: 'bad-tag',
  },
  'discord: an unknown kind': {
    kind: 'discord.bot',
    tags: tag('provider', 'discord.robot'),
    verdict: 'misconfigured',
    cause: 'bad-tag',
  },
  'auto: told by its shape': {
    kind: 'github.classic',
    tags: tag('provider', 'auto'),
    answer: { status: 200, body: OCTOCAT },
    ...HEALTHY,
  },
  'auto: a shape that fits several asks for the tag': {
    kind: 'discord.oauth',
    tags: tag('provider', 'auto'),
    verdict: 'misconfigured',
    cause: 'bad-tag',
  },
  'auto: no shape at all': {
    kind: 'slack.bot',
    value: () => 'hunter2',
    tags: tag('provider', 'auto'),
    verdict: 'misconfigured',
    cause: 'bad-tag',
  },
  'discord oauth: accepted': { kind: 'discord.oauth', answer: oauth(inDays(60)), ...HEALTHY },
  'discord oauth: ends in two days': { kind: 'discord.oauth', answer: oauth(inDays(2)), ...EXPIRING },
  'discord oauth: lacks a scope of its tag': {
    kind: 'discord.oauth',
    tags: tag('required-scopes', 'identify guilds'),
    answer: oauth(inDays(60)),
    ...DEGRADED,
  },
  'discord oauth: refused': {
    kind: 'discord.oauth',
    answer: { status: 401, body: { code: 50025, message: 'Invalid OAuth2 access token' } },
    ...rejected('unrecognised'),
  },
  'discord oauth: revoked': {
    kind: 'discord.oauth',
    answer: { status: 403, body: { code: 40012, message: 'The connection has been revoked' } },
    ...rejected('revoked'),
  },
  'discord webhook: accepted': {
    kind: 'discord.webhook',
    answer: { status: 200, body: WEBHOOK },
    ...HEALTHY,
  },
  'discord webhook: deleted': {
    kind: 'discord.webhook',
    answer: { status: 404, body: { code: 10015, message: 'Unknown Webhook' } },
    ...rejected('unrecognised'),
  },
  'discord webhook: 50027': {
    kind: 'discord.webhook',
    answer: { status: 401, body: { code: 50027, message: 'Invalid Webhook Token' } },
    ...rejected('unrecognised'),
  },
  'discord webhook: 404 of somebody else': {
    kind: 'discord.webhook',
    answer: { status: 404, body: { error: 'no route' } },
    ...unclear('blocked'),
  },

  'github classic: accepted': {
    kind: 'github.classic',
    answer: { status: 200, body: OCTOCAT, headers: { 'x-oauth-scopes': 'repo' } },
    ...HEALTHY,
  },
  'github classic: ends in five days': {
    kind: 'github.classic',
    answer: {
      status: 200,
      body: OCTOCAT,
      headers: { 'github-authentication-token-expiration': `${inDays(5).slice(0, 19).replace('T', ' ')} UTC` },
    },
    ...EXPIRING,
  },
  'github classic: lacks a scope of its tag': {
    kind: 'github.classic',
    tags: tag('required-scopes', 'repo read:org'),
    answer: { status: 200, body: OCTOCAT, headers: { 'x-oauth-scopes': 'repo' } },
    ...DEGRADED,
  },
  'github classic: Bad credentials': {
    kind: 'github.classic',
    answer: { status: 401, body: { message: 'Bad credentials' } },
    ...rejected('unrecognised'),
  },
  'github classic: suspended': {
    kind: 'github.classic',
    answer: { status: 403, body: { message: 'Sorry. Your account was suspended.' } },
    ...rejected('account-disabled'),
  },
  'github classic: hourly limit': {
    kind: 'github.classic',
    answer: { status: 403, headers: { 'x-ratelimit-remaining': '0' }, body: { message: 'API rate limit exceeded' } },
    ...unclear('rate-limited'),
  },
  'github classic: too many bad logins': {
    kind: 'github.classic',
    answer: { status: 403, body: { message: 'Maximum number of login attempts exceeded. Please try again later.' } },
    ...unclear('rate-limited'),
  },
  'github classic: one character changed': {
    kind: 'github.classic',
    value: (v) => `ghp_${v[4] === 'A' ? 'B' : 'A'}${v.slice(5)}`,
    ...rejected('malformed'),
  },
  'github fine-grained: accepted': { kind: 'github.fine-grained', answer: { status: 200, body: OCTOCAT }, ...HEALTHY },
  'github fine-grained: lacks a permission': {
    kind: 'github.fine-grained',
    answer: { status: 403, body: { message: 'Resource not accessible by personal access token' } },
    ...DEGRADED,
  },
  'github classic: a scope that holds another': {
    kind: 'github.classic',
    tags: tag('required-scopes', 'public_repo read:org'),
    answer: { status: 200, body: OCTOCAT, headers: { 'x-oauth-scopes': 'repo, admin:org' } },
    ...HEALTHY,
  },
  'github installation: suspended': {
    kind: 'github.app-installation',
    answer: { status: 403, body: { message: 'This installation has been suspended' } },
    ...rejected('account-disabled'),
  },
  'github fine-grained: a policy of the organization': {
    kind: 'github.fine-grained',
    answer: {
      status: 403,
      body: {
        message:
          "The 'acme' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 366 days.",
      },
    },
    ...unclear('blocked'),
  },
  'github installation: accepted': {
    kind: 'github.app-installation',
    answer: { status: 200, body: { resources: { core: { limit: 5000 } } } },
    ...HEALTHY,
  },

  'github old: accepted': {
    kind: 'github.old',
    tags: tag('provider', 'github'),
    answer: { status: 200, body: OCTOCAT, headers: { 'x-oauth-scopes': 'repo' } },
    ...HEALTHY,
  },
  'github old installation: accepted': {
    kind: 'github.old-installation',
    tags: tag('provider', 'github'),
    answer: { status: 200, body: { resources: { core: { limit: 5000 } } } },
    ...HEALTHY,
  },

  'gitlab: accepted': {
    kind: 'gitlab.pat',
    answer: { status: 200, body: { ...GITLAB, expires_at: inDays(90).slice(0, 10) } },
    ...HEALTHY,
  },
  'gitlab: ends in five days': {
    kind: 'gitlab.pat',
    answer: { status: 200, body: { ...GITLAB, expires_at: inDays(5).slice(0, 10) } },
    ...EXPIRING,
  },
  'gitlab: says expired': {
    kind: 'gitlab.pat',
    answer: {
      status: 401,
      body: {
        error: 'invalid_token',
        error_description: 'Token is expired. You can either do re-authorization or token refresh.',
      },
    },
    ...EXPIRED,
  },
  'gitlab: says revoked': {
    kind: 'gitlab.pat',
    answer: {
      status: 401,
      body: { error: 'invalid_token', error_description: 'Token was revoked. You have to re-authorize from the user.' },
    },
    ...rejected('revoked'),
  },
  'gitlab: 200 and revoked': {
    kind: 'gitlab.pat',
    answer: { status: 200, body: { ...GITLAB, active: false, revoked: true } },
    ...rejected('revoked'),
  },
  'gitlab: insufficient_scope': {
    kind: 'gitlab.pat',
    answer: { status: 403, body: { error: 'insufficient_scope', scope: 'api read_api' } },
    ...DEGRADED,
  },
  'gitlab: blocked user': {
    kind: 'gitlab.pat',
    answer: { status: 403, body: { message: '403 Forbidden - Your account has been blocked.' } },
    ...rejected('account-disabled'),
  },
  'gitlab: terms to be accepted': {
    kind: 'gitlab.pat',
    answer: {
      status: 403,
      body: {
        message: '403 Forbidden  - You (@registry) must accept the Terms of Service in order to perform this action.',
      },
    },
    ...DEGRADED,
  },
  'gitlab: a password that expired': {
    kind: 'gitlab.pat',
    answer: { status: 403, body: { message: '403 Forbidden  - Your password expired.' } },
    ...DEGRADED,
  },
  'gitlab: a scope that holds another': {
    kind: 'gitlab.pat',
    tags: tag('required-scopes', 'read_api read_repository'),
    answer: { status: 200, body: GITLAB },
    ...HEALTHY,
  },
  'gitlab: cut': { kind: 'gitlab.pat', value: (v) => v.slice(0, 18), ...UNLIKE },

  'gitlab: a prefix of its own, at its own address': {
    kind: 'gitlab.pat',
    value: (v) => v.replace('glpat-', 'acme-'),
    tags: tag('provider', 'gitlab'),
    answer: { status: 200, body: GITLAB },
    ...HEALTHY,
  },
  'gitlab: a longer prefix of its own': {
    kind: 'gitlab.pat',
    value: (v) => v.replace('glpat-', 'acmecorp-pat-'),
    tags: tag('provider', 'gitlab'),
    answer: { status: 200, body: GITLAB },
    ...HEALTHY,
  },
  'gitlab: no prefix at all': {
    kind: 'gitlab.pat',
    value: (v) => v.replace('glpat-', ''),
    answer: { status: 401, body: { message: '401 Unauthorized' } },
    ...rejected('unrecognised'),
  },
  'gitlab: a deploy token is asked of nobody': {
    kind: 'gitlab.deploy',
    tags: tag('provider', 'gitlab'),
    ...UNCHECKED,
  },
  'gitlab: a deploy token that is tagged as an access token': {
    kind: 'gitlab.deploy',
    tags: tag('provider', 'gitlab.pat'),
    ...UNLIKE,
  },
  'gitlab: a token of Slack, at an address of its own': {
    kind: 'gitlab.pat',
    value: () => SAMPLES['slack.bot'] ?? '',
    ...rejected('wrong-provider'),
  },
  'gitlab: a reference': { kind: 'gitlab.pat', value: () => 'op://Private/GitLab/token', ...UNREADABLE },

  'slack: accepted': { kind: 'slack.bot', answer: { status: 200, body: SLACK }, ...HEALTHY },
  'slack: lacks a scope of its tag': {
    kind: 'slack.bot',
    tags: tag('required-scopes', 'chat:write'),
    answer: { status: 200, body: SLACK, headers: { 'x-oauth-scopes': 'users:read' } },
    ...DEGRADED,
  },
  'slack: missing_scope': {
    kind: 'slack.bot',
    answer: slackError('missing_scope', { needed: 'chat:write' }),
    ...DEGRADED,
  },
  'slack: token_revoked': { kind: 'slack.bot', answer: slackError('token_revoked'), ...rejected('revoked') },
  'slack: token_expired': { kind: 'slack.bot', answer: slackError('token_expired'), ...EXPIRED },
  'slack: account_inactive': {
    kind: 'slack.bot',
    answer: slackError('account_inactive'),
    ...rejected('account-disabled'),
  },
  'slack: invalid_auth': { kind: 'slack.bot', answer: slackError('invalid_auth'), ...rejected('unrecognised') },
  'slack: not_authed': { kind: 'slack.bot', answer: slackError('not_authed'), ...unclear('blocked') },
  'slack: internal_error': { kind: 'slack.bot', answer: slackError('internal_error'), ...unclear('provider-outage') },
  'slack: an error nobody knows': { kind: 'slack.bot', answer: slackError('brand_new_error'), ...unclear('blocked') },
  'slack: padded': { kind: 'slack.bot', value: (v) => ` ${v}`, ...rejected('malformed') },
  'slack webhook: nobody may be asked': { kind: 'slack.webhook', ...UNCHECKED },
  'slack webhook: dated by its tag': {
    kind: 'slack.webhook',
    tags: tag('expires-at', inDays(90).slice(0, 10)),
    ...UNCHECKED,
  },

  'npm: accepted': { kind: 'npm.granular', answer: { status: 200, body: { username: 'alice' } }, ...HEALTHY },
  'npm: 200 with nobody': { kind: 'npm.granular', answer: { status: 200, body: {} }, ...unclear('blocked') },
  'npm: unauthorized access': {
    kind: 'npm.granular',
    answer: { status: 403, body: { error: 'unauthorized access' } },
    ...unclear('blocked'),
  },
  'npm: a one-time password is wanted': {
    kind: 'npm.granular',
    answer: { status: 401, headers: { 'www-authenticate': 'OTP' }, body: { error: 'otp' } },
    ...unclear('blocked'),
  },
  'npm: another registry says unauthorized': {
    kind: 'npm.registry',
    answer: { status: 401, body: { error: 'unauthorized' } },
    ...unclear('blocked'),
  },
  'npm: assigned with its name': { kind: 'npm.granular', value: (v) => `NPM_TOKEN=${v}`, ...rejected('malformed') },

  'npm: user and password of an .npmrc': {
    kind: 'npm.registry',
    value: (v) => Buffer.from(`ci-user:${v}`).toString('base64'),
    ...UNLIKE,
  },
  'npm: a short token of another registry': {
    kind: 'npm.registry',
    value: (v) => v.slice(0, 8),
    answer: { status: 200, body: { username: 'alice' } },
    ...HEALTHY,
  },

  'vault: an id that people chose': {
    kind: 'vault.custom',
    tags: tag('provider', 'vault'),
    answer: { status: 200, body: { data: { ...VAULT, expire_time: null } } },
    ...HEALTHY,
  },
  'vault: the id of a development server': {
    kind: 'vault.token',
    value: () => 'root',
    answer: { status: 200, body: { data: { ...VAULT, expire_time: null } } },
    ...HEALTHY,
  },
  'vault: a word that is a placeholder elsewhere': {
    kind: 'vault.token',
    value: () => 'changeme',
    tags: tag('provider', 'vault'),
    ...UNLIKE,
  },
  'vault: accepted, a root token': {
    kind: 'vault.token',
    answer: { status: 200, body: { data: { ...VAULT, expire_time: null } } },
    ...HEALTHY,
  },
  'vault: ends in two days': {
    kind: 'vault.token',
    answer: { status: 200, body: { data: { ...VAULT, expire_time: inDays(2) } } },
    ...EXPIRING,
  },
  'vault: invalid token': {
    kind: 'vault.token',
    answer: { status: 403, body: { errors: ['2 errors occurred: permission denied, invalid token'] } },
    ...rejected('unrecognised'),
  },
  'vault: permission denied alone': {
    kind: 'vault.token',
    answer: { status: 403, body: { errors: ['permission denied'] } },
    ...unclear('blocked'),
  },
  'vault: one error, permission denied': {
    kind: 'vault.token',
    answer: { status: 403, body: { errors: ['1 error occurred:\n\t* permission denied\n\n'] } },
    ...DEGRADED,
  },
  'vault: a namespace that it does not find': {
    kind: 'vault.token',
    answer: {
      status: 500,
      body: { errors: ['error performing token check: failed to look up namespace from the token: no namespace'] },
    },
    ...unclear('blocked'),
  },
  'openbao: accepted': {
    kind: 'openbao.token',
    answer: { status: 200, body: { data: { ...VAULT, expire_time: null } } },
    ...HEALTHY,
  },
  'openbao: permission denied alone': {
    kind: 'openbao.token',
    answer: { status: 403, body: { errors: ['permission denied'] } },
    ...unclear('blocked'),
  },
  'auto: a shape of Vault before 1.10 and of OpenBao asks for the tag': {
    kind: 'openbao.token',
    tags: tag('provider', 'auto'),
    verdict: 'misconfigured',
    cause: 'bad-tag',
  },
  'vault: sealed': {
    kind: 'vault.token',
    answer: { status: 503, body: { errors: ['Vault is sealed'] } },
    ...unclear('provider-outage'),
  },
  'vault: quotes around it': { kind: 'vault.token', value: quoted, ...rejected('malformed') },

  'jwt: its date is ahead': {
    kind: 'jwt.token',
    value: (v) => `${jwt({ exp: seconds(90) })}.${v.split('.')[2]}`,
    ...UNCHECKED,
  },
  'jwt: ends in two days': {
    kind: 'jwt.token',
    value: (v) => `${jwt({ exp: seconds(2) })}.${v.split('.')[2]}`,
    ...EXPIRING,
  },
  'jwt: past its date': {
    kind: 'jwt.token',
    value: (v) => `${jwt({ exp: seconds(-2) })}.${v.split('.')[2]}`,
    ...EXPIRED,
  },
  'jwt: a part changed': { kind: 'jwt.token', value: (v) => v.replace('.', '.eyJx'), ...UNLIKE },

  'jwt: encrypted, so nothing of it can be read': {
    kind: 'jwt.token',
    value: () => jwe({ alg: 'dir', enc: 'A256GCM' }),
    ...UNCHECKED,
  },
  'jwt: five parts that are no encrypted one': {
    kind: 'jwt.token',
    value: () => jwe({ alg: 'dir', kid: 'orders-2026' }),
    ...UNLIKE,
  },
  'jwt: an exp in milliseconds': {
    kind: 'jwt.token',
    value: (v) => `${jwt({ exp: seconds(-2) * 1000 })}.${v.split('.')[2]}`,
    verdict: 'misconfigured',
    cause: 'malformed',
  },
  'jwt: an exp as text': {
    kind: 'jwt.token',
    value: (v) => `${jwt({ exp: `${seconds(-2)}.000123` })}.${v.split('.')[2]}`,
    verdict: 'misconfigured',
    cause: 'malformed',
  },
  'jwt: an exp as text, and a tag that dates it': {
    kind: 'jwt.token',
    value: (v) => `${jwt({ exp: `${seconds(2)}` })}.${v.split('.')[2]}`,
    tags: tag('expires-at', inDays(5).slice(0, 10)),
    ...EXPIRING,
  },
  'jwt: valid from a moment on': {
    kind: 'jwt.token',
    value: (v) => `${jwt({ exp: seconds(90), nbf: seconds(0) + 20 })}.${v.split('.')[2]}`,
    ...UNCHECKED,
  },

  'oauth2: eight characters': {
    kind: 'oauth2-introspection.token',
    value: (v) => v.slice(0, 8),
    answer: { status: 200, body: { active: true, sub: 'alice', exp: seconds(90) } },
    ...HEALTHY,
  },
  'oauth2: any visible character': {
    kind: 'oauth2-introspection.token',
    value: (v) => `v^1.1#i^1#${v}`,
    answer: { status: 200, body: { active: true, sub: 'alice', exp: seconds(90) } },
    ...HEALTHY,
  },
  'oauth2: active': {
    kind: 'oauth2-introspection.token',
    answer: { status: 200, body: { active: true, sub: 'alice', exp: seconds(90) } },
    ...HEALTHY,
  },
  'oauth2: ends in two days': {
    kind: 'oauth2-introspection.token',
    answer: { status: 200, body: { active: true, exp: seconds(2) } },
    ...EXPIRING,
  },
  'oauth2: inactive': {
    kind: 'oauth2-introspection.token',
    answer: { status: 200, body: { active: false } },
    ...unclear('blocked'),
  },
  'oauth2: inactive, and past the date in the token itself': {
    kind: 'oauth2-introspection.token',
    value: (v) => `${jwt({ exp: seconds(-2) })}.${v}`,
    answer: { status: 200, body: { active: false } },
    ...EXPIRED,
  },
  'oauth2: inactive, and past the date on its tag, but never seen active': {
    kind: 'oauth2-introspection.token',
    tags: tag('expires-at', '2026-01-31'),
    answer: { status: 200, body: { active: false } },
    ...unclear('blocked'),
  },
  'oauth2: says expired': {
    kind: 'oauth2-introspection.token',
    answer: { status: 400, body: { error: 'invalid_token', error_description: 'Token has expired' } },
    ...EXPIRED,
  },
  'oauth2: says that it is not found': {
    kind: 'oauth2-introspection.token',
    answer: { status: 400, body: { error: 'invalid_token', error_description: 'Unable to find grant object' } },
    ...rejected('unrecognised'),
  },
  'oauth2: lacks a scope of its tag': {
    kind: 'oauth2-introspection.token',
    tags: tag('required-scopes', 'orders'),
    answer: { status: 200, body: { active: true, scope: 'identify' } },
    ...DEGRADED,
  },
  'oauth2: the client is wrong': {
    kind: 'oauth2-introspection.token',
    answer: { status: 401, body: { error: 'invalid_client' } },
    verdict: 'misconfigured',
    cause: 'bad-tag',
  },
  'oauth2: the realm is wrong': {
    kind: 'oauth2-introspection.token',
    answer: { status: 404, body: { error: 'Realm does not exist' } },
    verdict: 'misconfigured',
    cause: 'bad-tag',
  },
};

const PAGE = '<!doctype html><html><title>Sign in</title><p>"id":1,"login":"x","active":true,"ok":true</html>';

/** What proves nothing, whoever is asked. */
export const PROVING_NOTHING: Readonly<
  Record<string, { answer: (elsewhere: string) => Behaviour; causes: readonly Cause[] }>
> = {
  'a rate limit': {
    answer: () => ({ status: 429, headers: { 'retry-after': '30' }, body: { message: 'slow down' } }),
    causes: ['rate-limited'],
  },
  'an outage': { answer: () => ({ status: 503, body: { message: 'unavailable' } }), causes: ['provider-outage'] },
  'an outage told by a page': { answer: () => ({ status: 502, body: PAGE }), causes: ['provider-outage'] },
  'an HTML page with 200': { answer: () => ({ status: 200, body: PAGE }), causes: ['blocked'] },
  'an HTML page with 401': { answer: () => ({ status: 401, body: PAGE }), causes: ['blocked'] },
  'a page that calls itself JSON': {
    answer: () => ({ status: 200, body: PAGE, headers: { 'content-type': 'application/json' } }),
    causes: ['blocked'],
  },
  'an empty 200': { answer: () => ({ status: 200 }), causes: ['blocked'] },
  'an empty 401': { answer: () => ({ status: 401 }), causes: ['blocked'] },
  'a 403 of a firewall': {
    answer: () => ({ status: 403, body: { error: { reason: 'policy' } } }),
    causes: ['blocked'],
  },
  'a list instead of an object': { answer: () => ({ status: 200, body: [] }), causes: ['blocked'] },
  'a redirect to another host': {
    answer: (elsewhere) => ({ status: 302, headers: { location: `${elsewhere}/login` } }),
    causes: ['blocked'],
  },
  'a lasting redirect': {
    answer: (elsewhere) => ({ status: 308, headers: { location: `${elsewhere}/v2` } }),
    causes: ['blocked'],
  },
  'a mirror of the request': { answer: () => 'mirrors the request', causes: ['blocked'] },
  'no answer': { answer: () => 'silent', causes: ['network'] },
  'a body that drips for ever': { answer: () => 'drips for ever', causes: ['network'] },
  'a body without end': { answer: () => 'body without end', causes: ['network', 'blocked'] },
  'an answer cut off': { answer: () => 'cuts the answer', causes: ['network'] },
};
