import { expect, test } from 'vitest';
import { DAY } from '../../../core/base/time.ts';
import { noticeOf } from '../../../core/digest/notice.ts';
import { periodOf } from '../../../core/digest/period.ts';
import type { Digest, Every } from '../../../core/model/digest.ts';

test.each<[string, Every, string, string, string]>([
  ['a Monday begins a week', 'weekly', '2026-11-23T09:00:00Z', 'UTC', '2026-W48'],
  ['a Sunday ends one', 'weekly', '2026-11-29T23:59:59Z', 'UTC', '2026-W48'],
  ['the week of the new year belongs to the year of its Thursday', 'weekly', '2027-01-01T09:00:00Z', 'UTC', '2026-W53'],
  ['and so does its beginning', 'weekly', '2025-12-29T09:00:00Z', 'UTC', '2026-W01'],
  ['weeks under ten have a nought', 'weekly', '2026-02-09T09:00:00Z', 'UTC', '2026-W07'],
  ['the calendar is that of the zone', 'weekly', '2026-11-22T12:00:00Z', 'Pacific/Auckland', '2026-W48'],
  ['a day is named as the zone has it', 'daily', '2026-11-23T23:30:00Z', 'Europe/Berlin', '2026-11-24'],
  ['and west of Greenwich too', 'daily', '2026-11-23T02:30:00Z', 'America/New_York', '2026-11-22'],
])('%s', (_, every, at, zone, name) => {
  expect(periodOf(every, Date.parse(at), zone).name).toBe(name);
});

test('a week looks back seven days, a day one', () => {
  const at = Date.parse('2026-11-23T09:00:00Z');
  expect(periodOf('weekly', at, 'UTC').from).toBe(at - 7 * DAY);
  expect(periodOf('daily', at, 'UTC').from).toBe(at - DAY);
});

const idOf = (owner: string | undefined): string =>
  noticeOf({ owner, period: periodOf('weekly', Date.parse('2026-11-23T09:00:00Z'), 'UTC'), at: 0 } as Digest).id;

test.each([
  ['an owner and a week', 'team-bots', 'digest:team-bots:2026-W48'],
  ['the catch-all', undefined, 'digest::2026-W48'],
  ['an owner with signs of the id in it', 'a:b/c', 'digest:a%3Ab%2Fc:2026-W48'],
])('the id is that of %s', (_, owner, id) => expect(idOf(owner)).toBe(id));

test('the longest value of a tag makes no key that the table refuses, and stays apart from its like', () => {
  const long = '\u{10400}'.repeat(128);
  expect(Buffer.byteLength(`alert#${idOf(long)}`)).toBeLessThan(2048);
  expect(idOf(`${long}a`)).not.toBe(idOf(`${long}b`));
  expect(() => idOf('\ud800')).not.toThrow();
});
