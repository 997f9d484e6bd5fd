import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { base62, crc32 } from '../../core/base/checksum.ts';

/** A made-up secret that no program contains by chance. `random` are its parts that nothing but a leak can show. */
export type Canary = { readonly label: string; readonly value: string; readonly random: readonly string[] };

/** Names a file to which every canary of a run is written: see reporter.ts. */
export const CANARY_FILE = 'TOKEN_HEALTH_CANARY_FILE';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const letters = (length: number): string =>
  [...randomBytes(length)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');

/** Letters and digits by chance, which the value's canary remembers. */
export type Draw = (length: number) => string;
export type Make = (draw: Draw) => string;

const base64Url = (text: string): string => Buffer.from(text).toString('base64url');
const SNOWFLAKE = '123456789012345678';

const github =
  (prefix: string): Make =>
  (draw) => {
    const body = draw(30);
    return `${prefix}${body}${base62(crc32(body), 6)}`;
  };

/** A well-formed value of each kind, its secret parts drawn by chance. */
const KINDS = {
  plain: (draw) => draw(40),
  'discord.bot': (draw) => `${base64Url(SNOWFLAKE)}.G${letters(5)}.${draw(38)}`,
  'discord.oauth': (draw) => draw(30),
  'discord.webhook': (draw) => `https://discord.com/api/webhooks/${SNOWFLAKE}/${draw(68)}`,
  'github.classic': github('ghp_'),
  'github.fine-grained': (draw) => `github_pat_${draw(22)}_${draw(59)}`,
  'github.oauth': github('gho_'),
  'github.app-user': github('ghu_'),
  'github.app-installation': github('ghs_'),
  'gitlab.pat': (draw) => `glpat-${draw(20)}`,
  'slack.bot': (draw) => `xoxb-123456789012-1234567890123-${draw(24)}`,
  'slack.user': (draw) => `xoxp-123456789012-123456789012-1234567890123-${draw(32)}`,
  'slack.app': (draw) => `xapp-1-A0123456789-1234567890123-${draw(64)}`,
  'slack.webhook': (draw) => `https://hooks.slack.com/services/T0123456789/B0123456789/${draw(24)}`,
  'npm.granular': (draw) => `npm_${draw(36)}`,
  'npm.registry': (draw) => `${draw(62)}==`,
  'vault.token': (draw) => `hvs.${draw(90)}`,
  'vault.legacy': (draw) => `s.${draw(24)}`,
  'jwt.token': (draw) => `${['{"alg":"HS256"}', '{"exp":1798761600}'].map(base64Url).join('.')}.${draw(43)}`,
  'oauth2-introspection.token': (draw) => draw(43),
} as const satisfies Readonly<Record<string, Make>>;

export type CanaryKind = keyof typeof KINDS;
export const CANARY_KINDS = Object.keys(KINDS) as CanaryKind[];

/** A new one, of its own alone. */
export const newCanary = (kind: CanaryKind, label: string = kind): Canary => canaryOf(label, KINDS[kind]);

/** A new one of any shape. */
export const canaryOf = (label: string, make: Make): Canary => {
  const random: string[] = [];
  const draw: Draw = (length) => {
    random.push(letters(length));
    return random.at(-1) ?? '';
  };
  const canary = { label, value: make(draw), random };
  const file = process.env[CANARY_FILE];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(canary)}\n`);
  return canary;
};
