import { DAY, type Instant } from '../base/time.ts';

/**
 * `LastAccessedDate` of Secrets Manager: the day on which anybody last read the secret in this region, without the time (API reference,
 * SecretVersionsListEntry). `never`: it was not read since it was made, at `at`.
 */
export type LastRead = { readonly at: Instant; readonly never?: true };

/** Nobody read a secret between these two days: `until` is when its token was first looked at, and from then on our own reads hide all others. */
export type Unread = {
  readonly since: Instant;
  readonly until: Instant;
  /** It had never been read: `since` is when the secret was made. */
  readonly never?: true;
};

const LONG = 90 * DAY;

/** At the first look at a token, before which nobody of us read it: undefined where somebody did within 90 days. */
export const unreadAt = (lastRead: LastRead | undefined, now: Instant): Unread | undefined =>
  lastRead === undefined || now - lastRead.at < LONG
    ? undefined
    : { since: lastRead.at, until: now, ...(lastRead.never && { never: true }) };

/** What was seen then tells something for as long again, and no longer: somebody may have begun to use it unseen. */
export const isUnused = (unread: Unread | undefined, now: Instant): unread is Unread =>
  unread !== undefined && now - unread.until < LONG;
