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

/** Stable whatever the order: the same first sights are the same message. */
export const collectionId = (alerts: Alerts): string => {
  const ids = alerts.map(({ id }) => id).sort();
  return `started:${createHash('sha256').update(ids.join('\n')).digest('hex').slice(0, 24)}`;
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

/** `watching 46 tokens of team-bots`. */
export const watching = (alerts: Alerts): string => {
  const owner = ownerOf(alerts[0]);
  return `watching ${count(alerts.length, 'token')}${owner ? ` of ${shorten(owner, 30)}` : ' without an owner'}`;
};

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
