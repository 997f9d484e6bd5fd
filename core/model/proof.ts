import type { Judgement, RejectedCause } from './diagnosis.ts';
import type { Flaw, Observation } from './observation.ts';

type Refused = Extract<Observation, { seen: 'refused' }>;
type Ambiguous = Extract<Observation, { seen: 'ambiguous' }>;

declare const proven: unique symbol;

/** A refusal that counts against its token. An observation alone never is one: `prove` makes it. */
export type ProvenRefusal = Refused & { readonly [proven]: true; readonly needsSecondLook?: true };

/** An ambiguous answer that may count, once its history says so: core/diagnose/doubt.ts weighs it, and alone makes it count. */
export type ProvenDoubt = Ambiguous & { readonly [proven]: true; readonly issuerAcceptsOthers?: true };

/** What may be judged. */
export type Proven = Exclude<Observation, Refused | Ambiguous> | ProvenRefusal | ProvenDoubt;

/**
 * What must be known besides the answer itself. That the answer is whole, comes from the exact host over verified TLS without a
 * redirect, and has a shape that its provider knows, is in every `refused` already: see `Answer` and providers/interpret.ts.
 */
export type Checks = {
  /** The secret still had the version whose value was sent, when the issuer had answered; or a second look must say so. */
  readonly sameVersion: 'seen' | 'second look';
  /** The issuer does not refuse everybody: see guard.ts. */
  readonly issuerQuiet: true;
  /** It accepted another token since the answers of this one are in doubt: then it is not the issuer that refuses. */
  readonly acceptsOthers?: boolean;
  /** Others that worked were heard, or there are none; or a second look must ask them along: see core/issuer/others.ts. */
  readonly others?: 'heard' | 'second look';
};

export const prove = (observation: Observation, { sameVersion, acceptsOthers, others }: Checks): Proven => {
  if (observation.seen === 'ambiguous')
    return { ...observation, ...(acceptsOthers && { issuerAcceptsOthers: true }) } as ProvenDoubt;
  if (observation.seen !== 'refused') return observation;
  const once = sameVersion === 'seen' && others !== 'second look';
  return (once ? observation : { ...observation, needsSecondLook: true }) as ProvenRefusal;
};

declare const weighed: unique symbol;
/** An ambiguous answer of a token that worked before, or is past its date, looked at often enough. Only core/diagnose/doubt.ts makes one. */
export type WeighedDoubt = ProvenDoubt & { readonly [weighed]: true };

type CertainFlaw = Flaw & { readonly certain: true };
export const isCertain = (flaw: Flaw): flaw is CertainFlaw => flaw.certain;

type Rejected = Extract<Judgement, { verdict: 'rejected' }>;
type Expired = Extract<Judgement, { verdict: 'expired' }>;

/** Nothing else makes this verdict. */
export const rejectedBy = (_proof: ProvenRefusal | WeighedDoubt | CertainFlaw, cause: RejectedCause): Rejected =>
  ({ verdict: 'rejected', cause }) as Rejected;

/** Refused, or never to be asked and past the date that the token itself holds. Nothing else makes this verdict. */
export const expiredBy = (_proof: ProvenRefusal | WeighedDoubt | { readonly pastOwnDate: true }): Expired =>
  ({ verdict: 'expired', cause: 'expired' }) as Expired;
