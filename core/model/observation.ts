import type { Instant } from '../base/time.ts';
import type { Expiry } from './expiry.ts';
import type { Cause, Reason, RefusalMeaning, UnansweredCause } from './verdict.ts';

/** One request and its answer, fit for a ticket: no value, no query, no body. */
export type Exchange = {
  /** `GET discord.com/api/v10/users/@me`; placeholders stay unfilled where a token is part of the path. */
  readonly request: string;
  readonly status: number;
  /** The issuer's own error code. */
  readonly code?: string;
  /** The issuer's own words: at most 120 characters, token shapes and control characters removed. */
  readonly message?: string;
  readonly requestId?: string;
  readonly at: Instant;
  /** How far our clock is ahead of the issuer's, in milliseconds; only when that is more than five minutes either way. */
  readonly skew?: number;
};

/** What lint finds without any request. `certain` flaws prove that the value cannot be the token; the others that it is unlike all that is known. */
export type Flaw = {
  readonly flaw:
    | 'empty'
    | 'quoted'
    | 'padded'
    | 'placeholder'
    | 'prefixed'
    | 'alphabet'
    | 'cut'
    | 'checksum'
    | 'other-provider'
    | 'other-kind'
    | 'shape'
    | 'oversized'
    | 'json'
    | 'credentials';
  /** A sentence without any part of the value but known constant prefixes. */
  readonly says: string;
  readonly certain: boolean;
};

/**
 * An answer that means that the token is dead, or something else: it counts only where the token worked before (core/diagnose/doubt.ts).
 * `named`: a rule of the provider knows both meanings; `bare`: a 401 of the issuer's own host that no rule names.
 */
export type Doubt = {
  readonly by: 'named' | 'bare';
  /** The other meaning, as the end of a sentence: `this client may not be allowed to see it`. */
  readonly otherwise: string;
  /** What would tell the two apart, as steps. */
  readonly settle: readonly string[];
  /** The other meaning is the likelier one by what the token says of itself. */
  readonly unlikely?: true;
};

/** What was seen, no judgement. */
export type Observation =
  | {
      readonly seen: 'accepted';
      readonly exchange: Exchange;
      readonly expiry: Expiry;
      readonly scopes?: readonly string[];
      readonly subject?: string;
      /** The issuer accepts the token but says that it lacks a right: its words, or the scopes it named. */
      readonly lacking?: readonly string[];
      /** Why it lacks that, where it is no scope. */
      readonly reason?: Reason;
      /** It is renewed in place: the date moves while the value stays. `life` is what one renewal gives, in milliseconds, where that is told. */
      readonly renewable?: { readonly life?: number };
      /** Asked by a request that costs no use and tells no date: what was read before still holds. */
      readonly sparing?: true;
      /** Requests that the issuer still takes with it, where it counts them, and each look may cost one; 0: this look took the last. */
      readonly uses?: number;
    }
  | {
      readonly seen: 'refused';
      readonly exchange: Exchange;
      readonly meaning?: RefusalMeaning;
      /** The date that the token itself holds (JWT exp). */
      readonly ownDate?: Instant;
    }
  | {
      readonly seen: 'ambiguous';
      readonly exchange: Exchange;
      readonly doubt: Doubt;
      /** Other requests, as in `exchange`, by which an acceptance is worth as much. */
      readonly alike?: readonly string[];
      readonly ownDate?: Instant;
    }
  | {
      readonly seen: 'unanswered';
      readonly why: UnansweredCause;
      readonly detail: string;
      readonly reason?: Reason;
      readonly exchange?: Exchange;
      /** What to do, where the answer itself says it; else the steps of the cause. */
      readonly remedy?: readonly string[];
      /** When the issuer allows the next request (Retry-After, X-RateLimit-Reset). */
      readonly retryAt?: Instant;
      /** Our own budget or time came first: nobody was asked, and another run may. */
      readonly notReached?: true;
    }
  | {
      readonly seen: 'flawed';
      readonly flaws: readonly [Flaw, ...Flaw[]];
      /** How to have it asked all the same, where no flaw is certain. */
      readonly letThrough?: string;
    }
  | {
      /** Nobody was asked: no harmless probe exists. Only dates and shape are known. */
      readonly seen: 'unasked';
      readonly reason: string;
      readonly expiry: Expiry;
      readonly notBefore?: Instant;
      readonly scopes?: readonly string[];
      readonly subject?: string;
      /** What is wrong with the dates that it holds, as sentences: who checks them reads others than were meant. */
      readonly faults?: readonly [string, ...string[]];
    }
  | {
      /** The value or its tags could not be read: a finding about the configuration. */
      readonly seen: 'unreadable';
      readonly cause: Extract<Cause, 'unreadable-secret' | 'bad-tag' | 'wrong-provider'>;
      readonly reason?: Reason;
      readonly detail: string;
      readonly remedy: readonly string[];
    };
