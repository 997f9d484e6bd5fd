import type { Message, Origin } from './message.ts';
import type { Paste } from './paste.ts';
import { type Phrase, SHORT_KEY } from './phrase.ts';

/** All messages that are known, and the words that tell where a text comes from. */
export type Table = {
  readonly messages: readonly Message[];
  readonly origins: readonly Origin[];
  /** Those that may be in a text: the others are not even looked for. */
  readonly within: (paste: Paste) => Candidates;
};

export type Candidates = { readonly messages: readonly Message[]; readonly origins: readonly Origin[] };

/** Thousands of messages are told apart by a few letters each, so that the time grows with the text and not with the table. */
export const tableOf = (messages: readonly Message[], origins: readonly Origin[]): Table => {
  const bare = messages.filter(({ phrases }) => phrases.length === 0);
  const search = searchFor([
    ...messages.flatMap((message) => message.phrases.map((phrase) => ({ phrase, message }))),
    ...origins.flatMap((origin) => origin.marks.map((phrase) => ({ phrase, origin }))),
  ]);
  const within = ({ squeezed }: Paste): Candidates => {
    const found = search(squeezed);
    return {
      // What has no phrase at all is told by its code: it may be anywhere.
      messages: [...new Set([...bare, ...found.flatMap(({ message }) => message ?? [])])],
      origins: [...new Set(found.flatMap(({ origin }) => origin ?? []))],
    };
  };
  return { messages, origins, within };
};

type Entry = { readonly phrase: Phrase; readonly message?: Message; readonly origin?: Origin };

type Keyed = { readonly key: string; readonly entries: readonly Entry[] };

/** Entries one of whose keys is in a text. Most places of a text begin no key, and its first letters tell that. */
const searchFor = (entries: readonly Entry[]): ((text: string) => readonly Entry[]) => {
  const keys = new Map<string, Entry[]>();
  for (const entry of entries) for (const key of entry.phrase.keys) keys.set(key, [...(keys.get(key) ?? []), entry]);
  const byStart = Map.groupBy(
    [...keys].map(([key, those]): Keyed => ({ key, entries: those })),
    ({ key }) => key.slice(0, SHORT_KEY),
  );
  const starts = new Uint8Array(MARKS);
  for (const start of byStart.keys()) starts[markOf(start, 0)] = 1;
  return (text) => {
    const found = new Set<Keyed>();
    for (let at = 0; at + SHORT_KEY <= text.length; at++) {
      if (starts[markOf(text, at)] === 0) continue;
      for (const keyed of byStart.get(text.slice(at, at + SHORT_KEY)) ?? [])
        if (text.startsWith(keyed.key, at)) found.add(keyed);
    }
    return [...found].flatMap((keyed) => keyed.entries);
  };
};

const MARKS = 1 << 16;

/** A number for the letters at a place: equal letters have equal numbers. */
const markOf = (text: string, at: number): number =>
  ((text.charCodeAt(at) * 37 + text.charCodeAt(at + 1)) * 37 + text.charCodeAt(at + 2) * 5 + text.charCodeAt(at + 3)) &
  (MARKS - 1);
