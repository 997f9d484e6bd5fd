import type { Asked } from '../../core/model/answer.ts';
import type { Observation } from '../../core/model/observation.ts';
import type { Acceptance } from '../../core/model/record.ts';
import { isHtml } from '../../providers/general.ts';
import { ruleFor } from '../../providers/interpret.ts';
import type { OnlineProbe, Request } from '../../providers/provider.ts';
import { requestLine } from './where-to-ask.ts';

/** `next` follows where the first one settles nothing. */
export type Requests = { readonly first: Request; readonly next?: Request };

/**
 * By which request a version is asked about: one that was accepted by the request before the probe (a token that the probe would destroy)
 * is asked about by that one alone; one whose uses are counted, by the sparing one; one never accepted, by both in turn.
 */
export const requestsFor = (probe: OnlineProbe, accepted: Acceptance | undefined): Requests => {
  const { before, sparing } = probe;
  if (accepted === undefined) return before === undefined ? { first: probe } : { first: before, next: probe };
  if (before !== undefined && isBy(before, accepted.request)) return { first: before };
  return { first: accepted.uses !== undefined && sparing !== undefined ? sparing : probe };
};

/** Whether it was this request that accepted it, at whatever address. */
const isBy = ({ method, url }: Request, request: string | undefined): boolean =>
  request?.startsWith(`${method} `) === true && request.endsWith(url);

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
