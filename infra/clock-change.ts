const MINUTE = 60_000;
const HALF_HOUR = 30 * MINUTE;
const DAY = 86_400_000;

/** Two years are enough to see each rule of a zone once; which two is of no matter, and no clock is read. */
const FROM = Date.UTC(2026, 0, 1, 12);
const DAYS = 730;

/** Minutes since midnight, as the clocks of the zone show them. */
type Gap = { readonly from: number; readonly to: number };

/**
 * Whether all these times of a day (minutes since midnight) fall, on some day of the year, into the hour that clocks jump over:
 * EventBridge Scheduler leaves out a start whose time does not exist (UserGuide, schedule-types, daylight saving time).
 */
export const isSkippedOnce = (zone: string, startsAt: readonly number[]): boolean =>
  startsAt.length > 0 && gapsOf(zone).some(({ from, to }) => startsAt.every((minute) => minute >= from && minute < to));

const gapsOf = (zone: string): readonly Gap[] => {
  const local = localClock(zone);
  const noons = Array.from({ length: DAYS }, (_, i) => FROM + i * DAY);
  return noons.filter((noon) => local(noon + DAY) - local(noon) > DAY).flatMap((noon) => gapAfter(local, noon) ?? []);
};

/** Clocks change at whole or half hours. */
const gapAfter = (local: (at: number) => number, noon: number): Gap | undefined => {
  const steps = Array.from({ length: DAY / HALF_HOUR }, (_, i) => noon + i * HALF_HOUR);
  const jump = steps.find((at) => local(at + HALF_HOUR) - local(at) > HALF_HOUR);
  if (jump === undefined) return undefined;
  const from = ((local(jump) + HALF_HOUR) % DAY) / MINUTE;
  return { from, to: from + (local(jump + HALF_HOUR) - local(jump) - HALF_HOUR) / MINUTE };
};

/** What the clocks of a zone show at an instant, as if it were UTC; milliseconds. */
const localClock = (timeZone: string): ((at: number) => number) => {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset', hour: 'numeric' });
  return (at) => {
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
    return at + (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
  };
};
