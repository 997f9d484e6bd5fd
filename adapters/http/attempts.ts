import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../core/base/time.ts';
import { type Asked, type AskRequest, answerOf } from '../../core/model/answer.ts';
import { failed, failureOf } from './failure.ts';
import type { Settings } from './options.ts';
import type { Origin } from './origin.ts';
import type { Received } from './receive.ts';
import type { Filled } from './request.ts';
import { scrubber } from './scrub.ts';
import { send } from './send.ts';

/** One ask on its way: everything that the attempts share. */
export type Errand = {
  readonly request: AskRequest;
  readonly filled: Filled;
  readonly origin: Origin;
  readonly settings: Settings;
};

const RETRIES = 2;
/** Milliseconds; doubled for the second retry. */
const FIRST_BACKOFF = 200;

/** Asks up to three times, when no answer came or the issuer is down, and only what may be repeated. */
export const attempt = async (errand: Errand): Promise<Asked> => {
  const { request, origin, settings } = errand;
  const held = await origin.admit(request.budget, request.deadline);
  if (held !== undefined) return held;
  const until = Math.min(request.deadline, settings.clock() + settings.timeouts.total);
  let result = await exchange(errand, until);
  for (let retry = 0; retry < RETRIES && mayRepeat(request, result); retry += 1) {
    if (!(await backOff(errand, retry, until))) break;
    result = await exchange(errand, until);
  }
  return result;
};

const mayRepeat = ({ method }: AskRequest, result: Asked): boolean =>
  method === 'GET' && (result.ok ? result.answer.status >= 500 : result.failure.why === 'network');

/** Full jitter. False when the time or the issuer allows no further request. */
const backOff = async ({ request, origin, settings }: Errand, retry: number, until: Instant): Promise<boolean> => {
  const pause = settings.random() * FIRST_BACKOFF * 2 ** retry;
  if (settings.clock() + pause >= until) return false;
  await sleep(pause);
  return (await origin.admit(request.budget, until)) === undefined;
};

const exchange = async ({ filled, origin, settings }: Errand, deadline: Instant): Promise<Asked> => {
  const { clock, timeouts, maxBody, maxHeaders } = settings;
  const limits = { ...timeouts, maxBody, maxHeaders, deadline };
  if (deadline <= clock()) return failed('rate-limited', 'the wait for this issuer took all the time', clock());
  const result = await send(filled.outgoing, origin.agent(), limits, clock).catch(failureOf);
  if (!result.ok) return result;
  origin.hear(result);
  return clean(result, filled.values, clock());
};

const clean = ({ status, headers, text }: Received, values: readonly string[], now: Instant): Asked => {
  const scrub = scrubber(values);
  return { ok: true, answer: answerOf(status, scrubHeaders(headers, scrub), scrub(text), now) };
};

const scrubHeaders = (headers: Received['headers'], scrub: (text: string) => string): Received['headers'] => {
  // One scan tells for nearly every answer that there is nothing to replace.
  const all = [...Object.keys(headers), ...Object.values(headers)].join('\n');
  if (scrub(all) === all) return headers;
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [scrub(name), scrub(value)]));
};
