import { describe, expect, test } from 'vitest';
import { isTimeZone } from '../../adapters/settings/time-zone.ts';
import { isSkippedOnce } from '../../infra/clock-change.ts';
import { readCron } from '../../infra/cron.ts';
import { isCron, scheduleProblem, sweepInterval } from '../../infra/schedule.ts';

const USED: Record<string, number> = {
  'rate(1 minute)': 60,
  'rate(15 minutes)': 900,
  'rate(1 hour)': 3600,
  'rate(24 hours)': 86_400,
  'rate(1440 minutes)': 86_400,
  'rate(1 day)': 86_400,
  'cron(0 6 * * ? *)': 86_400,
  'cron(0/30 8-18 * * ? *)': 86_400,
  'cron(*/15 * * * ? *)': 86_400,
  'cron(0,30 6,18 ? * * *)': 86_400,
  'cron(0 6 ? * SUN-SAT *)': 86_400,
  'cron(0 6 ? * 1-7 *)': 86_400,
  'cron(0 6 ? * MON-FRI,SAT,SUN *)': 86_400,
  'cron(0 6 1-31 JAN-DEC ? *)': 86_400,
  'cron(0 6 1/1 1-12 ? 1970-2199)': 86_400,
  'cron(59 23 */1 * ? *)': 86_400,
};

const SIX = 'cron takes six fields with one space between: minutes hours day-of-month month day-of-week year';
const ONE_MARK = 'exactly one of day-of-month and day-of-week must be ?';
const MINUTES = 'minutes takes 0-59 with , - * /';
const HOURS = 'hours takes 0-23 with , - * /';
const DAY = 'day-of-month takes 1-31 with , - * ? / L W';
const MONTH = 'month takes 1-12 or JAN-DEC with , - * /';
const WEEKDAY = 'day-of-week takes 1-7 or SUN-SAT with , - * ? L #';
const YEAR = 'year takes 1970-2199 with , - * /';
const NEITHER = 'it is neither a rate nor a cron expression';
const rare = (field: string) => `${field} leaves days out; a sweep must start every day`;

const REFUSED: Record<string, string> = {
  hourly: NEITHER,
  '': NEITHER,
  'at(2026-12-24T06:00:00)': NEITHER,
  'rate(1 hours)': NEITHER,
  'rate(2 hour)': NEITHER,
  'rate(0 minutes)': NEITHER,
  'rate(01 hour)': NEITHER,
  'rate(1.5 hours)': NEITHER,
  'rate(30 seconds)': NEITHER,
  'rate(1 week)': NEITHER,
  'rate(2 days)': 'a sweep must start every day',
  'rate(25 hours)': 'a sweep must start every day',
  'cron()': SIX,
  'cron(0 6 * * ?)': SIX,
  'cron(0  6 * * ? *)': SIX,
  'cron(0 0 6 * * ? *)': SIX,
  'cron(0 6 * * * *)': ONE_MARK,
  'cron(0 6 ? * ? *)': ONE_MARK,
  'cron(0 6 1 * MON *)': ONE_MARK,
  'cron(60 6 * * ? *)': MINUTES,
  'cron(-1 6 * * ? *)': MINUTES,
  'cron(? 6 * * ? *)': MINUTES,
  'cron(0/0 6 * * ? *)': MINUTES,
  'cron(5,, 6 * * ? *)': MINUTES,
  'cron(30-10 6 * * ? *)': MINUTES,
  'cron(1-2-3 6 * * ? *)': MINUTES,
  'cron(1- 6 * * ? *)': MINUTES,
  'cron(0x1 6 * * ? *)': MINUTES,
  'cron(0 24 * * ? *)': HOURS,
  'cron(0 6L * * ? *)': HOURS,
  'cron(0 6 0 * ? *)': DAY,
  'cron(0 6 32 * ? *)': DAY,
  'cron(0 6 32W * ? *)': DAY,
  'cron(0 6 1#2 * ? *)': DAY,
  'cron(0 6 * 13 ? *)': MONTH,
  'cron(0 6 * JANUARY ? *)': MONTH,
  'cron(0 6 * jan ? *)': MONTH,
  'cron(0 6 * L ? *)': MONTH,
  'cron(0 6 ? * 0 *)': WEEKDAY,
  'cron(0 6 ? * 8 *)': WEEKDAY,
  'cron(0 6 ? * MO *)': WEEKDAY,
  'cron(0 6 ? * MON-SUN *)': WEEKDAY,
  'cron(0 6 ? * MON#6 *)': WEEKDAY,
  'cron(0 6 ? * MON#1,TUE *)': WEEKDAY,
  'cron(0 6 ? * 3W *)': WEEKDAY,
  'cron(0 6 * * ? 1969)': YEAR,
  'cron(0 6 * * ? 2200)': YEAR,
  'cron(0 6 * * ? ?)': YEAR,
  'cron(0 6 ? * MON-FRI *)': rare('day-of-week'),
  'cron(0 6 ? * FRIL *)': rare('day-of-week'),
  'cron(0 6 ? * 6#3 *)': rare('day-of-week'),
  'cron(0 6 ? * L *)': rare('day-of-week'),
  'cron(0 6 1 * ? *)': rare('day-of-month'),
  'cron(0 6 L * ? *)': rare('day-of-month'),
  'cron(0 6 LW * ? *)': rare('day-of-month'),
  'cron(0 6 15W * ? *)': rare('day-of-month'),
  'cron(0 6 1/2 * ? *)': rare('day-of-month'),
  'cron(0 6 1-30 * ? *)': rare('day-of-month'),
  'cron(0 6 * 1-11 ? *)': rare('month'),
  'cron(0 6 * * ? 2027)': rare('year'),
  'cron(0 6 * * ? 2026-2199)': rare('year'),
};

describe('a schedule', () => {
  test.each(Object.entries(USED))('%s sweeps at least every %d s', (schedule, seconds) => {
    expect(scheduleProblem(schedule)).toBeUndefined();
    expect(sweepInterval(schedule)).toBe(seconds);
    expect(isCron(schedule)).toBe(schedule.startsWith('cron'));
  });

  test.each(Object.entries(REFUSED))('%s is refused at synth, not by AWS or by silence: %s', (schedule, says) => {
    expect(scheduleProblem(schedule)).toBe(says);
    expect(sweepInterval(schedule)).toBeUndefined();
  });

  test.each([
    ['0 6 * * ? *', [360]],
    ['0/30 8-9 * * ? *', [480, 510, 540, 570]],
    ['5,0 23 * * ? *', [1380, 1385]],
  ])('%s starts at these minutes of each day', (text, startsAt) =>
    expect(readCron(text)).toEqual({ ok: true, startsAt }),
  );
});

describe('a time of day that clocks jump over', () => {
  test.each<[string, number[], boolean]>([
    ['Europe/Berlin', [150], true],
    ['Europe/Berlin', [119], false],
    ['Europe/Berlin', [120], true],
    ['Europe/Berlin', [179], true],
    ['Europe/Berlin', [180], false],
    ['Europe/Berlin', [150, 360], false],
    ['America/New_York', [150], true],
    ['America/New_York', [90], false],
    ['Australia/Lord_Howe', [125], true],
    ['Australia/Lord_Howe', [155], false],
    ['Asia/Beirut', [30], true],
    ['Asia/Kolkata', [150], false],
    ['UTC', [150], false],
  ])('%s %j: %s', (zone, startsAt, wanted) => expect(isSkippedOnce(zone, startsAt)).toBe(wanted));
});

describe('a time zone', () => {
  test.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Calcutta', 'Asia/Kolkata', 'Etc/GMT+5'])(
    '%s is known to AWS',
    (name) => expect(isTimeZone(name)).toBe(true),
  );
  test.each(['', 'Mars/Base', 'europe/berlin', 'EUROPE/BERLIN', '+02:00', 'utc', 'Europe/Berlin '])(
    '%j is known to this machine at most',
    (name) => expect(isTimeZone(name)).toBe(false),
  );
});
