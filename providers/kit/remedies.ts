import type { KindText } from '../contract/kind.ts';
import type { Kind } from '../provider.ts';

const STORE = 'Store the new value in {name}, then restart what uses it.';

const LEAKED =
  'Ask the owner whether someone revoked or replaced it. If nobody did, treat it as leaked, and look where it was exposed.';

type Said = Pick<KindText, 'renew' | 'revoked' | 'steps' | 'docs'>;

/**
 * The steps that most kinds share: `renew` is how a new token is made, `revoked` where a revocation shows. What a description says of a
 * cause itself goes before.
 */
export const remediesOf = ({ renew, revoked = LEAKED, steps = {}, docs }: Said, issuer: string): Kind['remedies'] => {
  const make = renew ?? `Make a new one at ${issuer}${docs === undefined ? '' : `: ${docs}`}`;
  const renewed = [make, STORE];
  return {
    expired: renewed,
    expiring: renewed,
    overdue: renewed,
    revoked: [revoked, make, STORE],
    unrecognised: [
      'Compare the stored value with the one that was issued: it may be cut or belong to another account.',
      ...renewed,
    ],
    malformed: [
      'Copy the value again, whole, without quotes, spaces or a prefix.',
      `If it is not at hand: ${make}`,
      STORE,
    ],
    'insufficient-scope': [
      `Give it the missing right at ${issuer}, or make a new one that has it.`,
      'If it is no longer needed, drop it from {tag:required-scopes}.',
    ],
    'account-disabled': [
      `Ask who owns the account at ${issuer} whether it was suspended, closed or left unpaid.`,
      'Better: a token that belongs to no person.',
    ],
    ...steps,
  };
};
