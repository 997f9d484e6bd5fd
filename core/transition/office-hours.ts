import type { Instant } from '../base/time.ts';
import type { Alert } from '../model/alert.ts';
import { nearDate } from '../model/diagnosis.ts';
import { isDated } from '../model/expiry.ts';
import { nextOpening } from '../policy/office-hours.ts';
import type { Policy } from './policy.ts';

/**
 * What is not broken waits for somebody to be there, unless its date comes before that. What pages, and the end of what paged, does not wait;
 * nor do first sights, by which a new deployment shows that it lives. Decided once, so that a repeat is the same.
 */
export const inOfficeHours = (alert: Alert, { officeHours }: Policy): Alert => {
  if (officeHours === undefined || isUrgent(alert)) return alert;
  const opens = nextOpening(officeHours, alert.at);
  if (opens <= alert.at || datesOf(alert).some((at) => at > alert.at && at <= opens)) return alert;
  return { ...alert, collectUntil: Math.max(opens, alert.collectUntil ?? opens) };
};

const isUrgent = ({ kind, severity, ended }: Alert): boolean =>
  severity === 'page' || kind === 'started' || ended?.severity === 'page';

const datesOf = ({ diagnosis }: Alert): readonly Instant[] =>
  [diagnosis.expiry, nearDate(diagnosis)].flatMap((date) => (date !== undefined && isDated(date) ? date.at : []));
