import type { AlertKind } from '../../core/alert.ts';
import { MARKER_TAG, TAG_PREFIX } from '../../core/tags.ts';
import { DAY, HOUR, type Instant, SECOND } from '../../core/time.ts';
import type { Cause, Verdict } from '../../core/verdict.ts';
import {
  alphanumeric,
  discordBotToken,
  discordWebhook,
  githubToken,
  gitlabToken,
  jwtUntil,
  mistyped,
} from './fake-tokens.ts';
import type { Issuers } from './issuers/all.ts';
import type { Tags } from './secrets.ts';

/** One token of the demo: what is wrong with it, and what the monitor must say. */
export type Role = {
  readonly name: string;
  readonly trouble: string;
  readonly value: string;
  readonly tags: Tags;
  readonly createdAt: Instant;
  readonly first: Expected;
  /** Alerts about this token alone, in order. */
  readonly told: readonly AlertKind[];
  /** At the end of the story, where it differs. */
  readonly last?: Expected;
};

export type Expected = readonly [verdict: Verdict, cause?: Cause];

/** Life of the OAuth2 token that expires while the reader watches. */
export const SHORT_LIFE = 16;

const OWNER = 'team-bots';

const tagged = (provider: string, more: Tags = {}): Tags => ({
  [MARKER_TAG]: provider,
  [`${TAG_PREFIX}owner`]: OWNER,
  ...more,
});

/** RFC 7662 wants the client's own credentials: they stand beside the token in the same JSON secret. */
const introspected = tagged('oauth2-introspection', { [`${TAG_PREFIX}field`]: 'access_token' });

export const oauthSecret = ({ clientId, clientSecret }: Issuers['oauth'], token: string): string =>
  JSON.stringify({ access_token: token, client_id: clientId, client_secret: clientSecret });

/** Mints every token at its issuer and says what is to be expected of it. */
export const castAt = async (issuers: Issuers, now: Instant): Promise<readonly Role[]> => [
  ...(await alive(issuers, now)),
  ...(await living(issuers, now)),
  ...(await broken(issuers, now)),
];

/** Nothing happens to these. */
const alive = async ({ discord, npm, oauth, nowhere }: Issuers, now: Instant): Promise<readonly Role[]> => {
  const webhook = discordWebhook();
  const user = alphanumeric(30);
  discord.accept(webhook);
  discord.accept(user, { scopes: ['identify', 'guilds'], expires: now + 2 * DAY + 5 * HOUR });
  return [
    {
      name: 'prod/discord-webhook',
      trouble: 'none',
      value: webhook,
      tags: tagged('discord.webhook'),
      createdAt: now - 90 * DAY,
      first: ['healthy'],
      told: [],
    },
    {
      name: 'ci/npm-read',
      trouble: 'none',
      value: await npm.mint('reader'),
      tags: tagged('npm.registry'),
      createdAt: now - 90 * DAY,
      first: ['healthy'],
      told: [],
    },
    {
      name: 'prod/discord-oauth',
      trouble: 'expiring: Discord ends it in two days',
      value: user,
      tags: tagged('discord.oauth'),
      createdAt: now - 5 * DAY,
      first: ['expiring'],
      told: [],
    },
    {
      name: 'staging/reports',
      trouble: 'missing scope: api:write was never granted',
      value: oauthSecret(oauth, await oauth.mint('api:read')),
      tags: { ...introspected, [`${TAG_PREFIX}required-scopes`]: 'api:read api:write' },
      createdAt: now,
      first: ['degraded', 'insufficient-scope'],
      told: [],
    },
    {
      name: 'ci/gitlab-deploy',
      trouble: 'unreachable issuer: nobody listens at its address',
      value: gitlabToken(),
      tags: tagged('gitlab', { [`${TAG_PREFIX}url`]: nowhere }),
      createdAt: now - 90 * DAY,
      first: ['indeterminate', 'network'],
      told: [],
    },
  ];
};

/** These change while the reader watches. */
const living = async ({ discord, npm, oauth }: Issuers, now: Instant): Promise<readonly Role[]> => {
  const bot = discordBotToken();
  discord.accept(bot);
  return [
    {
      name: BOT,
      trouble: 'reset by somebody, then replaced',
      value: bot,
      tags: tagged('discord.bot'),
      createdAt: now - 90 * DAY,
      first: ['healthy'],
      told: ['rejected', 'recovered'],
    },
    {
      name: PUBLISHER,
      trouble: 'revoked at the registry, then replaced',
      value: await npm.mint('publisher'),
      tags: tagged('npm.registry'),
      createdAt: now - 90 * DAY,
      first: ['healthy'],
      told: ['rejected', 'recovered'],
    },
    {
      name: ORDERS,
      trouble: `expired: it lives ${SHORT_LIFE} s, then is renewed`,
      value: oauthSecret(oauth, await oauth.mint('api:read', SHORT_LIFE)),
      tags: introspected,
      createdAt: now,
      first: ['healthy'],
      told: ['expiring', 'expired', 'recovered'],
    },
  ];
};

export const BOT = 'prod/discord-bot';
export const PUBLISHER = 'ci/npm-publish';
export const ORDERS = 'prod/orders';

/** Wrong from the start. */
const broken = async ({ npm }: Issuers, now: Instant): Promise<readonly Role[]> => [
  {
    name: 'staging/discord-quoted',
    trouble: 'quoted',
    value: `"${discordBotToken()}"`,
    tags: tagged('discord.bot'),
    createdAt: now - DAY,
    first: ['rejected', 'malformed'],
    told: [],
  },
  {
    name: 'staging/discord-prefixed',
    trouble: 'prefix pasted along',
    value: `Bot ${discordBotToken()}`,
    tags: tagged('discord.bot'),
    createdAt: now - DAY,
    first: ['rejected', 'malformed'],
    told: [],
  },
  {
    name: 'ci/github-release',
    trouble: 'mistyped: one character is wrong, so its checksum fails',
    value: mistyped(githubToken()),
    tags: tagged('github'),
    createdAt: now - DAY,
    first: ['rejected', 'malformed'],
    told: [],
  },
  {
    name: 'ci/npm-mistyped',
    trouble: 'mistyped where no checksum tells: the registry does not know it',
    value: mistyped(await npm.mint('typist')),
    tags: tagged('npm.registry'),
    createdAt: now - DAY,
    first: ['rejected', 'unrecognised'],
    told: [],
  },
  {
    name: 'prod/partner-jwt',
    trouble: 'JWT past exp',
    value: await jwtUntil(now - 3 * HOUR - 25 * 60 * SECOND),
    tags: tagged('jwt'),
    createdAt: now - DAY,
    first: ['expired', 'expired'],
    told: [],
  },
];
