import { alertId, incidentId } from '../base/ids.ts';
import { DAY, type Instant } from '../base/time.ts';
import { isUnused } from '../listed/unread.ts';
import type { Alert, Severity } from '../model/alert.ts';
import { classOf, isDeath, severityOf, standingFinding } from '../model/finding.ts';
import type { Broke, Finding, Incident, TokenRecord } from '../model/record.ts';
import { asksQuiet } from './asked-quiet.ts';
import type { Look } from './look.ts';
import { alertOf } from './make-alert.ts';
import type { Policy } from './policy.ts';
import { type How, isSnoozed, opening, withOpening } from './quiet.ts';
import { recover } from './recovery.ts';
import type { AgreedLook } from './second-look.ts';

type Standing = NonNullable<ReturnType<typeof standingFinding>>;
type Told = [record: TokenRecord, alerts: readonly Alert[]];

/** Opens, worsens or ends the incident of a token. */
export const standingAlert = (seen: TokenRecord, look: AgreedLook, policy: Policy, now: Instant): Told => {
  const finding = standingFinding(look.diagnosis);
  if (finding === undefined) return recover(seen, look, policy, now);
  const known = seen.incident;
  const sameClass = known !== undefined && classOf(known.finding) === classOf(finding);
  const again = sameClass && known.versionId !== look.versionId && isDeath(finding);
  const lasts = sameClass && lastsForADay(seen, known, now);
  const asked = asksQuiet(seen, classOf(finding), look, now);
  const stillStands = sameClass && asked === 'no longer';
  if (sameClass && !again && !lasts && !stillStands) return [{ ...seen, incident: goesOn(known, finding, now) }, []];
  if (asked === 'now' || isSnoozed(look.watch, gravityOf(seen, finding, now), now))
    return quietly(seen, look, policy, now);
  const how = lasts || stillStands ? 'told' : opening(seen, finding, again, now);
  return open(seen, look, finding, how, policy, now);
};

const open = (seen: TokenRecord, look: AgreedLook, finding: Standing, how: How, policy: Policy, now: Instant): Told => {
  const incident = openedBy(seen, look, finding, now);
  if (how === 'silent') return [{ ...seen, incident }, []];
  const id = alertId(look.ref.id, finding, look.versionId, seen.episodes + 1);
  const severity = gravityOf(seen, finding, now);
  const parts = { kind: finding, severity, incident: incident.id, openedAt: incident.openedAt };
  const record = { ...withOpening(seen, finding, how, now), incident, episodes: seen.episodes + 1 };
  const alert = { ...alertOf(look, policy, now, parts, id), ...unreadOf(seen, finding, now) };
  return [record, [how === 'flapping' ? { ...alert, flapping: true } : alert]];
};

/** What has expired and nobody used wakes nobody. */
const gravityOf = (seen: TokenRecord, finding: Finding, now: Instant): Severity =>
  unreadOf(seen, finding, now).unread === undefined ? severityOf(finding) : 'warn';

const unreadOf = ({ unread }: TokenRecord, finding: Finding, now: Instant): Pick<Alert, 'unread'> =>
  finding === 'expired' && isUnused(unread, now) ? { unread } : {};

/** A lesser finding that is snoozed hides neither that a dead token works again nor, by that, its next death. */
const quietly = (seen: TokenRecord, look: AgreedLook, policy: Policy, now: Instant): Told => {
  const { incident } = seen;
  if (incident === undefined) return [seen, []];
  const works = look.observation.seen === 'accepted' || look.observation.seen === 'unasked';
  if (isDeath(incident.finding) && works) return recover(seen, look, policy, now);
  return [{ ...seen, incident: goesOn(incident, incident.finding, now) }, []];
};

/** Bad again before it was called mended. */
const goesOn = ({ calmSince, ...incident }: Incident, finding: Finding, now: Instant): Incident => ({
  ...incident,
  finding,
  ...(calmSince !== undefined && { badSince: now }),
});

/** It came and went, was silent for that, and has been dead for a whole day now: that is news. */
const lastsForADay = (seen: TokenRecord, { finding, calmSince, badSince, openedAt }: Incident, now: Instant): boolean =>
  isDeath(finding) &&
  seen.openings?.dead?.flapping === true &&
  calmSince === undefined &&
  now - (badSince ?? openedAt) >= DAY;

/** An incident that is already told keeps its name, so that one story reads as one. */
export const openedBy = (seen: TokenRecord, look: Look, finding: Finding, now: Instant): Incident => ({
  id: seen.incident?.id ?? incidentId(look.ref.id, finding, look.versionId, String(seen.episodes + 1)),
  finding,
  openedAt: seen.incident?.openedAt ?? now,
  badSince: now,
  ...(unreadOf(seen, finding, now).unread && { lowered: true }),
  ...(isDeath(finding) && { broke: seen.incident?.broke ?? brokeOf(look, now) }),
  versionId: look.versionId,
});

/** A new version that never worked broke it when it was stored, if the one before it worked until then. */
const brokeOf = ({ history, issuedAt, observation }: Look, now: Instant): Broke => {
  const answered = 'exchange' in observation ? observation.exchange?.at : undefined;
  const by = history.refusedSince ?? answered ?? now;
  const after = history.acceptedAt ?? (history.previousWorked ? issuedAt : undefined);
  return after === undefined || after > by ? { by } : { after, by };
};
