import { shorten } from '../../core/base/text.ts';
import { utc } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import type { Verdict } from '../../core/model/verdict.ts';
import { type Alerts, collectionKind, dateOf, kindCounts, needYou, sorted } from './collection.ts';
import { ownerOf } from './facts.ts';
import { count, nameOf, wordOf } from './headline.ts';
import { rootGist, rootOf } from './root.ts';

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
      return foundGist(alerts);
  }
};

/** What they have in common comes first. */
const foundGist = (alerts: Alerts): string => {
  const root = rootOf(alerts);
  if (root !== undefined) return rootGist({ ...root, name: shorten(root.name, 40) });
  return `${shorten(nameOf(sorted(alerts)[0]), 30)} and ${alerts.length - 1} more${ofOwner(alerts)}`;
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

const firstDay = (alerts: Alerts): string => utc(Math.min(...alerts.map(dateOf))).slice(0, 14);

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
