import { DAY, type Instant } from '../base/time.ts';
import type { Severity } from '../model/alert.ts';
import { classOf } from '../model/finding.ts';
import type { Finding, Opening, TokenRecord } from '../model/record.ts';
import { MAX_SNOOZE, type Watch } from '../model/tags.ts';

/** `flapping`: told, with the words that nothing more is told until it has stayed the same for a day. */
export type How = 'told' | 'flapping' | 'silent';

/**
 * The budget of a token: in one day a finding is told once, once more when the next version is bad too, and once as flapping
 * when it comes back; then it is silent until it has been in order, or dead, for a whole day.
 */
export const opening = (seen: TokenRecord, finding: Finding, nextVersionToo: boolean, now: Instant): How => {
  const before = seen.openings?.[classOf(finding)];
  if (before?.flapping) return 'silent';
  if (before === undefined || now - before.since >= DAY) return 'told';
  return nextVersionToo && before.times < 2 ? 'told' : 'flapping';
};

export const withOpening = (seen: TokenRecord, finding: Finding, how: How, now: Instant): TokenRecord => {
  const before = seen.openings?.[classOf(finding)];
  const anew = before === undefined || now - before.since >= DAY || (before.flapping && how === 'told');
  const recent = anew ? { since: now, times: 0 } : before;
  const next: Opening = {
    since: recent.since,
    times: recent.times + 1,
    ...(how === 'flapping' && { flapping: true }),
  };
  return { ...seen, openings: { ...seen.openings, [classOf(finding)]: next } };
};

/** Silent until it has been in order, or dead, for a whole day. */
export const isFlapping = ({ openings = {} }: TokenRecord): boolean =>
  Object.values(openings).some(({ flapping }) => flapping);

/**
 * True while the owner asked for quiet. A snooze further away than 30 days is not honoured, since people hide real problems
 * behind endless ones, and what pages is never silenced.
 */
export const isSnoozed = (watch: Pick<Watch, 'snoozeUntil'>, severity: Severity, now: Instant): boolean =>
  severity !== 'page' &&
  watch.snoozeUntil !== undefined &&
  watch.snoozeUntil > now &&
  watch.snoozeUntil - now <= MAX_SNOOZE;
