type Field = {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** The first stands for `least`. */
  readonly names?: readonly string[];
  /** Signs for single days that move, such as the last of a month. */
  readonly moving?: RegExp;
  readonly takes: string;
};

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based, in its order. */
const MINUTES: Field = { name: 'minutes', least: 0, most: 59, takes: '0-59 with , - * /' };
const HOURS: Field = { name: 'hours', least: 0, most: 23, takes: '0-23 with , - * /' };
const DAY_OF_MONTH: Field = {
  name: 'day-of-month',
  least: 1,
  most: 31,
  moving: /^(?:LW?|(?:[1-9]|[12]\d|3[01])W)$/,
  takes: '1-31 with , - * ? / L W',
};
const MONTH: Field = { name: 'month', least: 1, most: 12, names: MONTHS, takes: '1-12 or JAN-DEC with , - * /' };
const DAY_OF_WEEK: Field = {
  name: 'day-of-week',
  least: 1,
  most: 7,
  names: DAYS,
  moving: /^(?:L|(?:[1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(?:L|#[1-5]))$/,
  takes: '1-7 or SUN-SAT with , - * ? L #',
};
const YEAR: Field = { name: 'year', least: 1970, most: 2199, takes: '1970-2199 with , - * /' };
const FIELDS = [MINUTES, HOURS, DAY_OF_MONTH, MONTH, DAY_OF_WEEK, YEAR] as const;

/** When it starts on each day: minutes since midnight, ascending. */
export type CronReading =
  | { readonly ok: true; readonly startsAt: readonly number[] }
  | { readonly ok: false; readonly says: string };

const wrong = (says: string): CronReading => ({ ok: false, says });

/** What is between the parentheses, as EventBridge Scheduler reads it; and it must start on every calendar day. */
export const readCron = (text: string): CronReading => {
  const parts = text.split(' ');
  if (parts.length !== FIELDS.length)
    return wrong('cron takes six fields with one space between: minutes hours day-of-month month day-of-week year');
  const [, , dayOfMonth, , dayOfWeek] = parts;
  if ((dayOfMonth === '?') === (dayOfWeek === '?'))
    return wrong('exactly one of day-of-month and day-of-week must be ?');
  const values = FIELDS.map((field, i) => valuesOf(field, parts[i] ?? ''));
  const bad = FIELDS.find((_, i) => values[i] === undefined);
  if (bad !== undefined) return wrong(`${bad.name} takes ${bad.takes}`);
  const rare = FIELDS.slice(2).find((field, i) => !isEvery(field, values[i + 2] ?? []));
  if (rare !== undefined) return wrong(`${rare.name} leaves days out; a sweep must start every day`);
  const [minutes = [], hours = []] = values;
  return { ok: true, startsAt: hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute)) };
};

/** Ascending, without days that move: those are never every day. Undefined for what AWS refuses. */
const valuesOf = (field: Field, text: string): readonly number[] | undefined => {
  if (text === '?') return field.moving && range(field.least, field.most, 1);
  const items = text.split(',');
  // "If you use a # character, you can define only one expression in the day-of-week field."
  if (text.includes('#') && items.length > 1) return undefined;
  const read = items.map((item) => (field.moving?.test(item) ? [] : itemOf(field, item)));
  if (!read.every((values) => values !== undefined)) return undefined;
  return [...new Set(read.flat())].sort((a, b) => a - b);
};

/** `5`, `1-5`, `*`, and each of them with a step. */
const itemOf = (field: Field, text: string): readonly number[] | undefined => {
  const [, span = '', , step] = /^([A-Z\d*-]+)(\/(\d{1,2}))?$/.exec(text) ?? [];
  const [first, last, ...more] = span === '*' ? [field.least, field.most] : span.split('-').map(numberIn(field));
  const every = step === undefined ? 1 : Number(step);
  const end = last ?? (step === undefined ? first : field.most);
  if (first === undefined || end === undefined || more.length > 0 || (span.includes('-') && last === undefined))
    return undefined;
  return first <= end && every >= 1 ? range(first, end, every) : undefined;
};

const numberIn =
  ({ least, most, names = [] }: Field) =>
  (text: string): number | undefined => {
    const named = names.indexOf(text);
    const value = named >= 0 ? named + least : /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  };

const range = (first: number, last: number, step: number): readonly number[] =>
  Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);

const isEvery = ({ least, most }: Field, values: readonly number[]): boolean => values.length === most - least + 1;
