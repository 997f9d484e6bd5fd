import { alertId, incidentId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { Alert } from '../model/alert.ts';
import { isDated } from '../model/expiry.ts';
import { standingFinding } from '../model/finding.ts';
import type { TokenRecord } from '../model/record.ts';
import { warningOf } from './date-warning.ts';
import { openedBy } from './incident.ts';
import { clockOf } from './look.ts';
import { alertOf } from './make-alert.ts';
import { collectUntil, type Policy } from './policy.ts';
import type { AgreedLook } from './second-look.ts';

type Told = [record: TokenRecord, alerts: readonly Alert[]];

/** First sight: listed with the others of its owner, whatever was found; only what comes after is alerted singly. */
export const announce = (seen: TokenRecord, look: AgreedLook, policy: Policy, now: Instant): Told => {
  const finding = standingFinding(look.diagnosis);
  const incident = finding && openedBy(seen, look, finding, now);
  const { expiry } = look.diagnosis;
  const ladder = isDated(expiry) && warningOf(expiry, seen, look, policy, clockOf(look, now)).state;
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
