import type { Asked, AskRequest } from '../../core/model/answer.ts';
import type { Ask } from '../../monitor/ports.ts';
import { type Attempted, attempt, type Errand } from './attempts.ts';
import type { Outcome } from './breaker.ts';
import { createAgent } from './dial.ts';
import { failed } from './failure.ts';
import { guardedLookup, judgeTarget } from './guard.ts';
import { type AskOptions, type Settings, settingsOf } from './options.ts';
import { createOrigin, type Origin } from './origin.ts';
import { pauseOf } from './pause.ts';
import { fillRequest } from './request.ts';
import { signed } from './sign/signed.ts';
import { tokenKey } from './token-key.ts';

export type { AskOptions } from './options.ts';

/** `close` ends every connection, asks on their way included. */
export type ClosableAsk = Ask & { close(): void };

/** The one function that carries values. Every failure is a value, in our own words; no answer holds what was sent. */
export const createAsk = (options: AskOptions = {}): ClosableAsk => {
  const settings = settingsOf(options);
  const allowed = originSet(settings.allowedOrigins);
  const reused = originSet(settings.reusedOrigins);
  const origins = new Map<string, Origin>();
  let closed = false;

  const originOf = ({ trust }: AskRequest, url: URL): Origin => {
    const key = `${trust} ${url.origin}`;
    const origin = origins.get(key) ?? openOrigin(trust, url, reused.has(url.origin), settings);
    origins.set(key, origin);
    return origin;
  };

  const ask: Ask = async (request) => {
    if (closed) return failed('network', 'the monitor was stopping');
    const target = judgeTarget(request, allowed);
    if (!target.ok) return target;
    if (request.deadline <= settings.clock()) return failed('network', 'no time was left for the request');
    const filled = fillRequest(request, target.url, settings.userAgent);
    if (!filled.ok) return filled;
    const ready = await signed(filled, request, settings.clock());
    if (!ready.ok) return ready;
    const [token, origin] = [tokenKey(filled.values), originOf(request, target.url)];
    return patiently({ request, filled: ready, token, origin, settings });
  };
  const close = (): void => {
    closed = true;
    for (const origin of origins.values()) origin.close();
  };
  return Object.assign(ask, { close });
};

const originSet = (origins: readonly string[]): ReadonlySet<string> =>
  new Set(origins.map((origin) => new URL(origin).origin));

const openOrigin = (trust: AskRequest['trust'], url: URL, reused: boolean, settings: Settings): Origin => {
  const guarded = trust === 'public';
  const dial = {
    secure: url.protocol === 'https:',
    guarded,
    reuse: guarded || reused,
    lookup: guardedLookup(settings.lookup, guarded),
    connect: settings.timeouts.connect,
    ca: guarded ? [] : settings.ca,
  };
  return createOrigin(() => createAgent(dial), settings.clock, settings.processes);
};

/** A limit that ends in a few seconds is waited out, without a place among those that are asked, and the question put once more. */
const patiently = async (errand: Errand): Promise<Asked> => {
  const first = await inTurn(errand);
  if (!maySoonAskAgain(first.asked, errand)) return first.asked;
  const request = { ...errand.request, deadline: first.until };
  const second = await inTurn({ ...errand, request });
  return second.asked.ok ? second.asked : first.asked;
};

const maySoonAskAgain = (asked: Asked, { request, settings }: Errand): boolean =>
  asked.ok &&
  asked.answer.status < 500 &&
  (request.method === 'GET' || request.readOnly === true) &&
  pauseOf(asked.answer, request.limitsCount ?? 'token', settings.clock()) !== undefined;

const inTurn = async (errand: Errand): Promise<Attempted> => {
  const { token, request, origin } = errand;
  const until = request.deadline;
  const held = (await origin.rest(token, until)) ?? (await origin.pace.enter(request.budget, until));
  if (held !== undefined) return { asked: held, until };
  const refused = origin.breaker.refuse(token);
  const attempted = refused === undefined ? await attempt(errand) : { asked: refused, until };
  if (refused === undefined) origin.breaker.learn(token, outcomeOf(attempted.asked, errand));
  origin.pace.leave();
  return attempted;
};

/** A caller that gave too little time proves nothing about the issuer. */
const outcomeOf = (result: Asked, { request, settings }: Errand): Outcome => {
  if (result.ok) return result.answer.status >= 500 ? 'provider-outage' : 'answered';
  return result.failure.why === 'network' && settings.clock() < request.deadline ? 'network' : 'unknown';
};
