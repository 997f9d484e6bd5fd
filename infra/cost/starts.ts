import { sweepInterval } from '../schedule.ts';

/** As AWS counts a month in its examples. */
export const HOURS = 730;

const wide = { minute: 60, hour: 24 } as const;

/** How many values one cron field stands for: `*`, `5`, `1,31`, `8-18`, `0/15`. */
const count = (field: string, width: number): number =>
  field.split(',').reduce((total, part) => {
    const [range = '', step = '1'] = part.split('/');
    const [from = '0', to] = range.split('-');
    const first = /^\d+$/.test(from) ? Number(from) : 0;
    const alone = !part.includes('/') && /^\d+$/.test(range);
    const last = alone ? first : to === undefined ? width - 1 : Number(to);
    return total + Math.floor((last - first) / Number(step)) + 1;
  }, 0);

/** How often a schedule starts something in a month; of a cron expression at most, as if it fired on every day. */
export const startsAMonth = (expression: string): number => {
  const [, minute, hour] = /^cron\((\S+) (\S+) /.exec(expression) ?? [];
  if (minute !== undefined && hour !== undefined)
    return (count(minute, wide.minute) * count(hour, wide.hour) * HOURS) / 24;
  return (HOURS * 3600) / (sweepInterval(expression) ?? 3600);
};
