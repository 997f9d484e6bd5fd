import { randomBytes, randomInt } from 'node:crypto';
import { SignJWT } from 'jose';
import { base62, crc32 } from '../../core/base/checksum.ts';
import { type Instant, SECOND } from '../../core/base/time.ts';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export const alphanumeric = (length: number): string =>
  Array.from({ length }, () => ALPHANUMERIC[randomInt(ALPHANUMERIC.length)]).join('');

const digits = (length: number): string => `1${Array.from({ length: length - 1 }, () => randomInt(10)).join('')}`;

/** Well formed: its first part decodes to a bot's id. */
export const discordBotToken = (): string =>
  `${Buffer.from(digits(18)).toString('base64url')}.G${alphanumeric(5)}.${randomBytes(30).toString('base64url').slice(0, 38)}`;

export const discordWebhook = (): string =>
  `https://discord.com/api/webhooks/${digits(18)}/${randomBytes(51).toString('base64url')}`;

/** The last character but ten replaced by another one. */
export const mistyped = (token: string): string => {
  const at = token.length - 10;
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
};

/** Signed with a key that is thrown away. */
export const jwtUntil = (expiresAt: Instant): Promise<string> =>
  new SignJWT({ scope: 'orders:read' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('https://partner.example.org')
    .setSubject('orders')
    .setExpirationTime(Math.floor(expiresAt / SECOND))
    .sign(randomBytes(32));

/** A classic GitHub token with a right checksum. */
export const githubToken = (): string => {
  const body = alphanumeric(30);
  return `ghp_${body}${base62(crc32(body), 6)}`;
};

export const gitlabToken = (): string => `glpat-${alphanumeric(20)}`;
