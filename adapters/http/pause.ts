import { type Instant, MINUTE, SECOND } from '../../core/time.ts';

/** A longer Retry-After is honoured by asking once after this time, so that a wrong one cannot blind the monitor. */
const MAX_PAUSE = 15 * MINUTE;

/** `X-RateLimit-Remaining: 0` mostly counts one token's own quota: other tokens of the issuer wait for this at most. */
const MAX_QUOTA_PAUSE = MINUTE;

type Headers = Readonly<Record<string, string>>;

/** Until when an answer asks for no further requests; undefined when it does not. */
export const pauseUntil = (status: number, headers: Headers, now: Instant): Instant | undefined => {
  const limited = status === 429 || status === 503;
  const retryAfter = limited ? readRetryAfter(headers['retry-after'], now) : undefined;
  if (retryAfter !== undefined) return within(retryAfter, now, MAX_PAUSE);
  const exhausted = (limited || status === 403) && headers['x-ratelimit-remaining']?.trim() === '0';
  const reset = exhausted ? readReset(headers, now) : undefined;
  return reset === undefined ? undefined : within(reset, now, MAX_QUOTA_PAUSE);
};

const within = (at: Instant, now: Instant, longest: number): Instant | undefined =>
  at > now ? Math.min(at, now + longest) : undefined;

const DECIMAL = /^\d{1,12}(?:\.\d{1,9})?$/;

/** Seconds (Discord sends decimals) or an HTTP date (RFC 9110 10.2.3). */
const readRetryAfter = (text: string | undefined, now: Instant): Instant | undefined => {
  if (text === undefined) return undefined;
  if (DECIMAL.test(text)) return now + Math.ceil(Number(text) * SECOND);
  const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
};

/** Reset-After: seconds from now (Discord). Reset: seconds since 1970 (GitHub, Discord), or from now when small. */
const readReset = (headers: Headers, now: Instant): Instant | undefined => {
  const after = headers['x-ratelimit-reset-after'] ?? '';
  if (DECIMAL.test(after)) return now + Math.ceil(Number(after) * SECOND);
  const reset = headers['x-ratelimit-reset'] ?? '';
  if (!DECIMAL.test(reset)) return undefined;
  return Number(reset) > 1e9 ? Math.ceil(Number(reset) * SECOND) : now + Math.ceil(Number(reset) * SECOND);
};
