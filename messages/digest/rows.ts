import { defang, plain, shorten } from '../../core/base/text.ts';
import { DAY, HOUR, type Instant, MINUTE, utc } from '../../core/base/time.ts';
import type { Digest, DigestRows, DigestToken, SectionName } from '../../core/model/digest.ts';
import type { DatedExpiry } from '../../core/model/expiry.ts';
import { tokenLabel } from '../../core/model/token.ts';
import { outside } from '../words/facts.ts';
import { count } from '../words/headline.ts';

/** One line about one token, or about many that share one advice. Words of others in it are still to be escaped. */
export type DigestLine = { readonly state: string; readonly name: string; readonly fact: string };

/** The middle of a long name goes: both ends tell names apart. */
export const labelOf = (token: DigestToken): string =>
  shorten(defang(plain(tokenLabel(token), 800)), 100) || '(no name)';

/** `Mon 2026-11-30`. */
export const dayOf = (at: Instant): string => utc(at).slice(0, 14);

/** Floored: `6 d`, and under 48 hours `40 h`. */
export const lengthOf = (length: number): string => {
  if (length >= 2 * DAY) return `${Math.floor(length / DAY)} d`;
  return length >= HOUR ? `${Math.floor(length / HOUR)} h` : `${Math.floor(length / MINUTE)} min`;
};

export const inOrAgo = (at: Instant, now: Instant): string =>
  at >= now ? `in ${lengthOf(at - now)}` : `${lengthOf(now - at)} ago`;

const facts = (...parts: readonly (string | undefined)[]): string => parts.filter((part) => part).join(', ');

export const nowLine = (row: DigestRows['now'], now: Instant): DigestLine => ({
  state: row.verdict,
  name: labelOf(row),
  fact: facts(row.kind, whyOf(row, now), alsoDue(row, now), row.quiet && quietWords(row.quiet)),
});

const whyOf = ({ verdict, cause, missing = [], since }: DigestRows['now'], now: Instant): string | undefined => {
  const sinceWords = since === undefined ? undefined : `since ${dayOf(since)}`;
  switch (verdict) {
    case 'rejected':
    case 'expired':
      return sinceWords;
    case 'overdue':
      return since === undefined ? undefined : `${lengthOf(now - since)} past ${dayOf(since)}`;
    case 'degraded':
      return facts(missing.length > 0 ? `lacks ${outside(missing.join(' '), 100)}` : undefined, sinceWords);
    case 'misconfigured':
      return facts(CAUSES[cause ?? ''] ?? cause, sinceWords);
  }
};

const CAUSES: Readonly<Record<string, string>> = {
  'unreadable-secret': 'cannot be read',
  'bad-tag': 'a tag is wrong',
  malformed: 'unlike its kind',
  'wrong-provider': 'of another issuer',
};

const alsoDue = ({ verdict, due }: DigestRows['now'], now: Instant): string | undefined =>
  due === undefined || verdict === 'overdue' || verdict === 'expired' ? undefined : dueWords(due, now);

const dueWords = (due: DatedExpiry, now: Instant): string =>
  `${due.source === 'age-policy' ? 'rotate by' : 'expires'} ${dayOf(due.at)}, ${inOrAgo(due.at, now)}`;

const quietWords = ({ what, until, by }: Pick<DigestRows['quiet'], 'what' | 'until' | 'by'>): string =>
  `${what} until ${dayOf(until)} by ${outside(by, 80)}`;

export const dueLine = (row: DigestRows['due'], now: Instant): DigestLine => ({
  state: inOrAgo(row.due.at, now),
  name: labelOf(row),
  fact: facts(row.kind, `${row.due.source === 'age-policy' ? 'rotate by ' : ''}${dayOf(row.due.at)}`),
});

/** Names in one line; the rest is counted. */
const NAMED = 5;

type Many = { readonly count: number; readonly rows: readonly DigestToken[] };

const many = (state: string, section: Many, advice: string, first = ''): readonly DigestLine[] => {
  if (section.count === 0) return [];
  const named = section.rows.slice(0, NAMED).map(labelOf);
  const left = section.count - named.length;
  const names = `${named.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
  return [{ state, name: count(section.count, 'token'), fact: `${names}${first}. ${advice}` }];
};

const oldest = ([row]: readonly DigestRows['noEnd'][], now: Instant): string =>
  row === undefined ? '' : `; the first for ${lengthOf(now - row.since)}`;

/** Sections in which single tokens are named, and how. */
const singly = <K extends SectionName>(
  { sections }: Digest,
  name: K,
  line: (row: DigestRows[K]) => DigestLine,
): readonly DigestLine[] => sections[name].rows.map(line);

/** What breaks nothing today and should not be forgotten. */
export const lookLines = (digest: Digest): readonly DigestLine[] => {
  const { sections, at } = digest;
  const { noEnd, unknownEnd, unchecked, unowned } = sections;
  return [
    ...singly(digest, 'unanswered', (row) => ({
      state: 'no answer',
      name: labelOf(row),
      fact: facts(row.kind, `since ${dayOf(row.since)}`),
    })),
    ...singly(digest, 'quiet', (row) => ({
      state: row.what,
      name: labelOf(row),
      fact: facts(row.finding, `until ${dayOf(row.until)}`, `by ${outside(row.by, 80)}`),
    })),
    ...many('no end date', noEnd, 'To be reminded: token-health:max-age-days', oldest(noEnd.rows, at)),
    ...many('end unknown', unknownEnd, 'Declare it: token-health:expires-at'),
    ...many('unchecked', unchecked, 'Nobody can be asked about these; a date alone is watched'),
    ...many('no owner', unowned, 'Say who is told: token-health:owner'),
    ...singly(digest, 'gone', (row) => ({
      state: 'not watched',
      name: labelOf(row),
      fact: `its secret left the list, ${dayOf(row.since)}`,
    })),
  ];
};
