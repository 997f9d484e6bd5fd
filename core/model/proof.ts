import type { Judgement, RejectedCause } from './diagnosis.ts';
import type { Flaw, Observation } from './observation.ts';

type Refused = Extract<Observation, { seen: 'refused' }>;

declare const proven: unique symbol;

/** A refusal that counts against its token. An observation alone never is one: `prove` makes it. */
export type ProvenRefusal = Refused & { readonly [proven]: true; readonly needsSecondLook?: true };

/** What may be judged. */
export type Proven = Exclude<Observation, Refused> | ProvenRefusal;

/**
 * What must be known besides the answer itself. That the answer is whole, comes from the exact host over verified TLS without a
 * redirect, and has a shape that its provider knows, is in every `refused` already: see `Answer` and providers/interpret.ts.
 */
export type Checks = {
  /** The secret still had the version whose value was sent, when the issuer had answered; or a second look must say so. */
  readonly sameVersion: 'seen' | 'second look';
  /** The issuer does not refuse everybody: see guard.ts. */
  readonly issuerQuiet: true;
};

export const prove = (refused: Refused, { sameVersion }: Checks): ProvenRefusal =>
  (sameVersion === 'seen' ? refused : { ...refused, needsSecondLook: true }) as ProvenRefusal;

type CertainFlaw = Flaw & { readonly certain: true };
export const isCertain = (flaw: Flaw): flaw is CertainFlaw => flaw.certain;

type Rejected = Extract<Judgement, { verdict: 'rejected' }>;
type Expired = Extract<Judgement, { verdict: 'expired' }>;

/** Nothing else makes this verdict. */
export const rejectedBy = (_proof: ProvenRefusal | CertainFlaw, cause: RejectedCause): Rejected =>
  ({ verdict: 'rejected', cause }) as Rejected;

/** Refused, or never to be asked and past the date that the token itself holds. Nothing else makes this verdict. */
export const expiredBy = (_proof: ProvenRefusal | { readonly pastOwnDate: true }): Expired =>
  ({ verdict: 'expired', cause: 'expired' }) as Expired;
