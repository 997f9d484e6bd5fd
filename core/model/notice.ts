import type { Instant } from '../base/time.ts';
import type { Alert } from './alert.ts';
import type { Exchange } from './observation.ts';
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

/** One issuer of which nothing can be told now: told once, in place of an alert for each token. */
export type OutageNotice = RefusalNotice | SilenceNotice;

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

/** What is told beside alerts of single tokens. */
export type Notice = OutageNotice | GoneNotice;

/** What the outbox holds and channels send. */
export type Tellable = Alert | Notice;

/** One message: a notice, an alert, or the first sights of one owner. */
export type Telling = readonly [OutageNotice] | readonly [GoneNotice] | readonly [Alert, ...Alert[]];

export const isOutage = (telling: Telling): telling is readonly [OutageNotice] => telling[0].kind === 'outage';
export const isGone = (telling: Telling): telling is readonly [GoneNotice] => telling[0].kind === 'gone';
export const isNotice = (one: Tellable): one is Notice => one.kind === 'outage' || one.kind === 'gone';

/** Not to be delivered before this. */
export const dueAt = (one: Tellable): Instant => (isNotice(one) ? one.at : (one.collectUntil ?? one.at));
