import { describe, expect, test } from 'vitest';
import { httpSettings, httpTargets } from '../../../adapters/settings/http-targets.ts';
import { problemsOf } from '../../../adapters/settings/problems.ts';

const target = { url: 'https://api.example.org/me', header: 'Authorization', expect: 200 };
const wrongAt = (change: object, loopback = false): string[] => {
  const parsed = httpSettings(loopback).safeParse({ orders: { ...target, ...change } });
  return parsed.success ? [] : problemsOf(parsed.error).map(({ where }) => where.join('.'));
};

describe('a header', () => {
  test.each(['Authorization', 'X-Api-Key', 'PRIVATE-TOKEN', 'x-token', 'api-key', 'Ocp-Apim-Subscription-Key'])(
    '%s may carry a token',
    (header) => expect(wrongAt({ header })).toEqual([]),
  );

  test.each([
    'Host',
    'host',
    'Content-Length',
    'Content-Type',
    'Cookie',
    'Set-Cookie',
    'Connection',
    'Keep-Alive',
    'Transfer-Encoding',
    'TE',
    'Trailer',
    'Upgrade',
    'Expect',
    'Proxy-Authorization',
    'Proxy-Connection',
    'Sec-Fetch-Mode',
    'If-Match',
    'Range',
    'Via',
    'Forwarded',
    'X-Forwarded-For',
    'User-Agent',
    'Accept',
    'Accept-Encoding',
    'Origin',
    'Referer',
    'Date',
    'A: b',
    '',
    'X Y',
  ])('%j may not', (header) => expect(wrongAt({ header })).toEqual(['orders.header']));
});

describe('a pattern', () => {
  test.each([
    '^tok_[a-z0-9]{32}$',
    '^[A-Za-z0-9]{32}$',
    '^[A-Za-z0-9_-]{20,200}$',
    '^tok_.+$',
    '^[A-Za-z0-9]{1,40}$',
    '^.{4}-.{4}$',
    '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
    '^[^:]+:[A-Za-z0-9]{16}$',
  ])('%s says what a token looks like', (pattern) => expect(wrongAt({ pattern })).toEqual([]));

  test.each([
    '^.+$',
    '^.*$',
    '^.{1,}$',
    '^.{32}$',
    '^.{4}$',
    '^[^]+$',
    '^[\\s\\S]+$',
    '^\\S+$',
    '^\\S{20,}$',
    '^[!-~]{8,200}$',
    '^(?:.|\\n)+$',
    '^.*\\d.*$',
    '^(?=.*[a-z])(?=.*\\d).{5,}$',
    '^tok_[a-z]+|.+$',
    '^$',
    'tok_[a-z]+',
    '^tok_[a-z]+',
    '^([a-z$',
  ])('%s does not: it fits any text of some length, or is no whole pattern', (pattern) =>
    expect(wrongAt({ pattern })).toEqual(['orders.pattern']),
  );
});

test.each(['^(.+)+x$', '^(?:[^x]|[^y])*z$'])('%s is refused: it takes longer with each sign', (pattern) =>
  expect(wrongAt({ pattern })).toEqual(['orders.pattern']),
);

describe('an address', () => {
  test.each<[string, boolean, boolean]>([
    ['https://api.example.org/me', false, true],
    ['https://api.example.org:8443/me', false, true],
    ['http://api.example.org/me', true, false],
    ['http://127.0.0.1:9000/me', true, true],
    ['http://127.0.0.1:9000/me', false, false],
    ['http://localhost:9000/me', true, false],
    ['https://me@api.example.org/', true, false],
    ['https://api.example.org/?key=1', true, false],
    ['file:///etc/passwd', true, false],
    ['api.example.org', true, false],
  ])('%s with loopback %s: %s', (url, loopback, wanted) =>
    expect(wrongAt({ url }, loopback)).toEqual(wanted ? [] : ['orders.url']),
  );
});

test('what people write is what functions and command line read, with the pattern made ready', () => {
  const written = { orders: { ...target, pattern: '^tok_[a-z]+$', refused: [401] } };
  expect(httpSettings(false).parse(written)).toEqual(written);
  expect(httpTargets.parse(written)).toEqual({ orders: { ...written.orders, pattern: /^tok_[a-z]+$/ } });
});
