import { decodeBase64Url } from '../../core/base/base64.ts';
import { base62, crc32 } from '../../core/base/checksum.ts';
import { isEncryptedJwt, jwtClaims } from '../../core/lint/jwt.ts';
import type { Flaw } from '../../core/model/observation.ts';
import type { CHECKS } from '../contract/kind.ts';

export type Check = (value: string) => Flaw | undefined;

/** The last 6 of 36 are the CRC-32 of the first 30 (GitHub). Longer tokens are announced, so any other length is left alone. */
const crc32Base62: Check = (value) =>
  value.length !== 40 || base62(crc32(value.slice(4, 34)), 6) === value.slice(34)
    ? undefined
    : { flaw: 'checksum', says: 'its checksum is wrong: a character was changed, lost or added', certain: true };

const SNOWFLAKE = /^\d{17,20}$/;

const discordBot: Check = (value) =>
  SNOWFLAKE.test(decodeBase64Url(value.split('.')[0] ?? '') ?? '')
    ? undefined
    : {
        flaw: 'shape',
        says: 'its first part does not decode to the id of a bot, as in every bot token known to us',
        certain: false,
      };

/** Three digits in base64. */
const CODED_DIGITS = /^[MNO][DTjz][AEIMQUYcgk][w-z0-5]/;

/** A bot token cut in its first part looks like an access token, but its beginning decodes to digits. */
const discordCut: Check = (value) =>
  CODED_DIGITS.test(value) && !value.includes('.') && /^\d{12}/.test(decodeBase64Url(value.slice(0, 16)) ?? '')
    ? { flaw: 'cut', says: 'it looks like the beginning of a bot token: the rest may be missing', certain: false }
    : undefined;

/**
 * `_auth` of an .npmrc: `user:password` in base64, for Basic. Sent as a token it would be refused, and that would prove nothing. Verdaccio's own
 * tokens decode to 32 hexadecimal digits, a colon and more of them; one that was mistyped must still be asked about.
 */
const isUserPassword = (value: string): boolean => {
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value)) return false;
  const text = decodeBase64Url(value.replaceAll('+', '-').replaceAll('/', '_')) ?? '';
  return /^[\x21-\x39\x3b-\x7e]{1,214}:[\x20-\x7e]+$/.test(text) && !/^[^:]{32}:[^:]+$/.test(text);
};

const userPassword: Check = (value) =>
  isUserPassword(value)
    ? {
        flaw: 'credentials',
        says: 'it decodes to user:password: this is an _auth, which npm sends as Basic, and no token (_authToken)',
        certain: false,
      }
    : undefined;

const npmCut: Check = (value) =>
  value.startsWith('npm_')
    ? {
        flaw: 'cut',
        says: 'it begins like an npm access token but is shorter, or has other characters',
        certain: false,
      }
    : undefined;

const jwt: Check = (value) => {
  if (jwtClaims(value) !== undefined || isEncryptedJwt(value)) return undefined;
  const signed = value.split('.').length === 3;
  const says = signed
    ? 'its first two parts do not decode to JSON objects: a part may be changed or missing'
    : 'its first part does not decode to the header of an encrypted JWT (alg and enc): it may be changed or cut';
  return { flaw: 'shape', says, certain: false };
};

const BY_NAME: Readonly<Record<(typeof CHECKS)[number], Check>> = {
  'crc32-base62': crc32Base62,
  'discord-bot': discordBot,
  'discord-cut': discordCut,
  'user-password': userPassword,
  'npm-cut': npmCut,
  jwt,
};

/** All of them, in order; the first flaw is the one. */
export const checkAll =
  (names: readonly (typeof CHECKS)[number][]): Check =>
  (value) => {
    for (const name of names) {
      const flaw = BY_NAME[name](value);
      if (flaw !== undefined) return flaw;
    }
    return undefined;
  };
