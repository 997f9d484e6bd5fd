import type { Instant } from '../base/time.ts';
import { dueOf } from '../digest/due.ts';
import { compare } from '../digest/order.ts';
import { quietIn, standingOf } from '../digest/place.ts';
import type { DatedExpiry } from '../model/expiry.ts';
import type { Quiet, TokenRecord } from '../model/record.ts';
import type { Verdict } from '../model/verdict.ts';

/** What a row says first: the verdict, where a date by age policy has its own word, and a date within 30 days is near already. */
export type State = Verdict | 'rotate-by';

/** What needs somebody first, first: ux.md 3.1. */
export const STATES: readonly State[] = [
  'rejected',
  'expired',
  'misconfigured',
  'expiring',
  'rotate-by',
  'overdue',
  'degraded',
  'indeterminate',
  'unchecked',
  'healthy',
];

/** One token as the table shows it. */
export type Row = {
  readonly record: TokenRecord;
  readonly state: State;
  /** Somebody has to do something, or to know. Not while its owner keeps it quiet, unless it is dead. */
  readonly needsYou: boolean;
  /** The date by which it ends or is to be rotated, as far as one is known. */
  readonly due?: DatedExpiry;
  /** Since when it is as it is, where that is told of it. */
  readonly since?: Instant;
  /** In force. */
  readonly quiet?: Quiet;
};

export const rowOf = (record: TokenRecord, now: Instant): Row => {
  const standing = standingOf(record, now);
  const due = dueOf(record);
  const quiet = quietIn(record, now);
  return {
    record,
    state: stateOf(record, standing, due),
    needsYou: standing !== 'healthy' && NEEDS.has(standing.section),
    ...(due !== undefined && { due }),
    ...(standing !== 'healthy' && 'since' in standing.row && standing.row.since && { since: standing.row.since }),
    ...(quiet !== undefined && { quiet }),
  };
};

type Standing = ReturnType<typeof standingOf>;

const NEEDS: ReadonlySet<string> = new Set(['now', 'due', 'unanswered']);

const stateOf = ({ diagnosis }: TokenRecord, standing: Standing, due: DatedExpiry | undefined): State => {
  const { verdict } = diagnosis;
  if (standing === 'healthy') return verdict;
  switch (standing.section) {
    case 'due':
      return ahead(due);
    case 'quiet':
      return verdict === 'healthy' || verdict === 'expiring' ? ahead(due) : verdict;
    case 'unanswered':
      return 'indeterminate';
    case 'now':
    case 'unchecked':
      return verdict;
  }
};

const ahead = (due: DatedExpiry | undefined): State => (due?.source === 'age-policy' ? 'rotate-by' : 'expiring');

export const isBroken = (state: State): boolean =>
  state === 'rejected' || state === 'expired' || state === 'misconfigured';

/** A date that has come near counts before the word that names it: both kinds of date share one place in the order. */
const rank = ({ state, quiet }: Row): number => {
  if (quiet !== undefined && !isBroken(state)) return QUIET;
  return STATES.indexOf(state === 'rotate-by' ? 'expiring' : state);
};

/** After all that needs somebody, before all that is well. */
const QUIET = STATES.indexOf('unchecked') - 0.5;

const LAST = Number.MAX_SAFE_INTEGER;

const moment = ({ state, due, since }: Row): number =>
  state === 'rejected' || state === 'misconfigured' || state === 'degraded' || state === 'indeterminate'
    ? (since ?? LAST)
    : (due?.at ?? LAST);

/** Production first, then what is named, then what has no environment. */
const place = ({ record: { environment } }: Row): string =>
  environment === undefined ? '2' : /^prod/i.test(environment) ? '0' : `1${environment}`;

/** One order, always the same however the rows come: what needs somebody first, then by date; at the same moment production first, then by name. */
export const byUrgency = (a: Row, b: Row): number =>
  rank(a) - rank(b) ||
  moment(a) - moment(b) ||
  compare(place(a), place(b)) ||
  compare(a.record.ref.name, b.record.ref.name) ||
  compare(a.record.ref.id, b.record.ref.id);
