import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../core/base/time.ts';
import { type Asked, type AskRequest, answerOf } from '../../core/model/answer.ts';
import { failureOf, notReached } from './failure.ts';
import type { Settings } from './options.ts';
import type { Origin } from './origin.ts';
import type { Received } from './receive.ts';
import type { Filled } from './request.ts';
import { scrubber } from './scrub.ts';
import { send } from './send.ts';
import type { TokenKey } from './token-key.ts';

/** One ask on its way: everything that the attempts share. */
export type Errand = {
  readonly request: AskRequest;
  readonly filled: Filled;
  readonly token: TokenKey;
  readonly origin: Origin;
  readonly settings: Settings;
};

const RETRIES = 2;
/** Milliseconds; doubled for the second retry. */
const FIRST_BACKOFF = 200;

/** What came of it, and when the time for this question ends. */
export type Attempted = { readonly asked: Asked; readonly until: Instant };

/** Asks up to three times, when no answer came or the issuer is down, and only what may be repeated. */
export const attempt = async (errand: Errand): Promise<Attempted> => {
  const { request, token, origin, settings } = errand;
  const held = await origin.admit(token, request.budget, request.deadline);
  if (held !== undefined) return { asked: held, until: request.deadline };
  const until = Math.min(request.deadline, settings.clock() + settings.timeouts.total);
  let asked = await exchange(errand, until);
  for (let retry = 0; retry < RETRIES && mayRepeat(request, asked); retry += 1) {
    if (!(await backOff(errand, retry, until))) break;
    asked = await exchange(errand, until);
  }
  return { asked, until };
};

const mayRepeat = ({ method }: AskRequest, result: Asked): boolean =>
  method === 'GET' && (result.ok ? result.answer.status >= 500 : result.failure.why === 'network');

/** Full jitter. False when the time or the issuer allows no further request. */
const backOff = async (
  { request, token, origin, settings }: Errand,
  retry: number,
  until: Instant,
): Promise<boolean> => {
  const pause = settings.random() * FIRST_BACKOFF * 2 ** retry;
  if (settings.clock() + pause >= until) return false;
  await sleep(pause);
  return (await origin.admit(token, request.budget, until)) === undefined;
};

const exchange = async ({ request, filled, token, origin, settings }: Errand, deadline: Instant): Promise<Asked> => {
  const { clock, timeouts, maxBody, maxHeaders } = settings;
  const limits = { ...timeouts, maxBody, maxHeaders, deadline };
  if (deadline <= clock()) return notReached('the wait for this issuer took all the time', clock());
  const result = await send(filled.outgoing, origin.agent(), limits, clock).catch(failureOf);
  if (!result.ok) return result;
  origin.pauses.hear(result, token, request.limitsCount ?? 'token');
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
