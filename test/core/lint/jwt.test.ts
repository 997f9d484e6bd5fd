import { expect, test } from 'vitest';
import { decodeBase64Url } from '../../../core/base/base64.ts';
import { base62, crc32 } from '../../../core/base/checksum.ts';
import { isEncryptedJwt, jwtClaims, readJwt } from '../../../core/lint/jwt.ts';
import { botToken, jwtToken, letters } from '../../support/samples.ts';

const EXP = Date.UTC(2027, 0, 1);
const seconds = EXP / 1000;

const READINGS: readonly (readonly [sentence: string, claims: object, reading: object])[] = [
  ['its date', { exp: seconds }, { expiry: { at: EXP, source: 'embedded' } }],
  ['a date with a fraction', { exp: seconds + 0.5 }, { expiry: { at: EXP + 500, source: 'embedded' } }],
  ['no date', {}, { expiry: 'unknown' }],
  ['a date of 0', { exp: 0 }, { expiry: 'unknown' }],
  ['a date of -1', { exp: -1 }, { expiry: 'unknown' }],
  [
    'a date in milliseconds, and that it is one',
    { exp: EXP },
    {
      expiry: 'unknown',
      faults: [
        'its exp is in milliseconds, Fri 2027-01-01 00:00 UTC: whoever checks it as seconds takes it for endless',
      ],
    },
  ],
  ['the year 9999', { exp: 253402300799 }, { expiry: 'unknown' }],
  ...(
    [
      ['of seconds', String(seconds)],
      ['of seconds with a fraction', `${seconds}.000123`],
      ['of milliseconds', String(EXP)],
      ['in ISO', '2027-01-01T00:00:00Z'],
    ] as const
  ).map(
    ([how, exp]) =>
      [
        `a date as text ${how}, and that it is text`,
        { exp },
        {
          expiry: 'unknown',
          faults: [
            'its exp is text, read as Fri 2027-01-01 00:00 UTC: it must be a number of seconds, and many libraries refuse it',
          ],
        },
      ] as const,
  ),
  [
    'a date as text that is none',
    { exp: 'soon' },
    { expiry: 'unknown', faults: ['its exp is text: it must be a number of seconds, and many libraries refuse it'] },
  ],
  ['whom it is for', { aud: 'app' }, { expiry: 'unknown', audience: ['app'] }],
  ['several it is for', { aud: ['app', 3, 'web'] }, { expiry: 'unknown', audience: ['app', 'web'] }],
  ['what it is', { typ: 'Refresh' }, { expiry: 'unknown', type: 'Refresh' }],
  [
    'a start',
    { exp: seconds, nbf: seconds - 60 },
    { expiry: { at: EXP, source: 'embedded' }, notBefore: EXP - 60_000 },
  ],
  ['scopes as one text', { scope: 'read write' }, { expiry: 'unknown', scopes: ['read', 'write'] }],
  ['scopes as a list', { scope: ['read', 1, 'write'] }, { expiry: 'unknown', scopes: ['read', 'write'] }],
  ['scopes called scp', { scp: 'User.Read' }, { expiry: 'unknown', scopes: ['User.Read'] }],
  ['a subject', { sub: 'alice' }, { expiry: 'unknown', subject: 'alice' }],
  ['a subject with control characters', { sub: 'al\u001b[31mice\u202e' }, { expiry: 'unknown', subject: 'al [31mice' }],
  ['a subject that is no text', { sub: 7 }, { expiry: 'unknown' }],
  [
    'claims named like properties of every object',
    { constructor: 1, ['__proto__']: { exp: seconds } },
    { expiry: 'unknown' },
  ],
];

test.each(READINGS)('a JWT tells %s', (_sentence, claims, reading) => {
  expect(readJwt(jwtToken(claims))).toEqual(reading);
});

test.each(['HS256', 'RS256', 'EdDSA', 'none'])('alg %s is read, since nothing is verified', (alg) => {
  expect(readJwt(jwtToken({ exp: seconds }, alg)).expiry).toEqual({ at: EXP, source: 'embedded' });
});

const encode = (text: string): string => Buffer.from(text).toString('base64url');
const NONE: readonly (readonly [sentence: string, value: string])[] = [
  ['a bot token of Discord: its first part decodes to digits', botToken()],
  ['two parts', `${encode('{"alg":"HS256"}')}.${encode('{}')}`],
  ['five parts, which are encrypted', Array(5).fill(encode('{"alg":"RSA-OAEP"}')).join('.')],
  ['a header without alg', `${encode('{"typ":"JWT"}')}.${encode('{}')}.${letters(43, 1)}`],
  ['claims that are a list', `${encode('{"alg":"HS256"}')}.${encode('[]')}.${letters(43, 1)}`],
  ['bytes that are no UTF-8', `${encode('{"alg":"HS256"}')}.gICA.${letters(43, 1)}`],
  ['standard base64', `${encode('{"alg":"HS256"}')}.e+/=.${letters(43, 1)}`],
  ['nothing', ''],
];

test.each(NONE)('%s is no JWT', (_sentence, value) => {
  expect(jwtClaims(value)).toBeUndefined();
});

const header = (json: object): string => encode(JSON.stringify(json));
const jwe = (first: string, parts = 4): string => [first, ...Array(parts).fill(letters(22, 7))].join('.');
test.each<[string, string, boolean]>([
  ['five parts and a header with enc', jwe(header({ alg: 'RSA-OAEP', enc: 'A256GCM' })), true],
  ['an empty second part, as of dir', jwe(header({ alg: 'dir', enc: 'A256GCM' })).replace(/\.[^.]+/, '.'), true],
  ['three parts', jwe(header({ alg: 'dir', enc: 'A256GCM' }), 2), false],
  ['a header without enc', jwe(header({ alg: 'RS256' })), false],
  ['a header that is cut', jwe(header({ alg: 'dir', enc: 'A256GCM' }).slice(0, -3)), false],
])('encrypted or not: %s', (_sentence, value, encrypted) => {
  expect(isEncryptedJwt(value)).toBe(encrypted);
});

test('base64url is read with and without padding, as UTF-8', () => {
  expect([decodeBase64Url('w6k'), decodeBase64Url('w6k='), decodeBase64Url('w'), decodeBase64Url('w6k!')]).toEqual([
    'é',
    'é',
    undefined,
    undefined,
  ]);
});

test('CRC-32 and base 62 give the known values', () => {
  expect(crc32('123456789')).toBe(0xcbf43926);
  expect(crc32('')).toBe(0);
  expect(base62(0xffffffff, 6)).toBe('4gfFC3');
  expect(base62(61, 6)).toBe('00000z');
});
