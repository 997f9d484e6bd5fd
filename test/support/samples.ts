import { generateKeyPairSync } from 'node:crypto';
import { base62, crc32 } from '../../core/base/checksum.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits that look random and are the same on every run: no issuer ever gave them out. */
export const letters = (length: number, seed: number): string => {
  let state = (seed * 2654435761) >>> 0;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return ALPHABET[(state >>> 16) % ALPHABET.length] ?? 'A';
  }).join('');
};

/** Small hexadecimal digits, as random as the letters. */
export const hex = (length: number, seed: number): string =>
  [...letters(length, seed)].map((letter) => (letter.charCodeAt(0) % 16).toString(16)).join('');

const base64Url = (text: string): string => Buffer.from(text).toString('base64url');

export const githubToken = (prefix: string, seed: number): string => {
  const body = letters(30, seed);
  return `${prefix}${body}${base62(crc32(body), 6)}`;
};

export const botToken = (snowflake = '123456789012345678', last = 38, seed = 1): string =>
  `${base64Url(snowflake)}.G${letters(5, seed)}.${letters(last, seed + 1)}`;

export const jwtToken = (claims: object, alg = 'HS256'): string =>
  `${base64Url(JSON.stringify({ alg, typ: 'JWT' }))}.${base64Url(JSON.stringify(claims))}.${letters(43, 9)}`;

/** Private keys of nobody's, made anew on every run: one that is written down would look like somebody's. */
export const privateKeys = (): readonly string[] => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const ed = generateKeyPairSync('ed25519').privateKey;
  const pkcs8 = [rsa, ec, ed].map((key) => key.export({ type: 'pkcs8', format: 'pem' }).toString());
  return [...pkcs8, rsa.export({ type: 'pkcs1', format: 'pem' }).toString()];
};

/** One well-formed token of every kind, made up. */
export const SAMPLES: Readonly<Record<string, string>> = {
  'discord.bot': botToken(),
  'discord.oauth': letters(30, 3),
  'discord.webhook': `https://discord.com/api/webhooks/123456789012345678/${letters(68, 4)}`,
  'github.classic': githubToken('ghp_', 5),
  'github.fine-grained': `github_pat_${letters(22, 6)}_${letters(59, 7)}`,
  'github.oauth': githubToken('gho_', 8),
  'github.app-user': githubToken('ghu_', 9),
  'github.app-installation': githubToken('ghs_', 10),
  'github.old': hex(40, 30),
  'github.old-installation': `v1.${hex(40, 31)}`,
  'gitlab.pat': `glpat-${letters(20, 11)}`,
  'gitlab.deploy': `gldt-${letters(20, 32)}`,
  'gitlab.runner': `glrt-${letters(20, 33)}`,
  'gitlab.trigger': `glptt-${hex(40, 34)}`,
  'gitlab.oauth-secret': `gloas-${hex(64, 35)}`,
  'gitlab.job': `glcbt-64_${letters(20, 36)}`,
  'gitlab.incoming-mail': `glimt-${letters(25, 37)}`,
  'gitlab.agent': `glagent-${letters(50, 38)}`,
  'gitlab.scim': `glsoat-${letters(20, 39)}`,
  'gitlab.feed': `glft-${letters(20, 40)}`,
  'gitlab.feature-flags': `glffct-${letters(20, 41)}`,
  'slack.bot': `xoxb-123456789012-1234567890123-${letters(24, 12)}`,
  'slack.user': `xoxp-123456789012-123456789012-1234567890123-${letters(32, 13)}`,
  'slack.app': `xapp-1-A${letters(10, 14)}-1234567890123-${letters(64, 15)}`,
  'slack.webhook': `https://hooks.slack.com/services/T${letters(10, 16)}/B${letters(10, 17)}/${letters(24, 18)}`,
  'npm.granular': `npm_${letters(36, 19)}`,
  'npm.registry': `${letters(62, 20)}==`,
  'vault.token': `hvs.${letters(90, 21)}`,
  'vault.legacy': `s.${letters(24, 22)}`,
  'openbao.token': `s.${letters(24, 24)}`,
  'vault.custom': `${hex(8, 42)}-${hex(4, 43)}-4${hex(3, 44)}-a${hex(3, 45)}-${hex(12, 46)}`,
  'jwt.token': jwtToken({ sub: 'orders', exp: 1_798_761_600 }),
  'oauth2-introspection.token': letters(43, 23),
};
