import type { AgreedLook } from './agreed.ts';
import type { Alert } from './alert.ts';
import { alertOf } from './alert-of.ts';
import { classOf, isDeath, severityOf, standingFinding } from './finding.ts';
import { opening, withOpening } from './flapping.ts';
import { alertId, incidentId } from './ids.ts';
import type { Look } from './look.ts';
import type { Policy } from './policy.ts';
import type { Finding, Incident, TokenRecord } from './record.ts';
import { recover } from './recover.ts';
import { isSnoozed } from './snooze.ts';
import type { Instant } from './time.ts';

type Told = [record: TokenRecord, alerts: readonly Alert[]];

/** Opens, worsens or ends the incident of a token. */
export const standingAlert = (seen: TokenRecord, look: AgreedLook, policy: Policy, now: Instant): Told => {
  const finding = standingFinding(look.diagnosis);
  if (finding === undefined) return recover(seen, look, policy, now);
  const known = seen.incident;
  const sameClass = known !== undefined && classOf(known.finding) === classOf(finding);
  const again = sameClass && known.versionId !== look.versionId && isDeath(finding);
  if (sameClass && !again) return [{ ...seen, incident: goesOn(known, finding) }, []];
  const severity = severityOf(finding);
  if (isSnoozed(look.watch, severity, now)) return [seen, []];
  const incident = openedBy(seen, look, finding, now);
  const how = opening(seen, finding, again, now);
  if (how === 'silent') return [{ ...seen, incident }, []];
  const id = alertId(look.ref.id, finding, look.versionId, seen.episodes + 1);
  const parts = { kind: finding, severity, incident: incident.id, openedAt: incident.openedAt };
  const record = { ...withOpening(seen, finding, how, now), incident, episodes: seen.episodes + 1 };
  const alert = alertOf(look, policy, now, parts, id);
  return [record, [how === 'flapping' ? { ...alert, flapping: true } : alert]];
};

/** Bad again before it was called mended. */
const goesOn = ({ calmSince: _, ...incident }: Incident, finding: Finding): Incident => ({ ...incident, finding });

/** An incident that is already told keeps its name, so that one story reads as one. */
export const openedBy = (seen: TokenRecord, look: Look, finding: Finding, now: Instant): Incident => ({
  id: seen.incident?.id ?? incidentId(look.ref.id, finding, look.versionId, String(seen.episodes + 1)),
  finding,
  openedAt: seen.incident?.openedAt ?? now,
  versionId: look.versionId,
});
