import { DAY, type Instant, MINUTE } from '../base/time.ts';
import { type DatedExpiry, type Expiry, isDated, isOwnersDate } from './expiry.ts';
import { scaledLadder } from './ladder.ts';
import type { Observation } from './observation.ts';

/** How the date of a token moves. */
export type Renewal = {
  readonly versionId: string;
  /** The latest date seen of this version. */
  readonly date: Instant;
  /** When that date was seen first. */
  readonly movedAt: Instant;
  /** How long one renewal lasts, in milliseconds: as the issuer says, else from the move to the date. */
  readonly life: number;
  /** The issuer says that it is renewed in place. */
  readonly renewable?: true;
  /** Milliseconds that were left at each of the last moves, newest last. */
  readonly leftAtMoves: readonly number[];
  /** These moves came with new versions. */
  readonly byVersion?: true;
  /** The date before the last move. */
  readonly previous?: Instant;
  /** An earlier date than the latest, seen in the last look alone. */
  readonly earlier?: Instant;
  /** Servers of the issuer tell two dates in turn, `date` and this earlier one: the earlier counts, and it is no renewal. */
  readonly low?: Instant;
};

type Accepted = Extract<Observation, { seen: 'accepted' }>;

/** Moves that are remembered. */
const REMEMBERED = 5;

/** Dates counted from the moment of the answer (`expires_in`) differ by seconds from look to look. */
const STILL = MINUTE;

/** What is known of the moves of a date, after this look. Undefined without a date of the issuer's or the token's own. */
export const renewalOf = (
  before: Renewal | undefined,
  versionId: string,
  observation: Observation,
  issuedAt: Instant | undefined,
): Renewal | undefined => {
  if (observation.seen !== 'accepted' || observation.sparing) return before;
  const { expiry, exchange } = observation;
  if (!isDated(expiry) || isOwnersDate(expiry)) return undefined;
  const begin = (): Renewal => begun(observation, versionId, expiry, issuedAt);
  if (before === undefined) return begin();
  const later = expiry.at > before.date + STILL;
  if (later) return moved(before, begin(), exchange.at, before.versionId !== versionId);
  if (before.versionId !== versionId) return begin();
  if (isSame(expiry.at, before.date)) return still(before);
  if (isSame(expiry.at, before.low)) return before;
  if (isSame(expiry.at, before.previous)) return inTurn(before, expiry.at);
  // Twice in a row: the date was really moved back.
  return before.earlier === undefined ? { ...before, earlier: expiry.at } : begin();
};

const isSame = (at: Instant, known: Instant | undefined): boolean =>
  known !== undefined && Math.abs(at - known) <= STILL;

/** The date of before the last move is back. */
const inTurn = ({ previous: _, leftAtMoves, ...rest }: Renewal, low: Instant): Renewal => ({
  ...rest,
  leftAtMoves: leftAtMoves.slice(0, -1),
  low,
});

const still = ({ earlier: _, ...rest }: Renewal): Renewal => rest;

const begun = (
  { exchange, renewable }: Accepted,
  versionId: string,
  expiry: DatedExpiry,
  issuedAt: Instant | undefined,
): Renewal => ({
  versionId,
  date: expiry.at,
  movedAt: exchange.at,
  life: renewable?.life ?? expiry.at - Math.min(issuedAt ?? exchange.at, exchange.at),
  ...(renewable && { renewable: true }),
  leftAtMoves: [],
});

/** Renewed in place or by new versions: of these two habits the one that was seen last counts. */
const moved = (before: Renewal, now: Renewal, at: Instant, newVersion: boolean): Renewal => {
  const isSameHabit = before.leftAtMoves.length === 0 || (before.byVersion ?? false) === newVersion;
  const left = before.date - at;
  if (newVersion) {
    // Somebody stepped in: the new version is renewed as the old one was, or not.
    return isSameHabit ? { ...now, leftAtMoves: remembered(before, left), byVersion: true } : now;
  }
  return {
    ...now,
    life: now.renewable ? now.life : now.date - at,
    leftAtMoves: isSameHabit ? remembered(before, left) : [left],
    previous: before.date,
  };
};

const remembered = ({ leftAtMoves }: Renewal, left: number): readonly number[] =>
  [...leftAtMoves, left].slice(-REMEMBERED);

/** People rotate seldom and late: versions that follow each other often, or with half of the life left, are the work of a job. */
const SHORT = 3 * DAY;
const MOVES_OF_A_JOB = 3;

/** It is renewed, by what the issuer says or by what was seen: then its moves are watched, not fixed days. */
export const isRenewed = (renewal: Renewal | undefined): renewal is Renewal => {
  if (renewal === undefined) return false;
  const { leftAtMoves, life, renewable, byVersion } = renewal;
  if (renewable) return true;
  if (!byVersion) return leftAtMoves.length > 0;
  return leftAtMoves.length >= MOVES_OF_A_JOB && (life <= SHORT || Math.min(...leftAtMoves) >= life / 2);
};

/** When the next move is due, by the latest of the last ones; undefined before the first. */
export const nextMove = ({ date, movedAt, leftAtMoves }: Renewal): Instant | undefined =>
  leftAtMoves.length === 0 ? undefined : Math.max(movedAt, date - Math.max(0, Math.min(...leftAtMoves)));

/** Moves that were seen twice are a habit: that it has stopped is news of its own. */
export const isHabit = ({ leftAtMoves }: Renewal): boolean => leftAtMoves.length > 1;

/**
 * The ladder of a token that is renewed: fitted to what a renewal gives; after a habit has stopped its steps below what is left then, or a
 * quarter of a life too short for one.
 */
export const renewedLadder = (renewal: Renewal, ladder: readonly number[]): readonly number[] => {
  if (!isHabit(renewal)) return scaledLadder(ladder, renewal.life);
  const left = renewal.date - warnFrom(renewal);
  const steps = ladder.filter((days) => days * DAY < left);
  return steps.length > 0 ? steps : [renewal.life / 4 / DAY];
};

/**
 * From when on a date that has not moved is worth a warning: half an interval after the next move was due, at the latest half-way from
 * there to the date; and when a quarter of its life is left, unless it is usually renewed later than that, which of a long life one
 * move does not prove.
 */
export const warnFrom = (renewal: Renewal): Instant => {
  const { date, movedAt, life } = renewal;
  const quarter = date - life / 4;
  const next = nextMove(renewal);
  if (next === undefined) return quarter;
  const late = Math.min(next + (next - movedAt) / 2, (next + date) / 2);
  const usuallyLater = quarter < next && (isHabit(renewal) || life <= SHORT);
  return usuallyLater ? late : Math.min(late, quarter);
};

/** The date to go by: an earlier one is not believed at its first look, and of two that are told in turn the earlier counts. */
export const settledExpiry = (expiry: Expiry, renewal: Renewal | undefined): Expiry =>
  isDated(expiry) && !isOwnersDate(expiry) && renewal !== undefined
    ? { ...expiry, at: dateOf(renewal, expiry.at) }
    : expiry;

const dateOf = ({ date, earlier, low }: Renewal, told: Instant): Instant =>
  low ?? (earlier === undefined ? told : date);
