import { DAY, HOUR, type Instant } from '../base/time.ts';
import type { Severity } from '../model/alert.ts';
import { type DatedExpiry, isDated } from '../model/expiry.ts';
import { classOf, isDeath, isGraver, severityOf, standingFinding } from '../model/finding.ts';
import type { Finding, FindingClass, Quiet, QuietEnd, TokenRecord } from '../model/record.ts';
import { MAX_SNOOZE } from '../model/tags.ts';
import { clockOf, type Look } from './look.ts';

/** A dead token is asked about again tomorrow: whoever is on it may have gone home. */
export const MAX_QUIET_DEAD = DAY;

/** In milliseconds. People hide real problems behind endless ones. */
export const longestQuiet = (finding: FindingClass): number => (finding === 'dead' ? MAX_QUIET_DEAD : MAX_SNOOZE);

/**
 * Whether somebody asked to be told no more of this finding. `no longer`: that has run out by now, and the finding is told once more if it
 * still stands.
 */
export const asksQuiet = (
  { quiet }: TokenRecord,
  finding: FindingClass,
  look: Look,
  now: Instant,
): 'now' | 'no longer' | undefined => {
  if (quiet?.finding !== finding) return undefined;
  return runOut(quiet, look, now) === undefined ? 'now' : 'no longer';
};

type DateTold = { readonly finding: Finding; readonly due: DatedExpiry; readonly severity: Severity };

/** The same of a date ahead, of which each threshold is told once: what is graver than what it was given for is told. */
export const asksQuietOfDate = (
  { quiet }: TokenRecord,
  { finding, due, severity }: DateTold,
  look: Look,
  now: Instant,
): boolean =>
  quiet !== undefined &&
  quiet.finding === finding &&
  runOut(quiet, look, now) === undefined &&
  movedBy(quiet, due) === undefined &&
  !isGraver(severity, quiet.severity);

/** It was given by another machine. */
const CLOCKS_APART = HOUR;

/**
 * Its time is over, or it was given for another version. An acknowledged death goes on where the next version is dead too: who is on it tries.
 * A moment further away than it can be was stored by a wrong clock.
 */
const runOut = (quiet: Quiet, { versionId, diagnosis }: Look, now: Instant): QuietEnd | undefined => {
  const left = quiet.until - now;
  if (left <= 0 || left > longestQuiet(quiet.finding) + CLOCKS_APART) return 'passed';
  if (quiet.versionId === versionId) return undefined;
  const standing = standingFinding(diagnosis);
  const deadToo = standing !== undefined && isDeath(standing) && quiet.finding === 'dead';
  return deadToo && quiet.what === 'acknowledged' ? undefined : 'rotated';
};

/** Ends it where a look that was judged and told says so. */
export const endQuiet = (seen: TokenRecord, look: Look, now: Instant): [record: TokenRecord, ended?: QuietEnd] => {
  const { quiet, ...loud } = seen;
  const ended = quiet && endOf(quiet, seen, look, now);
  return ended === undefined ? [seen] : [loud, ended];
};

const endOf = (quiet: Quiet, seen: TokenRecord, look: Look, now: Instant): QuietEnd | undefined => {
  const out = runOut(quiet, look, now);
  if (out !== undefined) return out;
  if (isOvertaken(quiet, seen)) return 'worse';
  if (quiet.finding === 'expiring' || quiet.finding === 'rotate-by')
    return endOfDate(quiet, quiet.finding, seen, look, now);
  return seen.incident !== undefined && classOf(seen.incident.finding) === quiet.finding ? undefined : 'over';
};

/** Something graver was found since it was given. */
const isOvertaken = (quiet: Quiet, { incident }: TokenRecord): boolean =>
  incident !== undefined &&
  isGraver(severityOf(incident.finding), quiet.severity) &&
  (incident.badSince ?? incident.openedAt) > quiet.since;

const endOfDate = (
  quiet: Quiet,
  finding: 'expiring' | 'rotate-by',
  { ladder }: TokenRecord,
  look: Look,
  now: Instant,
): QuietEnd | undefined => {
  const due = look.diagnosis.expiry;
  if (!isDated(due) || (due.source === 'age-policy') !== (finding === 'rotate-by')) return 'over';
  if (due.at <= clockOf(look, now)) return 'worse';
  const toldGraver = ladder !== undefined && isGraver(severityOf(finding, ladder.told), quiet.severity);
  return toldGraver ? 'worse' : movedBy(quiet, due);
};

/** Dates that are counted from the moment of an answer waver. */
const STILL = HOUR;

/** Nearer is worse; later, it was renewed. */
const movedBy = ({ due: known }: Quiet, due: DatedExpiry): 'worse' | 'over' | undefined => {
  if (known === undefined || Math.abs(due.at - known) <= STILL) return undefined;
  return due.at < known ? 'worse' : 'over';
};
