import { earlierClock } from '../base/http-date.ts';
import { DAY, type Instant, MINUTE, SECOND, utc } from '../base/time.ts';
import { type Expiry, isDated } from '../model/expiry.ts';
import { type Doubting, doubtedOf, type History } from '../model/history.ts';
import type { ProvenDoubt, WeighedDoubt } from '../model/proof.ts';
import { orUsedUp } from './evidence.ts';

/** A bare 401 of a token that nobody saw accepted. */
const STRANGER_LASTS = DAY;
/** A bare 401 while nobody knows whether the issuer accepts others: longer than the guard would hold an outage. */
const ALONE_LASTS = 150 * MINUTE;

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
 * after three looks over half an hour (a bare 401: while the issuer accepts others); a bare 401 of a token never accepted after a day. All else stays unknown. Pure.
 */
export const weighDoubt = (
  seen: ProvenDoubt,
  history: History,
  expiry: Expiry,
  { doubtLooks, doubtLasts }: Doubting,
  now: Instant,
): Weight => {
  const clock = earlierClock(now, seen.exchange.skew);
  if (seen.ownDate !== undefined && seen.ownDate <= clock)
    return counts(seen, 'expired', `refused, and past its own date, ${utc(seen.ownDate)}`);
  const ground = groundOf(seen, history, expiry, doubtLasts, clock);
  if (ground === undefined) return { counts: false, because: NEVER, mayCount: false };
  const { since, looks } = doubtedOf(seen, history);
  return looks >= doubtLooks && seen.exchange.at - since >= ground.lasts
    ? counts(seen, ground.as, ground.because)
    : {
        counts: false,
        because: `${ground.because}: this counts after ${after(doubtLooks, ground.lasts)}`,
        mayCount: true,
      };
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
};

const after = (looks: number, lasts: number): string => {
  if (lasts === STRANGER_LASTS) return 'a day of it';
  return `${looks} looks over ${lasts < MINUTE ? `${lasts / SECOND} seconds` : `${lasts / MINUTE} minutes`}`;
};

const groundOf = (
  seen: ProvenDoubt,
  history: History,
  expiry: Expiry,
  doubtLasts: number,
  clock: Instant,
): Ground | undefined => {
  const bare = seen.doubt.by === 'bare';
  if (isDated(expiry) && expiry.source !== 'age-policy' && expiry.at <= clock)
    return { as: 'expired', because: `refused, and past its known date, ${utc(expiry.at)}`, lasts: doubtLasts };
  if (history.acceptedAt !== undefined && isSameRequest(seen, history.acceptedBy))
    return {
      as: 'revoked',
      because: `this same version was accepted by the same request before, last at ${utc(history.acceptedAt)}${orUsedUp(history)}`,
      lasts: bare && !seen.issuerAcceptsOthers ? ALONE_LASTS : doubtLasts,
    };
  return bare
    ? { as: 'unrecognised', because: 'this version was never seen accepted', lasts: STRANGER_LASTS }
    : undefined;
};

const isSameRequest = ({ exchange, alike = [] }: ProvenDoubt, acceptedBy: string | undefined): boolean =>
  acceptedBy !== undefined && [exchange.request, ...alike].includes(acceptedBy);
