import { DAY, HOUR, type Instant, MINUTE } from '../base/time.ts';
import { DOUBTING, type Doubting } from '../model/history.ts';
import type { Severities } from '../policy/ladder-setting.ts';
import type { OfficeHours } from '../policy/office-hours.ts';
import type { Rule } from '../policy/rule.ts';

/** What a deployment says of one owner. */
export type OwnerPolicy = { readonly officeHours?: OfficeHours };

export type Policy = Doubting & {
  /** Days before expiry, in any order. */
  readonly ladder: readonly number[];
  /** Of its thresholds; those without an entry keep the severity of finding.ts. */
  readonly severities?: Severities;
  /** The first one that fits a token counts: rules.ts. */
  readonly rules?: readonly Rule[];
  /** What is not broken waits for them; absent: nothing waits. */
  readonly officeHours?: OfficeHours;
  /** By the name of the owner. */
  readonly owners?: Readonly<Record<string, OwnerPolicy>>;
  /** Wait between the first refusal and the look that confirms it, in milliseconds. */
  readonly confirmAfter: number;
  /** How long first sights of one owner are collected into one message, in milliseconds. */
  readonly collect: number;
};

export const DEFAULT_POLICY: Policy = {
  ladder: [30, 14, 7, 3, 1],
  confirmAfter: 3 * MINUTE,
  collect: 10 * MINUTE,
  ...DOUBTING,
};

/** A version this young may be half of a rotation still under way: even a certain refusal is looked at twice. */
export const YOUNG_VERSION = 10 * MINUTE;

/**
 * How long a refused token is not asked again, by how long it has been refused. Issuers ban addresses that repeat bad tokens
 * (Discord: 10,000 invalid requests in 10 minutes). Time counts and not looks: a repeated message must not make a token wait a day.
 */
export const backOff = (refusedFor: number): number => {
  if (refusedFor < HOUR) return HOUR;
  return refusedFor < 7 * HOUR ? 6 * HOUR : DAY;
};

/**
 * Collection windows end at fixed moments, so that all first sights of one sweep fall due together: the sweep's own
 * window while it has time left, else the next.
 */
export const collectUntil = (sweepStartedAt: Instant, now: Instant, collect: number): Instant => {
  const windows = Math.max(1, Math.ceil((now - sweepStartedAt + collect / 2) / Math.max(collect, 1)));
  return sweepStartedAt + windows * collect;
};
