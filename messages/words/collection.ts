import { createHash } from 'node:crypto';
import { defang, plain, shorten } from '../../core/base/text.ts';
import { relative, utc } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import { isDated } from '../../core/model/expiry.ts';
import { tokenLabel } from '../../core/model/token.ts';
import { BY_URGENCY, type Verdict } from '../../core/model/verdict.ts';
import { alertFact } from './cause.ts';
import { ownerOf } from './facts.ts';
import { count } from './headline.ts';

export type Alerts = readonly [Alert, ...Alert[]];

/** Told in one message: first sights always, and dates of several tokens. */
export const isCollection = ([alert, ...others]: Alerts): boolean => alert.kind === 'started' || others.length > 0;

/** First sights; else dates that come near. */
const isStarted = ([alert]: Alerts): boolean => alert.kind === 'started';

const rank = ({ diagnosis }: Alert): number => BY_URGENCY.indexOf(diagnosis.verdict);
const dueAt = ({ diagnosis: { expiry } }: Alert): number => (isDated(expiry) ? expiry.at : Number.MAX_SAFE_INTEGER);

/** One order for every channel and every repeat: by urgency, then date, then id. */
export const sorted = (alerts: Alerts): Alerts => {
  const [first = alerts[0], ...rest] = [...alerts].sort(
    (a, b) => rank(a) - rank(b) || dueAt(a) - dueAt(b) || (a.id < b.id ? -1 : 1),
  );
  return [first, ...rest];
};

const QUIET: readonly Verdict[] = ['healthy', 'unchecked', 'indeterminate'];

export const needYou = (alerts: Alerts): readonly Alert[] =>
  sorted(alerts).filter(({ diagnosis }) => !QUIET.includes(diagnosis.verdict));

/** Stable whatever the order: the same alerts are the same message. */
export const collectionId = (alerts: Alerts): string => {
  const ids = alerts.map(({ id }) => id).sort();
  return `${isStarted(alerts) ? 'started' : 'dates'}:${createHash('sha256').update(ids.join('\n')).digest('hex').slice(0, 24)}`;
};

/** `healthy 39`, `expiring 1`, ...; verdicts that nobody has are left out. */
export const countWords = (alerts: Alerts): readonly string[] =>
  [...BY_URGENCY].reverse().flatMap((verdict) => {
    const n = alerts.filter(({ diagnosis }) => diagnosis.verdict === verdict).length;
    return n === 0 ? [] : [`${verdict} ${n}`];
  });

/** The latest decision of the collection. */
export const asOf = (alerts: Alerts): number => Math.max(...alerts.map(({ at }) => at));

export const labelOf = (alert: Alert): string => defang(plain(tokenLabel(alert.ref))) || '(no name)';

/** What is wrong with one of them: its date, or the fact that matters most. */
export const stateOf = (alert: Alert): string => {
  const { expiry, verdict } = alert.diagnosis;
  const dated = verdict === 'expiring' || verdict === 'overdue' || verdict === 'expired';
  if (dated && isDated(expiry)) return `${utc(expiry.at)}, ${relative(expiry.at, alert.at)}`;
  return alertFact(alert) || verdict;
};

/** Joins the messages of one story: of dates, that of the first. */
export const incidentOf = (alerts: Alerts): string => sorted(alerts)[0].incident;

/** The word of the subject. */
export const collectionWord = (alerts: Alerts): string => {
  if (isStarted(alerts)) return 'STARTED';
  const kinds = new Set(alerts.map(({ kind }) => kind));
  if (kinds.size > 1) return 'DATES';
  return kinds.has('rotate-by') ? 'ROTATE' : 'EXPIRING';
};

/** `watching 46 tokens of team-bots`, or `30 tokens of team-bots near their dates`. */
export const gist = (alerts: Alerts): string =>
  isStarted(alerts) ? watching(alerts) : `${tokensOf(alerts)} near their dates`;

/** What the subject adds. */
export const gistFact = (alerts: Alerts): string =>
  isStarted(alerts) ? needs(alerts) : `first on ${firstDay(alerts)}`;

const firstDay = (alerts: Alerts): string => utc(Math.min(...alerts.map(dueAt))).slice(0, 14);

const tokensOf = (alerts: Alerts): string => {
  const owner = ownerOf(alerts[0]);
  return `${count(alerts.length, 'token')}${owner ? ` of ${shorten(owner, 30)}` : ' without an owner'}`;
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
