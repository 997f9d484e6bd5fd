import type { Diagnosis, Judgement } from './diagnosis.ts';
import { dueOf } from './due.ts';
import { exchangeLine, refusalEvidence } from './evidence.ts';
import { type Expiry, isDated, isOwnersDate } from './expiry.ts';
import type { History } from './history.ts';
import { scaledLadder, thresholdReached } from './ladder.ts';
import type { Observation } from './observation.ts';
import { refusalOf } from './refusal.ts';
import { type Advice, remedyFor } from './remedy.ts';
import type { TagProblem, Watch } from './tags.ts';
import { type Instant, utc } from './time.ts';
import type { Confidence } from './verdict.ts';

/** What is known of the token besides the observation. */
export type Subject = Advice & {
  readonly watch: Watch;
  readonly problems: readonly TagProblem[];
  /** When this version was made, where that is known. */
  readonly issuedAt?: Instant;
  /** Days, descending: the token's own ladder or the deployment's. */
  readonly ladder: readonly number[];
  /** The issuer sets no end date for this kind. */
  readonly neverExpires: boolean;
};

type Seen<S extends Observation['seen']> = Extract<Observation, { seen: S }>;
type Reason = { readonly judgement: Judgement; readonly confidence: Confidence; readonly evidence: readonly string[] };

/** Judges one observation. Pure: the same arguments give the same diagnosis. */
export const diagnose = (observation: Observation, history: History, subject: Subject, now: Instant): Diagnosis => {
  switch (observation.seen) {
    case 'accepted':
      return accepted(observation, subject, now);
    case 'refused':
      return refused(observation, history, subject, now);
    case 'unanswered':
      return unanswered(observation, history, subject);
    case 'flawed':
      return flawed(observation, history, subject);
    case 'unasked':
      return unasked(observation, subject, now);
    case 'unreadable':
      return unreadable(observation, subject);
  }
};

const told = (reason: Reason, subject: Subject, expiry: Expiry): Diagnosis => ({
  ...reason.judgement,
  confidence: reason.confidence,
  evidence: reason.evidence,
  remedy: remedyFor(reason.judgement, subject),
  docsUrl: subject.docsUrl,
  expiry,
});

const accepted = (seen: Seen<'accepted'>, subject: Subject, now: Instant): Diagnosis => {
  const due = dueOf(
    subject.neverExpires && seen.expiry === 'unknown' ? 'never' : seen.expiry,
    subject.watch,
    subject.issuedAt,
  );
  const missing = missingScopes(seen, subject.watch);
  const evidence = [exchangeLine(seen.exchange), ...(due.drift ? [due.drift] : []), ...problemLines(subject.problems)];
  return {
    ...told(
      { judgement: standing(missing, due.expiry, subject, now), confidence: 'certain', evidence },
      subject,
      due.expiry,
    ),
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

const calendar = (expiry: Expiry, subject: Subject, now: Instant): Judgement | undefined => {
  if (!isDated(expiry)) return undefined;
  if (expiry.at <= now) return { verdict: isOwnersDate(expiry) ? 'overdue' : 'expiring', due: expiry };
  const lifetime = subject.issuedAt === undefined ? undefined : expiry.at - subject.issuedAt;
  const reached = thresholdReached(scaledLadder(subject.ladder, lifetime), expiry.at, now);
  return reached === undefined ? undefined : { verdict: 'expiring', due: expiry };
};

const missingScopes = (seen: Seen<'accepted'>, watch: Watch): readonly string[] => {
  const { scopes, lacking } = seen;
  const missing = scopes === undefined ? [] : watch.requiredScopes.filter((scope) => !scopes.includes(scope));
  return [...missing, ...(lacking ?? []).filter((scope) => !missing.includes(scope))];
};

const refused = (seen: Seen<'refused'>, history: History, subject: Subject, now: Instant): Diagnosis => {
  const { expiry } = dueOf(history.knownExpiry, subject.watch, subject.issuedAt);
  const { judgement, confidence, because } = refusalOf(seen, history, expiry, now);
  const evidence = [
    exchangeLine(seen.exchange),
    because,
    ...refusalEvidence(history),
    ...problemLines(subject.problems),
  ];
  return { ...told({ judgement, confidence, evidence }, subject, expiry), exchange: seen.exchange };
};

const unanswered = (seen: Seen<'unanswered'>, history: History, subject: Subject): Diagnosis => {
  const { expiry } = dueOf(history.knownExpiry, subject.watch, subject.issuedAt);
  const evidence = [
    ...(seen.exchange ? [exchangeLine(seen.exchange)] : []),
    seen.detail,
    'this says nothing about the token',
  ];
  const judgement: Judgement = { verdict: 'indeterminate', cause: seen.why };
  return {
    ...told({ judgement, confidence: 'certain', evidence }, subject, expiry),
    ...(seen.exchange && { exchange: seen.exchange }),
  };
};

/** A certain flaw is as good as a refusal; a shape that is merely unknown says nothing, since formats grow. */
const flawed = (seen: Seen<'flawed'>, history: History, subject: Subject): Diagnosis => {
  const { expiry } = dueOf(history.knownExpiry, subject.watch, subject.issuedAt);
  const [first] = seen.flaws;
  const certain = seen.flaws.find((flaw) => flaw.certain);
  const stray = seen.flaws.some((flaw) => flaw.flaw === 'other-provider');
  const judgement: Judgement =
    certain === undefined
      ? { verdict: 'misconfigured', cause: 'malformed' }
      : { verdict: 'rejected', cause: stray ? 'wrong-provider' : 'malformed' };
  const evidence = [...seen.flaws.map((flaw) => flaw.says), `not sent to ${subject.providerName}`];
  return told({ judgement, confidence: (certain ?? first).certain ? 'certain' : 'likely', evidence }, subject, expiry);
};

const unasked = (seen: Seen<'unasked'>, subject: Subject, now: Instant): Diagnosis => {
  const { expiry, drift } = dueOf(seen.expiry, subject.watch, subject.issuedAt);
  const evidence = [
    `not asked: ${seen.reason}`,
    ...(isDated(expiry) ? [`its date is ${utc(expiry.at)} (${SOURCE_WORDS[expiry.source]})`] : ['no date is known']),
    ...(drift ? [drift] : []),
    ...problemLines(subject.problems),
  ];
  return {
    ...told(
      { judgement: unaskedStanding(seen, expiry, subject, now), confidence: 'likely', evidence },
      subject,
      expiry,
    ),
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
  if (isDated(expiry) && expiry.source === 'embedded' && expiry.at <= now)
    return { verdict: 'expired', cause: 'expired' };
  if (subject.problems.length > 0) return { verdict: 'misconfigured', cause: 'bad-tag' };
  if (seen.notBefore !== undefined && seen.notBefore > now) return { verdict: 'indeterminate' };
  const missing = subject.watch.requiredScopes.filter(
    (scope) => seen.scopes !== undefined && !seen.scopes.includes(scope),
  );
  if (missing.length > 0) return { verdict: 'degraded', cause: 'insufficient-scope', missing };
  return calendar(expiry, subject, now) ?? (isDated(expiry) ? { verdict: 'healthy' } : { verdict: 'indeterminate' });
};

const unreadable = (seen: Seen<'unreadable'>, subject: Subject): Diagnosis => ({
  verdict: 'misconfigured',
  cause: seen.cause,
  confidence: 'certain',
  evidence: [seen.detail, ...problemLines(subject.problems)],
  remedy: seen.remedy,
  docsUrl: subject.docsUrl,
  expiry: dueOf('unknown', subject.watch, undefined).expiry,
});

const problemLines = (problems: readonly TagProblem[]): readonly string[] =>
  problems.map((problem) => `tag ${problem.tag}: ${problem.says}; ${problem.remedy}`);
