import { type Instant, MINUTE } from '../base/time.ts';
import type { IssuerRecord } from '../issuer/guard.ts';
import type { AuditEntry } from '../model/record.ts';
import type { Told } from './history.ts';
import type { Row } from './row.ts';

/** All that is known, read once: what every view of it is made of. */
export type Overview = {
  /** When it was read. */
  readonly at: Instant;
  readonly rows: readonly Row[];
  /** What was told of each token, by its id. */
  readonly told: ReadonlyMap<string, readonly Told[]>;
  /** The newest lines, newest first. */
  readonly audit: readonly AuditEntry[];
  readonly issuers: readonly IssuerRecord[];
  /** Absent where nothing sweeps. */
  readonly sweeps?: Sweeping;
  /** Tokens whose secret has left the list: nobody looks at them any more. */
  readonly gone: number;
  /** Items of another release, which are left out. */
  readonly unreadable: number;
};

export type Sweeping = {
  /** When the newest sweep began. */
  readonly last: Instant;
  /** When the newest of those that were finished began. */
  readonly finished?: Instant;
  /** Milliseconds from one to the next, where that is known. */
  readonly every?: number;
};

/** A sweep itself takes minutes, and may be begun again once. */
const GRACE = 30 * MINUTE;

/** When the next sweep was to come, if it is overdue: then what is shown may be old. */
export const lateSince = ({ last, finished, every }: Sweeping, now: Instant): Instant | undefined => {
  if (every === undefined) return undefined;
  const expected = (finished ?? last) + every;
  return now > expected + Math.max(GRACE, every / 2) ? expected : undefined;
};
