import type { Instant } from '../base/time.ts';
import type { Unread } from '../listed/unread.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Broke, Finding } from './record.ts';
import type { TokenRef } from './token.ts';
import type { Severity } from './verdict.ts';

export type { Severity };

/** `recovered` ends an incident; `started` tells a token seen for the first time, collected into one message per owner. */
export type AlertKind = Finding | 'recovered' | 'started';

/**
 * One finding told once. Everything that the texts need is in it, so that a repeat, a week later and by another function,
 * reads the same byte for byte.
 */
export type Alert = {
  readonly schema: 1;
  /** Stable: the same token, finding, episode and threshold give the same id. Repeats are told apart by it. */
  readonly id: string;
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly ref: TokenRef;
  /** `discord.bot` and `Discord bot token`. */
  readonly tokenKind?: string;
  readonly tokenKindName: string;
  readonly owner?: string;
  readonly environment?: string;
  readonly runbook?: string;
  readonly versionId: string;
  readonly diagnosis: Diagnosis;
  readonly impact: string;
  /** When it was decided. */
  readonly at: Instant;
  /** Days of the threshold that was reached; for `expiring` and `rotate-by`. */
  readonly threshold?: number;
  /** Thresholds still to come, in days. */
  readonly nextThresholds: readonly number[];
  readonly incident: string;
  readonly openedAt: Instant;
  readonly lastAcceptedAt?: Instant;
  /** First refusal of this version; earlier than `at` when a second look confirmed it. */
  readonly refusedSince?: Instant;
  /** When this version was stored, as Secrets Manager tells. */
  readonly versionStoredAt?: Instant;
  /** Who stored it, where CloudTrail was asked. */
  readonly changedBy?: string;
  readonly beside?: Beside;
  /** Where its issuer says whether it has trouble. */
  readonly statusPage?: string;
  /** The User-Agent under which the issuer was asked. */
  readonly askedAs?: string;
  /** The second opening of this finding within a day: nothing more is told of it until it has been in order, or dead, for a whole day. */
  readonly flapping?: true;
  /** What a recovery ended. */
  readonly ended?: Ended;
  /** Expired, and not read by anybody for so long before it was watched that nothing may depend on it: then it pages nobody. */
  readonly unread?: Unread;
  /**
   * Not to be delivered before this: alerts of one owner with the same moment are one message. More than an hour after `at`: it waits for
   * the owner's office hours.
   */
  readonly collectUntil?: Instant;
};

export type Ended = {
  readonly finding: Finding;
  /** As which it was told. Absent in alerts of the release before. */
  readonly severity?: Severity;
  readonly newVersion: boolean;
  /** Of what was dead: when it broke, as far as that is known. Absent in alerts of the release before. */
  readonly broke?: Broke;
};

/** What happened to other tokens of the same issuer in the same look. */
export type Beside = {
  readonly accepted: number;
  readonly refused: number;
  /** Those that changed within the hour, the nearest first. */
  readonly changed: readonly {
    readonly label: string;
    readonly how: 'same secret' | 'same account' | 'same owner' | 'same issuer';
  }[];
};
