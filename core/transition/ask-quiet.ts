import { alertId, incidentId } from '../base/ids.ts';
import { DAY, HOUR, type Instant } from '../base/time.ts';
import type { Severity } from '../model/alert.ts';
import { nearDate } from '../model/diagnosis.ts';
import { isDated, isOwnersDate } from '../model/expiry.ts';
import { classOf, isToldDead, severityOf } from '../model/finding.ts';
import type { QuietNotice } from '../model/notice.ts';
import type { FindingClass, Quiet, QuietEntry, TokenRecord } from '../model/record.ts';
import { isRenewed } from '../model/renewal.ts';
import { longestQuiet, MAX_QUIET_DEAD } from './asked-quiet.ts';

export type QuietRequest = {
  readonly what: Quiet['what'];
  /** Absent: what stands, else the date that is near. */
  readonly finding?: FindingClass;
  /** Absent: a day where the token is dead, else a week. */
  readonly until?: Instant;
  readonly by: string;
  readonly why?: string;
};

/** The next record, its lines of the audit, and what is told of it: stored together or not at all. */
export type QuietChanged = {
  readonly record: TokenRecord;
  readonly entries: readonly QuietEntry[];
  readonly notice: QuietNotice;
};

export type QuietAnswer =
  | (QuietChanged & { readonly answer: 'quiet'; readonly quiet: Quiet })
  /** The same was asked for before. */
  | { readonly answer: 'already'; readonly quiet: Quiet }
  /** It was not told, so there is nothing to be quiet about; `others`: what is told of this token. */
  | { readonly answer: 'nothing'; readonly others: readonly FindingClass[] }
  | { readonly answer: 'too far'; readonly finding: FindingClass; readonly furthest: Instant }
  | { readonly answer: 'past' };

/** Something that was told of a token and has not ended. */
type Told = Pick<Quiet, 'finding' | 'severity' | 'threshold' | 'due'> & { readonly incident: string };

/** Gives quiet about a finding that was told, if it may be given. What dies was told, before anybody can ask to hear no more of it. */
export const askQuiet = (record: TokenRecord, request: QuietRequest, now: Instant): QuietAnswer => {
  const told = toldOf(record, now);
  const about = told.find(({ finding }) => request.finding === undefined || request.finding === finding);
  if (about === undefined) return { answer: 'nothing', others: told.map(({ finding }) => finding) };
  const furthest = now + longestQuiet(about.finding);
  const until = request.until ?? now + (about.finding === 'dead' ? MAX_QUIET_DEAD : WEEK);
  if (until <= now) return { answer: 'past' };
  if (until > furthest) return { answer: 'too far', finding: about.finding, furthest };
  const quiet = quietOf(record, request, about, until, now);
  const known = inForce(record, now);
  if (known !== undefined && isSame(known, quiet)) return { answer: 'already', quiet: known };
  const next = { ...record, quiet, revision: record.revision + 1 };
  const entry = { schema: 1, token: record.ref, revision: next.revision, at: now, by: quiet.by, quiet } as const;
  const entries = [...endedBefore(record, entry, now), entry];
  return { answer: 'quiet', quiet, record: next, entries, notice: noticeOf(next, entry, about.incident) };
};

/** Undefined where there is nothing to take back. What was held back is told by the next look; what was told before is not told again. */
export const takeBackQuiet = (record: TokenRecord, by: string, now: Instant): QuietChanged | undefined => {
  const { quiet, ...loud } = record;
  if (quiet === undefined || inForce(record, now) === undefined) return undefined;
  const next = { ...loud, revision: record.revision + 1 };
  const entry = { schema: 1, token: record.ref, revision: next.revision, at: now, by, quiet, ended: 'undone' } as const;
  return { record: next, entries: [entry], notice: noticeOf(next, entry, incidentOf(record, quiet.finding)) };
};

const WEEK = 7 * DAY;

export const inForce = ({ quiet }: Pick<TokenRecord, 'quiet'>, now: Instant): Quiet | undefined =>
  quiet !== undefined && quiet.until > now ? quiet : undefined;

/** The gravest first. */
const toldOf = (record: TokenRecord, now: Instant): readonly Told[] => {
  const { incident, announced } = record;
  const standing: readonly Told[] =
    incident === undefined
      ? []
      : [{ finding: classOf(incident.finding), severity: severityOf(incident.finding), incident: incident.id }];
  return announced ? [...standing, ...dateOf(record, now)] : [];
};

const dateOf = (record: TokenRecord, now: Instant): readonly Told[] => {
  const { diagnosis, ladder, renewal } = record;
  const due = diagnosis.expiry;
  const isNear = ladder !== undefined || nearDate(diagnosis) !== undefined;
  if (!isDated(due) || due.at <= now || !isNear || isToldDead(record)) return [];
  const finding = due.source === 'age-policy' ? 'rotate-by' : 'expiring';
  const severity: Severity = isRenewed(renewal) && !isOwnersDate(due) ? 'warn' : severityOf(finding, ladder?.told);
  const threshold = ladder && { threshold: ladder.told };
  return [{ finding, severity, ...threshold, due: due.at, incident: incidentOf(record, finding) }];
};

const incidentOf = ({ ref, versionId, incident }: TokenRecord, finding: FindingClass): string =>
  finding !== 'expiring' && finding !== 'rotate-by' && incident !== undefined
    ? incident.id
    : incidentId(ref.id, finding, versionId);

const quietOf = (
  { versionId }: TokenRecord,
  { what, by, why }: QuietRequest,
  { incident: _, ...about }: Told,
  until: Instant,
  now: Instant,
): Quiet => ({ what, ...about, versionId, since: now, until, by, ...(why !== undefined && { why }) });

/** Nothing that anybody would notice is different: the same command twice is one. */
const isSame = (a: Quiet, b: Quiet): boolean =>
  a.what === b.what &&
  a.finding === b.finding &&
  a.versionId === b.versionId &&
  a.severity === b.severity &&
  a.by === b.by &&
  a.why === b.why &&
  Math.abs(a.until - b.until) < HOUR;

const endedBefore = ({ quiet }: TokenRecord, entry: QuietEntry, now: Instant): readonly QuietEntry[] =>
  quiet === undefined ? [] : [{ ...entry, quiet, ended: quiet.until > now ? 'replaced' : 'passed' }];

const noticeOf = (
  record: TokenRecord,
  { at, by = '', quiet, ended, revision }: QuietEntry,
  incident: string,
): QuietNotice => ({
  schema: 1,
  id: alertId(record.ref.id, 'quiet', revision),
  kind: 'acknowledged',
  severity: 'note',
  what: ended === undefined ? quiet.what : 'ended',
  ref: record.ref,
  finding: quiet.finding,
  ...(record.owner !== undefined && { owner: record.owner }),
  by,
  ...(quiet.why !== undefined && { why: quiet.why }),
  until: quiet.until,
  at,
  incident,
});
