import { DAY, type Instant } from '../base/time.ts';
import type { Alert } from '../model/alert.ts';
import { isDeath } from '../model/finding.ts';
import type { AuditEntry, Finding, LookEntry, QuietEntry, TokenRecord } from '../model/record.ts';

/** What is kept in mind of an alert once it was told. */
export type Told = Pick<Alert, 'kind' | 'at' | 'incident' | 'versionId' | 'ended'>;

/** One thing that happened to a token, as far as it was stored. */
export type Happening =
  | { readonly at: Instant; readonly what: 'found' }
  | { readonly at: Instant; readonly what: 'version'; readonly versionId: string }
  | { readonly at: Instant; readonly what: 'accepted'; readonly versionId: string }
  | { readonly at: Instant; readonly what: 'told'; readonly told: Told }
  | { readonly at: Instant; readonly what: 'quiet'; readonly entry: QuietEntry }
  | { readonly at: Instant; readonly what: 'looked'; readonly entry: LookEntry };

/** Alerts are kept for 90 days after they were delivered, the audit for a year: what was before is not known. The newest first. */
export const historyOf = (
  record: TokenRecord,
  told: readonly Told[],
  audit: readonly AuditEntry[],
): readonly Happening[] => {
  const { firstSeenAt, versionSince, versionId, accepted } = record;
  const happenings: readonly Happening[] = [
    { at: firstSeenAt, what: 'found' },
    ...(versionSince > firstSeenAt ? [{ at: versionSince, what: 'version', versionId } as const] : []),
    ...(accepted?.versionId === versionId
      ? [{ at: accepted.firstAt, what: 'accepted', versionId: accepted.versionId } as const]
      : []),
    ...told.filter(({ kind }) => kind !== 'started').map((one) => ({ at: one.at, what: 'told', told: one }) as const),
    ...audit.filter(({ token }) => token.id === record.ref.id).map(happeningOf),
  ];
  return [...happenings].sort((a, b) => b.at - a.at);
};

const happeningOf = (entry: AuditEntry): Happening =>
  'quiet' in entry ? { at: entry.at, what: 'quiet', entry } : { at: entry.at, what: 'looked', entry };

/** A stretch in which a finding stood; the rest of the time none was told. */
export type Stretch = { readonly from: Instant; readonly to: Instant; readonly finding: Finding };

/** How far back a strip goes. */
export const STRIP = 90 * DAY;

/** When something was wrong within the last 90 days, by what was told of it and by what stands now. */
export const stripOf = (record: TokenRecord, told: readonly Told[], now: Instant): readonly Stretch[] => {
  const stretches: Stretch[] = [];
  let open: { readonly from: Instant; readonly finding: Finding } | undefined;
  const close = (to: Instant): void => {
    if (open !== undefined && to > now - STRIP) stretches.push({ ...open, from: Math.max(open.from, now - STRIP), to });
    open = undefined;
  };
  for (const { kind, at } of [...told].sort((a, b) => a.at - b.at)) {
    if (kind === 'started' || kind === 'expiring' || kind === 'rotate-by') continue;
    if (open === undefined || isWorse(kind, open.finding)) close(at);
    if (kind !== 'recovered' && open === undefined) open = { from: at, finding: kind };
  }
  const { incident } = record;
  if (incident !== undefined) {
    const from = Math.min(open?.from ?? incident.openedAt, incident.openedAt);
    open = open ?? { from, finding: incident.finding };
    close(now);
  }
  return stretches;
};

/** What ends, or makes way for something graver. */
const isWorse = (kind: Finding | 'recovered', open: Finding): boolean =>
  kind === 'recovered' || (isDeath(kind) && !isDeath(open));
