import { DAY, HOUR, type Instant, MINUTE } from '../base/time.ts';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** When somebody is there to read what is not broken. */
export type OfficeHours = {
  /** Of the IANA database: `Europe/Berlin`. */
  readonly timezone: string;
  readonly days: readonly Weekday[];
  /** `09:00`, by the clocks of that zone. */
  readonly from: string;
  /** `17:00`: the first minute that is not among them; `24:00` is midnight. */
  readonly to: string;
};

/** What the clocks of a zone show: the wall time, read as if it were UTC. */
type Wall = Instant;

/** The next moment at or after `at` that lies in office hours: `at` itself when it does. */
export const nextOpening = (hours: OfficeHours, at: Instant): Instant => {
  const wallAt = wallOf(hours.timezone);
  const wall = wallAt(at);
  const today = wall - minuteOfDay(wall) * MINUTE - (wall % MINUTE);
  const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
  if (isWorkday(hours, today) && minuteOfDay(wall) >= from && minuteOfDay(wall) < to) return at;
  for (let day = minuteOfDay(wall) < from ? 0 : 1; day <= WEEK; day++)
    if (isWorkday(hours, today + day * DAY)) return instantAt(today + day * DAY + from * MINUTE, wallAt);
  return at;
};

const WEEK = 7;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const minuteOfDay = (wall: Wall): number => Math.floor((wall % DAY) / MINUTE);

const isWorkday = ({ days }: OfficeHours, wall: Wall): boolean => {
  const day = WEEKDAYS[(new Date(wall).getUTCDay() + 6) % 7];
  return day !== undefined && days.includes(day);
};

const wallOf = (timeZone: string): ((at: Instant) => Wall) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute) + (at % MINUTE);
  };
};

/**
 * The moment at which clocks show that. The earlier of two where they are set back; where they are set forward over it, as much later as
 * they were set.
 */
const instantAt = (wall: Wall, wallAt: (at: Instant) => Wall): Instant => {
  // No zone is further from UTC than 14 hours, and none changes its clocks twice in two days.
  const before = wallAt(wall - FAR) - (wall - FAR);
  const after = wallAt(wall + FAR) - (wall + FAR);
  const found = [wall - before, wall - after].filter((at) => wallAt(at) === wall);
  return found.length > 0 ? Math.min(...found) : wall - before;
};

const FAR = 24 * HOUR;
