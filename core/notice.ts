import type { Alert } from './alert.ts';
import type { Exchange } from './observation.ts';
import type { Instant } from './time.ts';

/** One issuer refuses its tokens all at once: told once, in place of an alert for each token. */
export type OutageNotice = {
  readonly schema: 1;
  /** Stable: issuer and start of the hold. */
  readonly id: string;
  readonly kind: 'outage';
  readonly severity: 'warn';
  /** Where the tokens are asked about: `discord.com`. */
  readonly host: string;
  /** `Discord`. */
  readonly issuerName: string;
  readonly statusPage?: string;
  readonly docsUrl: string;
  /** Of the tokens that worked and were asked about in the same half hour: how many are refused now, or got no answer. */
  readonly refused: number;
  readonly unanswered: number;
  readonly of: number;
  /** When it was decided. */
  readonly at: Instant;
  /** Until then no refusal by this issuer is believed. */
  readonly heldUntil: Instant;
  /** `TH-4K7Q2`. */
  readonly incident: string;
  /** One of the refusals. */
  readonly exchange: Exchange;
};

/** What the outbox holds and channels send. */
export type Tellable = Alert | OutageNotice;

/** One message: a notice, an alert, or the first sights of one owner. */
export type Telling = readonly [OutageNotice] | readonly [Alert, ...Alert[]];

export const isOutage = (telling: Telling): telling is readonly [OutageNotice] => telling[0].kind === 'outage';

/** Not to be delivered before this. */
export const dueAt = (one: Tellable): Instant => (one.kind === 'outage' ? one.at : (one.collectUntil ?? one.at));
