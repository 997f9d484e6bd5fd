import type { Instant } from '../base/time.ts';
import type { Expiry } from './expiry.ts';
import type { Cause, RefusalMeaning, UnansweredCause } from './verdict.ts';

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

/** What lint finds without any request. `certain` flaws prove that the value cannot be the token. */
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
    | 'shape';
  /** A sentence without any part of the value but known constant prefixes. */
  readonly says: string;
  readonly certain: boolean;
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
    }
  | { readonly seen: 'refused'; readonly exchange: Exchange; readonly meaning?: RefusalMeaning }
  | {
      readonly seen: 'unanswered';
      readonly why: UnansweredCause;
      readonly detail: string;
      readonly exchange?: Exchange;
      /** When the issuer allows the next request (Retry-After, X-RateLimit-Reset). */
      readonly retryAt?: Instant;
    }
  | { readonly seen: 'flawed'; readonly flaws: readonly [Flaw, ...Flaw[]] }
  | {
      /** Nobody was asked: no harmless probe exists. Only dates and shape are known. */
      readonly seen: 'unasked';
      readonly reason: string;
      readonly expiry: Expiry;
      readonly notBefore?: Instant;
      readonly scopes?: readonly string[];
      readonly subject?: string;
    }
  | {
      /** The value or its tags could not be read: a finding about the configuration. */
      readonly seen: 'unreadable';
      readonly cause: Extract<Cause, 'unreadable-secret' | 'bad-tag'>;
      readonly detail: string;
      readonly remedy: readonly string[];
    };
