import { decimal, retryAfter, secondsFrom } from '../../core/base/http-date.ts';
import { at, type Json, parseJson } from '../../core/base/json.ts';
import { type Instant, MINUTE } from '../../core/base/time.ts';
import type { LimitsCount } from '../../core/model/answer.ts';

/** A longer Retry-After is honoured by asking once after this time, so that a wrong one cannot blind the monitor. */
const MAX_PAUSE = 15 * MINUTE;

/** `X-RateLimit-Remaining: 0` mostly counts one token's own quota, whose end may be an hour away: it is tried again sooner. */
const MAX_QUOTA_PAUSE = MINUTE;

/** Of a limit that is named without an end. GitHub asks for at least so much after a secondary one. */
const UNTIMED_PAUSE = MINUTE;

type Headers = Readonly<Record<string, string>>;

type Heard = { readonly status: number; readonly headers: Headers; readonly text: string };

export type Pause = {
  readonly until: Instant;
  /** Whom it holds back: the token that was sent, or all that the issuer is asked about. */
  readonly holds: 'this token' | 'all tokens';
};

/** The pause that an answer asks for; undefined when it asks for none. 503 is an outage of the issuer, the others are limits. */
export const pauseOf = (heard: Heard, counts: LimitsCount, now: Instant): Pause | undefined => {
  const { status, headers, text } = heard;
  if (status !== 429 && status !== 403 && status !== 503) return undefined;
  const json = parseJson(text);
  const ofAll = status !== 503 && namesAll(heard, json);
  const named = ofAll || (status !== 503 && /secondary rate limit/i.test(text));
  const until = timedUntil(status, headers, json, now) ?? (named ? now + UNTIMED_PAUSE : undefined);
  if (until === undefined) return undefined;
  return { until, holds: status === 503 || ofAll || counts === 'address' ? 'all tokens' : 'this token' };
};

const timedUntil = (status: number, headers: Headers, json: Json | undefined, now: Instant): Instant | undefined => {
  const inBody = status === 429 ? decimal(String(at(json, 'retry_after'))) : undefined;
  const asked = [retryAfter(headers['retry-after'], now), secondsFrom(now, inBody)];
  const ahead = asked.find((moment) => moment !== undefined && moment > now);
  if (ahead !== undefined) return Math.min(ahead, now + MAX_PAUSE);
  const reset = headers['x-ratelimit-remaining']?.trim() === '0' ? readReset(headers, now) : undefined;
  return reset !== undefined && reset > now ? Math.min(reset, now + MAX_QUOTA_PAUSE) : undefined;
};

/** Reset-After: seconds from now (Discord). Reset: seconds since 1970 (GitHub, Discord), or from now when small. */
const readReset = (headers: Headers, now: Instant): Instant | undefined => {
  const after = secondsFrom(now, decimal(headers['x-ratelimit-reset-after']));
  const reset = decimal(headers['x-ratelimit-reset']);
  if (after !== undefined || reset === undefined) return after;
  return secondsFrom(reset > 1e9 ? 0 : now, reset);
};

/** Words by which an answer says that the limit is not the token's own: Discord's headers and body, Cloudflare's page. */
const namesAll = ({ status, headers, text }: Heard, json: Json | undefined): boolean =>
  isCloudflareLimit(headers, text) ||
  (status === 429 &&
    (/^(?:global|shared)$/i.test(headers['x-ratelimit-scope']?.trim() ?? '') ||
      /^true$/i.test(headers['x-ratelimit-global']?.trim() ?? '') ||
      at(json, 'global') === true));

/** Cloudflare's 1015 counts addresses. It comes as a line of text or as a page. */
const isCloudflareLimit = (headers: Headers, text: string): boolean => {
  const page = /html/i.test(headers['content-type'] ?? '') || /^\s*</.test(text);
  return page ? /\b1015\b/.test(text) : /\berror code: 1015\b/i.test(text);
};
