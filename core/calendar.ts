import type { Judgement } from './diagnosis.ts';
import { type Expiry, isDated, isOwnersDate } from './expiry.ts';
import { scaledLadder, thresholdReached } from './ladder.ts';
import type { Subject } from './subject.ts';
import type { Instant } from './time.ts';

/** What the date alone says of a token that works: undefined above the ladder, or without a date. */
export const calendar = (expiry: Expiry, subject: Subject, now: Instant): Judgement | undefined => {
  if (!isDated(expiry)) return undefined;
  if (expiry.at <= now) return { verdict: isOwnersDate(expiry) ? 'overdue' : 'expiring', due: expiry };
  const lifetime = subject.issuedAt === undefined ? undefined : expiry.at - subject.issuedAt;
  const reached = thresholdReached(scaledLadder(subject.ladder, lifetime), expiry.at, now);
  return reached === undefined ? undefined : { verdict: 'expiring', due: expiry };
};
