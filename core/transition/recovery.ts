import { alertId } from '../base/ids.ts';
import { DAY, type Instant } from '../base/time.ts';
import type { Alert, Ended } from '../model/alert.ts';
import { isDeath, severityOf } from '../model/finding.ts';
import type { Incident, TokenRecord } from '../model/record.ts';
import type { Look } from './look.ts';
import { alertOf } from './make-alert.ts';
import type { Policy } from './policy.ts';
import { isFlapping } from './quiet.ts';
import type { AgreedLook } from './second-look.ts';

type Told = [record: TokenRecord, alerts: readonly Alert[]];

/** Ends the incident: at once by a new version, after a second look by the same one, after a calm day when it flaps. */
export const recover = (seen: TokenRecord, look: AgreedLook, policy: Policy, now: Instant): Told => {
  const { incident, ...rest } = seen;
  if (incident === undefined) return [seen, []];
  const at = answeredAt(look, now);
  const calm = calmNeeded(seen, incident, look, policy);
  const { calmSince } = incident;
  if (calm > 0 && calmSince === undefined) return [{ ...seen, incident: { ...incident, calmSince: at } }, []];
  if (calm > 0 && calmSince !== undefined && at - calmSince < calm) return [seen, []];
  const id = alertId(look.ref.id, 'recovered', seen.episodes);
  const parts = { kind: 'recovered', severity: 'note', incident: incident.id, openedAt: incident.openedAt } as const;
  const ended = endedBy(incident, look);
  const stored = ended.newVersion && look.issuedAt !== undefined ? { versionStoredAt: look.issuedAt } : {};
  const { openings: _, ...calmed } = rest;
  return [isFlapping(seen) ? calmed : rest, [{ ...alertOf(look, policy, now, parts, id), ...stored, ended }]];
};

const endedBy = ({ finding, lowered, broke, versionId }: Incident, look: Look): Ended => ({
  finding,
  severity: lowered ? 'warn' : severityOf(finding),
  newVersion: versionId !== look.versionId,
  ...(broke && { broke }),
});

/** How long it must be in order, in milliseconds, from the first good look to the last; 0: one look is enough. */
const calmNeeded = (seen: TokenRecord, incident: Incident, look: Look, policy: Policy): number => {
  if (isFlapping(seen)) return DAY;
  return isDeath(incident.finding) && incident.versionId === look.versionId ? policy.confirmAfter : 0;
};

const answeredAt = ({ observation }: Look, now: Instant): Instant =>
  observation.seen === 'accepted' ? observation.exchange.at : now;

/** When the second good look is due that ends an incident; undefined when none is waited for, when it is for a whole day, and when it is over. */
export const secondGoodLookAt = (record: TokenRecord, policy: Policy, now: Instant): Instant | undefined => {
  const since = record.incident?.calmSince;
  if (since === undefined || isFlapping(record)) return undefined;
  const at = since + policy.confirmAfter;
  return at > now ? at : undefined;
};
