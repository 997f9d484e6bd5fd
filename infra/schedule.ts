import { readCron } from './cron.ts';

const SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const;
const DAY = SECONDS.day;

const isUnit = (unit: string | undefined): unit is keyof typeof SECONDS => unit !== undefined && unit in SECONDS;

const cronIn = (schedule: string): string | undefined => /^cron\((.*)\)$/s.exec(schedule)?.[1];

/** Undefined when it is no rate, or one that AWS refuses: one of a unit is singular, more are plural. */
const rateSeconds = (schedule: string): number | undefined => {
  const [, amount, unit, plural] = /^rate\(([1-9]\d{0,3}) (minute|hour|day)(s?)\)$/.exec(schedule) ?? [];
  if (!isUnit(unit) || (amount === '1') === (plural === 's')) return undefined;
  return Number(amount) * SECONDS[unit];
};

/** Why nothing may be swept by this schedule; undefined when it may. Quotes nothing of it. */
export const scheduleProblem = (schedule: string): string | undefined => {
  const cron = cronIn(schedule);
  if (cron !== undefined) {
    const reading = readCron(cron);
    return reading.ok ? undefined : reading.says;
  }
  const seconds = rateSeconds(schedule);
  if (seconds === undefined) return 'it is neither a rate nor a cron expression';
  return seconds > DAY ? 'a sweep must start every day' : undefined;
};

/** Seconds between sweeps: of a rate its own, of a cron expression at most a day. Undefined when it cannot be used. */
export const sweepInterval = (schedule: string): number | undefined => {
  if (scheduleProblem(schedule) !== undefined) return undefined;
  return isCron(schedule) ? DAY : rateSeconds(schedule);
};

export const isCron = (schedule: string): boolean => cronIn(schedule) !== undefined;

/** Minutes since midnight at which a cron expression starts on each day; of a rate, none. */
export const startsAt = (schedule: string): readonly number[] => {
  const reading = readCron(cronIn(schedule) ?? '');
  return reading.ok ? reading.startsAt : [];
};
