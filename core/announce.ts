import type { AgreedLook } from './agreed.ts';
import type { Alert } from './alert.ts';
import { alertOf, ladderOf } from './alert-of.ts';
import type { Diagnosis } from './diagnosis.ts';
import { type DatedExpiry, isDated } from './expiry.ts';
import { isToldDead, severityOf, standingFinding } from './finding.ts';
import { earlierClock } from './http-date.ts';
import { alertId, incidentId } from './ids.ts';
import { climb } from './ladder.ts';
import type { Look } from './look.ts';
import { collectUntil, type Policy } from './policy.ts';
import type { Finding, TokenRecord } from './record.ts';
import { isSnoozed } from './snooze.ts';
import { openedBy } from './standing.ts';
import type { Instant } from './time.ts';

type Told = [record: TokenRecord, alerts: readonly Alert[]];

/** First sight: listed with the others of its owner, whatever was found; only what comes after is alerted singly. */
export const announce = (seen: TokenRecord, look: AgreedLook, policy: Policy, now: Instant): Told => {
  const finding = standingFinding(look.diagnosis);
  const incident = finding && openedBy(seen, look, finding, now);
  const ladder =
    isDated(look.diagnosis.expiry) &&
    climb(ladderOf(look, policy), look.diagnosis.expiry, undefined, clockOf(look, now)).state;
  const record: TokenRecord = {
    ...seen,
    announced: true,
    ...(incident && { incident, episodes: seen.episodes + 1 }),
    ...(ladder && { ladder }),
  };
  const severity = finding === undefined ? 'note' : 'warn';
  const parts = {
    kind: 'started',
    severity,
    incident: incidentId('started', look.watch.owner ?? ''),
    openedAt: now,
  } as const;
  const until = collectUntil(look.sweepStartedAt, now, policy.collect);
  return [record, [{ ...alertOf(look, policy, now, parts, alertId(look.ref.id, 'started')), collectUntil: until }]];
};

/** Tells the thresholds before the date, whatever else is wrong, as long as the token works. */
export const ladderAlert = (seen: TokenRecord, look: Look, policy: Policy, now: Instant): Told => {
  const due = look.diagnosis.expiry;
  if (!mayWork(seen, look) || !isDated(due)) return [seen, []];
  const { tell, state } = climb(ladderOf(look, policy), due, seen.ladder, clockOf(look, now));
  const finding: Finding = due.source === 'age-policy' ? 'rotate-by' : 'expiring';
  const severity = severityOf(finding, tell);
  if (tell !== undefined && isSnoozed(look.watch, severity, now)) return [seen, []];
  const { ladder: _, ...rest } = seen;
  const record = state === undefined ? rest : { ...rest, ladder: state };
  if (tell === undefined) return [record, []];
  const incident = incidentId(look.ref.id, finding, look.versionId);
  const id = alertId(look.ref.id, finding, look.versionId, due.at, tell);
  const parts = { kind: finding, severity, incident, openedAt: now, threshold: tell };
  return [record, [alertOf({ ...look, diagnosis: aheadOf(due, look) }, policy, now, parts, id)]];
};

/** As far as anybody knows; while the issuer does not answer, what was known before. */
const mayWork = (seen: TokenRecord, { observation, versionId }: Look): boolean => {
  if (observation.seen !== 'unanswered') return observation.seen === 'accepted' || observation.seen === 'unasked';
  return seen.accepted?.versionId === versionId && !isToldDead(seen);
};

const clockOf = ({ diagnosis }: Look, now: Instant): Instant => earlierClock(now, diagnosis.exchange?.skew);

/** A warning ahead of a date says how to renew, also while the token is called degraded for another reason. */
const aheadOf = (due: DatedExpiry, { observation, diagnosis, renewalSteps }: Look): Diagnosis => {
  if (diagnosis.verdict === 'expiring') return diagnosis;
  const { confidence, evidence, docsUrl, expiry, scopes, subject, exchange } = diagnosis;
  return {
    verdict: 'expiring',
    due,
    confidence,
    evidence,
    remedy: renewalSteps,
    docsUrl,
    expiry,
    ...(scopes && { scopes }),
    ...(subject !== undefined && { subject }),
    // An answer that said nothing is evidence, and no sign that it works.
    ...(exchange && observation.seen !== 'unanswered' && { exchange }),
  };
};
