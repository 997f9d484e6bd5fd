import { base62, crc32 } from '../../core/base/checksum.ts';

/** A .env file with one of each trouble; the values are made up and well formed. */
export const sampleOf = (): string => {
  const body = 'x7Kq'.repeat(8).slice(0, 30);
  const jwt = [{ alg: 'RS256' }, { sub: 'reports', exp: Math.floor(Date.now() / 1000) - 2 * 86_400 }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return [
    `# Tokens of the order bot`,
    `DISCORD_TOKEN="Bot ${btoa('100000000000004711')}.Gabcde.${'k3Jd'.repeat(7).slice(0, 27)}"`,
    `GITHUB_TOKEN=ghp_${body}${base62(crc32(body), 6)}`,
    `PARTNER_TOKEN=${jwt}.${'sig0'.repeat(8)}`,
    `SLACK_BOT_TOKEN=xoxb-123456789012-123456789012-${'aBcD'.repeat(6)} # token-health: required-scopes=chat:write`,
    `VAULT_TOKEN=hvs.${'vT4x'.repeat(8)}`,
    `NPM_TOKEN=npm_${'n9Zq'.repeat(9)}`,
    '',
  ].join('\n');
};
