import { KEYS, settingOf, unquoted } from './command-line.ts';
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
const KNOWN = [...KEYS, OWN, 'target'];
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `alertEmail` of `tokenHealth.alertEmail`. */
const inner = (key: string): string | undefined => (key.startsWith(`${OWN}.`) ? key.slice(OWN.length + 1) : undefined);

/** Settings given beside `tokenHealth`: `-c alertEmail=…`, or `-c tokenHealth.alertEmail=…`, where any key is meant for us. */
const beside = (context: Context): Context =>
  Object.fromEntries(
    Object.entries(context).flatMap(([key, value]) => {
      const ours = inner(key) ?? (KEYS.includes(key) ? key : undefined);
      return ours === undefined ? [] : [[ours, value]];
    }),
  );

/** Keys of other tools hold `:` or `/`; other words are other people's, unless they look like one of ours. */
const suspects = (context: Context): readonly [written: string, meant: string][] =>
  Object.keys(context).flatMap((key) => {
    if (!/^[A-Za-z][\w.-]*$/.test(key) || KNOWN.includes(key) || inner(key) !== undefined) return [];
    const [first = '', ...rest] = key.split('.');
    if (rest.length > 0 && nearest(first, [OWN]) !== undefined) return [[key, [OWN, ...rest].join('.')]];
    const meant = nearest(key, KNOWN);
    return meant === undefined ? [] : [[key, meant]];
  });

const textsOf = (value: unknown): readonly unknown[] => [value ?? []].flat();

/** What of the context is meant for the monitor. */
export const givenBy = (context: Context): Given => {
  const written = context[OWN] ?? {};
  const base = typeof written === 'string' ? unquoted(written) : written;
  const over = beside(context);
  const misspelt = suspects(context).map(([key, meant]) => `${key}: no such key; did you mean ${meant}?`);
  if (!isRecord(base)) return { settings: base, misspelt, passing: [] };
  const settings = Object.fromEntries(
    Object.entries({ ...base, ...over }).map(([key, value]) => [key, settingOf(key, value)]),
  );
  // The command line can only hand in text, and cdk.json would hold an object.
  const kept = typeof written === 'string' ? {} : base;
  const passing = RECIPIENT_KEYS.filter((key) =>
    textsOf(settings[key]).some((value) => !textsOf(settingOf(key, kept[key])).includes(value)),
  );
  return { settings, misspelt, passing };
};
