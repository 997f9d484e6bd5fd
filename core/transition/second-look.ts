import type { Instant } from '../base/time.ts';
import { isToldDead } from '../model/finding.ts';
import type { TokenRecord } from '../model/record.ts';
import type { Look } from './look.ts';
import { type Policy, YOUNG_VERSION } from './policy.ts';

type Refused = NonNullable<TokenRecord['refused']>;

declare const agreed: unique symbol;

/** A look that may be told: not a refusal, or one that explains itself, or the second of two that agree. Only `agreement` makes one. */
export type AgreedLook = Look & { readonly [agreed]: true };

export type Agreement = { readonly agreed: AgreedLook } | { readonly confirmAt: Instant };

/** Whether a look may be told, or when the second look at its refusal is due. `seen` counts this look already. */
export const agreement = (seen: TokenRecord, look: Look, policy: Policy, now: Instant): Agreement => {
  const confirmAt = secondLookAt(seen, look, policy, now);
  return confirmAt === undefined ? { agreed: look as AgreedLook } : { confirmAt };
};

const secondLookAt = (seen: TokenRecord, look: Look, policy: Policy, now: Instant): Instant | undefined => {
  const { observation } = look;
  if (observation.seen !== 'refused' || seen.refused === undefined) return undefined;
  if (isToldDead(seen, look.versionId)) return undefined;
  const enough =
    isRepeated(seen.refused, observation.exchange.at, policy) || !needsSecondLook(look, currentSince(seen, look), now);
  return enough ? undefined : seen.refused.since + policy.confirmAfter;
};

/** Two refusals, far enough apart; `at`: when the issuer gave the last one. */
export const isRepeated = (
  { since, looks }: Pick<Refused, 'since' | 'looks'>,
  at: Instant,
  { confirmAfter }: Policy,
): boolean => looks >= 2 && at - since >= confirmAfter;

/** An explicit refusal needs no second look, unless a rotation may be under way: the version is young, or nobody could say. */
export const needsSecondLook = (look: Look, since: Instant | undefined, now: Instant): boolean =>
  look.diagnosis.confidence !== 'certain' ||
  (look.observation.seen === 'refused' && look.observation.needsSecondLook === true) ||
  (since !== undefined && now - since < YOUNG_VERSION);

/**
 * Since when this version is the current one, as far as that is known: a version can be made long before its label moves to it (a rotation
 * that is finished a day later). The first version ever seen has no other moment than that of its making.
 */
export const currentSince = (
  { versionSince, firstSeenAt }: Pick<TokenRecord, 'versionSince' | 'firstSeenAt'>,
  { issuedAt }: Look,
): Instant | undefined => (versionSince === firstSeenAt ? issuedAt : Math.max(issuedAt ?? 0, versionSince));
