import { earlierClock } from '../base/http-date.ts';
import { DAY, type Instant, MINUTE, utc } from '../base/time.ts';
import { type Expiry, isDated } from '../model/expiry.ts';
import { DOUBT_LASTS, DOUBT_LOOKS, doubtedOf, type History } from '../model/history.ts';
import type { ProvenDoubt, WeighedDoubt } from '../model/proof.ts';

/** A bare 401 of a token that nobody saw accepted. */
const STRANGER_LASTS = DAY;

export type Weight =
  | { readonly counts: 'expired' | 'revoked' | 'unrecognised'; readonly seen: WeighedDoubt; readonly because: string }
  | {
      readonly counts: false;
      readonly because: string;
      /** More looks may settle it. */
      readonly mayCount: boolean;
    };

/**
 * What an ambiguous answer is worth. It counts where this version was accepted by the same request before, or is past its known date,
 * after three looks over half an hour; a bare 401 of a token never accepted after a day of it. All else stays unknown. Pure.
 */
export const weighDoubt = (seen: ProvenDoubt, history: History, expiry: Expiry, now: Instant): Weight => {
  const clock = earlierClock(now, seen.exchange.skew);
  if (seen.ownDate !== undefined && seen.ownDate <= clock)
    return counts(seen, 'expired', `refused, and past its own date, ${utc(seen.ownDate)}`);
  const ground = groundOf(seen, history, expiry, clock);
  if (ground === undefined) return { counts: false, because: NEVER, mayCount: false };
  const { since, looks } = doubtedOf(seen, history);
  return looks >= DOUBT_LOOKS && seen.exchange.at - since >= ground.lasts
    ? counts(seen, ground.as, ground.because)
    : { counts: false, because: `${ground.because}: this counts after ${ground.after}`, mayCount: true };
};

const counts = (seen: ProvenDoubt, as: 'expired' | 'revoked' | 'unrecognised', because: string): Weight => ({
  counts: as,
  seen: seen as WeighedDoubt,
  because,
});

const NEVER = 'this version was never seen accepted by the same request, so nothing tells the two apart';

type Ground = {
  readonly as: 'expired' | 'revoked' | 'unrecognised';
  readonly because: string;
  readonly lasts: number;
  readonly after: string;
};

const AFTER = `${DOUBT_LOOKS} looks over ${DOUBT_LASTS / MINUTE} minutes`;

const groundOf = (seen: ProvenDoubt, history: History, expiry: Expiry, clock: Instant): Ground | undefined => {
  if (isDated(expiry) && expiry.source !== 'age-policy' && expiry.at <= clock)
    return {
      as: 'expired',
      because: `refused, and past its known date, ${utc(expiry.at)}`,
      lasts: DOUBT_LASTS,
      after: AFTER,
    };
  if (history.acceptedAt !== undefined && history.acceptedBy === seen.exchange.request)
    return {
      as: 'revoked',
      because: `this same version was accepted by the same request before, last at ${utc(history.acceptedAt)}`,
      lasts: DOUBT_LASTS,
      after: AFTER,
    };
  if (seen.doubt.by === 'bare')
    return {
      as: 'unrecognised',
      because: 'this version was never seen accepted',
      lasts: STRANGER_LASTS,
      after: 'a day of it',
    };
  return undefined;
};
