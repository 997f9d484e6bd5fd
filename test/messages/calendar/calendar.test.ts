import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../core/base/json.ts';
import { DAY, HOUR, MINUTE } from '../../../core/base/time.ts';
import type { Telling } from '../../../core/model/notice.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import { datesOfMessage } from '../../../messages/calendar/from-message.ts';
import { dateOfRecord } from '../../../messages/calendar/from-record.ts';
import { type CalendarDate, calendarOf } from '../../../messages/calendar/ics.ts';
import { publicationOf } from '../../../messages/publication.ts';
import { at, DIAGNOSES, NOW, recordOf, WEEK } from '../../support/digest-records.ts';
import { mixed } from '../digests.ts';
import { nasty } from '../hostile.ts';
import { nobody } from '../notices.ts';
import { samples } from '../samples.ts';
import { readCalendar } from './ics.ts';

const DATE: CalendarDate = {
  name: 'prod/github-release',
  source: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/github-release-AbCdEf',
  kind: 'github.classic',
  owner: 'team-bots',
  at: Date.UTC(2026, 11, 15, 13, 48),
  by: 'issuer',
};
const [one] = readCalendar(calendarOf([DATE], NOW));

describe('an event', () => {
  test('is at its moment in UTC, says what ends and who says so', () => {
    expect(one).toMatchObject({
      allDay: false,
      start: '20261215T134800Z',
      stamp: '20261123T090000Z',
      summary: 'prod/github-release expires',
      description: `Set by its issuer.\nKind github.classic\nOwner team-bots\n${DATE.source}`,
    });
  });

  test('of a day is all day', () => {
    const [event] = readCalendar(calendarOf([{ ...DATE, at: Date.UTC(2027, 0, 31), by: 'tag' }], NOW));
    expect(event).toMatchObject({ allDay: true, start: '20270131' });
  });

  test('of a policy is to rotate, and says that nothing breaks', () => {
    const [event] = readCalendar(calendarOf([{ ...DATE, by: 'age-policy', field: 'KEY' }], NOW));
    expect(event?.summary).toBe('Rotate prod/github-release.KEY');
    expect(event?.description).toContain('nothing breaks on that day');
  });

  test('keeps its UID while token and date are the same, whatever else is known', () => {
    const uidOf = (parts: Partial<CalendarDate>) =>
      readCalendar(calendarOf([{ ...DATE, ...parts }], NOW + DAY))[0]?.uid;
    const { kind: _, owner: _o, ...bare } = DATE;
    expect(readCalendar(calendarOf([bare], NOW))[0]?.uid).toBe(one?.uid);
    for (const parts of [{ at: DATE.at + 1 }, { field: 'KEY' }, { source: '.env:3' }])
      expect(uidOf(parts)).not.toBe(one?.uid);
  });

  test('of whatever names is one that a strict reader takes, and reads back', () => {
    fc.assert(
      fc.property(nasty, nasty, fc.integer({ min: 0, max: 4e12 }), (name, owner, moment) => {
        const [event] = readCalendar(calendarOf([{ ...DATE, name: `x ${name}`, owner, at: moment }], NOW));
        expect(event?.summary.startsWith('x')).toBe(true);
        expect(event?.summary.endsWith(' expires')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

const datesOf = (record: TokenRecord): readonly CalendarDate[] => dateOfRecord(record, NOW);

describe('the calendar of records', () => {
  test('has each date once, and no token without one', () => {
    const [first, ...rest] = WEEK.flatMap(datesOf);
    expect(readCalendar(calendarOf([first!, ...rest], NOW))).toHaveLength(42);
    expect(datesOf(recordOf('a', DIAGNOSES.healthy()))).toEqual([]);
  });

  test('leaves out what something renews in time', () => {
    const renewal = {
      versionId: 'v1',
      date: NOW + 50 * MINUTE,
      movedAt: NOW - 10 * MINUTE,
      life: HOUR,
      renewable: true,
      leftAtMoves: [30 * MINUTE, 30 * MINUTE],
    } as const;
    expect(datesOf(recordOf('a', DIAGNOSES.healthy(at(0.03)), { renewal }))).toEqual([]);
    expect(datesOf(recordOf('a', DIAGNOSES.healthy(at(0.03))))).toHaveLength(1);
  });
});

const bodyOf = (telling: Telling): string => (parseJson(publicationOf(telling).message) as { default: string }).default;

describe('the calendar of a message', () => {
  test.each<[string, Telling, number]>([
    ['an alert', samples.expiring!, 1],
    ['an alert without a date', samples['rejected-revoked']!, 0],
    [
      'first sights',
      samples.started!,
      samples.started!.filter(({ diagnosis }) => typeof diagnosis.expiry === 'object').length,
    ],
    ['dates', samples.dates!, samples.dates!.length],
    ['a digest', [mixed], 23],
    ['a notice', [nobody], 0],
  ])('has the dates of %s', (_, telling, dates) => expect(datesOfMessage(bodyOf(telling))).toHaveLength(dates));

  test('has the same UIDs as that of the records', () => {
    const uidsOf = ([first, ...rest]: readonly CalendarDate[]) =>
      readCalendar(calendarOf([first!, ...rest], NOW)).map(({ uid }) => uid);
    const known = new Set(uidsOf(WEEK.flatMap(datesOf)));
    const told = uidsOf(datesOfMessage(bodyOf([mixed])) ?? []);
    expect(told.filter((uid) => !known.has(uid))).toEqual([]);
  });

  test('is none where the text is no message of ours', () => {
    for (const text of ['', '{}', '{"schemaVersion":1,"kind":"digest"}']) expect(datesOfMessage(text)).toBeUndefined();
  });
});

test.each([
  ['a line feed alone', (text: string) => text.replace('\r\n', '\n')],
  ['a long line', (text: string) => text.replace('SUMMARY:', `SUMMARY:${'x'.repeat(70)}`)],
  ['a comma that is not escaped', (text: string) => text.replace('expires', 'a,b')],
  ['an event without UID', (text: string) => text.replace(/UID:.*\r\n/, '')],
  ['no time stamp', (text: string) => text.replace(/DTSTAMP:.*\r\n/, '')],
  ['an event that does not end', (text: string) => text.replace('END:VEVENT\r\n', '')],
])('the reader of these tests refuses %s', (_, damage) => {
  const text = calendarOf([DATE], NOW);
  expect(() => readCalendar(damage(text))).toThrow('not RFC 5545');
});
