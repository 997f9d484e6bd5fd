import { earlierClock } from '../base/http-date.ts';
import { type Instant, utc } from '../base/time.ts';
import type { Diagnosis, Judgement } from '../model/diagnosis.ts';
import { type Expiry, isDated, isOwnersDate, isPast } from '../model/expiry.ts';
import type { History } from '../model/history.ts';
import { expiredBy, isCertain, type Proven, type ProvenDoubt, type ProvenRefusal, rejectedBy } from '../model/proof.ts';
import { diagnoseAccepted } from './accepted.ts';
import { diagnoseUnasked } from './dated-only.ts';
import { alsoDue, calendar, dueOf } from './dates.ts';
import { weighDoubt } from './doubt.ts';
import { exchangeLine, refusalEvidence, skewEvidence } from './evidence.ts';
import { refusalOf } from './refusal.ts';
import { mendingSteps, renewalSteps, rollBackStep } from './remedy.ts';
import { rotationEvidence } from './rotation.ts';
import { type Opinion, problemLines, type Seen, type Subject, told } from './subject.ts';

/** Judges one observation. Pure: the same arguments give the same diagnosis. */
export const diagnose = (observation: Proven, history: History, subject: Subject, now: Instant): Diagnosis => {
  switch (observation.seen) {
    case 'accepted':
      return diagnoseAccepted(observation, history, subject, now);
    case 'refused':
      return lookTookIt(history) ? usedUp(observation, history, subject) : refused(observation, history, subject, now);
    case 'ambiguous':
      return lookTookIt(history)
        ? usedUp(observation, history, subject)
        : ambiguous(observation, history, subject, now);
    case 'unanswered':
      return unanswered(observation, history, subject, now);
    case 'flawed':
      return flawed(observation, history, subject);
    case 'unasked':
      return diagnoseUnasked(observation, subject, now);
    case 'unreadable':
      return unreadable(observation, subject, now);
  }
};

/** The look that accepted it took the last of its uses: then its refusal is our doing, and no fault of whoever holds it. */
const lookTookIt = ({ usesLeft }: History): boolean => usesLeft !== undefined && usesLeft <= 0;

const usedUp = ({ exchange }: ProvenRefusal | ProvenDoubt, history: History, subject: Subject): Diagnosis => {
  const { expiry } = dueOf(history.knownExpiry, subject);
  const evidence = [exchangeLine(exchange), ...refusalEvidence(history), ...problemLines(subject)];
  const judgement: Judgement = { verdict: 'indeterminate', cause: 'blocked' };
  return { ...told({ judgement, confidence: 'certain', evidence }, subject, expiry), remedy: USED_UP, exchange };
};

const USED_UP = [
  'It is used up. Make a new one whose uses are not counted, or at least two: a look takes one of them.',
  'Store the new value in its place, then restart what uses it.',
];

const refused = (seen: ProvenRefusal, history: History, subject: Subject, now: Instant): Diagnosis => {
  const { expiry } = dueOf(knownDate(history, seen.ownDate), subject);
  const { judgement, confidence, because } = refusalOf(seen, history, expiry, now, subject.source);
  const evidence = [
    exchangeLine(seen.exchange),
    because,
    ...skewEvidence(seen.exchange),
    ...refusalEvidence(history),
    ...rotationEvidence(subject, now),
    ...problemLines(subject),
  ];
  const helps = judgement.cause === 'bad-rotation' && history.previousNow === 'accepted';
  const rollBack = helps && rollBackStep(subject.source, history.previousVersionId, subject.versionId);
  const diagnosis = told({ judgement, confidence, evidence }, subject, expiry);
  const remedy = rollBack ? [rollBack, ...diagnosis.remedy.slice(1)] : diagnosis.remedy;
  return { ...diagnosis, remedy, exchange: seen.exchange };
};

/** What the issuer told of this version before, else the date in the token itself. */
const knownDate = ({ knownExpiry }: History, ownDate: Instant | undefined): Expiry =>
  isDated(knownExpiry) || ownDate === undefined ? knownExpiry : { at: ownDate, source: 'embedded' };

const ambiguous = (seen: ProvenDoubt, history: History, subject: Subject, now: Instant): Diagnosis => {
  const { expiry } = dueOf(knownDate(history, seen.ownDate), subject);
  const weight = weighDoubt(seen, history, expiry, subject.doubting, now);
  const meanings = `this means that the token is dead, or that ${seen.doubt.otherwise}${seen.doubt.unlikely ? ', which is the likelier here' : ''}`;
  const evidence = [
    exchangeLine(seen.exchange),
    // The reason comes first: alerts tell it as the cause.
    ...(weight.counts === false ? [meanings, weight.because] : [weight.because, meanings]),
    ...skewEvidence(seen.exchange),
    ...refusalEvidence(history),
    ...problemLines(subject),
  ];
  if (weight.counts === false) {
    const judgement: Judgement = { verdict: 'indeterminate', cause: 'blocked' };
    const reason = { judgement, confidence: 'certain', evidence } as const;
    return { ...told(reason, subject, expiry), remedy: seen.doubt.settle, exchange: seen.exchange };
  }
  const judgement = weight.counts === 'expired' ? expiredBy(weight.seen) : rejectedBy(weight.seen, weight.counts);
  return { ...told({ judgement, confidence: 'likely', evidence }, subject, expiry), exchange: seen.exchange };
};

const unanswered = (seen: Seen<'unanswered'>, history: History, subject: Subject, now: Instant): Diagnosis => {
  const { expiry } = dueOf(history.knownExpiry, subject);
  const past = isPast(expiry, earlierClock(now, seen.exchange?.skew)) && isDated(expiry) && !isOwnersDate(expiry);
  const evidence = [
    ...(seen.exchange ? [exchangeLine(seen.exchange)] : []),
    seen.detail,
    ...(past ? [pastDate(expiry.at)] : []),
  ];
  const judgement: Judgement = { verdict: 'indeterminate', cause: seen.why };
  return {
    ...told({ judgement, confidence: 'certain', evidence, ...reasonOf(seen) }, subject, expiry),
    ...(seen.remedy && { remedy: seen.remedy }),
    ...(past && { remedy: renewalSteps(subject), ...alsoDue(judgement, calendar(expiry, subject, now)) }),
    ...(seen.exchange && { exchange: seen.exchange }),
  };
};

/** Some issuers count an expired token as nobody, and limit or block it: then no refusal ever comes. */
const pastDate = (at: Instant): string =>
  `its known date, ${utc(at)}, has passed: that it has expired is the likelier reason, whatever else this answer says`;

const reasonOf = ({ reason }: Pick<Seen<'unanswered'>, 'reason'>): Pick<Opinion, 'reason'> =>
  reason === undefined ? {} : { reason };

/** A certain flaw is as good as a refusal; looks that are merely unknown say nothing, since formats grow and people choose their own. */
const flawed = (seen: Seen<'flawed'>, history: History, subject: Subject): Diagnosis => {
  const { expiry } = dueOf(history.knownExpiry, subject);
  const [first] = seen.flaws;
  const certain = seen.flaws.find(isCertain);
  const stray = seen.flaws.some((flaw) => flaw.flaw === 'other-provider');
  const judgement: Judgement =
    certain === undefined
      ? { verdict: 'misconfigured', cause: 'malformed' }
      : rejectedBy(certain, stray ? 'wrong-provider' : 'malformed');
  const evidence = [...seen.flaws.map((flaw) => flaw.says), `not sent to ${subject.providerName}`];
  const confidence = (certain ?? first).certain ? 'certain' : 'likely';
  const diagnosis = told({ judgement, confidence, evidence }, subject, expiry);
  if (certain !== undefined) return { ...diagnosis, remedy: mendingSteps(seen.flaws, diagnosis.remedy) };
  if (seen.letThrough === undefined) return diagnosis;
  return { ...diagnosis, remedy: [...diagnosis.remedy.slice(0, 1), seen.letThrough, ...diagnosis.remedy.slice(-1)] };
};

const unreadable = (seen: Seen<'unreadable'>, subject: Subject, now: Instant): Diagnosis => {
  const { expiry } = dueOf('unknown', { watch: subject.watch, source: subject.source });
  const judgement: Judgement = { verdict: 'misconfigured', cause: seen.cause };
  return {
    ...judgement,
    confidence: 'certain',
    ...reasonOf(seen),
    evidence: [seen.detail, ...problemLines(subject)],
    remedy: seen.remedy,
    docsUrl: subject.docsUrl,
    expiry,
    ...alsoDue(judgement, calendar(expiry, subject, now)),
  };
};
