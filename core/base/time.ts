/** A moment, in milliseconds since 1970-01-01 UTC. */
export type Instant = number;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** `Mon 2026-11-30 09:00 UTC`: the absolute form used in every text. */
export const utc = (at: Instant): string => {
  const iso = new Date(at).toISOString();
  return `${WEEKDAYS[new Date(at).getUTCDay()]} ${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
};

/** Two units, floored: `6 d 15 h`, `3 h 10 min`, `12 min 5 s`, `40 s`. Takes a length in milliseconds, sign ignored. */
export const span = (length: number): string => {
  const ms = Math.abs(length);
  if (ms >= DAY) return `${Math.floor(ms / DAY)} d ${Math.floor((ms % DAY) / HOUR)} h`;
  if (ms >= HOUR) return `${Math.floor(ms / HOUR)} h ${Math.floor((ms % HOUR) / MINUTE)} min`;
  if (ms >= MINUTE) return `${Math.floor(ms / MINUTE)} min ${Math.floor((ms % MINUTE) / SECOND)} s`;
  return `${Math.floor(ms / SECOND)} s`;
};

/** `in 6 d 15 h` or `2 d 0 h ago`. */
export const relative = (at: Instant, now: Instant): string =>
  at >= now ? `in ${span(at - now)}` : `${span(now - at)} ago`;

const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** A date that can be a real expiry. Sentinels (0, -1, year 9999) are not: they turn into false alarms. */
export const isPlausible = (at: Instant): boolean => Number.isFinite(at) && at >= EARLIEST && at < LATEST;

/** Reads an ISO 8601 or RFC 3339 date; a bare date is midnight UTC. Undefined for anything else, sentinels included. */
export const parseInstant = (text: string): Instant | undefined => {
  if (!/^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/.test(text)) return undefined;
  const withZone = text.length > 10 && !/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? `${text}Z` : text;
  const at = Date.parse(withZone.replace(' ', 'T'));
  if (!isPlausible(at) || !survives(text, at, withZone)) return undefined;
  return at;
};

/** `2026-02-31` parses to 3 March in JavaScript; a date that does not come back as written is no date. */
const survives = (text: string, at: Instant, withZone: string): boolean => {
  const zoned = /[+-]\d\d:?\d\d$/.test(withZone.slice(10));
  return zoned || new Date(at).toISOString().slice(0, 10) === text.slice(0, 10);
};

/** Seconds since 1970, as OAuth and JWT (RFC 7519 NumericDate) give them. Undefined for sentinels and for milliseconds. */
export const fromSeconds = (seconds: unknown): Instant | undefined =>
  typeof seconds === 'number' && isPlausible(seconds * SECOND) ? Math.floor(seconds * SECOND) : undefined;
