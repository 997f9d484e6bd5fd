import { type Instant, utc } from '../../core/base/time.ts';
import { isDead } from '../../core/model/diagnosis.ts';
import type { Verdict } from '../../core/model/verdict.ts';
import { isSnoozed } from '../../core/transition/quiet.ts';
import { type Shown, verdictsOf } from './shown.ts';

/** What a snooze can hold back; a dead token never. */
const WARNINGS: readonly Verdict[] = ['expiring', 'overdue', 'degraded', 'misconfigured'];

type Snoozable = Pick<Shown, 'snoozeUntil'>;

/** Such a verdict of this token does not count for the exit code now. */
export const isHeld = (verdict: Verdict, { snoozeUntil }: Snoozable, now: Instant): boolean =>
  snoozeUntil !== undefined && WARNINGS.includes(verdict) && isSnoozed({ snoozeUntil }, 'warn', now);

/** What counts for the exit code: the verdict and what its date says, but nothing that is snoozed. */
export const countedOf = (shown: Shown, now: Instant): readonly Verdict[] =>
  verdictsOf(shown.diagnosis, now).filter((verdict) => !isHeld(verdict, shown, now));

/** What is said of a snooze that has not ended, after the word `snoozed`. */
export const snoozeWords = ({ snoozeUntil, diagnosis: { verdict } }: Shown, now: Instant): string | undefined => {
  if (snoozeUntil === undefined || snoozeUntil <= now) return undefined;
  const until = `until ${utc(snoozeUntil)}`;
  if (isDead(verdict)) return `${until}, which holds back no dead token`;
  if (!isSnoozed({ snoozeUntil }, 'warn', now)) return `not ${until}: a snooze ends within 30 days`;
  return WARNINGS.includes(verdict) ? `${until}: it does not count for the exit code` : undefined;
};
