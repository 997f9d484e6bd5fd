import { httpDate } from '../../core/base/http-date.ts';
import { at, isObject, type Json } from '../../core/base/json.ts';
import { fromSeconds, type Instant, isPlausible, parseInstant, SECOND } from '../../core/base/time.ts';
import { scopeList } from '../../core/lint/jwt.ts';
import type { Answer } from '../../core/model/answer.ts';
import type { Expiry } from '../../core/model/expiry.ts';
import type { DATE_FORMATS, DateText, ListText } from '../contract/answers.ts';

type Format = (typeof DATE_FORMATS)[number];
type Read = (value: Json, answer: Answer) => Instant | undefined;

const numberOf = (value: Json): number => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d{1,16}(?:\.\d{1,9})?$/.test(value) ? Number(value) : Number.NaN;
};

/** How issuers write a moment. */
const FORMATS: Readonly<Record<Format, Read>> = {
  iso: (value) => (typeof value === 'string' ? parseInstant(value) : undefined),
  seconds: (value) => fromSeconds(numberOf(value)),
  milliseconds: (value) => (isPlausible(numberOf(value)) ? numberOf(value) : undefined),
  'seconds-left': (value, answer) =>
    numberOf(value) > 0 ? answer.at + Math.floor(numberOf(value) * SECOND) : undefined,
  // `2026-12-01 00:00:00 UTC` or `2026-12-01 00:00:00 +0200`.
  spaced: (value) =>
    typeof value === 'string'
      ? parseInstant(
          value
            .trim()
            .replace(/ UTC$/, 'Z')
            .replace(/ ([+-]\d\d)(\d\d)$/, '$1:$2'),
        )
      : undefined,
  http: (value) => (typeof value === 'string' ? httpDate(value) : undefined),
  'iso-or-seconds': (value) => (typeof value === 'string' ? parseInstant(value) : fromSeconds(value)),
};

/** When the token ends, as the answer tells. `null` is the way to say that there is no end. */
export const expiryBy = (said: DateText): ((answer: Answer) => Expiry) => {
  const { at: path, header, format = 'iso', plus, never = [], absent } = wholeDate(said);
  return (answer) => {
    const value = valueAt(answer, path, header);
    if (value === undefined) return absent ?? 'unknown';
    // Some write null for whatever they leave out: then `absent` says what it means.
    if (value === null) return absent ?? 'never';
    if (never.some((one) => one === value)) return 'never';
    return from(FORMATS[format](value, answer), plus === undefined ? 0 : at(answer.json, plus));
  };
};

const wholeDate = (said: DateText) => (typeof said === 'string' ? { at: said } : said) as Exclude<DateText, string>;

const from = (instant: Instant | undefined, plus: Json | undefined): Expiry => {
  if (instant === undefined) return 'unknown';
  return { at: instant + (typeof plus === 'number' ? plus * SECOND : 0), source: 'issuer' };
};

const valueAt = ({ json, headers }: Answer, path?: string, header?: string): Json | undefined =>
  header === undefined ? at(json, path ?? '$') : headers[header];

/** Names in a list, in one text with separators, or in a field of each object of a list; undefined when there is nothing of the sort. */
export const listBy = (said: ListText): ((answer: Answer) => readonly string[] | undefined) => {
  const { at: path, header, separator, field } = typeof said === 'string' ? { at: said } : said;
  const between = separator ?? (header === undefined ? ' ' : ',');
  return (answer) => scopeList(asList(valueAt(answer, path, header), between, field));
};

const asList = (value: Json | undefined, between: string, field: string | undefined): Json | undefined => {
  if (typeof value === 'string') return value.replaceAll(between, ' ');
  if (!Array.isArray(value) || field === undefined) return value;
  return value.map((one: Json) => (isObject(one) ? (one[field] ?? null) : null));
};
