import { createHash } from 'node:crypto';
import { defang, plain, shorten } from '../../core/base/text.ts';
import { relative, utc } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import { isDated } from '../../core/model/expiry.ts';
import { tokenLabel } from '../../core/model/token.ts';
import { BY_URGENCY, type Verdict } from '../../core/model/verdict.ts';
import { alertFact } from './cause.ts';
import { ownerOf } from './facts.ts';
import { count, nameOf, wordOf } from './headline.ts';

export type Alerts = readonly [Alert, ...Alert[]];

/** Told in one message: first sights always, and whatever else one owner is told of several tokens at once. */
export const isCollection = ([alert, ...others]: Alerts): boolean => alert.kind === 'started' || others.length > 0;

export type CollectionKind = 'started' | 'dates' | 'findings';

/** First sights; dates that come near; else anything together. */
export const collectionKind = (alerts: Alerts): CollectionKind => {
  if (alerts.every(({ kind }) => kind === 'started')) return 'started';
  return alerts.every(({ kind }) => kind === 'expiring' || kind === 'rotate-by') ? 'dates' : 'findings';
};

/** What mends a token is no trouble, whatever date it brings. */
const verdictOf = ({ kind, diagnosis }: Alert): Verdict => (kind === 'recovered' ? 'healthy' : diagnosis.verdict);

/** A finding that has ended before anybody was told of it, by the incident that both carry. */
export const endedOf = (alerts: Alerts): ((alert: Alert) => boolean) => {
  const storyOf = ({ ref, incident }: Alert): string => `${incident} ${ref.id}`;
  const ended = new Set(alerts.filter(({ kind }) => kind === 'recovered').map(storyOf));
  return (alert) => alert.kind !== 'recovered' && ended.has(storyOf(alert));
};
const dueAt = ({ diagnosis: { expiry } }: Alert): number => (isDated(expiry) ? expiry.at : Number.MAX_SAFE_INTEGER);

/** One order for every channel and every repeat: by urgency, then date, then id. */
export const sorted = (alerts: Alerts): Alerts => {
  const ended = endedOf(alerts);
  const rank = (alert: Alert): number => (ended(alert) ? BY_URGENCY.length : BY_URGENCY.indexOf(verdictOf(alert)));
  const [first = alerts[0], ...rest] = [...alerts].sort(
    (a, b) => rank(a) - rank(b) || dueAt(a) - dueAt(b) || (a.id < b.id ? -1 : 1),
  );
  return [first, ...rest];
};

const QUIET: readonly Verdict[] = ['healthy', 'unchecked', 'indeterminate'];

export const needYou = (alerts: Alerts): readonly Alert[] => {
  const ended = endedOf(alerts);
  return sorted(alerts).filter((alert) => !QUIET.includes(verdictOf(alert)) && !ended(alert));
};

/** Those that are named, the worst first: of findings all, of the others those that need somebody. */
export const namedOf = (alerts: Alerts): readonly Alert[] =>
  collectionKind(alerts) === 'findings' ? sorted(alerts) : needYou(alerts);

/** The word before a name in the list. */
export const stateWord = ({ kind, diagnosis }: Alert): string => (kind === 'recovered' ? kind : diagnosis.verdict);

/** Stable whatever the order: the same alerts are the same message. */
export const collectionId = (alerts: Alerts): string => {
  const ids = alerts.map(({ id }) => id).sort();
  return `${collectionKind(alerts)}:${createHash('sha256').update(ids.join('\n')).digest('hex').slice(0, 24)}`;
};

/** `healthy 39`, `expiring 1`, ...; verdicts that nobody has are left out. Of findings `12 rejected`, `3 recovered`, ... */
export const countWords = (alerts: Alerts): readonly string[] =>
  collectionKind(alerts) === 'findings'
    ? kindCounts(alerts)
    : [...BY_URGENCY].reverse().flatMap((verdict) => {
        const n = alerts.filter(({ diagnosis }) => diagnosis.verdict === verdict).length;
        return n === 0 ? [] : [`${verdict} ${n}`];
      });

const KIND_WORDS: Readonly<Record<Alert['kind'], string>> = {
  rejected: 'rejected',
  expired: 'expired',
  misconfigured: 'misconfigured',
  expiring: 'near their dates',
  'rotate-by': 'to rotate',
  overdue: 'overdue',
  degraded: 'degraded',
  recovered: 'recovered',
  started: 'first seen',
};

const kindCounts = (alerts: Alerts): readonly string[] =>
  Object.entries(KIND_WORDS).flatMap(([kind, words]) => {
    const n = alerts.filter((alert) => alert.kind === kind).length;
    return n === 0 ? [] : [`${n} ${words}`];
  });

/** The latest decision of the collection. */
export const asOf = (alerts: Alerts): number => Math.max(...alerts.map(({ at }) => at));

export const labelOf = (alert: Alert): string => defang(plain(tokenLabel(alert.ref))) || '(no name)';

/** What is wrong with one of them: its date, or the fact that matters most. */
export const stateOf = (alert: Alert): string => {
  const { expiry, verdict } = alert.diagnosis;
  if (alert.kind === 'recovered') return alertFact(alert);
  const dated = verdict === 'expiring' || verdict === 'overdue' || verdict === 'expired';
  if (dated && isDated(expiry)) return `${utc(expiry.at)}, ${relative(expiry.at, alert.at)}`;
  return alertFact(alert) || verdict;
};

/** Joins the messages of one story: of dates, that of the first. */
export const incidentOf = (alerts: Alerts): string => sorted(alerts)[0].incident;

/** The word of the subject. */
export const collectionWord = (alerts: Alerts): string => {
  switch (collectionKind(alerts)) {
    case 'started':
      return 'STARTED';
    case 'dates':
      return dateWord(new Set(alerts.map(({ kind }) => kind)));
    case 'findings':
      return wordOf(sorted(alerts)[0]);
  }
};

const dateWord = (kinds: ReadonlySet<Alert['kind']>): string => {
  if (kinds.size > 1) return 'DATES';
  return kinds.has('rotate-by') ? 'ROTATE' : 'EXPIRING';
};

/** `watching 46 tokens of team-bots`, `30 tokens of team-bots near their dates`, or `prod/bot and 29 more of team-bots`. */
export const gist = (alerts: Alerts): string => {
  switch (collectionKind(alerts)) {
    case 'started':
      return watching(alerts);
    case 'dates':
      return `${tokensOf(alerts)} near their dates`;
    case 'findings':
      return `${shorten(nameOf(sorted(alerts)[0]), 30)} and ${alerts.length - 1} more${ofOwner(alerts)}`;
  }
};

/** What the subject adds. */
export const gistFact = (alerts: Alerts): string => {
  switch (collectionKind(alerts)) {
    case 'started':
      return needs(alerts);
    case 'dates':
      return `first on ${firstDay(alerts)}`;
    case 'findings':
      return kindCounts(alerts).join(', ');
  }
};

const firstDay = (alerts: Alerts): string => utc(Math.min(...alerts.map(dueAt))).slice(0, 14);

const tokensOf = (alerts: Alerts): string => `${count(alerts.length, 'token')}${ofOwner(alerts)}`;

const ofOwner = ([alert]: Alerts): string => {
  const owner = ownerOf(alert);
  return owner ? ` of ${shorten(owner, 30)}` : ' without an owner';
};

/** `watching 46 tokens of team-bots`. */
export const watching = (alerts: Alerts): string => `watching ${tokensOf(alerts)}`;

/** `2 need you, the rest is fine`. */
export const needs = (alerts: Alerts): string => {
  const due = needYou(alerts).length;
  const rest = unknownOf(alerts);
  if (due === 0) return rest === '' ? 'all fine' : `none needs you, ${rest}`;
  if (due === alerts.length) return due === 1 ? 'it needs you' : 'all need you';
  return `${due} ${due === 1 ? 'needs' : 'need'} you, ${rest || 'the rest is fine'}`;
};

/** `1 not judged yet, 2 unchecked`: of these nobody knows whether they are fine. */
const unknownOf = (alerts: Alerts): string => {
  const counted = (verdict: Verdict, words: string): readonly string[] => {
    const n = alerts.filter(({ diagnosis }) => diagnosis.verdict === verdict).length;
    return n === 0 ? [] : [`${n} ${words}`];
  };
  return [...counted('indeterminate', 'not judged yet'), ...counted('unchecked', 'unchecked')].join(', ');
};

/** What `unchecked` among the counts means; nothing when there is none. */
export const uncheckedNote = (alerts: Alerts): string =>
  alerts.some(({ diagnosis }) => diagnosis.verdict === 'unchecked')
    ? 'Unchecked: nobody can be asked about these without a side effect, so their dates alone are watched.'
    : '';
