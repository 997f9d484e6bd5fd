import { type Instant, utc } from '../../core/base/time.ts';
import { isDead } from '../../core/model/diagnosis.ts';
import type { FindingClass } from '../../core/model/record.ts';
import type { Verdict } from '../../core/model/verdict.ts';
import { inForce } from '../../core/transition/ask-quiet.ts';
import { isSnoozed } from '../../core/transition/quiet.ts';
import { type Shown, verdictsOf } from './shown.ts';

/** What a snooze can hold back; a dead token never. */
const WARNINGS: readonly Verdict[] = ['expiring', 'overdue', 'degraded', 'misconfigured'];

type Snoozable = Pick<Shown, 'snoozeUntil' | 'record'>;

/** Until when such a verdict of this token does not count for the exit code: by its tag, or by `token-health snooze` or `ack`. */
export const heldUntil = (verdict: Verdict, { snoozeUntil, record }: Snoozable, now: Instant): Instant | undefined => {
  if (!WARNINGS.includes(verdict)) return undefined;
  if (snoozeUntil !== undefined && isSnoozed({ snoozeUntil }, 'warn', now)) return snoozeUntil;
  const quiet = inForce(record, now);
  return quiet !== undefined && VERDICT_OF[quiet.finding] === verdict ? quiet.until : undefined;
};

const VERDICT_OF: Readonly<Record<FindingClass, Verdict | undefined>> = {
  expiring: 'expiring',
  'rotate-by': 'expiring',
  overdue: 'overdue',
  degraded: 'degraded',
  misconfigured: 'misconfigured',
  dead: undefined,
};

/** What counts for the exit code: the verdict and what its date says, but nothing that is snoozed. */
export const countedOf = (shown: Shown, now: Instant): readonly Verdict[] =>
  verdictsOf(shown.diagnosis, now).filter((verdict) => heldUntil(verdict, shown, now) === undefined);

/** What is said of a snooze that has not ended, after the word `snoozed`. */
export const snoozeWords = (shown: Shown, now: Instant): string | undefined => {
  const { snoozeUntil, diagnosis } = shown;
  const held = heldUntil(diagnosis.verdict, shown, now);
  if (held !== undefined) return `until ${utc(held)}: it does not count for the exit code`;
  if (snoozeUntil === undefined || snoozeUntil <= now) return undefined;
  const until = `until ${utc(snoozeUntil)}`;
  if (isDead(diagnosis.verdict)) return `${until}, which holds back no dead token`;
  return isSnoozed({ snoozeUntil }, 'warn', now) ? undefined : `not ${until}: a snooze ends within 30 days`;
};
