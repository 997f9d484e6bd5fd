import type { Instant } from '../../core/base/time.ts';
import type { DeliveryMark, Failure, OutboxItem } from '../ports.ts';
import type { Outcome } from './send.ts';

const MAX_WHY = 200;

/** What is stored of one send: who has it now, who did not take it and why, and when it is tried again. */
export const markOf = (item: OutboxItem, outcome: Outcome, sender: string, now: Instant): DeliveryMark => ({
  alertId: item.alert.id,
  sender,
  deliveredTo: [...new Set([...item.deliveredTo, ...outcome.took])],
  done: outcome.retryAt === undefined,
  attempts: item.attempts + 1,
  nextAttemptAt: outcome.retryAt ?? now,
  failures: { ...item.failures, ...failuresOf(item, outcome, now) },
});

const failuresOf = ({ failures = {} }: OutboxItem, { failed }: Outcome, now: Instant): Record<string, Failure> =>
  Object.fromEntries(
    Object.entries(failed).map(([channel, { why, refused }]) => [
      channel,
      {
        why: why.slice(0, MAX_WHY),
        at: now,
        count: (failures[channel]?.count ?? 0) + 1,
        since: failures[channel]?.since ?? now,
        ...(refused && { refused }),
      },
    ]),
  );
