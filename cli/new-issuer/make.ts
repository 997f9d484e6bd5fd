import { join } from 'node:path';
import { BUILT_IN } from '../../adapters/issuers/built-in.ts';
import { replayText } from '../../adapters/issuers/exchanges-file.ts';
import { strictFaults } from '../../adapters/issuers/own-faults.ts';
import { type FileProblem, readIssuer } from '../../adapters/issuers/read-file.ts';
import { readingOf } from '../../adapters/issuers/replay.ts';
import { literally } from '../../core/base/pattern.ts';
import type { Description } from '../../providers/contract/description.ts';
import { prefixesOf } from '../../providers/contract/joined.ts';
import { ownProvider } from '../../providers/registry.ts';
import type { Draft, Pasted } from './draft.ts';
import { withoutPerson, withoutToken } from './record.ts';
import { descriptionOf, descriptionText, exchangesText, KIND } from './text.ts';

/** Where the two files go. */
export type Place = { readonly description: string; readonly exchanges: string };

export const placeIn = (folder: string, id: string): Place => ({
  description: join(folder, `${id}.yaml`),
  exchanges: join(folder, `${id}.exchanges.yaml`),
});

/** Of a contributor: beside the built-in ones, and their recorded answers. */
export const builtInPlace = (category: string, id: string): Place => ({
  description: join('providers', 'catalogue', category, `${id}.yaml`),
  exchanges: join('test', 'fixtures', 'issuers', `${id}.yaml`),
});

export type Made =
  | { readonly ok: true; readonly description: string; readonly exchanges: string }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** Both files, held against the contract and replayed before anything is written. */
export const make = (draft: Draft, place: Place): Made => {
  const { shape } = descriptionOf(draft).kinds[0] ?? {};
  const isToken = tokenTest(shape);
  const accepted = withoutToken(withoutPerson(draft.accepted), isToken);
  const refused = draft.refused && withoutToken(draft.refused, isToken);
  const description = descriptionText(descriptionOf({ ...draft, accepted, ...(refused && { refused }) }));
  const read = readIssuer(description, place.description, strictFaults);
  if (!read.ok) return read;
  const provider = ownProvider(read.description, BUILT_IN);
  const record = (sentence: string, source: string, pasted: Pasted, seen: string): object => {
    const said = { kind: KIND, sentence, source, ...pasted };
    // All that is read of it goes on record, so that a later change shows.
    return { ...said, expect: { ...known(readingOf(said, provider)), seen } };
  };
  const exchanges = exchangesText([
    record('a good token is accepted', `${draft.docs}; values made up`, accepted, 'accepted'),
    ...(refused === undefined ? [] : [record('a dead token is refused', draft.docs, refused, 'refused')]),
  ]);
  const { problems } = replayText(exchanges, place.exchanges, provider);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, description, exchanges };
};

const known = (reading: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(reading).filter(([, value]) => value !== undefined));

/** Whether a word of an answer may be the token that was asked about. */
export const tokenTest = (shape: Description['kinds'][number]['shape']): ((word: string) => boolean) => {
  const { rest, pattern } = shape ?? {};
  const [start = ''] = prefixesOf(shape ?? {});
  const whole = new RegExp(pattern ?? `^${literally(start)}(?:${rest ?? ''})$`);
  return (word) => whole.test(word) || (start.length >= 3 && word.startsWith(start));
};
