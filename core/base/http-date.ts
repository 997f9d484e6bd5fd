import { type Instant, MINUTE, SECOND } from './time.ts';

const DECIMAL = /^\d{1,12}(?:\.\d{1,9})?$/;
const IMF_FIXDATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/** An HTTP date in the one form that servers may send (RFC 9110 5.6.7). Undefined for anything else. */
export const httpDate = (text: string | undefined): Instant | undefined => {
  const moment = IMF_FIXDATE.test(text ?? '') ? Date.parse(text ?? '') : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
};

/** Seconds, as Discord sends them with decimals. Undefined for anything that is no such number. */
export const decimal = (text: string | undefined): number | undefined =>
  DECIMAL.test(text?.trim() ?? '') ? Number(text) : undefined;

/** A moment so many seconds from now. */
export const secondsFrom = (now: Instant, seconds: number | undefined): Instant | undefined =>
  seconds === undefined ? undefined : now + Math.ceil(seconds * SECOND);

/** Retry-After (RFC 9110 10.2.3): seconds or a date. Undefined when it is neither. */
export const retryAfter = (text: string | undefined, now: Instant): Instant | undefined =>
  secondsFrom(now, decimal(text)) ?? httpDate(text);

/** Farther apart than this, one of two clocks is wrong, in milliseconds. */
const APART = 5 * MINUTE;

/**
 * How far our clock is ahead of the issuer's, in milliseconds, by the Date of its answer. Undefined while they agree, and
 * where nobody can tell: without a Date, and for an answer out of a cache, whose Date is old by right.
 */
export const skewOf = (headers: Readonly<Record<string, string>>, now: Instant): number | undefined => {
  const theirs = headers.age === undefined ? httpDate(headers.date) : undefined;
  return theirs === undefined || Math.abs(now - theirs) <= APART ? undefined : now - theirs;
};

/** The earlier of the two clocks: a date counts as reached only when both say so, so that neither can make a token look dead. */
export const earlierClock = (now: Instant, skew: number | undefined): Instant => Math.min(now, now - (skew ?? 0));
