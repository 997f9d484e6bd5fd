import type { DigestRows, DigestToken, SectionName } from '../model/digest.ts';
import { BY_URGENCY } from '../model/verdict.ts';

export type Order<R> = (a: R, b: R) => number;

const byName: Order<DigestToken> = (a, b) =>
  compare(a.name, b.name) || compare(a.field ?? '', b.field ?? '') || compare(a.source, b.source);

export const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const byMoment =
  <R extends DigestToken>(momentOf: (row: R) => number): Order<R> =>
  (a, b) =>
    momentOf(a) - momentOf(b) || byName(a, b);

const LAST = Number.MAX_SAFE_INTEGER;

/** What a reader should see first, first; the same tokens in the same order however they come. */
export const ORDERS: { readonly [K in SectionName]: Order<DigestRows[K]> } = {
  now: (a, b) =>
    BY_URGENCY.indexOf(a.verdict) - BY_URGENCY.indexOf(b.verdict) ||
    (a.since ?? LAST) - (b.since ?? LAST) ||
    byName(a, b),
  due: byMoment(({ due }) => due.at),
  later: byMoment(({ due }) => due.at),
  noEnd: byMoment(({ since }) => since),
  unknownEnd: byMoment(({ since }) => since),
  unchecked: byName,
  unanswered: byMoment(({ since }) => since),
  quiet: byMoment(({ until }) => until),
  unowned: byName,
  gone: byMoment(({ since }) => -since),
};
