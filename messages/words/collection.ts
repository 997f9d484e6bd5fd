import { createHash } from 'node:crypto';
import { defang, plain } from '../../core/base/text.ts';
import { relative, utc } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import { isDated } from '../../core/model/expiry.ts';
import { tokenLabel } from '../../core/model/token.ts';
import { BY_URGENCY, type Verdict } from '../../core/model/verdict.ts';
import { alertFact, becauseOf } from './cause.ts';
import { toldAt } from './held.ts';

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
export const dateOf = ({ diagnosis: { expiry } }: Alert): number =>
  isDated(expiry) ? expiry.at : Number.MAX_SAFE_INTEGER;

/** One order for every channel and every repeat: by urgency, then date, then id. */
export const sorted = (alerts: Alerts): Alerts => {
  const ended = endedOf(alerts);
  const rank = (alert: Alert): number => (ended(alert) ? BY_URGENCY.length : BY_URGENCY.indexOf(verdictOf(alert)));
  const [first = alerts[0], ...rest] = [...alerts].sort(
    (a, b) => rank(a) - rank(b) || dateOf(a) - dateOf(b) || (a.id < b.id ? -1 : 1),
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

export const kindCounts = (alerts: Alerts): readonly string[] =>
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
  if (verdict === 'overdue' && alert.diagnosis.due.source === 'rotation') return alertFact(alert);
  const dated = verdict === 'expiring' || verdict === 'overdue' || verdict === 'expired';
  if (dated && isDated(expiry)) return `${utc(expiry.at)}, ${relative(expiry.at, toldAt(alert))}`;
  return flawOf(alert) ?? (alertFact(alert) || verdict);
};

/** A value that nobody was asked about: where it is wrong says more than that it is. */
const flawOf = ({ diagnosis }: Alert): string | undefined =>
  'cause' in diagnosis && diagnosis.cause === 'malformed' && diagnosis.exchange === undefined
    ? becauseOf(diagnosis)
    : undefined;

/** Joins the messages of one story: of dates, that of the first. */
export const incidentOf = (alerts: Alerts): string => sorted(alerts)[0].incident;

/** The gravest of them. */
export const severityOf = (alerts: Alerts): Alert['severity'] =>
  (['page', 'warn'] as const).find((severity) => alerts.some((alert) => alert.severity === severity)) ?? 'note';
