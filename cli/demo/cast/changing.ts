import { DAY, type Instant } from '../../../core/base/time.ts';
import { discordBotToken } from '../fake-tokens.ts';
import type { Issuers } from '../issuers/all.ts';
import { introspected, oauthSecret, type Role, tagged } from './role.ts';

/** Seconds that one OAuth2 token lives, so that it expires while the reader watches: two sweeps in its last quarter. */
const SHORT_LIFE = 24;

export const BOT = 'prod/discord-bot';
export const PUBLISHER = 'ci/npm-publish';
export const ORDERS = 'prod/orders';

/** Accepted at first, then dead, then replaced. */
export const changing = async ({ discord, npm, oauth }: Issuers, now: Instant): Promise<readonly Role[]> => {
  const bot = discordBotToken();
  discord.accept(bot);
  return [
    {
      name: BOT,
      trouble: 'will be reset by somebody, then replaced',
      value: bot,
      tags: tagged('discord.bot'),
      createdAt: now - 90 * DAY,
      verdict: ['healthy'],
      told: ['rejected', 'recovered'],
    },
    {
      name: PUBLISHER,
      trouble: 'will be revoked at the registry, then replaced',
      value: await npm.mint('publisher'),
      tags: tagged('npm.registry'),
      createdAt: now - 90 * DAY,
      verdict: ['healthy'],
      told: ['rejected', 'recovered'],
    },
    {
      name: ORDERS,
      trouble: `lives ${SHORT_LIFE} s: will expire, then be renewed`,
      value: oauthSecret(oauth, await oauth.mint('api:read', SHORT_LIFE)),
      tags: introspected,
      createdAt: now,
      verdict: ['healthy'],
      told: ['expiring', 'expired', 'recovered'],
    },
  ];
};
