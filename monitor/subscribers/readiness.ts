import { DAY, type Instant } from '../../core/base/time.ts';
import type { Readiness, SubscribersRecord } from '../ports.ts';

/** A count older than this says nothing of now. */
const STALE = 2 * DAY;

/**
 * A publish to a topic that nobody has confirmed is taken by SNS and reaches nobody: it is no delivery. What is not known is sent all
 * the same, since a copy that nobody reads is better than an alert that is kept back.
 */
export const readinessOf = (record: SubscribersRecord | undefined, now: Instant): Readiness => {
  if (record === undefined) return { state: 'open', unsure: 'subscribers were not counted yet' };
  if (now - record.at > STALE) return { state: 'open', unsure: 'subscribers were not counted for two days' };
  if (record.confirmed > 0) return { state: 'open' };
  if (!record.meant) return { state: 'pointless' };
  const why = record.pending > 0 ? 'nobody has confirmed the subscription yet' : 'nobody is subscribed any more';
  return { state: 'closed', why };
};
