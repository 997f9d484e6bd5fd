import { base62, crc32 } from '../../core/base/checksum.ts';
import type { Draw, Make } from '../leak/canary.ts';

const base64Url = (text: string): string => Buffer.from(text).toString('base64url');

export const bot: Make = (draw) => `${base64Url('123456789012345678')}.G${draw(5)}.${draw(38)}`;

export const webhook: Make = (draw) => `https://discord.com/api/webhooks/123456789012345678/${draw(68)}`;

/** `ghp_` and the like: 30 characters and their checksum. */
export const github =
  (prefix: string): Make =>
  (draw) => {
    const body = draw(30);
    return `${prefix}${body}${base62(crc32(body), 6)}`;
  };

export const fineGrained: Make = (draw) => `github_pat_${draw(22)}_${draw(59)}`;

/** The installation token that GitHub began to give out in 2026: `ghs_`, the app, a JWT. */
export const statelessInstallation: Make = (draw) => `ghs_1234567_${jwt({ iss: '1234567', exp: 2_000_000_000 })(draw)}`;

/** A prefix and so many letters and digits. */
export const prefixed =
  (prefix: string, length: number): Make =>
  (draw) =>
    `${prefix}${draw(length)}`;

export const glpat = prefixed('glpat-', 20);
export const slackBot = prefixed('xoxb-123456789012-1234567890123-', 24);
export const slackUser = prefixed('xoxp-123456789012-123456789012-1234567890123-', 32);
export const slackWebhook = prefixed('https://hooks.slack.com/services/T0123456789/B0123456789/', 24);
export const npmGranular = prefixed('npm_', 36);
export const vaultService = prefixed('hvs.', 90);
export const opaque = prefixed('', 43);

/** Half as many drawn letters, written as hexadecimal digits. */
export const hex =
  (length: number, before = ''): Make =>
  (draw) =>
    `${before}${Buffer.from(draw(length / 2)).toString('hex')}`;

export const uuid: Make = (draw) => {
  const digits = hex(32)(draw);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-');
};

export const jwt =
  (claims: object): Make =>
  (draw) =>
    `${base64Url('{"alg":"RS256","typ":"JWT"}')}.${base64Url(JSON.stringify({ sub: 'orders', ...claims }))}.${draw(342)}`;

/** An encrypted JWT (RFC 7516): five parts, of which only the header can be read. */
export const jwe = (draw: Draw): string =>
  [base64Url('{"alg":"RSA-OAEP","enc":"A256GCM"}'), draw(342), draw(16), draw(200), draw(22)].join('.');

/** The same text every time: no token. */
export const fixed =
  (text: string): Make =>
  () =>
    text;

/** A JSON secret that holds the token in a field, and what else. */
export const inJson =
  (field: string, make: Make, beside: Readonly<Record<string, string>> = {}): Make =>
  (draw) =>
    JSON.stringify({ [field]: make(draw), ...beside });

/** An access token with the client that may introspect it. */
export const withClient =
  (make: Make): Make =>
  (draw) =>
    inJson('access_token', make, { client_id: 'monitor', client_secret: draw(24) })(draw);
