import type { Instant } from '../core/base/time.ts';
import type { IssuerRecord } from '../core/issuer/guard.ts';
import type { Missing } from '../core/list/left.ts';
import type { Rotation } from '../core/listed/rotation.ts';
import type { LastRead } from '../core/listed/unread.ts';
import type { Alert } from '../core/model/alert.ts';
import type { Asked, AskRequest } from '../core/model/answer.ts';
import type {
  ChannelNotice,
  DigestNotice,
  GoneNotice,
  GoneWhy,
  OutageNotice,
  SubscribersNotice,
  Tellable,
  Telling,
} from '../core/model/notice.ts';
import type { AuditEntry, LookEntry, QuietEntry, TokenRecord } from '../core/model/record.ts';
import type { Secret } from '../core/model/secret.ts';
import type { Verdict } from '../core/model/verdict.ts';
import type { QuietChanged } from '../core/transition/ask-quiet.ts';

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
  /** Where rotation is on. */
  readonly rotation?: Rotation;
  /** In this region. Absent of what has copies elsewhere, which may be read there. */
  readonly lastRead?: LastRead;
  /** Of a replica only: the region in which its secret is at home, and watched. */
  readonly primaryRegion?: string;
};

/** `next` is absent on the last page. */
export type ListPage = { readonly secrets: readonly ListedSecret[]; readonly next?: string };

/**
 * Every secret that has the marker tag, page by page, from where a page's `next` pointed. Pages may be short. Where the service no longer
 * knows that place, the list begins anew.
 */
export type ListSecrets = (from?: string) => AsyncIterable<ListPage>;

/** Looks, by name, for a secret that the list leaves out: as it is, or why it is not to be watched. Never throws. */
export type LookFor = (name: string) => Promise<ListedSecret | GoneWhy | 'unknown'>;

/** One secret, fresher than the list. Undefined when there is none. */
export type DescribeSecret = (id: string) => Promise<ListedSecret | undefined>;

export type SecretReading =
  | { readonly read: true; readonly value: Secret; readonly versionId: string; readonly createdAt?: Instant }
  | {
      readonly read: false;
      /** `throttled` says nothing and is tried again; all others are findings, `refused` for a reason that we do not know, `binary-text` is text stored as bytes. */
      readonly why: 'denied' | 'undecryptable' | 'gone' | 'binary' | 'binary-text' | 'empty' | 'refused' | 'throttled';
      readonly detail: string;
    };

/** Values of up to any number of secrets by ARN or name. Every id asked for has an entry. */
export type ReadSecrets = (ids: readonly string[]) => Promise<ReadonlyMap<string, SecretReading>>;

/** The version labelled AWSPREVIOUS; undefined when there is none. */
export type ReadPrevious = (id: string) => Promise<SecretReading | undefined>;

/**
 * Who stored a version of a secret, as a short text fit to be shown (`assumed-role/deploy/alice`), within so many milliseconds. Undefined
 * where that is not known, or not yet.
 */
export type WhoChanged = (
  arn: string,
  version: { readonly id: string; readonly storedAt: Instant },
  within: number,
) => Promise<string | undefined>;

/** Records by token id; ids without a record have no entry. */
export type LoadRecords = (ids: readonly string[]) => Promise<ReadonlyMap<string, TokenRecord>>;

/** A new record and what it tells, stored together or not at all. */
export type Change = {
  readonly record: TokenRecord;
  /** Revision that was read; undefined when there was no record. */
  readonly expectedRevision: number | undefined;
  readonly alerts: readonly Alert[];
  /** Lines of the audit, where quiet about a finding ended by it. */
  readonly entries?: readonly QuietEntry[];
};

/** `conflict`: somebody else wrote first; read again and judge again. */
export type Commit = (change: Change) => Promise<'stored' | 'conflict'>;

/** As `Change`, of the quiet that somebody asked for. */
export type QuietChange = QuietChanged & { readonly expectedRevision: number };

export type CommitQuiet = (change: QuietChange) => Promise<'stored' | 'conflict'>;

/** Every token ever seen. Reads the whole store: for people, not for sweeps. */
export type EveryRecord = () => Promise<readonly TokenRecord[]>;

/** The newest lines of the audit, newest first, at most `most`, of the year before `now`. */
export type ReadAudit = (most: number, now: Instant) => Promise<readonly AuditEntry[]>;

/** Writes down that somebody asked for a look. */
export type KeepLook = (entry: LookEntry) => Promise<void>;

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

/** The last of the sends that a channel did not take. */
export type Failure = {
  /** In our words, at most 200 characters. */
  readonly why: string;
  readonly at: Instant;
  /** So many in all. */
  readonly count: number;
  /** When the first of them was. Absent where the release before wrote it. */
  readonly since?: Instant;
  /** It was this alert that the channel would not have: it is sent alone from then on, so that it holds up no other. */
  readonly refused?: true;
};

/** An undelivered alert with its delivery state per channel. */
export type OutboxItem = {
  readonly alert: Tellable;
  /** What it says, by name of the channel, as it was rendered when it was stored; absent for first sights, and where many are read at once. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Channels that took it. */
  readonly deliveredTo: readonly string[];
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
  /** By name of the channel. */
  readonly failures?: Readonly<Record<string, Failure>>;
};

export type Outbox = {
  /**
   * Items whose next attempt is due, oldest first, as they are now (strongly consistent); at most `most`. One that another release
   * wrote and this one cannot read is left where it is and counted; without anybody to count it, it is thrown.
   */
  readonly due: (now: Instant, onUnreadable?: () => void, most?: number) => Promise<readonly OutboxItem[]>;
  /** When the longest waiting of all undelivered items fell due, in back-off or not; undefined when none has. May be seconds old. */
  readonly oldestDue: (now: Instant) => Promise<Instant | undefined>;
  /** The item as it is now, strongly consistent; undefined when every channel has taken it. */
  readonly find: (alertId: string) => Promise<OutboxItem | undefined>;
  /** Takes the right to send until `until`, of all but those that another sender holds. Gives the items as they are once they are taken. */
  readonly claim: (
    alertIds: readonly string[],
    sender: string,
    now: Instant,
    until: Instant,
  ) => Promise<readonly OutboxItem[]>;
  /** Marks after sending. `done` when all channels have taken it. Only the sender that holds the claim may. */
  readonly mark: (marks: readonly DeliveryMark[]) => Promise<void>;
};

export type DeliveryMark = {
  readonly alertId: string;
  readonly sender: string;
  readonly deliveredTo: readonly string[];
  readonly done: boolean;
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
  readonly failures: Readonly<Record<string, Failure>>;
};

/** Who may send to an owner: one sender at a time, and what comes soon after a message waits for the next run. */
export type Turns = {
  /** False while another sender has the turn, and where `calmSince` is given, when the last message to this owner began later. */
  readonly take: (
    owner: string,
    sender: string,
    span: { readonly now: Instant; readonly until: Instant; readonly calmSince?: Instant },
  ) => Promise<boolean>;
  /** Gives the turn back; one that is never given back ends by itself. */
  readonly end: (owner: string, sender: string) => Promise<void>;
};

/** One message at this moment; or none is free before `latest`, and the next one is at `freeAt`. */
export type Slot =
  | { readonly granted: true; readonly at: Instant }
  | { readonly granted: false; readonly freeAt: Instant };

/** Takes the next free moment of a channel, `interval` milliseconds after the one before, whoever took that. Throws when it cannot know. */
export type TakeSlot = (channel: string, interval: number, now: Instant, latest: Instant) => Promise<Slot>;

/** Whether sending makes sense now. `closed`: nobody would get it, so it waits. `pointless`: nobody is meant to be reached this way. */
export type Readiness =
  | { readonly state: 'open'; readonly unsure?: string }
  | { readonly state: 'closed'; readonly why: string }
  | { readonly state: 'pointless' };

/** Names of the channels that are to have it. */
export type RouteOf = (one: Tellable) => readonly string[];

/** Sends one message, as it was rendered when it was stored: `text` is what `OutboxItem.texts` holds for this channel. */
export type Channel = {
  readonly name: string;
  /** What it is, as people call it: `Slack`. */
  readonly title?: string;
  /** Which of the stored texts is its own; absent: that of its name. */
  readonly type?: string;
  readonly send: (telling: Telling, text?: string) => Promise<Sent>;
  /** Asked once a run. A channel without it is always open. */
  readonly ready?: () => Promise<Readiness>;
};

/** `refused`: the channel is well and will not have this message. `untried`: it was not even asked, for want of a turn. */
export type Sent =
  | { readonly sent: true }
  | {
      readonly sent: false;
      readonly why: string;
      readonly retryAt?: Instant;
      readonly refused?: true;
      readonly untried?: true;
    };

/** A line of the log: our own words and ids, never a value. */
export type Warn = (what: string, facts: Readonly<Record<string, string | number | readonly string[]>>) => void;

/** A subscription of the topic. Its address never leaves the adapter whole. */
export type Subscription = {
  /** Stable for one address; the address cannot be told from it. */
  readonly id: string;
  readonly protocol: string;
  /** `e***@example.org`. */
  readonly endpoint: string;
  readonly confirmed: boolean;
};

/** `whole`: false when there are more than were listed. */
export type ListSubscriptions = () => Promise<{ readonly listed: readonly Subscription[]; readonly whole: boolean }>;

/** What is remembered of the topic's subscribers. */
export type SubscribersRecord = {
  readonly schema: 1;
  readonly revision: number;
  readonly confirmed: number;
  readonly pending: number;
  /** When they were counted. */
  readonly at: Instant;
  /** Somebody was invited or confirmed at some time: the topic is meant to reach people. */
  readonly meant: boolean;
  /** Those that were confirmed; one that was not seen in the last count since then. */
  readonly known: readonly (Omit<Subscription, 'confirmed'> & { readonly missedSince?: Instant })[];
  /** Since when nobody is confirmed, and whether that was told. */
  readonly none?: { readonly since: Instant; readonly told: boolean };
};

export type LoadSubscribers = () => Promise<SubscribersRecord | undefined>;

/** As `Change`, of the topic's subscribers. */
export type CommitSubscribers = (change: {
  readonly record: SubscribersRecord;
  readonly expectedRevision: number | undefined;
  readonly notices: readonly SubscribersNotice[];
}) => Promise<'stored' | 'conflict'>;

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
  /** `again`: a run of it died half-way. `done`: it was finished before. `busy`: another run is at it, or died and may yet be. */
  readonly begin: (sweep: Sweep, run: Run, now: Instant) => Promise<'fresh' | 'again' | 'busy' | 'done'>;
  /** The newest sweep that was concluded. */
  readonly concluded: () => Promise<Concluded | undefined>;
  /** Stored together with what it tells. `conflict`: another sweep was concluded since `expectedRevision` was read. */
  readonly conclude: (conclusion: Conclusion) => Promise<'stored' | 'conflict'>;
  readonly finish: (id: string, found: number, queued: number, now: Instant) => Promise<void>;
};

/** One run of a function. Its retries have the same name, and may go on where it stopped at once; others wait for `until`. */
export type Run = { readonly by: string; readonly until: Instant };

/** What the next sweep compares itself with. */
export type Concluded = {
  readonly id: string;
  readonly startedAt: Instant;
  readonly found: number;
  /** How many secrets it was still looking for: those of `WatchList.missing`. */
  readonly missing: number;
  /** By how many the list fell, when that was a lot; otherwise 0. */
  readonly dropped: number;
  readonly revision: number;
};

export type Conclusion = {
  readonly concluded: Concluded;
  /** Revision that was read; undefined when no sweep was concluded before. */
  readonly expectedRevision: number | undefined;
  readonly notices: readonly GoneNotice[];
};

/** A stretch of the list, kept once all its full messages were queued. */
export type Leg = {
  /** Counted from 0. */
  readonly number: number;
  /** Of the secrets to watch in this stretch. */
  readonly names: readonly string[];
  /** Those of all stretches until now that are not queued yet: they wait for a full message. */
  readonly waiting: readonly string[];
  /** Where the list goes on; absent when it was listed to its end. */
  readonly next?: string;
  /** Of this and all stretches before. */
  readonly found: number;
  readonly queued: number;
  readonly replicas: number;
  /** References queued until now, by group. */
  readonly sent: Readonly<Record<string, number>>;
};

/** What a sweep has listed: for its own next run, and for the next sweep, which notices who has left. */
export type WatchList = {
  /** In their order. */
  readonly legs: (sweepId: string) => AsyncIterable<Leg>;
  /** False when this leg is there already: another run of the same sweep was faster. */
  readonly save: (sweepId: string, leg: Leg) => Promise<boolean>;
  readonly missing: (sweepId: string) => AsyncIterable<Missing>;
  readonly keepMissing: (sweepId: string, missing: readonly Missing[]) => Promise<void>;
};

/** A piece of the state that a digest or a table tells of. `unreadable`: of another release. */
export type Kept =
  | { readonly what: 'record'; readonly record: TokenRecord }
  | { readonly what: 'told'; readonly told: Tellable }
  | { readonly what: 'issuer'; readonly issuer: IssuerRecord }
  | { readonly what: 'sweep'; readonly startedAt: Instant; readonly finished: boolean }
  | { readonly what: 'unreadable' };

/** The whole state page by page, in no order; it may be seconds old. */
export type ReadAll = () => AsyncIterable<readonly Kept[]>;

/** Puts a notice among what is to be told. `known`: it was there already, and stays as it was. */
export type StoreNotice<N = DigestNotice | ChannelNotice> = (notice: N) => Promise<'stored' | 'known'>;

export type ProbeItem = {
  readonly arn: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly versionId?: string;
  readonly rotation?: Rotation;
  readonly lastRead?: LastRead;
};

/** One token, by its id, of a secret: asked along before another one of its issuer is believed to be dead. */
export type Companion = { readonly item: ProbeItem; readonly token: string };

/** What discover puts on the queue: references, never values. */
export type ProbeMessage = {
  readonly v: 1;
  readonly sweep: Sweep;
  readonly reason: 'schedule' | 'label' | 'rotation' | 'confirm' | 'requeue';
  /** Issuer id as tagged, `auto`, or `other` of what no issuer is known for: the unit of fairness. */
  readonly provider: string;
  readonly items: readonly ProbeItem[];
  /** How many messages led to this one since its sweep, one after the other; absent: none. */
  readonly hops?: number;
  /** How often in a row this work was put back because it was not reached; absent: never. */
  readonly tries?: number;
  /** Tokens of the same issuer that worked; at most two. */
  readonly beside?: readonly Companion[];
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
  | 'SweepCompleted'
  | 'ListDropped'
  | 'ConfirmedSubscribers';
