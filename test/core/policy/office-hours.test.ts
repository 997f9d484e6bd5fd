import { describe, expect, test } from 'vitest';
import { DAY, MINUTE } from '../../../core/base/time.ts';
import { nextOpening, type OfficeHours } from '../../../core/policy/office-hours.ts';

const hours = (parts: Partial<OfficeHours> = {}): OfficeHours => ({
  timezone: 'Europe/Berlin',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  from: '09:00',
  to: '17:00',
  ...parts,
});

describe('office hours begin', () => {
  test.each<[string, Partial<OfficeHours>, string, string]>([
    ['now, in the middle of a working day', {}, '2026-11-25T11:17:30Z', '2026-11-25T11:17:30Z'],
    ['now, in their first minute', {}, '2026-11-25T08:00:00Z', '2026-11-25T08:00:00Z'],
    ['on the same day, a minute before', {}, '2026-11-25T07:59:59Z', '2026-11-25T08:00:00Z'],
    ['on the next day, in the minute after their last', {}, '2026-11-25T16:00:00Z', '2026-11-26T08:00:00Z'],
    ['now, in their last minute', {}, '2026-11-25T15:59:59Z', '2026-11-25T15:59:59Z'],
    ['on Monday, from Friday evening', {}, '2026-11-27T18:30:00Z', '2026-11-30T08:00:00Z'],
    ['on Monday, from Sunday night', {}, '2026-11-29T23:59:00Z', '2026-11-30T08:00:00Z'],
    ['an hour earlier by UTC in summer', {}, '2026-07-25T12:00:00Z', '2026-07-27T07:00:00Z'],
    ['after the night in which clocks go forward', {}, '2026-03-28T12:00:00Z', '2026-03-30T07:00:00Z'],
    ['after the night in which clocks go back', {}, '2026-10-24T12:00:00Z', '2026-10-26T08:00:00Z'],
    [
      'later, where clocks go forward over their beginning',
      { days: ['sun'], from: '02:30' },
      '2026-03-28T12:00:00Z',
      '2026-03-29T01:30:00Z',
    ],
    [
      'the first time, where clocks show it twice',
      { days: ['sun'], from: '02:30' },
      '2026-10-24T12:00:00Z',
      '2026-10-25T00:30:00Z',
    ],
    ['a day before UTC', { timezone: 'Pacific/Auckland' }, '2026-11-29T10:00:00Z', '2026-11-29T20:00:00Z'],
    ['a day behind UTC', { timezone: 'Pacific/Honolulu' }, '2026-11-28T03:00:00Z', '2026-11-30T19:00:00Z'],
    ['by the minute of odd zones', { timezone: 'Asia/Kathmandu' }, '2026-11-25T00:00:00Z', '2026-11-25T03:15:00Z'],
    ['a week later, when only this day has them', { days: ['wed'] }, '2026-11-25T16:00:00Z', '2026-12-02T08:00:00Z'],
    ['at midnight', { days: ['sat'], from: '00:00', to: '24:00' }, '2026-11-27T12:00:00Z', '2026-11-27T23:00:00Z'],
    ['now, before the midnight that ends them', { to: '24:00' }, '2026-11-25T22:59:00Z', '2026-11-25T22:59:00Z'],
  ])('%s', (_, parts, at, wanted) => {
    expect(new Date(nextOpening(hours(parts), Date.parse(at))).toISOString()).toBe(
      new Date(Date.parse(wanted)).toISOString(),
    );
  });

  test('is found all through a year, never in the past, never outside them, and at once inside', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Tokyo', 'UTC'];
    for (const timezone of zones) {
      const clock = new Intl.DateTimeFormat('en-GB', {
        timeZone: timezone,
        weekday: 'short',
        hour: '2-digit',
        minute: '2-digit',
      });
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 425 * MINUTE) {
        const opens = nextOpening(hours({ timezone }), at);
        const shown = clock.format(opens);
        expect(opens).toBeGreaterThanOrEqual(at);
        expect(opens - at).toBeLessThan(3 * DAY);
        expect(shown).toMatch(/^(?:Mon|Tue|Wed|Thu|Fri)\D+(?:09|1[0-6]):\d\d$/);
        if (opens > at) expect(shown).toMatch(/09:00$/);
      }
    }
  });
});
