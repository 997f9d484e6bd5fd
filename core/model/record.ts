import type { Instant } from '../base/time.ts';
import type { RotationFailure } from '../listed/rotation.ts';
import type { Unread } from '../listed/unread.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Expiry } from './expiry.ts';
import type { LadderState } from './ladder.ts';
import type { Observation } from './observation.ts';
import type { Renewal } from './renewal.ts';
import type { TokenRef } from './token.ts';
import type { Severity } from './verdict.ts';

/** What is told about a token; the unit of dedupe. `expiring` is the issuer's or a declared date, `rotate-by` an age policy. */
export type Finding = 'expiring' | 'rotate-by' | 'expired' | 'overdue' | 'rejected' | 'degraded' | 'misconfigured';

/** A finding that was told and has not ended. */
export type Incident = {
  /** `TH-4K7Q2`. */
  readonly id: string;
  readonly finding: Finding;
  readonly openedAt: Instant;
  readonly versionId: string;
  /** First of the good looks in a row that may end it. */
  readonly calmSince?: Instant;
  /** First bad look after the last good one. Absent in records of the release before: then `openedAt`. */
  readonly badSince?: Instant;
  /** Told as a warning although it is dead: nobody used it. */
  readonly lowered?: true;
  /** Of what is dead. Absent in records of the release before. */
  readonly broke?: Broke;
};

/** It broke between these two: the last time that it was seen to work, and the first that it was not. */
export type Broke = { readonly after?: Instant; readonly by: Instant };

export type FindingClass = Exclude<Finding, 'expired' | 'rejected'> | 'dead';

/** How often a finding was told as opened within one day. */
export type Opening = {
  readonly since: Instant;
  readonly times: number;
  /** Told as coming and going: silent until it has been in order, or dead, for a whole day. */
  readonly flapping?: true;
};

/** What somebody asked for of one finding of a token: nothing more of it is told until then. */
export type Quiet = {
  /** `acknowledged`: somebody is on it. `snoozed`: it can wait. */
  readonly what: 'snoozed' | 'acknowledged';
  readonly finding: FindingClass;
  readonly versionId: string;
  /** What it was given for: what is worse is told. */
  readonly severity: Severity;
  /** Of a date: the tightest threshold told by then, in days; absent when none was. */
  readonly threshold?: number;
  /** Of a date: the date itself. */
  readonly due?: Instant;
  readonly since: Instant;
  readonly until: Instant;
  readonly by: string;
  readonly why?: string;
};

/**
 * `passed`: its time. `rotated`: another version. `worse`: a graver finding, a graver threshold, a date that is nearer or past. `over`: what it
 * was about has ended. `undone`: somebody took it back. `replaced`: somebody asked for another.
 */
export type QuietEnd = 'passed' | 'rotated' | 'worse' | 'over' | 'undone' | 'replaced';

/** One line of the audit. */
export type QuietEntry = {
  readonly schema: 1;
  readonly token: TokenRef;
  /** Revision of the record that was written with it. */
  readonly revision: number;
  readonly at: Instant;
  /** Absent where the monitor ended it. */
  readonly by?: string;
  readonly quiet: Quiet;
  /** Absent where it began. */
  readonly ended?: QuietEnd;
};

/** Somebody asked to have a token looked at now. */
export type LookEntry = {
  readonly schema: 1;
  readonly token: TokenRef;
  readonly at: Instant;
  readonly by: string;
  readonly looked: true;
};

/** What people asked for, and what became of it. */
export type AuditEntry = QuietEntry | LookEntry;

/** What was seen of the credential version in use when it was last accepted. */
export type Acceptance = {
  readonly versionId: string;
  readonly firstAt: Instant;
  /** Written only together with another change: see `lastAcceptedAt` in history.ts. */
  readonly lastAt: Instant;
  readonly expiry: Expiry;
  readonly subject?: string;
  /** The request that it answered: an ambiguous answer counts against the same one alone. Absent in records of the release before. */
  readonly request?: string;
  /** Requests that the issuer would still take with it: looked at by what costs none from then on. */
  readonly uses?: number;
};

/** Who stored a version, as far as CloudTrail said, and how often it was asked: it may be a quarter of an hour late. */
export type ChangedBy = { readonly asked: number; readonly by?: string };

/** The state of one token, stored under its id. */
export type TokenRecord = {
  readonly schema: 1;
  readonly ref: TokenRef;
  /** Grows by one with every write; a write names the revision it read. */
  readonly revision: number;
  /** `discord.bot`; absent while it is not known. */
  readonly kind?: string;
  readonly owner?: string;
  readonly environment?: string;
  readonly versionId: string;
  readonly versionSince: Instant;
  readonly firstSeenAt: Instant;
  /** The last kind of observation and since when it has been that kind. */
  readonly look: { readonly seen: Observation['seen']; readonly since: Instant };
  readonly accepted?: Acceptance;
  /** True when the version before this one had been accepted. */
  readonly previousWorked: boolean;
  readonly previousVersionId?: string;
  readonly diagnosis: Diagnosis;
  /** First refusal of this version that is not confirmed yet, or is. */
  readonly refused?: {
    readonly since: Instant;
    /** Refusals in a row, this one included. */
    readonly looks: number;
    /** Not to be asked again before this, unless the version changes. */
    readonly askAgainAt: Instant;
  };
  /** Ambiguous answers in a row about this version. */
  readonly doubted?: {
    readonly since: Instant;
    readonly looks: number;
    /** Set once they count: as of `refused`. */
    readonly askAgainAt?: Instant;
  };
  /** Of this version, until it is accepted. */
  readonly changedBy?: ChangedBy;
  /** How its date moves, where the issuer tells one. */
  readonly renewal?: Renewal;
  /** Of the version that was there at first sight, and of no later one. */
  readonly unread?: Unread;
  /** A rotation of this version failed, and none has succeeded since. */
  readonly rotationFailed?: RotationFailure;
  /** True once the token was listed in a `started` message: what was found then is not alerted singly. */
  readonly announced: boolean;
  readonly incident?: Incident;
  readonly openings?: Readonly<Partial<Record<FindingClass, Opening>>>;
  /** Until it ends; a moment that has passed is told apart by whoever reads it. */
  readonly quiet?: Quiet;
  /** Number of incidents opened so far: part of the alert id, so that ids never repeat. */
  readonly episodes: number;
  /** The tightest threshold told for this version and date; absent when none was. */
  readonly ladder?: LadderState;
};
