import type { Instant } from '../base/time.ts';
import { byUrgency, isBroken, type Row, STATES, type State } from './row.ts';

/** `needs-you`: what waits for somebody. `soonest`: the dates that come first. `without-owner`: nobody is told of it but the catch-all. */
export const SHOWN = ['needs-you', 'soonest', 'all', 'quiet', 'without-owner', ...STATES] as const;
export type Show = (typeof SHOWN)[number];

/** What somebody wants to see. An empty owner is that of tokens without one. */
export type Wish = {
  readonly show?: Show;
  readonly owner?: string;
  /** `discord`. */
  readonly provider?: string;
  /** Part of a name, a field, an owner, an environment, a kind or a cause. */
  readonly find?: string;
  /** Counted from 1. */
  readonly page?: number;
};

/** One page of the table, and what stands around it. */
export type View = {
  /** As it was understood: what was left open is filled in. */
  readonly wish: Wish & { readonly show: Show; readonly page: number };
  readonly rows: readonly Row[];
  /** How many rows all pages have. */
  readonly matching: number;
  readonly pages: number;
  /** Of all tokens, whatever is shown. */
  readonly all: number;
  readonly states: Readonly<Record<State, number>>;
  readonly needYou: number;
  readonly quiet: number;
  readonly withoutOwner: number;
  /** The date that comes first, of those that still work. */
  readonly next?: Row;
  readonly owners: readonly string[];
  readonly providers: readonly string[];
};

export type Paging = {
  readonly rowsPerPage: number;
  /** `Discord bot token` of `discord.bot`: people look for words that they see. */
  readonly kindName: (kind: string) => string;
};

/** How many dates `soonest` shows. */
const SOONEST = 20;

/** Pure: the same rows and wish, the same page. */
export const viewOf = (rows: readonly Row[], wish: Wish, now: Instant, { rowsPerPage, kindName }: Paging): View => {
  const needYou = rows.filter(({ needsYou }) => needsYou).length;
  const show = wish.show ?? defaultOf(wish, needYou);
  const ahead = rows.filter((row) => isAhead(row, now));
  const found = rows.filter((row) => fits(row, { ...wish, show }, now) && contains(row, wish.find, kindName));
  const sorted = show === 'soonest' ? found.sort(byDate).slice(0, SOONEST) : found.sort(byUrgency);
  const pages = Math.max(1, Math.ceil(sorted.length / rowsPerPage));
  const page = Math.min(Math.max(1, Math.floor(wish.page ?? 1)), pages);
  const next = ahead.reduce<Row | undefined>(
    (first, row) => (first && byDate(first, row) <= 0 ? first : row),
    undefined,
  );
  return {
    wish: { ...wish, show, page },
    rows: sorted.slice((page - 1) * rowsPerPage, page * rowsPerPage),
    matching: sorted.length,
    pages,
    all: rows.length,
    states: countStates(rows),
    needYou,
    quiet: rows.filter(({ quiet }) => quiet !== undefined).length,
    withoutOwner: rows.filter(({ record }) => !record.owner).length,
    ...(next && { next }),
    owners: distinct(rows.map(({ record }) => record.owner ?? '')),
    providers: distinct(rows.map(providerOf)),
  };
};

/** Whoever looks for something sees all of it. */
const defaultOf = ({ owner, provider, find }: Wish, needYou: number): Show => {
  if (owner !== undefined || provider !== undefined || find) return 'all';
  return needYou > 0 ? 'needs-you' : 'soonest';
};

export const providerOf = ({ record: { kind } }: Pick<Row, 'record'>): string => kind?.split('.')[0] || 'unknown';

const isAhead = ({ state, due }: Row, now: Instant): boolean => due !== undefined && due.at > now && !isBroken(state);

const byDate = (a: Row, b: Row): number => (a.due?.at ?? 0) - (b.due?.at ?? 0) || byUrgency(a, b);

const fits = (row: Row, { show, owner, provider }: Wish, now: Instant): boolean =>
  (owner === undefined || (row.record.owner ?? '') === owner) &&
  (provider === undefined || providerOf(row) === provider) &&
  isShown(row, show ?? 'all', now);

const isShown = (row: Row, show: Show, now: Instant): boolean => {
  switch (show) {
    case 'all':
      return true;
    case 'needs-you':
      return row.needsYou;
    case 'soonest':
      return isAhead(row, now);
    case 'quiet':
      return row.quiet !== undefined;
    case 'without-owner':
      return !row.record.owner;
    default:
      return row.state === show;
  }
};

const contains = ({ record, state }: Row, find: string | undefined, kindName: Paging['kindName']): boolean => {
  if (!find) return true;
  const { ref, kind, owner, environment, diagnosis } = record;
  const cause = 'cause' in diagnosis ? diagnosis.cause : undefined;
  const words = [ref.name, ref.field, owner, environment, kind, kind && kindName(kind), state, cause];
  const sought = find.toLowerCase();
  return words.some((word) => word?.toLowerCase().includes(sought));
};

const countStates = (rows: readonly Row[]): Record<State, number> => {
  const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<State, number>;
  for (const { state } of rows) counts[state] += 1;
  return counts;
};

const distinct = (words: readonly string[]): readonly string[] => [...new Set(words)].sort();
