import { alertId, incidentId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { GoneNotice, GoneSecret, GoneWhy } from '../model/notice.ts';
import type { Gone } from './left.ts';

/** So many are told one by one. */
const FEW = 5;

/** So many are named in one notice; the rest are counted. */
const NAMED = 20;

/**
 * What is told of secrets that have left the list: each by itself when they are few, one notice for all when they are many or the whole list
 * has dropped. The ids are made of what was found, so that a repeated sweep tells nothing twice. Pure.
 */
export const goneNotices = (
  gone: readonly Gone[],
  dropped: boolean,
  sweepStartedAt: Instant,
  now: Instant,
): readonly GoneNotice[] => {
  const byName = [...gone].sort((a, b) => (a.name < b.name ? -1 : 1));
  const [first, ...rest] = byName;
  if (first === undefined) return [];
  if (byName.length <= FEW && !dropped)
    return byName.map((one) => noticeOf([one], [`secret/${encodeURIComponent(one.name)}`, one.since], now));
  return [noticeOf([first, ...rest], ['list', sweepStartedAt], now)];
};

type Some = readonly [Gone, ...Gone[]];

const noticeOf = (gone: Some, [about, when]: readonly [string, Instant], now: Instant): GoneNotice => ({
  schema: 1,
  id: alertId(about, 'gone', when),
  kind: 'gone',
  severity: 'warn',
  secrets: namedOf(gone),
  counts: countsOf(gone),
  since: gone.reduce((first, { since }) => Math.min(first, since), now),
  at: now,
  incident: incidentId(about, 'gone', String(when)),
});

const namedOf = ([first, ...rest]: Some): GoneNotice['secrets'] => {
  const named = ({ name, why }: Gone): GoneSecret => ({ name, why });
  return [named(first), ...rest.slice(0, NAMED - 1).map(named)];
};

const countsOf = (gone: readonly Gone[]): GoneNotice['counts'] => {
  const of = (why: GoneWhy): number => gone.filter((one) => one.why === why).length;
  return { untagged: of('untagged'), deleted: of('deleted'), denied: of('denied') };
};
