import { DAY, type Instant, utc } from '../base/time.ts';
import { troubleSince } from '../listed/rotation.ts';
import type { Judgement } from '../model/diagnosis.ts';
import { type DatedExpiry, type Expiry, isDated, isOwnersDate, lifetimeOf, standsAs } from '../model/expiry.ts';
import { scaledLadder, thresholdReached } from '../model/ladder.ts';
import { type Renewal, warnFrom } from '../model/renewal.ts';
import { stepsAhead, watchedMoves } from '../policy/keeping.ts';
import { type Says, saysAt } from './says.ts';
import type { Subject } from './subject.ts';

/** What the dates of a token follow from. */
type Dating = Pick<Subject, 'watch' | 'issuedAt' | 'agedFrom' | 'source'>;

export type Due = {
  readonly expiry: Expiry;
  /** Set when the owner's date and the issuer's differ by more than a day. */
  readonly drift?: string;
};

/**
 * Which date counts. What the issuer or the token itself says beats a date written by hand; the age policy is a second
 * deadline of its own, and the earlier of the two comes first.
 */
export const dueOf = (told: Expiry, { watch, issuedAt, agedFrom, source }: Dating): Due => {
  const made = issuedAt ?? agedFrom?.at;
  const declared: DatedExpiry | undefined =
    watch.expiresAt === undefined ? undefined : { at: watch.expiresAt, source: 'tag' };
  const rotate: DatedExpiry | undefined =
    watch.maxAgeDays === undefined || made === undefined
      ? undefined
      : { at: made + watch.maxAgeDays * DAY, source: 'age-policy' };
  const expiry = isDated(told) ? told : (declared ?? told);
  const first = rotate !== undefined && (!isDated(expiry) || rotate.at < expiry.at) ? rotate : expiry;
  const drift = driftOf(told, watch.expiresAt, saysAt(source));
  return drift === undefined ? { expiry: first } : { expiry: first, drift };
};

const driftOf = (told: Expiry, declared: Instant | undefined, { noun }: Says): string | undefined => {
  if (!isDated(told) || declared === undefined || Math.abs(told.at - declared) <= DAY) return undefined;
  return `the ${noun} says ${utc(declared)}, the issuer ${utc(told.at)}: the issuer's date counts`;
};

/** The date that a judgement hides; nothing when it is the judgement itself. */
export const alsoDue = ({ verdict }: Judgement, dated: Dated | undefined): { readonly alsoDue?: DatedExpiry } =>
  dated === undefined || verdict === dated.verdict || verdict === 'expired' ? {} : { alsoDue: dated.due };

type Dated = Extract<Judgement, { verdict: 'expiring' | 'overdue' }>;

/**
 * What the date alone says of a token that works: undefined above the ladder, without a date, and of one that is renewed while its
 * date moves as usual. A rotation that is overdue or has failed says more than a date that is still ahead.
 */
export const calendar = (expiry: Expiry, subject: Subject, now: Instant, renewal?: Renewal): Dated | undefined => {
  if (isDated(expiry) && expiry.at <= now) return { verdict: standsAs(expiry, now), due: expiry };
  const trouble = troubleSince(subject.rotation, subject.issuedAt, now);
  if (trouble !== undefined) return { verdict: 'overdue', due: { at: trouble, source: 'rotation' } };
  if (!isDated(expiry)) return undefined;
  const keeping = { ...subject, renewal };
  const moves = watchedMoves(keeping, now);
  if (moves !== undefined && !isOwnersDate(expiry))
    return now < warnFrom(moves) ? undefined : { verdict: 'expiring', due: expiry };
  const lifetime = lifetimeOf(expiry, subject.issuedAt, subject.watch.maxAgeDays);
  const steps = scaledLadder(stepsAhead(subject.ladder, expiry, keeping, now), lifetime);
  const reached = thresholdReached(steps, expiry.at, now);
  return reached === undefined ? undefined : { verdict: 'expiring', due: expiry };
};
