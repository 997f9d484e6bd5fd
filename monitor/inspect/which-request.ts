import type { Asked } from '../../core/model/answer.ts';
import type { Observation } from '../../core/model/observation.ts';
import type { Acceptance } from '../../core/model/record.ts';
import { isHtml } from '../../providers/general.ts';
import { ruleFor } from '../../providers/interpret.ts';
import type { OnlineProbe, Request } from '../../providers/provider.ts';
import { requestLine } from './where-to-ask.ts';

/** `next` follows where the first one settles nothing; what follows an answer that does is `followUp`. */
export type Requests = { readonly first: Request; readonly next?: Request };

/**
 * By which request a version is asked about: one that was accepted by the request before the probe (a token that the probe would destroy)
 * is asked about by that one alone; one whose uses are counted, by the sparing one; one never accepted, by both in turn.
 */
export const requestsFor = (probe: OnlineProbe, accepted: Acceptance | undefined): Requests => {
  const { before, sparing } = probe;
  if (accepted === undefined) return before === undefined ? { first: probe } : { first: before, next: probe };
  if (before !== undefined && isBy(before, accepted.request)) return { first: before };
  if (probe.fallback !== undefined && isBy(probe.fallback, accepted.request)) return { first: probe.fallback };
  return { first: accepted.uses !== undefined && sparing !== undefined ? sparing : probe };
};

/**
 * What is asked after the probe: where it was accepted, what tells more of it; where it lacked the right, or the answer told nothing of the
 * token, what needs no such right.
 */
export const followUp = (seen: Observation, { more, fallback }: OnlineProbe): Request | undefined => {
  if (seen.seen === 'accepted') return seen.lacking !== undefined && seen.lacking.length > 0 ? fallback : more;
  const untold = seen.seen === 'ambiguous' || (seen.seen === 'unanswered' && seen.why === 'blocked');
  return untold ? fallback : undefined;
};

/** Both answers as one: the second adds what the first does not tell, or takes its place where that told nothing. */
export const together = (first: Observation, second: Observation): Observation => {
  if (second.seen === 'refused' && first.seen !== 'accepted') return second;
  if (second.seen !== 'accepted') return first;
  if (first.seen !== 'accepted' || first.lacking !== undefined) return second;
  const { scopes = second.scopes, subject = second.subject } = first;
  return {
    ...first,
    expiry: first.expiry === 'unknown' ? second.expiry : first.expiry,
    ...(scopes !== undefined && { scopes }),
    ...(subject !== undefined && { subject }),
  };
};

/** Whether it was this request that accepted it, at whatever address. A request is remembered without host and query of its own. */
const isBy = ({ method, url }: Request, request: string | undefined): boolean =>
  request?.startsWith(`${method} `) === true && request.endsWith(url.replace(/^https?:\/\/[^/]+|[?#].*$/gi, ''));

/** Whether an answer ends the looking: a rule of its request names it, or none came. */
export const isSettled = (asked: Asked, { answers }: Request): boolean => {
  if (!asked.ok || asked.answer.status === 429 || asked.answer.status >= 500) return true;
  const rule = ruleFor(asked.answer, answers);
  return rule !== undefined && rule.say !== 'ambiguous';
};

/** A page for browsers, nothing at all, or a way to somewhere else: the API is not there. */
export const isNoApi = (asked: Asked): boolean =>
  asked.ok ? asked.answer.status === 404 || isHtml(asked.answer) : asked.failure.redirected === true;

/** What the choice of the request adds to what was seen: that no date was told, and which other request asks the same. */
export const withRequest = (seen: Observation, request: Request, probe: OnlineProbe, url: string): Observation => {
  const { sparing } = probe;
  if (sparing === undefined || request === probe.before) return seen;
  if (seen.seen === 'accepted') return request === sparing ? { ...seen, sparing: true } : seen;
  if (seen.seen !== 'ambiguous') return seen;
  const other = request === sparing ? probe : sparing;
  const base = url.slice(0, url.length - request.url.length);
  return { ...seen, alike: [requestLine(other.method, `${base}${other.url}`)] };
};
