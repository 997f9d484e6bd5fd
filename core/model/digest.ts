import type { Instant } from '../base/time.ts';
import type { DatedExpiry } from './expiry.ts';
import type { FindingClass, Quiet } from './record.ts';
import type { Cause, Verdict } from './verdict.ts';

export type Every = 'weekly' | 'daily';

/** What one digest is about. */
export type Period = {
  readonly every: Every;
  /** `2026-W48` (ISO 8601), or `2026-11-23`: one digest an owner. */
  readonly name: string;
  /** Since then alerts and recoveries are counted. */
  readonly from: Instant;
};

/** One token, by what a reader needs to find it; names are words of others. */
export type DigestToken = {
  readonly name: string;
  readonly field?: string;
  /** ARN of the secret, or file and line of the variable: with the field it is the token's id. */
  readonly source: string;
  /** `discord.bot`. */
  readonly kind?: string;
};

/** The verdicts that wait for somebody. */
export type NeedsSomebody = Extract<Verdict, 'rejected' | 'expired' | 'misconfigured' | 'overdue' | 'degraded'>;

export type QuietBy = Pick<Quiet, 'what' | 'until' | 'by'>;

/** What a row of each section says of its token. */
export type DigestRows = {
  /** Needs somebody now, the gravest first. */
  readonly now: DigestToken & {
    readonly verdict: NeedsSomebody;
    readonly cause?: Cause;
    /** Scopes that its tag asks for. */
    readonly missing?: readonly string[];
    readonly since?: Instant;
    /** A date that is near or past. */
    readonly due?: DatedExpiry;
    /** Of a dead token: what pages is never silent, but somebody may be on it. */
    readonly quiet?: QuietBy;
  };
  /** Its date is within 30 days, or past and it is not refused; the nearest first. */
  readonly due: DigestToken & { readonly due: DatedExpiry };
  /** Its date is further away. */
  readonly later: DigestToken & { readonly due: DatedExpiry };
  /** Never expires; the oldest version first. */
  readonly noEnd: DigestToken & { readonly since: Instant };
  /** Nobody says when it expires. */
  readonly unknownEnd: DigestToken & { readonly since: Instant };
  /** Nobody can be asked: its date alone is watched. */
  readonly unchecked: DigestToken;
  /** No usable answer for a day or longer. */
  readonly unanswered: DigestToken & { readonly since: Instant };
  /** Its owner asked for quiet; what ends first, first. */
  readonly quiet: DigestToken & QuietBy & { readonly finding: FindingClass };
  /** No tag names an owner. */
  readonly unowned: DigestToken;
  /** Its secret is not in the list any more. All are counted; a row are those of which a notice of this period tells. */
  readonly gone: DigestToken & { readonly since: Instant };
};

export type SectionName = keyof DigestRows;

/** `count` of all; rows up to a cap. */
export type Section<K extends SectionName> = { readonly count: number; readonly rows: readonly DigestRows[K][] };

/** As far as what was stored tells. */
export type Lately = {
  readonly alerts: number;
  readonly recovered: number;
  /** Milliseconds from opening to recovery, of the middle one. */
  readonly median?: number;
  /** Names of issuers of which an outage was told, to anybody. */
  readonly outages: readonly string[];
};

/** How all tokens of one owner stand. */
export type Digest = {
  /** Absent: tokens that have no owner. */
  readonly owner?: string;
  readonly period: Period;
  readonly at: Instant;
  /** All that are watched. Each is counted once in `now`, `due`, `quiet`, `unchecked`, `unanswered` or `healthy`. */
  readonly tokens: number;
  readonly healthy: number;
  /** Of `now`: those whose secret cannot be read. */
  readonly unreadable: number;
  readonly sections: { readonly [K in SectionName]: Section<K> };
  readonly lately: Lately;
  /** Sweeps of this period, as far as they are stored; absent where nothing sweeps. */
  readonly sweeps?: { readonly last: Instant; readonly begun: number; readonly finished: number };
};
