import type { AgreedLook } from './agreed.ts';
import type { Alert } from './alert.ts';
import { alertOf, ladderOf } from './alert-of.ts';
import type { Diagnosis } from './diagnosis.ts';
import { type DatedExpiry, isDated } from './expiry.ts';
import { isDeath, sameClass, severityOf, standingFinding } from './finding.ts';
import { alertId, incidentId } from './ids.ts';
import { climb } from './ladder.ts';
import type { Look } from './look.ts';
import { collectUntil, type Policy } from './policy.ts';
import type { Finding, Incident, TokenRecord } from './record.ts';
import { isSnoozed } from './snooze.ts';
import type { Instant } from './time.ts';

type Told = [record: TokenRecord, alerts: readonly Alert[]];

/** First sight: listed with the others of its owner, whatever was found; only what comes after is alerted singly. */
export const announce = (seen: TokenRecord, look: AgreedLook, policy: Policy, now: Instant): Told => {
  const finding = standingFinding(look.diagnosis);
  const incident = finding && open(seen, look, finding, now);
  const ladder =
    isDated(look.diagnosis.expiry) && climb(ladderOf(look, policy), look.diagnosis.expiry, undefined, now).state;
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

/** Opens, worsens or ends the incident of a token. */
export const standingAlert = (seen: TokenRecord, look: AgreedLook, policy: Policy, now: Instant): Told => {
  const finding = standingFinding(look.diagnosis);
  if (finding === undefined) return recover(seen, look, policy, now);
  const known = seen.incident;
  const again = known !== undefined && known.versionId !== look.versionId && isDeath(finding);
  if (known !== undefined && sameClass(known.finding, finding) && !again)
    return [{ ...seen, incident: { ...known, finding } }, []];
  const severity = severityOf(finding);
  if (isSnoozed(look.watch, severity, now)) return [seen, []];
  const incident = open(seen, look, finding, now);
  const id = alertId(look.ref.id, finding, look.versionId, seen.episodes + 1);
  const parts = { kind: finding, severity, incident: incident.id, openedAt: incident.openedAt };
  return [{ ...seen, incident, episodes: seen.episodes + 1 }, [alertOf(look, policy, now, parts, id)]];
};

/** An incident that is already told keeps its name, so that one story reads as one. */
const open = (seen: TokenRecord, look: Look, finding: Finding, now: Instant): Incident => ({
  id: seen.incident?.id ?? incidentId(look.ref.id, finding, look.versionId, String(seen.episodes + 1)),
  finding,
  openedAt: seen.incident?.openedAt ?? now,
  versionId: look.versionId,
});

const recover = (seen: TokenRecord, look: Look, policy: Policy, now: Instant): Told => {
  const { incident, ...rest } = seen;
  if (incident === undefined) return [seen, []];
  const id = alertId(look.ref.id, 'recovered', seen.episodes);
  const parts = { kind: 'recovered', severity: 'note', incident: incident.id, openedAt: incident.openedAt } as const;
  const ended = { finding: incident.finding, newVersion: incident.versionId !== look.versionId };
  return [rest, [{ ...alertOf(look, policy, now, parts, id), ended }]];
};

/** Tells the thresholds before the date, whatever else is wrong, as long as the token works. */
export const ladderAlert = (seen: TokenRecord, look: Look, policy: Policy, now: Instant): Told => {
  const due = look.diagnosis.expiry;
  const works = look.observation.seen === 'accepted' || look.observation.seen === 'unasked';
  if (!works || !isDated(due)) return [seen, []];
  const { tell, state } = climb(ladderOf(look, policy), due, seen.ladder, now);
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

/** A warning ahead of a date says how to renew, also while the token is called degraded for another reason. */
const aheadOf = (due: DatedExpiry, { diagnosis, renewalSteps }: Look): Diagnosis => {
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
    ...(exchange && { exchange }),
  };
};
