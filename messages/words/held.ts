import { HOUR, type Instant, utc } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';

/** First sights and dates are collected for an hour at most: what is kept longer waits for office hours. */
const isHeld = ({ at, collectUntil = at }: Alert): boolean => collectUntil > at + HOUR;

/** When it is read at the earliest: what is left until a date counts from then, and a repeat counts the same. */
export const toldAt = (alert: Alert): Instant => (isHeld(alert) ? (alert.collectUntil ?? alert.at) : alert.at);

/** That it is no news of this minute. */
export const heldFact = (alert: Alert): string | undefined =>
  isHeld(alert) ? `found ${utc(alert.at)}, and kept for your office hours` : undefined;
