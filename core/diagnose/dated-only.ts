import { type Instant, MINUTE, utc } from '../base/time.ts';
import type { Diagnosis, Judgement } from '../model/diagnosis.ts';
import { type DatedExpiry, type Expiry, isDated } from '../model/expiry.ts';
import { expiredBy } from '../model/proof.ts';
import { alsoDue, calendar, dueOf } from './dates.ts';
import { remarksOf } from './remarks.ts';
import { rotationEvidence } from './rotation.ts';
import { type Says, saysAt } from './says.ts';
import { missingScopes } from './scopes.ts';
import { problemLines, type Seen, type Subject, told } from './subject.ts';

/** Nobody was asked: the dates are all there is, and it is never called healthy. */
export const diagnoseUnasked = (seen: Seen<'unasked'>, subject: Subject, now: Instant): Diagnosis => {
  const { expiry, drift } = dueOf(seen.expiry, subject);
  const remarks = [...(drift ? [drift] : []), ...remarksOf(seen.scopes, subject)];
  const evidence = [
    `not asked: ${seen.reason}`,
    dateOf(expiry, subject),
    ...(seen.faults ?? []),
    ...(isNotYetValid(seen, now) ? [`not valid before ${utc(seen.notBefore)}`] : []),
    ...rotationEvidence(subject, now),
    ...remarks,
    ...problemLines(subject),
  ];
  const dated = calendar(expiry, subject, now);
  const judgement = unaskedStanding(seen, expiry, subject, dated, now);
  const confidence = judgement.verdict === 'expired' ? 'certain' : 'likely';
  return {
    ...told({ judgement, confidence, evidence }, subject, expiry),
    ...alsoDue(judgement, dated),
    unasked: seen.reason,
    ...(remarks.length > 0 && { remarks }),
    ...(seen.scopes && { scopes: seen.scopes }),
    ...(seen.subject !== undefined && { subject: seen.subject }),
  };
};

/** Where there is none, how to give it one: nothing else of such a token can be watched. */
const dateOf = (expiry: Expiry, { source }: Subject): string => {
  const says = saysAt(source);
  if (isDated(expiry)) return `its date is ${utc(expiry.at)} (${setBy(expiry, says)})`;
  return `no date is known; where it has one, ${says.say('expires-at', '2027-01-31')}`;
};

const setBy = ({ source }: DatedExpiry, { noun }: Says): string => {
  switch (source) {
    case 'issuer':
      return 'the issuer says so';
    case 'embedded':
      return 'read from the token itself';
    case 'tag':
      return `your ${noun} says so`;
    case 'age-policy':
      return 'your age policy';
    case 'rotation':
      return 'the rotation of its secret';
  }
};

/** Clocks of issuers and ours differ, and many mint with nbf = now (RFC 7519 4.1.5 allows a few minutes of leeway). */
const LEEWAY = 5 * MINUTE;

const isNotYetValid = (
  seen: Seen<'unasked'>,
  now: Instant,
): seen is Seen<'unasked'> & { readonly notBefore: Instant } =>
  seen.notBefore !== undefined && seen.notBefore > now + LEEWAY;

const unaskedStanding = (
  seen: Seen<'unasked'>,
  expiry: Expiry,
  subject: Subject,
  dated: Judgement | undefined,
  now: Instant,
): Judgement => {
  if (isDated(expiry) && expiry.source === 'embedded' && expiry.at <= now) return expiredBy({ pastOwnDate: true });
  if (subject.problems.length > 0) return { verdict: 'misconfigured', cause: 'bad-tag' };
  if (seen.faults !== undefined) return dated ?? { verdict: 'misconfigured', cause: 'malformed' };
  const missing = missingScopes(seen, subject);
  if (missing.length > 0) return { verdict: 'degraded', cause: 'insufficient-scope', missing };
  return dated ?? { verdict: 'unchecked' };
};
