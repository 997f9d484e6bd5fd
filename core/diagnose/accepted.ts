import { earlierClock } from '../base/http-date.ts';
import type { Instant } from '../base/time.ts';
import type { Diagnosis, Judgement } from '../model/diagnosis.ts';
import type { Expiry } from '../model/expiry.ts';
import type { Watch } from '../model/tags.ts';
import { calendar, dueOf } from './dates.ts';
import { exchangeLine, skewEvidence } from './evidence.ts';
import { problemLines, type Seen, type Subject, told } from './subject.ts';

/** The issuer accepts it: what is left to say is scopes, tags and dates. */
export const diagnoseAccepted = (seen: Seen<'accepted'>, subject: Subject, now: Instant): Diagnosis => {
  const due = dueOf(
    subject.neverExpires && seen.expiry === 'unknown' ? 'never' : seen.expiry,
    subject.watch,
    subject.issuedAt,
  );
  const missing = missingScopes(seen, subject.watch);
  const evidence = [
    exchangeLine(seen.exchange),
    ...skewEvidence(seen.exchange),
    ...(due.drift ? [due.drift] : []),
    ...problemLines(subject.problems),
  ];
  const judgement = standing(missing, due.expiry, subject, earlierClock(now, seen.exchange.skew));
  return {
    ...told({ judgement, confidence: 'certain', evidence }, subject, due.expiry),
    exchange: seen.exchange,
    ...(seen.scopes && { scopes: seen.scopes }),
    ...(seen.subject !== undefined && { subject: seen.subject }),
  };
};

/** What an accepted token's verdict is. The ladder tells dates whatever this says: see transition.ts. */
const standing = (missing: readonly string[], expiry: Expiry, subject: Subject, now: Instant): Judgement => {
  if (missing.length > 0) return { verdict: 'degraded', cause: 'insufficient-scope', missing };
  if (subject.problems.length > 0) return { verdict: 'misconfigured', cause: 'bad-tag' };
  return calendar(expiry, subject, now) ?? { verdict: 'healthy' };
};

const missingScopes = (seen: Seen<'accepted'>, watch: Watch): readonly string[] => {
  const { scopes, lacking } = seen;
  const missing = scopes === undefined ? [] : watch.requiredScopes.filter((scope) => !scopes.includes(scope));
  return [...missing, ...(lacking ?? []).filter((scope) => !missing.includes(scope))];
};
