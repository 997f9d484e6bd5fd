import type { Answer } from '../core/model/answer.ts';
import type { Doubt, Exchange, Observation } from '../core/model/observation.ts';
import type { Reason, UnansweredCause } from '../core/model/verdict.ts';
import { retryAt } from './retry.ts';

type Because = {
  readonly why: UnansweredCause;
  readonly detail: string;
  readonly reason?: Reason;
  readonly remedy?: readonly string[];
};

type Unanswered = Extract<Observation, { seen: 'unanswered' }>;
type Undecided = Unanswered | Extract<Observation, { seen: 'ambiguous' }>;

/** Reads an answer that no rule of its kind names. It never says dead or healthy: by type. */
export const readGenerally = (answer: Answer, exchange: Exchange, ownHost: boolean): Undecided => {
  if (ownHost && isBareRefusal(answer)) return { seen: 'ambiguous', exchange, doubt: BARE };
  return unansweredBy(becauseOf(answer), answer, exchange);
};

/** With when to ask again, where the answer says so. */
export const unansweredBy = (
  { why, detail, reason, remedy }: Because,
  answer: Answer,
  exchange: Exchange,
): Unanswered => {
  const again = why === 'blocked' ? undefined : retryAt(answer);
  return {
    seen: 'unanswered',
    why,
    detail,
    ...(reason && { reason }),
    exchange,
    ...(remedy && { remedy }),
    ...(again !== undefined && { retryAt: again }),
  };
};

/** A 401 in words that no rule names, from the issuer itself: no page of somebody in between, and no limiter. */
const isBareRefusal = (answer: Answer): boolean => answer.status === 401 && !isHtml(answer) && !isLimit(answer);

const LIMIT_WORDS = /rate.?limit|too many|throttl|slow down|quota|temporarily/i;

const isLimit = ({ headers, text }: Answer): boolean =>
  headers['retry-after'] !== undefined ||
  headers['x-ratelimit-remaining'] === '0' ||
  LIMIT_WORDS.test(text.slice(0, 4096));

/** What to do about an answer that the issuer gave and nobody documented: to read it. */
const READ_IT = [
  'Read the answer above, and look it up in the docs below: nothing in it is known to mean that the token is dead.',
];

const BARE: Doubt = {
  by: 'bare',
  otherwise: 'the issuer refuses everybody for a while, or says it in new words',
  settle: [
    'Read the answer above. Try the token by hand: if it is refused there too, make a new one; else there is nothing to do.',
  ],
};

export const isHtml = (answer: Answer): boolean =>
  /html/i.test(answer.headers['content-type'] ?? '') || /^\s*<(?:!doctype|html|head|body|\?xml)/i.test(answer.text);

const becauseOf = (answer: Answer): Because => {
  const { status } = answer;
  if (status >= 300 && status < 400) return { why: 'blocked', detail: redirect(answer.headers.location) };
  if (status === 429) return { why: 'rate-limited', detail: 'too many requests' };
  if (status >= 500) return { why: 'provider-outage', detail: `the issuer answered ${status}` };
  if (status === 408 || status === 425)
    return { why: 'provider-outage', detail: `the issuer answered ${status}: try later` };
  if (status === 407) return { why: 'blocked', detail: 'a proxy on the way asks for credentials' };
  return { why: 'blocked', detail: strange(answer), ...(!isHtml(answer) && { remedy: READ_IT }) };
};

/** Nothing of the Location but its host: paths and queries may carry the value. */
const redirect = (location: string | undefined): string => {
  const host = hostOf(location ?? '');
  return host === undefined ? 'redirect; not followed' : `redirect to another address (${host}); not followed`;
};

const hostOf = (location: string): string | undefined => {
  try {
    const { hostname } = new URL(location);
    return /^(?:[a-z0-9-]{1,23}\.){0,6}[a-z0-9-]{1,23}$/.test(hostname) ? hostname : undefined;
  } catch {
    return undefined;
  }
};

const strange = (answer: Answer): string => {
  if (isHtml(answer)) return 'an HTML page instead of the API: a firewall, a sign-in page or the wrong address';
  if (answer.text.trim() === '') return 'an empty answer';
  return answer.json === undefined ? 'an answer that is not JSON' : 'an answer that is not documented';
};
