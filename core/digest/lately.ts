import type { Instant } from '../base/time.ts';
import type { Alert } from '../model/alert.ts';
import type { Lately } from '../model/digest.ts';
import { isAlert, type Tellable } from '../model/notice.ts';

/** What was told to one owner since `from`, added one by one. */
export type LatelyOf = { readonly add: (alert: Alert) => void; readonly told: () => Omit<Lately, 'outages'> };

export const newLately = (): LatelyOf => {
  let alerts = 0;
  const lasted: number[] = [];
  return {
    add: ({ kind, at, openedAt }) => {
      if (kind === 'recovered') lasted.push(at - openedAt);
      else if (kind !== 'started') alerts += 1;
    },
    told: () => {
      const median = lasted.sort((a, b) => a - b)[lasted.length >> 1];
      return { alerts, recovered: lasted.length, ...(median !== undefined && { median }) };
    },
  };
};

/** Enough to name; more are one storm. */
const MOST_OUTAGES = 5;

/** Issuers of which an outage was told since `from`. */
export const outagesIn = (told: readonly Tellable[]): readonly string[] =>
  [...new Set(told.flatMap((one) => (one.kind === 'outage' ? [one.issuerName] : [])))].sort().slice(0, MOST_OUTAGES);

export const isSince = (one: Tellable, from: Instant): boolean => one.at >= from && (isAlert(one) || isKept(one));

const isKept = ({ kind }: Tellable): boolean => kind === 'outage' || kind === 'gone';
