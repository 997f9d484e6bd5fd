import { decimal, retryAfter, secondsFrom } from '../core/base/http-date.ts';
import { at } from '../core/base/json.ts';
import { DAY, type Instant, SECOND } from '../core/base/time.ts';
import type { Answer } from '../core/model/answer.ts';

type Wait = (answer: Answer) => Instant | undefined;

const epoch = (text: string | undefined): Instant | undefined => {
  const seconds = decimal(text);
  return seconds === undefined ? undefined : Math.ceil(seconds * SECOND);
};

/** In order of trust. `retry_after` is Discord's, in seconds with fractions. */
const WAITS: readonly Wait[] = [
  (answer) => retryAfter(answer.headers['retry-after'], answer.at),
  (answer) => secondsFrom(answer.at, decimal(String(at(answer.json, 'retry_after')))),
  (answer) => secondsFrom(answer.at, decimal(answer.headers['x-ratelimit-reset-after'])),
  (answer) => epoch(answer.headers['x-ratelimit-reset']),
  (answer) => epoch(answer.headers['ratelimit-reset']),
];

/** When the issuer allows the next request; a day ahead at most, whatever it says. Undefined when it says nothing usable. */
export const retryAt = (answer: Answer): Instant | undefined => {
  const moments = WAITS.map((wait) => wait(answer));
  const moment = moments.find((one) => one !== undefined && one >= answer.at);
  return moment === undefined ? undefined : Math.min(moment, answer.at + DAY);
};
