import { describe, expect, test } from 'vitest';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { DAY } from '../../core/base/time.ts';
import { answerOf } from '../../core/model/answer.ts';
import { detect, otherProviderFlaw } from '../../providers/detect.ts';
import { interpret, tellsScopes } from '../../providers/interpret.ts';
import type { AnswerRule, KindOf } from '../../providers/provider.ts';
import { letters } from '../support/samples.ts';

const AT = Date.UTC(2026, 10, 23, 9, 0);

const kind = (id: string): KindOf => {
  const found = REGISTRY.findKind(id);
  if (found === undefined) throw new Error(`no such kind: ${id}`);
  return found;
};

const BOT = kind('discord.bot');

const read = (status: number, text: string, headers: Record<string, string> = {}, of = BOT) =>
  interpret(answerOf(status, headers, text, AT), of, 'GET discord.com/api/v10/users/@me');

const retryAt = (headers: Record<string, string>, text = '', status = 429) => {
  const seen = read(status, text, headers);
  return seen.seen === 'unanswered' ? seen.retryAt : 'answered';
};

describe('when the issuer may be asked again', () => {
  const ROWS: readonly (readonly [
    sentence: string,
    headers: Record<string, string>,
    text: string,
    at: number | undefined,
  ])[] = [
    ['in whole seconds', { 'retry-after': '120' }, '', AT + 120_000],
    ['as an HTTP date', { 'retry-after': 'Mon, 23 Nov 2026 09:05:00 GMT' }, '', AT + 300_000],
    ['in the body of Discord, with a fraction', {}, '{"retry_after":1.5}', AT + 1500],
    ['in seconds after which a window resets', { 'x-ratelimit-reset-after': '2.25' }, '', AT + 2250],
    ['as the second at which a window resets', { 'x-ratelimit-reset': String(AT / 1000 + 60) }, '', AT + 60_000],
    ['as GitLab names it', { 'ratelimit-reset': String(AT / 1000 + 60) }, '', AT + 60_000],
    ['not more than a day ahead', { 'retry-after': '999999999' }, '', AT + DAY],
    ['not in the past', { 'x-ratelimit-reset': '1' }, '', undefined],
    [
      'not before a later one that makes sense',
      { 'retry-after': 'soon', 'x-ratelimit-reset-after': '3' },
      '',
      AT + 3000,
    ],
    ['not as a negative number', { 'retry-after': '-5' }, '', undefined],
    ['not as anything else', { 'retry-after': '1e9', 'x-ratelimit-reset': 'NaN' }, '{"retry_after":"x"}', undefined],
  ];
  test.each(ROWS)('%s', (_sentence, headers, text, at) => {
    expect(retryAt(headers, text)).toBe(at);
  });

  test('is told for an outage too', () => {
    expect(retryAt({ 'retry-after': '60' }, '', 503)).toBe(AT + 60_000);
  });

  test('is not claimed for an answer that somebody else gave', () => {
    expect(retryAt({ 'retry-after': '60' }, '', 302)).toBeUndefined();
  });
});

describe('an answer that nobody documented', () => {
  const ROWS: readonly (readonly [
    sentence: string,
    status: number,
    text: string,
    headers: Record<string, string>,
    detail: string,
  ])[] = [
    [
      'a redirect names the host alone',
      302,
      '',
      { location: 'https://login.example.org/a?token=abc#d' },
      'redirect to another address (login.example.org); not followed',
    ],
    ['the last redirect status', 399, '', {}, 'redirect; not followed'],
    ['a redirect on the same host names nothing', 307, '', { location: '/login?token=abc' }, 'redirect; not followed'],
    [
      'a redirect to a host that could be a token names nothing',
      301,
      '',
      { location: `https://${letters(30, 1)}.example.org/` },
      'redirect; not followed',
    ],
    ['a redirect to no address names nothing', 301, '', { location: 'https://[' }, 'redirect; not followed'],
    ['a request timeout', 408, '', {}, 'the issuer answered 408: try later'],
    ['too early', 425, '', {}, 'the issuer answered 425: try later'],
    ['Cloudflare’s own status', 522, '<html>', {}, 'the issuer answered 522'],
    ['a proxy', 407, '', {}, 'a proxy on the way asks for credentials'],
    [
      'a page',
      200,
      '  <!DOCTYPE html>',
      {},
      'an HTML page instead of the API: a firewall, a sign-in page or the wrong address',
    ],
    [
      'a page by its type',
      403,
      'no',
      { 'content-type': 'text/html; charset=utf-8' },
      'an HTML page instead of the API: a firewall, a sign-in page or the wrong address',
    ],
    ['nothing', 200, ' \n', {}, 'an empty answer'],
    ['a text', 403, 'error code: 1020', {}, 'an answer that is not JSON'],
    ['other JSON', 418, '{}', {}, 'an answer that is not documented'],
  ];
  test.each(ROWS)('is told as what it is: %s', (_sentence, status, text, headers, detail) => {
    expect(read(status, text, headers)).toMatchObject({ seen: 'unanswered', detail });
  });
});

describe('the issuer’s words are evidence, and harmless', () => {
  const exchange = (body: unknown, headers: Record<string, string> = {}) => {
    const seen = read(401, JSON.stringify(body), headers);
    return 'exchange' in seen ? seen.exchange : undefined;
  };

  test('code, words and request id are kept', () => {
    expect(exchange({ code: 0, message: '401: Unauthorized' }, { 'cf-ray': '8f1c2d3e4a5b6c7d-FRA' })).toEqual({
      request: 'GET discord.com/api/v10/users/@me',
      status: 401,
      at: AT,
      code: '0',
      message: '401: Unauthorized',
      requestId: '8f1c2d3e4a5b6c7d-FRA',
    });
  });

  test('what looks like a token is taken out', () => {
    expect(exchange({ message: `no such token ${letters(38, 2)}!` })?.message).toBe('no such token [removed]!');
  });

  test('control and invisible characters are taken out', () => {
    expect(exchange({ message: 'a\u001b[31mb\u202ec\r\nd\u0000' })?.message).toBe('a [31mb c d');
  });

  test('long words end after 120 characters', () => {
    expect(exchange({ message: 'no '.repeat(100) })?.message).toHaveLength(120);
  });

  test.each([[letters(60, 3)], ['a b'], [{}], [''], ['<b>']])('a code that is none is dropped: %j', (code) => {
    expect(exchange({ code })?.code).toBeUndefined();
  });

  test('a request id that is none is dropped', () => {
    expect(exchange({}, { 'cf-ray': 'a b\tc' })?.requestId).toBeUndefined();
  });

  test('the name of an account has no control characters and an end', () => {
    const body = { id: '123456789012345678', bot: true, username: `a\u001bb${'c'.repeat(200)}` };
    const seen = read(200, JSON.stringify(body));
    expect(seen.seen === 'accepted' && seen.subject).toMatch(/^a bc{76}…$/);
  });
});

test('a subject that was part of the request is not told as such', () => {
  const answer = answerOf(200, {}, '{"active":true,"sub":"[redacted]"}', AT);
  expect(interpret(answer, kind('oauth2-introspection.token'), 'POST x')).not.toHaveProperty('subject');
});

test('a date that cannot be is never told, whoever read it', () => {
  const answers: readonly AnswerRule[] = [
    { status: 200, body: { ok: true }, say: 'accepted', reading: { expiry: () => ({ at: 0, source: 'issuer' }) } },
  ];
  const sloppy: KindOf = {
    provider: BOT.provider,
    kind: { ...BOT.kind, probe: { online: true, method: 'GET', url: '', host: 'fixed', headers: {}, answers } },
  };
  expect(read(200, '{"ok":true}', {}, sloppy)).toMatchObject({ seen: 'accepted', expiry: 'unknown' });
});

test('what only resembles a bot token is claimed by nobody', () => {
  const like = `MAAA${letters(20, 4)}.${letters(6, 5)}.${letters(38, 6)}`;
  expect(detect(like, REGISTRY).is).toBe('one');
  expect(otherProviderFlaw(like, kind('oauth2-introspection.token'), REGISTRY)).toBeUndefined();
});

test.each([
  ['discord.oauth', true],
  ['github.classic', true],
  ['slack.bot', true],
  ['jwt.token', true],
  ['oauth2-introspection.token', true],
  ['discord.bot', false],
  ['discord.webhook', false],
  ['slack.app', false],
  ['slack.webhook', false],
])('of a token of %s it can be told which scopes it has: %s', (id, tells) => {
  expect(tellsScopes(REGISTRY.findKind(id)!.kind)).toBe(tells);
});
