import type { Answer } from '../core/answer.ts';
import { at } from '../core/json.ts';
import { DAY, type Instant, SECOND } from '../core/time.ts';

type Wait = (answer: Answer) => Instant | undefined;

const number = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,12}(?:\.\d{1,9})?$/.test(text.trim()) ? Number(text) : undefined;

const later = (answer: Answer, seconds: number | undefined): Instant | undefined =>
  seconds === undefined ? undefined : answer.at + Math.ceil(seconds * SECOND);

const httpDate = (text: string | undefined): Instant | undefined => {
  const moment = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(text ?? '')
    ? Date.parse(text ?? '')
    : NaN;
  return Number.isNaN(moment) ? undefined : moment;
};

const epoch = (text: string | undefined): Instant | undefined => {
  const seconds = number(text);
  return seconds === undefined ? undefined : Math.ceil(seconds * SECOND);
};

/** In order of trust. `retry_after` is Discord's, in seconds with fractions. */
const WAITS: readonly Wait[] = [
  (answer) => later(answer, number(answer.headers['retry-after'])),
  (answer) => httpDate(answer.headers['retry-after']),
  (answer) => later(answer, number(String(at(answer.json, 'retry_after')))),
  (answer) => later(answer, number(answer.headers['x-ratelimit-reset-after'])),
  (answer) => epoch(answer.headers['x-ratelimit-reset']),
  (answer) => epoch(answer.headers['ratelimit-reset']),
];

/** When the issuer allows the next request; a day ahead at most, whatever it says. Undefined when it says nothing usable. */
export const retryAt = (answer: Answer): Instant | undefined => {
  const moments = WAITS.map((wait) => wait(answer));
  const moment = moments.find((one) => one !== undefined && one >= answer.at);
  return moment === undefined ? undefined : Math.min(moment, answer.at + DAY);
};
