import type { RotationFailure } from '../listed/rotation.ts';
import type { DatedExpiry, Expiry } from './expiry.ts';
import type { Exchange } from './observation.ts';
import type { Cause, Confidence, Reason, UnansweredCause, Verdict } from './verdict.ts';

/** Only proof.ts makes the verdicts that say dead: an object with these words alone is not one. */
declare const dead: unique symbol;
type Dead = { readonly [dead]: true };

/** Verdict and cause that may stand together; nothing else can be written down. */
export type Judgement =
  | { readonly verdict: 'healthy' }
  | { readonly verdict: 'expiring'; readonly due: DatedExpiry }
  | { readonly verdict: 'overdue'; readonly due: DatedExpiry }
  | (Dead & { readonly verdict: 'expired'; readonly cause: 'expired' })
  | (Dead & { readonly verdict: 'rejected'; readonly cause: RejectedCause })
  | { readonly verdict: 'degraded'; readonly cause: 'insufficient-scope'; readonly missing: readonly string[] }
  | { readonly verdict: 'indeterminate'; readonly cause: UnansweredCause }
  /** Nobody can be asked without a side effect: its date alone is watched. */
  | { readonly verdict: 'unchecked' }
  | {
      readonly verdict: 'misconfigured';
      readonly cause: 'unreadable-secret' | 'bad-tag' | 'malformed' | 'wrong-provider';
    };

export type RejectedCause = Extract<
  Cause,
  'malformed' | 'unrecognised' | 'revoked' | 'bad-rotation' | 'account-disabled' | 'wrong-provider'
>;

/** What the monitor believes about one token, why, and what to do. No value, nothing that changes with the clock. */
export type Diagnosis = Judgement & {
  readonly confidence: Confidence;
  /** The nearer word for the cause, where the evidence tells it: the token is good, or good elsewhere. */
  readonly reason?: Reason;
  /** Lines fit for a ticket. */
  readonly evidence: readonly string[];
  /** Those of them that its owner should read although nothing is wrong: a setting without effect, where an age counts from. */
  readonly remarks?: readonly string[];
  /** At most three steps. */
  readonly remedy: readonly string[];
  /** Of a cause that is only likely: what would settle it. */
  readonly settle?: string;
  readonly docsUrl: string;
  readonly expiry: Expiry;
  readonly scopes?: readonly string[];
  readonly subject?: string;
  readonly exchange?: Exchange;
  /** A date that has come near or passed while the verdict says something else: a missing scope or a wrong tag hides no date. */
  readonly alsoDue?: DatedExpiry;
  /** The rotation of its secret failed, and none has succeeded since. */
  readonly rotationFailed?: RotationFailure;
  /** Why nobody is asked about its kind, as a sentence: then nothing was accepted, and its date alone is watched. */
  readonly unasked?: string;
};

/** The date that has come near or passed, whatever else the verdict says. */
export const nearDate = (diagnosis: Diagnosis): DatedExpiry | undefined =>
  diagnosis.verdict === 'expiring' || diagnosis.verdict === 'overdue' ? diagnosis.due : diagnosis.alsoDue;

export const causeOf = (judgement: Judgement): Cause | undefined =>
  'cause' in judgement ? judgement.cause : undefined;

/** True for the verdicts that say that the token does not work. */
export const isDead = (verdict: Verdict): boolean => verdict === 'rejected' || verdict === 'expired';
