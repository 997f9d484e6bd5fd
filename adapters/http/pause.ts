import { decimal, retryAfter, secondsFrom } from '../../core/base/http-date.ts';
import { type Instant, MINUTE } from '../../core/base/time.ts';

/** A longer Retry-After is honoured by asking once after this time, so that a wrong one cannot blind the monitor. */
const MAX_PAUSE = 15 * MINUTE;

/** `X-RateLimit-Remaining: 0` mostly counts one token's own quota: other tokens of the issuer wait for this at most. */
const MAX_QUOTA_PAUSE = MINUTE;

type Headers = Readonly<Record<string, string>>;

/** Until when an answer asks for no further requests; undefined when it does not. */
export const pauseUntil = (status: number, headers: Headers, now: Instant): Instant | undefined => {
  const limited = status === 429 || status === 503;
  const asked = limited ? retryAfter(headers['retry-after'], now) : undefined;
  if (asked !== undefined) return within(asked, now, MAX_PAUSE);
  const exhausted = (limited || status === 403) && headers['x-ratelimit-remaining']?.trim() === '0';
  const reset = exhausted ? readReset(headers, now) : undefined;
  return reset === undefined ? undefined : within(reset, now, MAX_QUOTA_PAUSE);
};

const within = (at: Instant, now: Instant, longest: number): Instant | undefined =>
  at > now ? Math.min(at, now + longest) : undefined;

/** Reset-After: seconds from now (Discord). Reset: seconds since 1970 (GitHub, Discord), or from now when small. */
const readReset = (headers: Headers, now: Instant): Instant | undefined => {
  const after = secondsFrom(now, decimal(headers['x-ratelimit-reset-after']));
  const reset = decimal(headers['x-ratelimit-reset']);
  if (after !== undefined || reset === undefined) return after;
  return secondsFrom(reset > 1e9 ? 0 : now, reset);
};
