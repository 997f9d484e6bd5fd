import { DAY, type Instant } from '../base/time.ts';
import type { Every, Period } from '../model/digest.ts';

/** The period that a digest made at `at` is named after: the day, or the ISO 8601 week, of `timeZone` (an IANA name). */
export const periodOf = (every: Every, at: Instant, timeZone: string): Period => {
  const day = localDay(at, timeZone);
  return every === 'daily'
    ? { every, name: dayName(day), from: at - DAY }
    : { every, name: weekName(day), from: at - 7 * DAY };
};

/** Midnight UTC of the date that the calendar of the zone shows. */
const localDay = (at: Instant, timeZone: string): Instant => {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(at);
  const part = (wanted: string): number => Number(parts.find(({ type }) => type === wanted)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'));
};

const dayName = (day: Instant): string => new Date(day).toISOString().slice(0, 10);

/** A week begins on Monday and belongs to the year of its Thursday (ISO 8601). */
const weekName = (day: Instant): string => {
  const thursday = new Date(day + (3 - ((new Date(day).getUTCDay() + 6) % 7)) * DAY);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY)) + 1;
  return `${year}-W${`${week}`.padStart(2, '0')}`;
};
