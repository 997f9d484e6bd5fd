import type { Severity } from './alert.ts';
import { MAX_SNOOZE, type Watch } from './tags.ts';
import type { Instant } from './time.ts';

/**
 * True while the owner asked for quiet. A snooze further away than 30 days is not honoured, since people hide real problems
 * behind endless ones, and what pages is never silenced.
 */
export const isSnoozed = (watch: Watch, severity: Severity, now: Instant): boolean =>
  severity !== 'page' &&
  watch.snoozeUntil !== undefined &&
  watch.snoozeUntil > now &&
  watch.snoozeUntil - now <= MAX_SNOOZE;
