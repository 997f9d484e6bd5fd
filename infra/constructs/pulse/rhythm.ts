import { sweepInterval } from '../../schedule.ts';

const HOUR = 3600;

/** Seconds of the shortest period: metrics written to a log come minutes late at times. */
const SHORTEST = 300;

const intervalOf = (schedule: string): number => sweepInterval(schedule) ?? HOUR;

/**
 * Seconds between two sweeps as alarms count them, and how many without one are a fault. CloudWatch takes up to seven days together, one
 * day where a period is under an hour (PutMetricAlarm, Period); the rarest schedule is daily.
 */
export const rhythmOf = (schedule: string): { readonly seconds: number; readonly of: number } => {
  const interval = intervalOf(schedule);
  return { seconds: Math.max(interval, SHORTEST), of: interval < 3 * SHORTEST ? 3 : 2 };
};

/**
 * Seconds after which a message of the work queue is too old: two sweeps, but no less than the hour that delays and five tries may take,
 * and no more than half the day after which SQS drops it without a word.
 */
export const oldestWork = (schedule: string): number => Math.min(Math.max(2 * intervalOf(schedule), HOUR), 12 * HOUR);
