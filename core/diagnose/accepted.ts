import { earlierClock } from '../base/http-date.ts';
import type { Instant } from '../base/time.ts';
import type { Diagnosis, Judgement } from '../model/diagnosis.ts';
import type { History } from '../model/history.ts';
import { settledExpiry } from '../model/renewal.ts';
import { alsoDue, calendar, dueOf } from './dates.ts';
import { type Clash, testInProduction } from './environment.ts';
import { exchangeLine, renewalEvidence, skewEvidence } from './evidence.ts';
import { remarksOf } from './remarks.ts';
import { rotationEvidence } from './rotation.ts';
import { leastOf, missingScopes } from './scopes.ts';
import { type Opinion, problemLines, type Seen, type Subject, told } from './subject.ts';

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
  const clash = testInProduction(subject.environment, subject);
  const remarks = [...(due.drift ? [due.drift] : []), ...remarksOf(scopes, subject)];
  const evidence = [
    exchangeLine(seen.exchange),
    ...skewEvidence(seen.exchange),
    ...renewalEvidence(renewal),
    ...rotationEvidence(subject, now),
    ...(seen.uses === undefined ? [] : [seen.uses > 0 ? COUNTED : LAST_USE]),
    ...scopeLines(missing, scopes, subject),
    ...(clash ? [clash.says] : []),
    ...remarks,
    ...problemLines(subject),
  ];
  const dated = calendar(due.expiry, subject, earlierClock(now, seen.exchange.skew), renewal);
  const judgement = standing(missing, clash, subject, dated);
  return {
    ...told({ judgement, evidence, ...sureOf(judgement, seen, clash) }, subject, due.expiry),
    ...alsoDue(judgement, dated),
    ...(remarks.length > 0 && { remarks }),
    exchange: seen.exchange,
    ...(scopes && { scopes }),
    ...(seen.subject !== undefined && { subject: seen.subject }),
  };
};

/** What the issuer itself says that it lacks may be no scope. */
const sureOf = (
  judgement: Judgement,
  { reason }: Seen<'accepted'>,
  clash: Clash | undefined,
): Pick<Opinion, 'confidence' | 'reason'> => {
  if (judgement.verdict === 'misconfigured' && judgement.cause === 'wrong-provider' && clash)
    return { confidence: clash.confidence, reason: 'wrong-environment' };
  return { confidence: 'certain', ...(judgement.verdict === 'degraded' && reason && { reason }) };
};

/** What it has, and the least that would do. Nothing where the issuer itself names what is missing: then it is no scope of the tag. */
const scopeLines = (
  missing: readonly string[],
  scopes: readonly string[] | undefined,
  { watch, scopeTree = {} }: Subject,
): readonly string[] => {
  const asked = missing.filter((scope) => watch.requiredScopes.includes(scope));
  if (asked.length === 0) return [];
  const has = scopes === undefined || scopes.length === 0 ? 'it has no scope' : `it has ${scopes.join(' ')}`;
  return [`${has}; the least to add: ${leastOf(asked, scopeTree).join(' ')}`];
};

const COUNTED =
  'its uses are counted, and a look may use one up: from now on it is asked about by a request that costs none';

const LAST_USE =
  'its uses are counted, and there was one left: this look took it, so nothing else can use it any more. Make a new one with more uses';

/** What an accepted token's verdict is. The ladder tells dates whatever this says: see transition.ts. */
const standing = (
  missing: readonly string[],
  clash: Clash | undefined,
  subject: Subject,
  dated: Judgement | undefined,
): Judgement => {
  if (missing.length > 0) return { verdict: 'degraded', cause: 'insufficient-scope', missing };
  if (clash !== undefined) return { verdict: 'misconfigured', cause: 'wrong-provider' };
  if (subject.problems.length > 0) return { verdict: 'misconfigured', cause: 'bad-tag' };
  return dated ?? { verdict: 'healthy' };
};
