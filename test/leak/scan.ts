import { inspect } from 'node:util';
import type { Canary } from './canary.ts';

/** Where a canary was found; never the canary. */
export type Hit = { readonly canary: string; readonly spelling: Spelling; readonly place: string };

/** What to search, by the name that a hit gives it. Bytes are read as they are; anything else as it would be printed. */
export type Places = Readonly<Record<string, unknown>>;

/** As many characters of a secret in a row are a leak. */
const WINDOW = 8;

const bytes = (text: string): number[] => [...Buffer.from(text)];
const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
const coded = (text: string, code: (byte: number) => string, between = ''): string =>
  bytes(text).map(code).join(between);

/** A secret may stand behind any other bytes: three positions, without the ends that depend on its neighbours. */
const base64s = (text: string): readonly string[] =>
  [0, 1, 2].map((before) =>
    Buffer.from(`${'x'.repeat(before)}${text}`)
      .toString('base64')
      .replace(/=+$/, '')
      .slice(4, -2),
  );

/** Each with the length that stands for 8 characters of the secret. */
const SPELLINGS = {
  raw: [WINDOW, (text) => [text]],
  /** As the name of a header; longer, since words of one case meet by chance sooner. */
  'lower case': [10, (text) => [text.toLowerCase()]],
  /** base64url too: letters and digits give neither `+` nor `/`. */
  base64: [11, base64s],
  hex: [16, (text) => [coded(text, hex), coded(text, hex).toUpperCase()]],
  /** As a buffer is printed. */
  bytes: [23, (text) => [coded(text, hex, ' ')]],
  /** As a buffer is serialised. */
  numbers: [23, (text) => [coded(text, String, ',')]],
  percent: [
    24,
    (text) => [coded(text, (byte) => `%${hex(byte)}`), coded(text, (byte) => `%${hex(byte).toUpperCase()}`)],
  ],
  'JSON-escaped': [48, (text) => [coded(text, (byte) => `\\u00${hex(byte)}`)]],
  'UTF-16': [15, (text) => [[...text].join('\0')]],
} as const satisfies Readonly<Record<string, readonly [number, (text: string) => readonly string[]]>>;

export type Spelling = keyof typeof SPELLINGS;
export const SPELLING_NAMES = Object.keys(SPELLINGS) as Spelling[];

const windows = (text: string, size: number): string[] =>
  Array.from({ length: Math.max(0, text.length - size + 1) }, (_, i) => text.slice(i, i + size));

type Known = ReadonlyMap<string, Omit<Hit, 'place'>>;

/** Windows of all canaries by their length, so that a text is read once for a length and not once for a canary. */
const indexOf = (canaries: readonly Canary[]): ReadonlyMap<number, Known> => {
  const index = new Map<number, Map<string, Omit<Hit, 'place'>>>();
  for (const { label, random } of canaries)
    for (const spelling of SPELLING_NAMES) {
      const [size, spell] = SPELLINGS[spelling];
      const known = index.get(size) ?? new Map();
      index.set(size, known);
      // Ten letters that are small anyway stand in the raw spelling already: they are no second one.
      const isOther = (form: string): boolean => spelling === 'raw' || !random.some((part) => part.includes(form));
      for (const form of random.flatMap((part) => spell(part)).flatMap((text) => windows(text, size)))
        if (isOther(form) && !known.has(form)) known.set(form, { canary: label, spelling });
    }
  return index;
};

const textOf = (thing: unknown): string => {
  if (typeof thing === 'string') return thing;
  if (thing instanceof Uint8Array) return Buffer.from(thing).toString('latin1');
  return `${inspect(thing, { showHidden: true, depth: 10, maxStringLength: null, maxArrayLength: null })}\n${json(thing)}`;
};

const json = (thing: unknown): string => {
  try {
    return JSON.stringify(thing) ?? '';
  } catch {
    return '';
  }
};

/** Every place in which a canary, or 8 characters of its random part in a row, stands in some spelling. */
export const scan = (canaries: readonly Canary[], places: Places): readonly Hit[] => {
  const index = indexOf(canaries);
  return Object.entries(places).flatMap(([place, thing]) => {
    const text = textOf(thing);
    const found = [...index].flatMap(([size, known]) => hitsIn(text, size, known));
    return [...new Map(found.map((hit) => [`${hit.canary} ${hit.spelling}`, { ...hit, place }])).values()];
  });
};

const hitsIn = (text: string, size: number, known: Known): Omit<Hit, 'place'>[] => {
  const hits: Omit<Hit, 'place'>[] = [];
  for (let i = 0; i + size <= text.length; i++) {
    const hit = known.get(text.slice(i, i + size));
    if (hit !== undefined) hits.push(hit);
  }
  return hits;
};
