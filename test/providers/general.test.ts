import { describe, expect, test } from 'vitest';
import { answerOf } from '../../core/model/answer.ts';
import { readGenerally } from '../../providers/general.ts';

const AT = Date.UTC(2026, 10, 23, 9, 0);
const EXCHANGE = { request: 'GET example.org/me', status: 0, at: AT };

const read = (status: number, text = '', headers: Record<string, string> = {}, ownHost = true) =>
  readGenerally(answerOf(status, headers, text, AT), EXCHANGE, ownHost);

const READ_IT = [
  'Read the answer above, and look it up in the docs below: nothing in it is known to mean that the token is dead.',
];
const PAGE = 'an HTML page instead of the API: a firewall, a sign-in page or the wrong address';
const HTML = { 'content-type': 'text/html; charset=utf-8' };

type Row = readonly [status: number, text: string, headers: Record<string, string>, why: string, detail: string];

const BLAMES_NO_TOKEN: Readonly<Record<string, Row>> = {
  'a redirect to another host': [
    302,
    '',
    { location: 'https://login.example.org/in?token=x' },
    'blocked',
    'redirect to another address (login.example.org); not followed',
  ],
  'a redirect to a path': [301, '', { location: '/in' }, 'blocked', 'redirect; not followed'],
  'a redirect to no address': [399, '', { location: 'https://' }, 'blocked', 'redirect; not followed'],
  'a redirect to what may hold a value': [
    302,
    '',
    { location: `https://${'a'.repeat(24)}.example.org/` },
    'blocked',
    'redirect; not followed',
  ],
  'too many requests': [429, '', {}, 'rate-limited', 'too many requests'],
  'a fault of its own': [500, '{}', {}, 'provider-outage', 'the issuer answered 500'],
  'a gateway without a back end': [502, '<html>', HTML, 'provider-outage', 'the issuer answered 502'],
  'a time-out': [408, '', {}, 'provider-outage', 'the issuer answered 408: try later'],
  'too early': [425, '', {}, 'provider-outage', 'the issuer answered 425: try later'],
  'a proxy on the way': [407, '', {}, 'blocked', 'a proxy on the way asks for credentials'],
  'a page': [403, '<html>', HTML, 'blocked', PAGE],
  'a page without its type': [403, '  <!DOCTYPE html><p>', {}, 'blocked', PAGE],
  'a 401 that is a page': [401, '<html>', HTML, 'blocked', PAGE],
  'a 401 by a limiter that says when': [
    401,
    '{}',
    { 'retry-after': '5' },
    'blocked',
    'an answer that is not documented',
  ],
  'a 401 with nothing left': [
    401,
    '{}',
    { 'x-ratelimit-remaining': '0' },
    'blocked',
    'an answer that is not documented',
  ],
  'a 401 that speaks of a limit': [401, 'Slow down', {}, 'blocked', 'an answer that is not JSON'],
  'nothing at all': [403, ' ', {}, 'blocked', 'an empty answer'],
  words: [403, 'No.', {}, 'blocked', 'an answer that is not JSON'],
  'JSON that nobody documented': [403, '{"a":1}', {}, 'blocked', 'an answer that is not documented'],
};

describe('an answer that no rule names blames no token:', () => {
  test.each(Object.entries(BLAMES_NO_TOKEN))('%s', (_what, [status, text, headers, why, detail]) => {
    expect(read(status, text, headers)).toMatchObject({ seen: 'unanswered', why, detail, exchange: EXCHANGE });
  });

  test('the owner is told to read what the issuer said itself, and nothing of the kind about a page or a proxy', () => {
    expect(read(403, '{"a":1}')).toMatchObject({ remedy: READ_IT });
    for (const other of [read(403, '<html>', HTML), read(407), read(500), read(429), read(302)])
      expect(other).not.toHaveProperty('remedy');
  });

  test('when to ask again is kept, unless something else stands before the issuer', () => {
    const later = { 'retry-after': '120' };
    expect(read(429, '', later)).toMatchObject({ retryAt: AT + 120_000 });
    expect(read(503, '', later)).toMatchObject({ retryAt: AT + 120_000 });
    expect(read(403, '', later)).not.toHaveProperty('retryAt');
  });
});

describe('a 401 in words that no rule names', () => {
  test('from the issuer’s own host may mean dead', () => {
    expect(read(401, '{"error":"nope"}')).toMatchObject({ seen: 'ambiguous', doubt: { by: 'bare' } });
  });

  test('from anywhere else says nothing', () => {
    expect(read(401, '{"error":"nope"}', {}, false)).toMatchObject({ seen: 'unanswered', why: 'blocked' });
  });
});
