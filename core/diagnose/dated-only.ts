import { type Instant, utc } from '../base/time.ts';
import type { Diagnosis, Judgement } from '../model/diagnosis.ts';
import { type Expiry, isDated } from '../model/expiry.ts';
import { expiredBy } from '../model/proof.ts';
import { calendar, dueOf } from './dates.ts';
import { problemLines, type Seen, type Subject, told } from './subject.ts';

/** Nobody was asked: the dates are all there is. */
export const diagnoseUnasked = (seen: Seen<'unasked'>, subject: Subject, now: Instant): Diagnosis => {
  const { expiry, drift } = dueOf(seen.expiry, subject.watch, subject.issuedAt);
  const evidence = [
    `not asked: ${seen.reason}`,
    ...(isDated(expiry) ? [`its date is ${utc(expiry.at)} (${SOURCE_WORDS[expiry.source]})`] : ['no date is known']),
    ...(drift ? [drift] : []),
    ...problemLines(subject.problems),
  ];
  const judgement = unaskedStanding(seen, expiry, subject, now);
  const confidence = judgement.verdict === 'expired' ? 'certain' : 'likely';
  return {
    ...told({ judgement, confidence, evidence }, subject, expiry),
    ...(seen.scopes && { scopes: seen.scopes }),
    ...(seen.subject !== undefined && { subject: seen.subject }),
  };
};

const SOURCE_WORDS = {
  issuer: 'the issuer says so',
  embedded: 'read from the token itself',
  tag: 'your tag says so',
  'age-policy': 'your age policy',
} as const;

const unaskedStanding = (seen: Seen<'unasked'>, expiry: Expiry, subject: Subject, now: Instant): Judgement => {
  if (isDated(expiry) && expiry.source === 'embedded' && expiry.at <= now) return expiredBy({ pastOwnDate: true });
  if (subject.problems.length > 0) return { verdict: 'misconfigured', cause: 'bad-tag' };
  if (seen.notBefore !== undefined && seen.notBefore > now) return { verdict: 'indeterminate' };
  const missing = subject.watch.requiredScopes.filter(
    (scope) => seen.scopes !== undefined && !seen.scopes.includes(scope),
  );
  if (missing.length > 0) return { verdict: 'degraded', cause: 'insufficient-scope', missing };
  return calendar(expiry, subject, now) ?? (isDated(expiry) ? { verdict: 'healthy' } : { verdict: 'indeterminate' });
};
