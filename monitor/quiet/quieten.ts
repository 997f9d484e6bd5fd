import { Fault } from '../../core/base/fault.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Quiet, TokenRecord } from '../../core/model/record.ts';
import {
  askQuiet,
  type QuietAnswer,
  type QuietChanged,
  type QuietRequest,
  takeBackQuiet,
} from '../../core/transition/ask-quiet.ts';
import type { Clock, CommitQuiet, EveryRecord, LoadRecords } from '../ports.ts';
import { type Found, findToken } from './find.ts';

export type QuietPorts = {
  readonly every: EveryRecord;
  readonly load: LoadRecords;
  readonly commit: CommitQuiet;
  readonly clock: Clock;
};

type NotFound = Exclude<Found, { readonly record: TokenRecord }>;

/** What came of it, for the token of this record. */
export type Quietened =
  | NotFound
  | { readonly done: 'quiet' | 'already'; readonly record: TokenRecord; readonly quiet: Quiet }
  | { readonly refused: 'nothing' | 'too far' | 'past'; readonly record: TokenRecord; readonly answer: Refusal };

type Refusal = Exclude<QuietAnswer, { readonly answer: 'quiet' | 'already' }>;

export type LoudAgain =
  | NotFound
  | { readonly done: 'loud'; readonly record: TokenRecord; readonly quiet: Quiet }
  | { readonly done: 'already'; readonly record: TokenRecord };

/** Asks for quiet about one finding of a token. Throws when the store does, or when it loses every race. */
export const quieten = async (token: string, request: QuietRequest, ports: QuietPorts): Promise<Quietened> => {
  const found = findToken(token, await ports.every());
  if (!('record' in found)) return found;
  return storeOnce<Quietened>(found.record, ports, (record, now) => {
    const asked = askQuiet(record, request, now);
    switch (asked.answer) {
      case 'quiet':
        return { change: asked, result: { done: 'quiet', record: asked.record, quiet: asked.quiet } };
      case 'already':
        return { result: { done: 'already', record, quiet: asked.quiet } };
      case 'nothing':
      case 'too far':
      case 'past':
        return { result: { refused: asked.answer, record, answer: asked } };
    }
  });
};

/** Takes it back. Throws as `quieten` does. */
export const loudAgain = async (token: string, by: string, ports: QuietPorts): Promise<LoudAgain> => {
  const found = findToken(token, await ports.every());
  if (!('record' in found)) return found;
  return storeOnce<LoudAgain>(found.record, ports, (record, now) => {
    const change = takeBackQuiet(record, by, now);
    if (change === undefined || record.quiet === undefined) return { result: { done: 'already', record } };
    return { change, result: { done: 'loud', record: change.record, quiet: record.quiet } };
  });
};

type Decided<T> = { readonly change?: QuietChanged; readonly result: T };

const TRIES = 5;

/** A probe that wrote meanwhile may have changed what there is to be quiet about: it is decided again. */
const storeOnce = async <T>(
  record: TokenRecord,
  { commit, load, clock }: QuietPorts,
  decide: (record: TokenRecord, now: Instant) => Decided<T>,
): Promise<T> => {
  let before = record;
  for (let tries = 0; tries < TRIES; tries++) {
    const { change, result } = decide(before, clock());
    if (change === undefined) return result;
    const { record: next, entries, notice } = change;
    if ((await commit({ record: next, entries, notice, expectedRevision: before.revision })) === 'stored')
      return result;
    const newer = (await load([record.ref.id])).get(record.ref.id);
    if (newer === undefined) throw new Fault('a record went away while it was changed');
    before = newer;
  }
  throw new Fault('a record kept changing under the command');
};
