import { earlierClock } from '../base/http-date.ts';
import { type Instant, utc } from '../base/time.ts';
import type { Judgement, RejectedCause } from '../model/diagnosis.ts';
import { type Expiry, isDated, isOwnersDate } from '../model/expiry.ts';
import type { History } from '../model/history.ts';
import { expiredBy, type ProvenRefusal, rejectedBy } from '../model/proof.ts';
import type { Confidence, RefusalMeaning } from '../model/verdict.ts';
import { orUsedUp } from './evidence.ts';
import { type Says, saysAt } from './says.ts';

export type Refusal = {
  readonly judgement: Extract<Judgement, { verdict: 'expired' | 'rejected' }>;
  readonly confidence: Confidence;
  readonly because: string;
};

const expired = (seen: ProvenRefusal, confidence: Confidence, because: string): Refusal => ({
  judgement: expiredBy(seen),
  confidence,
  because,
});

const rejected = (seen: ProvenRefusal, cause: RejectedCause, confidence: Confidence, because: string): Refusal => ({
  judgement: rejectedBy(seen, cause),
  confidence,
  because,
});

type Rule = (seen: ProvenRefusal, history: History, expiry: Expiry, now: Instant, says: Says) => Refusal | undefined;

/** Why a refused token is refused. The first rule that speaks wins, so the order is the policy. */
export const refusalOf = (
  seen: ProvenRefusal,
  history: History,
  expiry: Expiry,
  now: Instant,
  source: string,
): Refusal => {
  for (const rule of RULES) {
    const refusal = rule(seen, history, expiry, now, saysAt(source));
    if (refusal !== undefined) return refusal;
  }
  return rejected(seen, 'unrecognised', 'likely', 'we never saw this token accepted: the issuer does not know it');
};

/** The issuer's own word beats any inference. */
const issuerSaysWhy: Rule = (seen, history) => {
  if (seen.meaning === undefined) return undefined;
  if (seen.meaning === 'expired') return expired(seen, 'certain', WORDS.expired);
  if (seen.meaning === 'unrecognised' && (history.acceptedAt !== undefined || history.previousWorked)) return undefined;
  return rejected(seen, seen.meaning, 'certain', WORDS[seen.meaning]);
};

const WORDS: Readonly<Record<RefusalMeaning, string>> = {
  expired: 'the issuer says that it has expired',
  revoked: 'the issuer says that it was revoked',
  malformed: 'the issuer says that it is malformed',
  unrecognised: 'the issuer says that it does not know it',
  'account-disabled': 'the issuer says that the account behind it is disabled',
};

const pastItsDate: Rule = (seen, _history, expiry, now, { ownDate }) => {
  const passed = isDated(expiry) && expiry.at <= earlierClock(now, seen.exchange.skew);
  if (!passed || expiry.source === 'age-policy') return undefined;
  return isOwnersDate(expiry)
    ? expired(seen, 'likely', `refused, and past ${ownDate}, ${utc(expiry.at)}`)
    : expired(seen, 'certain', `refused, and past its own date, ${utc(expiry.at)}`);
};

const workedBefore: Rule = (seen, history) => {
  if (history.acceptedAt === undefined) return undefined;
  const because = `this same version was accepted before, last at ${utc(history.acceptedAt)}${orUsedUp(history)}`;
  return rejected(seen, 'revoked', 'likely', because);
};

const previousVersionWorked: Rule = (seen, { previousWorked, previousNow }) => {
  if (!previousWorked) return undefined;
  if (previousNow === 'accepted')
    return rejected(seen, 'bad-rotation', 'certain', 'this new version is refused, the previous one is still accepted');
  if (previousNow === 'refused')
    return rejected(seen, 'bad-rotation', 'likely', 'this new version is refused, and so is the previous one by now');
  return rejected(seen, 'bad-rotation', 'likely', 'this new version is refused; the one before it worked');
};

const RULES: readonly Rule[] = [issuerSaysWhy, pastItsDate, workedBefore, previousVersionWorked];
