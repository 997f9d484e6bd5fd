import type * as z from 'zod';
import { type Json, parseJson } from '../core/base/json.ts';
import { type Config, configSchema } from './config.ts';

type Context = Readonly<Record<string, unknown>>;

export type ConfigReading =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly says: string };

const KEYS = Object.keys(configSchema(false).shape);
const LISTS = new Set(['alertEmail', 'ladder', 'selfHosted']);
const TEXTS = new Set(['slackWebhookSecret', 'namePrefix', 'timezone', 'schedule']);

const scalar = (text: string): Json => {
  const parsed = parseJson(text);
  return typeof parsed === 'string' || parsed === undefined ? text : parsed;
};

/** `-c` knows only text: `14`, `true`, JSON, and lists as `30,14,7`. */
const parsed = (key: string, value: unknown): unknown => {
  if (typeof value !== 'string') return LISTS.has(key) && typeof value === 'number' ? [value] : value;
  if (TEXTS.has(key)) return value;
  if (!LISTS.has(key) || value.startsWith('[')) return scalar(value);
  return value
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(scalar);
};

/** A mistyped `-c` would otherwise change nothing without a word. Other tools' keys hold `:`, `/` or `-`. */
const strangers = (context: Context): Context =>
  Object.fromEntries(Object.entries(context).filter(([key]) => /^[A-Za-z]+$/.test(key) && !OURS.has(key)));

const OURS = new Set([...KEYS, 'tokenHealth', 'target']);

const merged = (context: Context): unknown => {
  const base = parsed('tokenHealth', context.tokenHealth ?? {});
  if (typeof base !== 'object' || base === null || Array.isArray(base)) return base;
  const overrides = Object.fromEntries(Object.entries(context).filter(([key]) => KEYS.includes(key)));
  const all = { ...base, ...strangers(context), ...overrides };
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [key, parsed(key, value)]));
};

const nearest = (key: string): string => {
  const same = KEYS.find((known) => known.toLowerCase() === key.toLowerCase());
  const close = same ?? KEYS.find((known) => isOneEditAway(known, key));
  return close === undefined ? `the keys are ${KEYS.join(', ')}` : `did you mean ${close}?`;
};

/** One letter more, less, other, or two swapped. */
const isOneEditAway = (known: string, key: string): boolean => {
  let from = 0;
  while (from < known.length && known[from] === key[from]) from++;
  const [a, b] = [known.slice(from), key.slice(from)];
  return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1) || a.slice(2) === b.slice(2);
};

const place = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');

/** Our own words only: a value may be a webhook that was put in the wrong place. */
const lines = (issue: z.core.$ZodIssue): string[] => {
  const where = place(issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(
      (key) => `tokenHealth${where}.${key}: no such key; ${where === '' ? nearest(key) : 'remove it'}`,
    );
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => `tokenHealth${where}: ${message}`);
  return [`tokenHealth${where}: ${issue.message}`];
};

const failure = (problems: readonly string[]): ConfigReading => ({
  ok: false,
  says: [
    'The configuration cannot be used.',
    ...new Set(problems.map((line) => `  ${line}`)),
    'Change it in the tokenHealth context of cdk.json, or with -c KEY=VALUE.',
  ].join('\n'),
});

/** Lambda takes 4 KB of environment altogether. */
const TOO_LONG = 3000;

/** Reads the whole context of the app: `tokenHealth`, and above it each key given with `-c`. Never quotes a value. */
export const readConfig = (context: Context): ConfigReading => {
  const target = context.target ?? 'aws';
  if (target !== 'aws' && target !== 'local') return failure(['target: write aws, or local for the emulator']);
  const result = configSchema(target === 'local').safeParse(merged(context));
  if (!result.success) return failure(result.error.issues.flatMap(lines));
  const { http, unshaped, tokenPrefixes, selfHosted } = result.data;
  if (JSON.stringify([http, unshaped, tokenPrefixes, selfHosted]).length > TOO_LONG)
    return failure([
      `tokenHealth: http, unshaped, tokenPrefixes and selfHosted together hold more than ${TOO_LONG} characters; shorten them`,
    ]);
  return { ok: true, config: result.data };
};
