import type { Judgement } from './diagnosis.ts';
import { type Expiry, isDated, isOwnersDate } from './expiry.ts';
import type { History } from './history.ts';
import type { Observation } from './observation.ts';
import { type Instant, utc } from './time.ts';
import type { Confidence, RefusalMeaning } from './verdict.ts';

type Refused = Extract<Observation, { seen: 'refused' }>;
export type Refusal = {
  readonly judgement: Extract<Judgement, { verdict: 'expired' | 'rejected' }>;
  readonly confidence: Confidence;
  readonly because: string;
};

const expired = (confidence: Confidence, because: string): Refusal => ({
  judgement: { verdict: 'expired', cause: 'expired' },
  confidence,
  because,
});

const rejected = (
  cause: Extract<Judgement, { verdict: 'rejected' }>['cause'],
  confidence: Confidence,
  because: string,
): Refusal => ({ judgement: { verdict: 'rejected', cause }, confidence, because });

type Rule = (seen: Refused, history: History, expiry: Expiry, now: Instant) => Refusal | undefined;

/** Why a refused token is refused. The first rule that speaks wins, so the order is the policy. */
export const refusalOf = (seen: Refused, history: History, expiry: Expiry, now: Instant): Refusal => {
  for (const rule of RULES) {
    const refusal = rule(seen, history, expiry, now);
    if (refusal !== undefined) return refusal;
  }
  return rejected('unrecognised', 'likely', 'we never saw this token accepted: the issuer does not know it');
};

/** The issuer's own word beats any inference. */
const issuerSaysWhy: Rule = (seen, history) => {
  if (seen.meaning === undefined) return undefined;
  if (seen.meaning === 'expired') return expired('certain', WORDS.expired);
  if (seen.meaning === 'unrecognised' && (history.acceptedAt !== undefined || history.previousWorked)) return undefined;
  return rejected(seen.meaning, 'certain', WORDS[seen.meaning]);
};

const WORDS: Readonly<Record<RefusalMeaning, string>> = {
  expired: 'the issuer says that it has expired',
  revoked: 'the issuer says that it was revoked',
  malformed: 'the issuer says that it is malformed',
  unrecognised: 'the issuer says that it does not know it',
  'account-disabled': 'the issuer says that the account behind it is disabled',
};

const pastItsDate: Rule = (_seen, _history, expiry, now) => {
  if (!isDated(expiry) || expiry.source === 'age-policy' || expiry.at > now) return undefined;
  return isOwnersDate(expiry)
    ? expired('likely', `refused, and past the date on its tag, ${utc(expiry.at)}`)
    : expired('certain', `refused, and past its own date, ${utc(expiry.at)}`);
};

const workedBefore: Rule = (_seen, { acceptedAt }) =>
  acceptedAt === undefined
    ? undefined
    : rejected('revoked', 'likely', `this same version was accepted before, last at ${utc(acceptedAt)}`);

const previousVersionWorked: Rule = (_seen, { previousWorked, previousNow }) => {
  if (!previousWorked) return undefined;
  if (previousNow === 'accepted')
    return rejected('bad-rotation', 'certain', 'this new version is refused, the previous one is still accepted');
  if (previousNow === 'refused')
    return rejected('bad-rotation', 'likely', 'this new version is refused, and so is the previous one by now');
  return rejected('bad-rotation', 'likely', 'this new version is refused; the one before it worked');
};

const RULES: readonly Rule[] = [issuerSaysWhy, pastItsDate, workedBefore, previousVersionWorked];
