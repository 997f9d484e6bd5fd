import type { Instant } from '../core/base/time.ts';
import type { IssuerRecord } from '../core/issuer/guard.ts';
import type { Alert } from '../core/model/alert.ts';
import type { Asked, AskRequest } from '../core/model/answer.ts';
import type { OutageNotice, Tellable, Telling } from '../core/model/notice.ts';
import type { TokenRecord } from '../core/model/record.ts';
import type { Secret } from '../core/model/secret.ts';
import type { Verdict } from '../core/model/verdict.ts';

/** The one place where time comes from. */
export type Clock = () => Instant;

/** Asks an issuer once. Never throws; every failure is a value. */
export type Ask = (request: AskRequest) => Promise<Asked>;

/** One secret as listed: never its value. */
export type ListedSecret = {
  readonly arn: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Version labelled AWSCURRENT, where the list tells. May be minutes old. */
  readonly versionId?: string;
};

/** Every secret that has the marker tag, page by page; each page may be short. */
export type ListSecrets = () => AsyncIterable<readonly ListedSecret[]>;

/** One secret, fresher than the list. Undefined when there is none. */
export type DescribeSecret = (id: string) => Promise<ListedSecret | undefined>;

export type SecretReading =
  | { readonly read: true; readonly value: Secret; readonly versionId: string; readonly createdAt?: Instant }
  | {
      readonly read: false;
      /** `gone` and `denied` are findings; `throttled` says nothing and is tried again. */
      readonly why: 'denied' | 'undecryptable' | 'gone' | 'binary' | 'throttled';
      readonly detail: string;
    };

/** Values of up to any number of secrets by ARN or name. Every id asked for has an entry. */
export type ReadSecrets = (ids: readonly string[]) => Promise<ReadonlyMap<string, SecretReading>>;

/** The version labelled AWSPREVIOUS; undefined when there is none. */
export type ReadPrevious = (id: string) => Promise<SecretReading | undefined>;

/** Records by token id; ids without a record have no entry. */
export type LoadRecords = (ids: readonly string[]) => Promise<ReadonlyMap<string, TokenRecord>>;

/** A new record and what it tells, stored together or not at all. */
export type Change = {
  readonly record: TokenRecord;
  /** Revision that was read; undefined when there was no record. */
  readonly expectedRevision: number | undefined;
  readonly alerts: readonly Alert[];
};

/** `conflict`: somebody else wrote first; read again and judge again. */
export type Commit = (change: Change) => Promise<'stored' | 'conflict'>;

/** As `Change`, of what is remembered of an issuer. */
export type IssuerChange = {
  readonly record: IssuerRecord;
  readonly expectedRevision: number | undefined;
  readonly notices: readonly OutageNotice[];
};

/** What is remembered of issuers, by host. Strongly consistent: a hold binds whoever looks next. */
export type Issuers = {
  readonly load: (host: string) => Promise<IssuerRecord | undefined>;
  readonly commit: (change: IssuerChange) => Promise<'stored' | 'conflict'>;
};

/** An undelivered alert with its delivery state per channel. */
export type OutboxItem = {
  readonly alert: Tellable;
  /** What it says, by name of the channel, as it was rendered when it was stored; absent for first sights. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Channels that took it. */
  readonly deliveredTo: readonly string[];
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
};

export type Outbox = {
  /**
   * Items whose next attempt is due, oldest first, as they are now (strongly consistent). One that another release wrote and this
   * one cannot read is left where it is and counted; without anybody to count it, it is thrown.
   */
  readonly due: (now: Instant, onUnreadable?: () => void) => Promise<readonly OutboxItem[]>;
  /** When the longest waiting of all undelivered items fell due, in back-off or not; undefined when none has. May be seconds old. */
  readonly oldestDue: (now: Instant) => Promise<Instant | undefined>;
  /** The item as it is now, strongly consistent; undefined when every channel has taken it. */
  readonly find: (alertId: string) => Promise<OutboxItem | undefined>;
  /** Takes the right to send until `until`. False when another sender holds it. */
  readonly claim: (alertId: string, sender: string, now: Instant, until: Instant) => Promise<boolean>;
  /** Marks after sending. `done` when all channels have taken it. Only the sender that holds the claim may. */
  readonly mark: (mark: DeliveryMark) => Promise<void>;
};

export type DeliveryMark = {
  readonly alertId: string;
  readonly sender: string;
  readonly deliveredTo: readonly string[];
  readonly done: boolean;
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
};

/** Sends one message, as it was rendered when it was stored: `text` is what `OutboxItem.texts` holds for this channel. */
export type Channel = {
  readonly name: string;
  readonly send: (telling: Telling, text?: string) => Promise<Sent>;
};

export type Sent = { readonly sent: true } | { readonly sent: false; readonly why: string; readonly retryAt?: Instant };

/** One pass over all tokens. */
export type Sweep = {
  readonly id: string;
  readonly startedAt: Instant;
  /** Start of the sweep before: a token unchanged since then was accepted at that time. */
  readonly previousAt?: Instant;
};

export type Sweeps = {
  /** The newest sweep. */
  readonly last: () => Promise<Sweep | undefined>;
  /** False when this sweep was finished before: the same tick fired twice. A sweep that died half-way may begin again. */
  readonly begin: (sweep: Sweep) => Promise<boolean>;
  readonly finish: (id: string, found: number, queued: number, now: Instant) => Promise<void>;
};

export type ProbeItem = {
  readonly arn: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly versionId?: string;
};

/** What discover puts on the queue: references, never values. */
export type ProbeMessage = {
  readonly v: 1;
  readonly sweep: Sweep;
  readonly reason: 'schedule' | 'label' | 'confirm' | 'requeue';
  /** Issuer id as tagged, or `auto`: the unit of fairness. */
  readonly provider: string;
  readonly items: readonly ProbeItem[];
};

export type QueuedMessage = { readonly message: ProbeMessage; readonly delaySeconds: number };

export type Enqueue = (messages: readonly QueuedMessage[]) => Promise<void>;

/** Counts of what happened; dimensions are closed sets. */
export type Measure = {
  readonly probe: (provider: string, outcome: string, milliseconds: number) => void;
  readonly verdicts: (counts: Readonly<Record<Verdict, number>>) => void;
  readonly count: (name: CountName, value: number) => void;
};

export type CountName =
  | 'TokensDiscovered'
  | 'TokensQueued'
  | 'TokensJudged'
  | 'TokensRequeued'
  | 'AlertsSent'
  | 'AlertsFailed'
  | 'OldestUndeliveredSeconds'
  | 'ClockSkewSeconds'
  | 'SweepCompleted';
