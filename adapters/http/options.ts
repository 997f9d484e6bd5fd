import { type Instant, SECOND } from '../../core/base/time.ts';
import { USER_AGENT } from '../../core/model/answer.ts';
import type { Clock } from '../../monitor/ports.ts';
import { type Resolve, systemResolve } from './guard.ts';

/** Milliseconds. `connect` and `headers` run from the dispatch, `body` from the last header. `total` runs from the dispatch to the last byte, retries included; the request's deadline may end it sooner. */
export type Timeouts = {
  readonly connect: number;
  readonly headers: number;
  readonly body: number;
  readonly total: number;
};

export type Settings = {
  /** Origins that the deployment names (`http://127.0.0.1:9000`): the only ones that may be http, private, or off port 443. */
  readonly allowedOrigins: readonly string[];
  /** Those among them that are asked over kept connections. Others get one connection per request: see `dial.ts`. */
  readonly reusedOrigins: readonly string[];
  /** More certificate authorities for the allowed origins, PEM. */
  readonly ca: readonly string[];
  readonly clock: Clock;
  /** How many processes may ask the same issuers at the same time: each keeps to its part of a budget. */
  readonly processes: number;
  readonly lookup: Resolve;
  /** Between 0 and 1, for the jitter. */
  readonly random: () => number;
  readonly timeouts: Timeouts;
  /** Bytes of the body of an answer. */
  readonly maxBody: number;
  /** Bytes of all headers of an answer. */
  readonly maxHeaders: number;
  /** Unless the request brings its own. */
  readonly userAgent: string;
};

export type AskOptions = Partial<Omit<Settings, 'timeouts'>> & { readonly timeouts?: Partial<Timeouts> };

const TIMEOUTS: Timeouts = { connect: 3 * SECOND, headers: 5 * SECOND, body: 5 * SECOND, total: 10 * SECOND };

export const settingsOf = (options: AskOptions): Settings => ({
  allowedOrigins: [],
  reusedOrigins: [],
  ca: [],
  clock: (): Instant => Date.now(),
  processes: 1,
  lookup: systemResolve,
  random: Math.random,
  maxBody: 256 * 1024,
  maxHeaders: 16 * 1024,
  userAgent: USER_AGENT,
  ...options,
  timeouts: { ...TIMEOUTS, ...options.timeouts },
});
