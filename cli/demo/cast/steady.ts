import { DAY, HOUR, type Instant } from '../../../core/base/time.ts';
import { TAG_PREFIX } from '../../../core/model/tags.ts';
import { alphanumeric, discordWebhook, gitlabToken } from '../fake-tokens.ts';
import type { Issuers } from '../issuers/all.ts';
import { introspected, oauthSecret, type Role, STEADY, tagged } from './role.ts';

/** Accepted, or not to be judged, from beginning to end. */
export const steady = async ({ discord, npm, oauth, nowhere }: Issuers, now: Instant): Promise<readonly Role[]> => {
  const webhook = discordWebhook();
  const user = alphanumeric(30);
  discord.accept(webhook);
  discord.accept(user, { scopes: ['identify', 'guilds'], expires: now + 2 * DAY + 5 * HOUR });
  return [
    {
      ...STEADY,
      name: 'prod/discord-hook',
      value: webhook,
      tags: tagged('discord.webhook'),
      createdAt: now - 90 * DAY,
      verdict: ['healthy'],
    },
    {
      ...STEADY,
      name: 'ci/npm-read',
      value: await npm.mint('reader'),
      tags: tagged('npm.registry'),
      createdAt: now - 90 * DAY,
      verdict: ['healthy'],
    },
    {
      ...STEADY,
      name: 'prod/discord-user',
      trouble: 'expiring: Discord ends it in two days',
      value: user,
      tags: tagged('discord.oauth'),
      createdAt: now - 5 * DAY,
      verdict: ['expiring'],
    },
    {
      ...STEADY,
      name: 'dev/reports',
      trouble: 'missing scope: api:write was never granted',
      value: oauthSecret(oauth, await oauth.mint('api:read')),
      tags: { ...introspected, [`${TAG_PREFIX}required-scopes`]: 'api:read api:write' },
      createdAt: now,
      verdict: ['degraded', 'insufficient-scope'],
    },
    {
      ...STEADY,
      name: 'ci/gitlab-deploy',
      trouble: 'unreachable issuer: nobody listens at its address',
      value: gitlabToken(),
      tags: tagged('gitlab', { [`${TAG_PREFIX}url`]: nowhere }),
      createdAt: now - 90 * DAY,
      verdict: ['indeterminate', 'network'],
    },
  ];
};
