import { earlierClock } from '../base/http-date.ts';
import type { Instant } from '../base/time.ts';
import type { Diagnosis, Judgement } from '../model/diagnosis.ts';
import type { History } from '../model/history.ts';
import { settledExpiry } from '../model/renewal.ts';
import { alsoDue, calendar, dueOf } from './dates.ts';
import { exchangeLine, renewalEvidence, skewEvidence } from './evidence.ts';
import { remarksOf } from './remarks.ts';
import { missingScopes } from './scopes.ts';
import { problemLines, type Seen, type Subject, told } from './subject.ts';

/** The issuer accepts it: what is left to say is scopes, tags and dates. */
export const diagnoseAccepted = (
  seen: Seen<'accepted'>,
  { renewal, knownExpiry, knownScopes }: History,
  subject: Subject,
  now: Instant,
): Diagnosis => {
  const scopes = seen.sparing ? knownScopes : seen.scopes;
  const date = settledExpiry(seen.sparing ? knownExpiry : seen.expiry, renewal);
  const due = dueOf(subject.neverExpires && date === 'unknown' ? 'never' : date, subject);
  const missing = missingScopes({ ...seen, ...(scopes && { scopes }) }, subject);
  const remarks = [...(due.drift ? [due.drift] : []), ...remarksOf(scopes, subject)];
  const evidence = [
    exchangeLine(seen.exchange),
    ...skewEvidence(seen.exchange),
    ...renewalEvidence(renewal),
    ...(seen.uses === undefined ? [] : [seen.uses > 0 ? COUNTED : LAST_USE]),
    ...remarks,
    ...problemLines(subject),
  ];
  const dated = calendar(due.expiry, subject, earlierClock(now, seen.exchange.skew), renewal);
  const judgement = standing(missing, subject, dated);
  return {
    ...told({ judgement, confidence: 'certain', evidence }, subject, due.expiry),
    ...alsoDue(judgement, dated),
    ...(remarks.length > 0 && { remarks }),
    exchange: seen.exchange,
    ...(scopes && { scopes }),
    ...(seen.subject !== undefined && { subject: seen.subject }),
  };
};

const COUNTED =
  'its uses are counted, and a look may use one up: from now on it is asked about by a request that costs none';

const LAST_USE =
  'its uses are counted, and there was one left: this look took it, so nothing else can use it any more. Make a new one with more uses';

/** What an accepted token's verdict is. The ladder tells dates whatever this says: see transition.ts. */
const standing = (missing: readonly string[], subject: Subject, dated: Judgement | undefined): Judgement => {
  if (missing.length > 0) return { verdict: 'degraded', cause: 'insufficient-scope', missing };
  if (subject.problems.length > 0) return { verdict: 'misconfigured', cause: 'bad-tag' };
  return dated ?? { verdict: 'healthy' };
};
