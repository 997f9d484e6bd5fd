import { at } from '../core/base/json.ts';
import { fromSeconds, parseInstant } from '../core/base/time.ts';
import { scopeList } from '../core/diagnose/jwt.ts';
import type { Answer } from '../core/model/answer.ts';
import type { Expiry } from '../core/model/expiry.ts';
import type { Kind } from './provider.ts';

type Remedies = Kind['remedies'];

export const STORE = 'Store the new value in {name}, then restart what uses it.';

/**
 * The table that most kinds share: `renew` is how a new token is made, `whoDidIt` where a revocation shows. Its sentence about
 * damage names the place where the right value can be copied or made.
 */
export const remedies = (renew: string, whoDidIt: string, more: Remedies = {}): Remedies => {
  const renewed = [renew, STORE];
  return {
    expired: renewed,
    expiring: renewed,
    overdue: renewed,
    revoked: [whoDidIt, renew, STORE],
    unrecognised: [
      'Compare the stored value with the one that was issued: it may be cut or belong to another account.',
      ...renewed,
    ],
    malformed: [
      'Copy the value again, whole, without quotes, spaces or a prefix.',
      `If it is not at hand: ${renew}`,
      STORE,
    ],
    ...more,
  };
};

/** ISO 8601 at a place of the body; `null` there means that the issuer sets no end. */
export const expiryAt =
  (path: string) =>
  (answer: Answer): Expiry => {
    const value = at(answer.json, path);
    if (value === null) return 'never';
    return fromIssuer(typeof value === 'string' ? parseInstant(value) : undefined);
  };

/** Seconds since 1970 at a place of the body. */
export const secondsAt =
  (path: string) =>
  (answer: Answer): Expiry =>
    fromIssuer(fromSeconds(at(answer.json, path)));

export const fromIssuer = (instant: number | undefined): Expiry =>
  instant === undefined ? 'unknown' : { at: instant, source: 'issuer' };

/** Scopes at a place of the body: a list, or one text separated by spaces. */
export const scopesAt = (path: string) => (answer: Answer) => scopeList(at(answer.json, path));

/** Scopes of a header such as `x-oauth-scopes`: separated by commas, empty when there are none. */
export const scopesHeader = (name: string) => (answer: Answer) => scopeList(answer.headers[name]?.replaceAll(',', ' '));
