import { describe, expect, test } from 'vitest';
import { decimal, httpDate, retryAfter, skewOf } from '../../../core/base/http-date.ts';
import { HOUR, MINUTE, SECOND } from '../../../core/base/time.ts';
import { START } from '../../support/make.ts';

const DATE = 'Mon, 23 Nov 2026 09:00:00 GMT';

describe('an HTTP date', () => {
  test.each([
    ['as servers may send it', DATE, START],
    ['of the old form of RFC 850', 'Monday, 23-Nov-26 09:00:00 GMT', undefined],
    ['in another zone', 'Mon, 23 Nov 2026 09:00:00 +0100', undefined],
    ['of ISO 8601', '2026-11-23T09:00:00Z', undefined],
    ['that is none', 'yesterday', undefined],
    ['that is absent', undefined, undefined],
  ])('%s', (_sentence, text, expected) => {
    expect(httpDate(text)).toBe(expected);
  });
});

describe('Retry-After', () => {
  test.each([
    ['in seconds', '120', START + 120 * SECOND],
    ['in seconds with decimals, as Discord sends it', '0.75', START + 750],
    ['as a date', DATE, START],
    ['negative', '-1', undefined],
    ['endless', '1e9', undefined],
    ['as words', 'soon', undefined],
  ])('%s', (_sentence, text, expected) => {
    expect(retryAfter(text, START)).toBe(expected);
  });

  test('a number with more than twelve digits is none', () => {
    expect(decimal('1234567890123')).toBeUndefined();
  });
});

describe('F40: our clock beside the Date of an answer', () => {
  test.each([
    ['five minutes ahead is within the tolerance', { date: DATE }, START + 5 * MINUTE, undefined],
    ['more than five minutes ahead is apart', { date: DATE }, START + 5 * MINUTE + SECOND, 5 * MINUTE + SECOND],
    ['hours behind is apart', { date: DATE }, START - 3 * HOUR, -3 * HOUR],
    ['without a Date nobody can tell', {}, START - 3 * HOUR, undefined],
    ['with a Date that is none nobody can tell', { date: 'now' }, START - 3 * HOUR, undefined],
    ['an answer out of a cache is old by right', { date: DATE, age: '7200' }, START + 2 * HOUR, undefined],
  ])('%s', (_sentence, headers, now, expected) => {
    expect(skewOf(headers, now)).toBe(expected);
  });
});
