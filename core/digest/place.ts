import { DAY, type Instant } from '../base/time.ts';
import { causeOf, isDead } from '../model/diagnosis.ts';
import type { DigestRows, DigestToken, NeedsSomebody, QuietBy, SectionName } from '../model/digest.ts';
import type { DatedExpiry } from '../model/expiry.ts';
import { classOf } from '../model/finding.ts';
import type { FindingClass, Quiet, TokenRecord } from '../model/record.ts';
import { dueOf, isDueSoon, isKeptMoving } from './due.ts';

/** One row of one section. */
type Row<K extends SectionName> = { readonly section: K; readonly row: DigestRows[K] };
export type Seen = { readonly [K in Exclude<SectionName, 'gone'>]: Row<K> }[Exclude<SectionName, 'gone'>];

/** Where a token stands: in exactly one of these. */
export type Standing = Extract<Seen, { section: 'now' | 'due' | 'quiet' | 'unchecked' | 'unanswered' }> | 'healthy';

/** Longer than this without an answer is worth a look. */
const UNANSWERED = DAY;

export const standingOf = (record: TokenRecord, now: Instant): Standing => {
  const { diagnosis, look } = record;
  const token = tokenOf(record);
  const due = dueOf(record);
  const soon = due !== undefined && isDueSoon(due, record, now) ? due : undefined;
  const quiet = quietIn(record, now);
  const verdict = needing(record);
  if (verdict !== undefined) {
    const held = quiet !== undefined && !isDead(verdict) && quiet.finding === classOf(verdict);
    if (held) return { section: 'quiet', row: quietRow(token, quiet) };
    return { section: 'now', row: { ...token, ...whyNow(record, verdict, due), ...dueAndQuiet(soon, quiet) } };
  }
  if (soon !== undefined) {
    const held = quiet !== undefined && isAhead(quiet.finding);
    return held ? { section: 'quiet', row: quietRow(token, quiet) } : { section: 'due', row: { ...token, due: soon } };
  }
  const silent = look.seen === 'unanswered' && now - look.since >= UNANSWERED;
  if (silent || diagnosis.verdict === 'indeterminate')
    return { section: 'unanswered', row: { ...token, since: look.since } };
  return diagnosis.verdict === 'unchecked' ? { section: 'unchecked', row: token } : 'healthy';
};

/** What else is worth knowing of a token that needs nobody. */
export const remarksOn = (record: TokenRecord, standing: Standing, now: Instant): readonly Seen[] => {
  const token = tokenOf(record);
  const due = dueOf(record);
  const isListed = standing !== 'healthy' && standing.section !== 'unchecked' && standing.section !== 'unanswered';
  const unowned: readonly Seen[] = record.owner ? [] : [{ section: 'unowned', row: token }];
  if (isListed) return unowned;
  if (due !== undefined)
    return isKeptMoving(due, record, now) ? unowned : [...unowned, { section: 'later', row: { ...token, due } }];
  const row = { ...token, since: record.versionSince };
  return [...unowned, { section: record.diagnosis.expiry === 'never' ? 'noEnd' : 'unknownEnd', row }];
};

export const tokenOf = ({ ref, kind }: TokenRecord): DigestToken => ({
  name: ref.name,
  ...(ref.field !== undefined && { field: ref.field }),
  source: ref.source,
  ...(kind !== undefined && { kind }),
});

const needing = ({ diagnosis: { verdict } }: TokenRecord): NeedsSomebody | undefined => {
  switch (verdict) {
    case 'rejected':
    case 'expired':
    case 'misconfigured':
    case 'overdue':
    case 'degraded':
      return verdict;
    case 'healthy':
    case 'expiring':
    case 'indeterminate':
    case 'unchecked':
      return undefined;
  }
};

type Why = Pick<DigestRows['now'], 'verdict' | 'cause' | 'missing' | 'since'>;

const whyNow = (record: TokenRecord, verdict: NeedsSomebody, due: DatedExpiry | undefined): Why => {
  const { diagnosis } = record;
  const cause = causeOf(diagnosis);
  const since = sinceOf(record, verdict, due);
  return {
    verdict,
    ...(cause !== undefined && { cause }),
    ...(diagnosis.verdict === 'degraded' && { missing: diagnosis.missing.slice(0, MOST_MISSING) }),
    ...(since !== undefined && { since }),
  };
};

/** A row is one line. */
const MOST_MISSING = 5;

const sinceOf = (
  { incident, refused, doubted, versionId }: TokenRecord,
  verdict: NeedsSomebody,
  due: DatedExpiry | undefined,
): Instant | undefined => {
  const opened = incident && classOf(incident.finding) === classOf(verdict) ? incident : undefined;
  const told = opened?.badSince ?? opened?.openedAt;
  switch (verdict) {
    case 'overdue':
      return due?.at;
    case 'rejected':
    case 'expired':
      return refused?.since ?? doubted?.since ?? (opened?.versionId === versionId ? told : undefined);
    case 'misconfigured':
    case 'degraded':
      return told;
  }
};

/** The date of what is overdue is its `since`. */
const dueAndQuiet = (
  due: DatedExpiry | undefined,
  quiet: Quiet | undefined,
): Pick<DigestRows['now'], 'due' | 'quiet'> => ({
  ...(due !== undefined && { due }),
  ...(quiet !== undefined && { quiet: quietBy(quiet) }),
});

const isAhead = (finding: FindingClass): boolean => finding === 'expiring' || finding === 'rotate-by';

/** In force now, of the version in use. */
export const quietIn = ({ quiet, versionId }: TokenRecord, now: Instant): Quiet | undefined =>
  quiet !== undefined && quiet.until > now && quiet.versionId === versionId ? quiet : undefined;

const quietBy = ({ what, until, by }: Quiet): QuietBy => ({ what, until, by });

const quietRow = (token: DigestToken, quiet: Quiet): DigestRows['quiet'] => ({
  ...token,
  ...quietBy(quiet),
  finding: quiet.finding,
});
