import { alertId, incidentId } from '../base/ids.ts';
import { DAY, type Instant } from '../base/time.ts';
import type { Alert, Severity } from '../model/alert.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import { type DatedExpiry, isDated, isOwnersDate } from '../model/expiry.ts';
import { isToldDead, severityOf } from '../model/finding.ts';
import { climb, thresholdReached } from '../model/ladder.ts';
import type { Finding, TokenRecord } from '../model/record.ts';
import { isHabit, type Renewal, warnFrom } from '../model/renewal.ts';
import { watchedMoves } from '../policy/keeping.ts';
import { chosenSeverity } from '../policy/ladder-setting.ts';
import { asksQuietOfDate } from './asked-quiet.ts';
import { clockOf, type Look } from './look.ts';
import { alertOf, keepingOf, ladderOf } from './make-alert.ts';
import { collectUntil, type Policy } from './policy.ts';
import { isSnoozed } from './quiet.ts';

type Told = [record: TokenRecord, alerts: readonly Alert[]];

/** Tells the thresholds before the date, whatever else is wrong, as long as the token works. */
export const ladderAlert = (seen: TokenRecord, look: Look, policy: Policy, now: Instant): Told => {
  const due = look.diagnosis.expiry;
  if (!mayWork(seen, look) || !isDated(due)) return [seen, []];
  const { tell, state } = warningOf(due, seen, look, policy, clockOf(look, now));
  const finding: Finding = due.source === 'age-policy' ? 'rotate-by' : 'expiring';
  const watched = movesOf(due, look, clockOf(look, now)) !== undefined;
  const severity = warningSeverity(finding, due, tell, watched, policy);
  const isQuiet = isSnoozed(look.watch, severity, now) || asksQuietOfDate(seen, { finding, due, severity }, look, now);
  if (tell !== undefined && isQuiet) return [seen, []];
  const { ladder: _, ...rest } = seen;
  const record = state === undefined ? rest : { ...rest, ladder: state };
  if (tell === undefined) return [record, []];
  const incident = incidentId(look.ref.id, finding, look.versionId);
  const id = alertId(look.ref.id, finding, look.versionId, due.at, tell);
  const parts = { kind: finding, severity, incident, openedAt: now, threshold: tell };
  const alert = alertOf({ ...look, diagnosis: aheadOf(due, look) }, policy, now, parts, id);
  return [record, [{ ...alert, collectUntil: collectUntil(look.sweepStartedAt, now, policy.collect) }]];
};

/** As the deployment chose it, but that nothing is broken by passing an owner's date, and that a renewal that has stopped is no mere note. */
const warningSeverity = (
  finding: Finding,
  due: DatedExpiry,
  tell: number | undefined,
  watched: boolean,
  { severities = {} }: Policy,
): Severity => {
  const chosen = (tell === undefined ? undefined : chosenSeverity(severities, tell)) ?? severityOf(finding, tell);
  if (chosen === 'page') return isOwnersDate(due) ? 'warn' : 'page';
  return watched ? 'warn' : chosen;
};

/** Of a date that moves by itself: it is the moving that is watched. */
const movesOf = (due: DatedExpiry, look: Look, clock: Instant): Renewal | undefined =>
  isOwnersDate(due) ? undefined : watchedMoves(keepingOf(look), clock);

/** A token that is renewed is told of when its date has stopped moving, and from then on like any other. */
export const warningOf = (
  due: DatedExpiry,
  { ladder }: TokenRecord,
  look: Look,
  policy: Policy,
  clock: Instant,
): ReturnType<typeof climb> => {
  const renewal = movesOf(due, look, clock);
  const steps = ladderOf(look, policy, clock);
  if (renewal === undefined) return climb(steps, due, ladder, clock);
  if (clock < warnFrom(renewal) || clock >= due.at) return ladder === undefined ? {} : { state: ladder };
  if (ladder !== undefined && ladder.due >= due.at) return climb(steps, due, ladder, clock);
  const left = (due.at - clock) / DAY;
  const first = thresholdReached(steps, due.at, clock) ?? (isHabit(renewal) ? stepSoon(steps, left) : left);
  return { tell: first, state: { due: due.at, told: first } };
};

/** What tells that a habit has stopped takes the place of the step that would follow soon. In days. */
const stepSoon = (steps: readonly number[], left: number): number => steps.find((days) => days * 2 >= left) ?? left;

/** As far as anybody knows; while the issuer does not answer, what was known before. */
const mayWork = (seen: TokenRecord, { observation, versionId }: Look): boolean => {
  if (observation.seen === 'accepted' || observation.seen === 'unasked') return true;
  if (observation.seen !== 'unanswered' && observation.seen !== 'ambiguous') return false;
  return seen.accepted?.versionId === versionId && !isToldDead(seen);
};

/** A warning ahead of a date says how to renew, also while the token is called degraded for another reason. */
const aheadOf = (due: DatedExpiry, { observation, diagnosis, renewalSteps }: Look): Diagnosis => {
  if (diagnosis.verdict === 'expiring') return diagnosis;
  const { confidence, evidence, docsUrl, expiry, scopes, subject, exchange, unasked } = diagnosis;
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
    ...(unasked !== undefined && { unasked }),
    // An answer that said nothing is evidence, and no sign that it works.
    ...(exchange && observation.seen === 'accepted' && { exchange }),
  };
};
