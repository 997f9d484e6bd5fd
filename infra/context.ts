import { type Json, parseJson } from '../core/base/json.ts';
import { nearest } from './nearest.ts';
import { RECIPIENT_KEYS } from './recipients.ts';

export type Context = Readonly<Record<string, unknown>>;

/** Of the keys of the context: settings, and what looks like one with a slip of the keys in it. */
export type Given = {
  /** `tokenHealth` with all that `-c` says above it. */
  readonly settings: unknown;
  /** `tokenhealth: did you mean tokenHealth?`; such keys would change nothing without a word. */
  readonly misspelt: readonly string[];
  /** Recipients that a plain deploy would drop again, since they do not stand in cdk.json. */
  readonly passing: readonly string[];
};

const OWN = 'tokenHealth';
const LISTS = new Set([
  'alertEmail',
  'ladder',
  'selfHosted',
  'alarmActionArn',
  'subnetIds',
  'securityGroupIds',
  'allowOnlookers',
]);
const OBJECTS = new Set([OWN, 'http', 'unshaped', 'tokenPrefixes', 'tags']);
const NUMBERS = new Set([
  'confirmAfterSeconds',
  'doubtSeconds',
  'collectSeconds',
  'logRetentionDays',
  'probeConcurrency',
  'nobodyIsTold',
]);

const scalar = (text: string): Json => {
  const parsed = parseJson(text);
  return typeof parsed === 'string' || parsed === undefined ? text : parsed;
};

/** `-c` knows only text: `14`, `true`, JSON, and lists as `30,14,7`. */
const parsed = (key: string, value: unknown): unknown => {
  if (typeof value !== 'string') return LISTS.has(key) && typeof value === 'number' ? [value] : value;
  if (OBJECTS.has(key) || NUMBERS.has(key)) return scalar(value);
  if (!LISTS.has(key)) return value;
  if (value.startsWith('[')) return scalar(value);
  return value
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => (key === 'ladder' ? scalar(part) : part));
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `alertEmail` of `tokenHealth.alertEmail`. */
const inner = (key: string): string | undefined => (key.startsWith(`${OWN}.`) ? key.slice(OWN.length + 1) : undefined);

/** Settings given beside `tokenHealth`: `-c alertEmail=…`, or `-c tokenHealth.alertEmail=…`, where any key is meant for us. */
const beside = (context: Context, keys: readonly string[]): Context =>
  Object.fromEntries(
    Object.entries(context).flatMap(([key, value]) => {
      const ours = inner(key) ?? (keys.includes(key) ? key : undefined);
      return ours === undefined ? [] : [[ours, value]];
    }),
  );

/** Keys of other tools hold `:` or `/`; other words are other people's, unless they look like one of ours. */
const suspects = (context: Context, keys: readonly string[]): readonly [written: string, meant: string][] =>
  Object.keys(context).flatMap((key) => {
    if (!/^[A-Za-z][\w.-]*$/.test(key) || keys.includes(key) || inner(key) !== undefined) return [];
    const [first = '', ...rest] = key.split('.');
    if (rest.length > 0 && nearest(first, [OWN]) !== undefined) return [[key, [OWN, ...rest].join('.')]];
    const meant = nearest(key, keys);
    return meant === undefined ? [] : [[key, meant]];
  });

const textsOf = (value: unknown): readonly unknown[] => [value ?? []].flat();

/** What of the context is meant for the monitor. `keys` are those of its settings. */
export const givenBy = (context: Context, keys: readonly string[]): Given => {
  const written = context[OWN] ?? {};
  const base = parsed(OWN, written);
  const over = beside(context, keys);
  const misspelt = suspects(context, [...keys, OWN, 'target']).map(
    ([key, meant]) => `${key}: no such key; did you mean ${meant}?`,
  );
  if (!isRecord(base)) return { settings: base, misspelt, passing: [] };
  const settings = Object.fromEntries(
    Object.entries({ ...base, ...over }).map(([key, value]) => [key, parsed(key, value)]),
  );
  // The command line can only hand in text, and cdk.json would hold an object.
  const kept = typeof written === 'string' ? {} : base;
  const passing = RECIPIENT_KEYS.filter((key) =>
    textsOf(settings[key]).some((value) => !textsOf(parsed(key, kept[key])).includes(value)),
  );
  return { settings, misspelt, passing };
};
