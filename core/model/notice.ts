import type { Instant } from '../base/time.ts';
import type { Alert } from './alert.ts';
import type { Digest } from './digest.ts';
import type { Exchange } from './observation.ts';
import type { FindingClass } from './record.ts';
import type { TokenRef } from './token.ts';
import type { UnansweredCause } from './verdict.ts';

type About = {
  readonly schema: 1;
  /** Stable: issuer, what it is about, and when it began. */
  readonly id: string;
  readonly kind: 'outage';
  readonly severity: 'warn';
  /** Where the tokens are asked about: `discord.com`. */
  readonly host: string;
  /** `Discord`. */
  readonly issuerName: string;
  readonly statusPage?: string;
  readonly docsUrl: string;
  /** When it was decided. */
  readonly at: Instant;
  /** `TH-4K7Q2`. */
  readonly incident: string;
};

/** It refuses its tokens all at once. */
export type RefusalNotice = About & {
  readonly why: 'refuses';
  /** Of the tokens that worked and were asked about in the same half hour: how many are refused now, or got no answer. */
  readonly refused: number;
  readonly unanswered: number;
  readonly of: number;
  /** Until then no refusal by this issuer is believed. */
  readonly heldUntil: Instant;
  /** One of the refusals. */
  readonly exchange: Exchange;
};

/** For a day it gave no answer that says anything of these tokens. */
export type SilenceNotice = About & {
  readonly why: 'silent';
  /** At least so many tokens: those of one batch. */
  readonly tokens: number;
  /** Others of its tokens that it answered in the same batch: then it is rather about these tokens than about the issuer. */
  readonly answered: number;
  /** The longest of them. */
  readonly since: Instant;
  readonly cause: UnansweredCause;
  /** Of one of them, fit for a ticket. */
  readonly detail: string;
};

/** The last word on one of the two, under its incident: what became of the tokens that it was about. */
export type AnswersNotice = About & {
  readonly why: 'answers';
  readonly ends: RefusalNotice['why'] | SilenceNotice['why'];
  /** When that was told. */
  readonly since: Instant;
  /** Of the tokens that it was about, as far as they are remembered, or were in one batch: accepted again. */
  readonly accepted: number;
  /** Told as dead since. */
  readonly dead: number;
  /** Nothing new is known yet. */
  readonly open: number;
};

/** One issuer of which nothing can be told now, or again: told once, in place of an alert for each token. */
export type OutageNotice = RefusalNotice | SilenceNotice | AnswersNotice;

/** One who gets the topic's messages. The address is not whole: `e***@example.org`. */
export type Subscriber = { readonly protocol: string; readonly endpoint: string };

/** Who gets the topic's messages has become nobody, or fewer. */
export type SubscribersNotice = {
  readonly schema: 1;
  /** Stable: what it is about, and when that began. */
  readonly id: string;
  readonly kind: 'subscribers';
  readonly severity: 'warn';
  /** `none`: nobody is confirmed, so alerts are kept back from the topic. `lost`: others still get them. */
  readonly why: 'none' | 'lost';
  /** Name of the topic. */
  readonly topic: string;
  readonly confirmed: number;
  /** Invited, and not confirmed yet. */
  readonly pending: number;
  /** Confirmed before and not any more; the first few. */
  readonly lost: readonly Subscriber[];
  readonly since: Instant;
  /** When it was decided. */
  readonly at: Instant;
  /** `TH-4K7Q2`. */
  readonly incident: string;
};

/**
 * Why a secret is watched no longer: its marker tag is gone, it is deleted or being deleted, or the monitor may not describe it.
 */
export type GoneWhy = 'untagged' | 'deleted' | 'denied';

export type GoneSecret = { readonly name: string; readonly why: GoneWhy };

/** Secrets that were watched and have left the list: from now on nobody is told of their tokens. */
export type GoneNotice = {
  readonly schema: 1;
  /** Stable: the secret, or the list, and when it was first found gone. */
  readonly id: string;
  readonly kind: 'gone';
  readonly severity: 'warn';
  /** By name, at most 20. */
  readonly secrets: readonly [GoneSecret, ...GoneSecret[]];
  /** Of all, those that are not named included. */
  readonly counts: Readonly<Record<GoneWhy, number>>;
  /** Sweep in which the first of them was found gone; the next one confirmed it. */
  readonly since: Instant;
  /** When it was decided. */
  readonly at: Instant;
  /** `TH-4K7Q2`. */
  readonly incident: string;
};

/** Somebody is on it, or asked for quiet about one finding of a token, or took that back: for whoever else was told of it. */
export type QuietNotice = {
  readonly schema: 1;
  /** Stable: the token, and the revision of its record that was written with it. */
  readonly id: string;
  readonly kind: 'acknowledged';
  readonly severity: 'note';
  readonly what: 'acknowledged' | 'snoozed' | 'ended';
  readonly ref: TokenRef;
  readonly finding: FindingClass;
  readonly owner?: string;
  readonly by: string;
  readonly why?: string;
  /** Of what ended: until when it would have held. */
  readonly until: Instant;
  /** When it was asked for. */
  readonly at: Instant;
  /** `TH-4K7Q2`: that of the finding. */
  readonly incident: string;
};

/** How all tokens of one owner stand, once a week or a day. */
export type DigestNotice = {
  readonly schema: 1;
  /** Stable: the owner and the period. */
  readonly id: string;
  readonly kind: 'digest';
  readonly severity: 'note';
  /** Absent: to the catch-all. */
  readonly owner?: string;
  /** When it was made. */
  readonly at: Instant;
  /** `TH-4K7Q2`. */
  readonly incident: string;
  readonly digest: Digest;
};

/** Somebody asked to see whether messages arrive: nothing is wrong. It is never stored. */
export type TestNotice = {
  readonly schema: 1;
  readonly id: string;
  readonly kind: 'test';
  readonly severity: 'note';
  /** Who asked, as they say. */
  readonly by?: string;
  /** When it was asked for. */
  readonly at: Instant;
  /** `TH-4K7Q2`. */
  readonly incident: string;
};

/** A channel takes no messages any more: told through all others. */
export type ChannelNotice = {
  readonly schema: 1;
  /** Stable: the channel and the day (UTC), so that it is told once a day. */
  readonly id: string;
  readonly kind: 'channel';
  readonly severity: 'warn';
  /** Name of the channel in the deployment: `ops-slack`. */
  readonly channel: string;
  /** What it is: `Slack`. */
  readonly title?: string;
  /** What it said last, in our words. */
  readonly why: string;
  /** The first failure of what waits longest. */
  readonly since: Instant;
  /** Alerts that wait for it. */
  readonly waiting: number;
  /** When it was decided. */
  readonly at: Instant;
  /** `TH-4K7Q2`. */
  readonly incident: string;
};

/** What is told beside alerts of single tokens. */
export type Notice =
  | OutageNotice
  | SubscribersNotice
  | GoneNotice
  | QuietNotice
  | DigestNotice
  | TestNotice
  | ChannelNotice;

/** What the outbox holds and channels send. */
export type Tellable = Alert | Notice;

/** One message: a notice, an alert, or all that one owner is told at once. */
export type Telling = readonly [Notice] | readonly [Alert, ...Alert[]];

export const isAlert = (one: Tellable): one is Alert =>
  one.kind !== 'outage' &&
  one.kind !== 'subscribers' &&
  one.kind !== 'gone' &&
  one.kind !== 'acknowledged' &&
  one.kind !== 'digest' &&
  one.kind !== 'test' &&
  one.kind !== 'channel';

export const isNotice = (telling: Telling): telling is readonly [Notice] => !isAlert(telling[0]);

/** Not to be delivered before this. */
export const dueAt = (one: Tellable): Instant => (isAlert(one) ? (one.collectUntil ?? one.at) : one.at);
