import { DAY, HOUR, type Instant } from '../../../core/base/time.ts';
import { START } from '../../support/make.ts';

/** One of several accounts, counted from 0. */
export type Account = { readonly number: number; readonly of: number };

export type Span = {
  readonly seed: number;
  readonly days: number;
  /** In all accounts. */
  readonly tokens: number;
  /** The only one, where there is none. */
  readonly account?: Account;
  /** Between sweeps. */
  readonly interval: number;
  /** Days from one bad week to the next. */
  readonly troubleEvery: number;
};

/** What comes after the last trouble: two sweeps, and the delivery of what they tell. */
const quietOf = (interval: number): number => 2 * interval + 3 * HOUR;

/** When nothing goes wrong any more. */
export const healthySince = ({ days, interval }: Span): Instant => START + days * DAY - quietOf(interval);
