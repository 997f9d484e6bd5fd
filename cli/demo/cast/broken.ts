import { DAY, HOUR, type Instant } from '../../../core/base/time.ts';
import { discordBotToken, githubToken, jwtUntil, mistyped } from '../fake-tokens.ts';
import type { Issuers } from '../issuers/all.ts';
import { type Role, STEADY, tagged } from './role.ts';

/** Dead from the start. Only the registry is asked, and does not prove it; the others are known without a request. */
export const broken = async ({ npm }: Issuers, now: Instant): Promise<readonly Role[]> => {
  const since = { ...STEADY, createdAt: now - DAY };
  return [
    {
      ...since,
      name: 'dev/bot-quoted',
      trouble: 'quoted',
      value: `"${discordBotToken()}"`,
      tags: tagged('discord.bot'),
      verdict: ['rejected', 'malformed'],
    },
    {
      ...since,
      name: 'dev/bot-prefixed',
      trouble: 'prefix pasted along',
      value: `Bot ${discordBotToken()}`,
      tags: tagged('discord.bot'),
      verdict: ['rejected', 'malformed'],
    },
    {
      ...since,
      name: 'ci/github-release',
      trouble: 'mistyped: its checksum fails',
      value: mistyped(githubToken()),
      tags: tagged('github'),
      verdict: ['rejected', 'malformed'],
    },
    {
      ...since,
      name: 'ci/npm-mistyped',
      trouble: 'mistyped, and no checksum: the registry gives it an answer that may mean something else',
      value: mistyped(await npm.mint('typist')),
      tags: tagged('npm.registry'),
      verdict: ['indeterminate', 'blocked'],
    },
    {
      ...since,
      name: 'prod/partner-jwt',
      trouble: 'JWT past exp',
      value: await jwtUntil(now - 3 * HOUR),
      tags: tagged('jwt'),
      verdict: ['expired', 'expired'],
    },
  ];
};
