import { DAY, type Instant } from '../base/time.ts';

/** Who says so: the issuer's answer, the token itself (JWT exp), the owner's tag, the owner's age policy, or the rotation that is set up for it. */
export type ExpirySource = 'issuer' | 'embedded' | 'tag' | 'age-policy' | 'rotation';

export type DatedExpiry = { readonly at: Instant; readonly source: ExpirySource };

/** A date with its source, or a word. There are no sentinel dates. */
export type Expiry = DatedExpiry | 'never' | 'unknown';

export const isDated = (expiry: Expiry): expiry is DatedExpiry => typeof expiry === 'object';

export const sameExpiry = (a: Expiry, b: Expiry): boolean =>
  isDated(a) && isDated(b) ? a.at === b.at && a.source === b.source : a === b;

/** The owner's own dates: passing one breaks nothing while the issuer still accepts the token. */
export const isOwnersDate = ({ source }: DatedExpiry): boolean => source !== 'issuer' && source !== 'embedded';

/** How long a token lives that ends then, in milliseconds; undefined where nobody tells when it was made. */
export const lifetimeOf = (
  { at, source }: DatedExpiry,
  issuedAt: Instant | undefined,
  maxAgeDays: number | undefined,
): number | undefined => {
  if (source === 'age-policy' && maxAgeDays !== undefined) return maxAgeDays * DAY;
  return issuedAt === undefined ? undefined : at - issuedAt;
};

/** What a date that is near or past says of a token that works, or of which nothing else is known. */
export const standsAs = (due: DatedExpiry, now: Instant): 'expiring' | 'overdue' =>
  due.at <= now && isOwnersDate(due) ? 'overdue' : 'expiring';

export const isPast = (expiry: Expiry, now: Instant): boolean => isDated(expiry) && expiry.at <= now;
