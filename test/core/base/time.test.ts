import { describe, expect, test } from 'vitest';
import { fromSeconds, parseInstant, relative, span, utc } from '../../../core/base/time.ts';

describe('parseInstant', () => {
  test.each([
    ['a bare date is midnight UTC', '2027-01-31', '2027-01-31T00:00:00.000Z'],
    ['a date and time without a zone is UTC', '2027-01-31 12:30', '2027-01-31T12:30:00.000Z'],
    ['an offset counts', '2027-01-31T12:30:00+02:00', '2027-01-31T10:30:00.000Z'],
    ['a leap day is a day', '2028-02-29', '2028-02-29T00:00:00.000Z'],
  ])('%s', (_sentence, text, iso) => {
    expect(new Date(parseInstant(text) ?? 0).toISOString()).toBe(iso);
  });

  test.each(['', 'tomorrow', '2026-02-31', '1970-01-01', '9999-12-31', '0', '-1', '31.01.2027', '2027-13-01'])(
    '"%s" is no date',
    (text) => expect(parseInstant(text)).toBeUndefined(),
  );
});

test.each([0, -1, 253_402_300_799, 1_795_000_000_000, Number.NaN, '1795000000'])('%s is no NumericDate', (value) =>
  expect(fromSeconds(value)).toBeUndefined(),
);

test('lengths are floored, in two units', () => {
  expect(span(6.99 * 86_400_000)).toBe('6 d 23 h');
  expect(span(59_999)).toBe('59 s');
  expect(relative(1_000, 61_500)).toBe('1 min 0 s ago');
});

test('the absolute form names weekday and zone', () => {
  expect(utc(Date.UTC(2026, 10, 30, 9))).toBe('Mon 2026-11-30 09:00 UTC');
});
