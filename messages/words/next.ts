import { DAY, HOUR, MINUTE } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import { isOwnersDate } from '../../core/model/expiry.ts';
import { type Alerts, type CollectionKind, collectionKind } from './collection.ts';
import { FLAPPING_NEXT, flappingFact } from './flapping.ts';
import { count, dueOf } from './headline.ts';
import { placeOf } from './where.ts';

/** When this is heard of again, and what ends it. Short enough for a chat: the first sentence matters most. */
export const nextSentences = (alert: Alert): readonly string[] => {
  if (flappingFact(alert) !== undefined) return [...FLAPPING_NEXT, ...(isDeath(alert) ? [quietly(alert)] : [])];
  const looked = `${lookedAt(alert)}; then you get one RECOVERED notice.`;
  switch (alert.kind) {
    case 'expiring':
    case 'rotate-by':
      return [`${lookedAt(alert)}; ${ifItDies(alert)}.`, `If nothing changes: ${nextNotice(alert)}.`];
    case 'overdue':
      return [looked, 'No reminders before that.'];
    case 'expired':
    case 'rejected':
      return [looked, 'No reminders before that.', quietly(alert)];
    case 'degraded':
    case 'misconfigured':
      return ['Looked at again in every sweep; once it is in order you get one RECOVERED notice.'];
    case 'recovered':
      return ['This incident is closed.', ...stillHeld(alert)];
    case 'started':
      return ['From now on you hear of each finding once.'];
  }
};

const isDeath = ({ kind }: Alert): boolean => kind === 'expired' || kind === 'rejected';

const lookedAt = (alert: Alert): string =>
  placeOf(alert) ? 'A new version is checked within minutes' : 'A new value is checked at the next look';

const ifItDies = ({ diagnosis }: Alert): string =>
  diagnosis.unasked === undefined
    ? 'if it is refused you hear at once'
    : 'nobody can be asked whether this one works, so you hear of its date alone';

const quietly = ({ diagnosis }: Alert): string =>
  diagnosis.exchange
    ? 'This value is asked about again only rarely, at last once a day: issuers block addresses that repeat a dead one.'
    : 'This value is not sent to anybody.';

const stillHeld = ({ ended }: Alert): readonly string[] =>
  ended?.newVersion ? ['Restart anything that still holds the old value: we see the secret, not your processes.'] : [];

const nextNotice = (alert: Alert): string => {
  const due = dueOf(alert);
  const last = alert.kind === 'rotate-by' || (due && isOwnersDate(due)) ? 'when it is overdue' : 'when it has expired';
  const [first, ...rest] = alert.nextThresholds.map(threshold);
  return first === undefined
    ? `next notice ${last}`
    : `next notice at ${[first, ...rest].join(', then ')}, then ${last}`;
};

/** Thresholds are days; short lives have them in parts of one. */
export const threshold = (days: number): string => {
  const left = days * DAY;
  if (left >= DAY) return count(Math.floor(days), 'day');
  return left >= HOUR
    ? count(Math.floor(left / HOUR), 'hour')
    : count(Math.max(1, Math.floor(left / MINUTE)), 'minute');
};

/** What Secrets Manager allows in a name: nothing that a shell would act upon. */
export const SECRET_NAME = /^[A-Za-z0-9/_+=.@-]{1,512}$/;

const FORTNIGHT = 14 * DAY;

/** `until` is a date; the command sets the tag. */
export type Quiet = { readonly until: string; readonly command: string };

/** The command that keeps quiet until a date; only while notices are to come that a snooze can hold back. */
export const quiet = (alert: Alert): Quiet | undefined => {
  const place = placeOf(alert);
  const due = dueOf(alert);
  if (place === undefined || due === undefined || alert.nextThresholds.length === 0) return undefined;
  if (!SECRET_NAME.test(alert.ref.name)) return undefined;
  const until = Math.min(due.at - DAY, alert.at + FORTNIGHT);
  if (until - alert.at < DAY) return undefined;
  const date = new Date(until).toISOString().slice(0, 10);
  const tag = `Key=token-health:snooze-until,Value=${date}`;
  const command = `aws secretsmanager tag-resource --region ${place.region} --secret-id ${alert.ref.name} --tags ${tag}`;
  return { until: date, command };
};

/** What happens next to all that one message tells at once, where a mail tells the rest. */
export const nextOfMany = (alerts: Alerts): string => NEXT_OF[collectionKind(alerts)];

const NEXT_OF: Readonly<Record<CollectionKind, string>> = {
  started: 'Found at the start, so not alerted one by one. From now on you hear of each finding once.',
  dates: 'Each is told again at its next threshold, and at once when it is refused. The mail names the steps for each.',
  findings: 'Of each you hear again when it is in order, or gets worse. The mail names what to do.',
};
