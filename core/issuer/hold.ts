import { HOUR, type Instant, MINUTE } from '../base/time.ts';
import type { Turn } from './tally.ts';

/** From `since` on a refusal by the issuer is believed on more than its own word alone, until `until`. */
export type Hold = {
  readonly since: Instant;
  readonly until: Instant;
  /** When it was told; an issuer that does it again within a day is not told again. */
  readonly toldAt: Instant;
  /** Start of the hold before this one. */
  readonly before?: Instant;
  /** Ids of the tokens that it holds; the first of them, and none in records of the release before. */
  readonly tokens?: readonly string[];
  /** Every refusal since it began named its token as revoked, and every token that worked was refused so. */
  readonly named?: true;
  /** When it was told how it ended. */
  readonly closedAt?: Instant;
};

/** Then refusals are believed: a hold must not hide a leak that was answered by revoking everything. */
export const HOLD = 2 * HOUR;
/** The shortest times in which an outage can be told from a leak: from others that are accepted, whereupon a second look three minutes later must agree; */
const OTHERS_APART = 7 * MINUTE;
/** and from what the issuer says of every token, in several looks at different ones, all of them alike. */
const NAMED_APART = 10 * MINUTE;
/** An item of the table must stay small. */
const MOST_TOKENS = 200;

export const beginHold = (last: Hold | undefined, toldAt: Instant, turns: readonly Turn[], now: Instant): Hold => ({
  since: now,
  until: now + HOLD,
  toldAt,
  ...(last && { before: last.since }),
  tokens: refusedIn(turns),
  ...(isNamed(turns) && { named: true }),
});

/** The same one when nothing new was seen: many workers meet here. */
export const goOn = (hold: Hold, turns: readonly Turn[]): Hold => {
  const { named, ...rest } = hold;
  const known = hold.tokens ?? [];
  const more = refusedIn(turns).filter((id) => !known.includes(id));
  const tokens = [...known, ...more].slice(0, MOST_TOKENS);
  const staysNamed = named === true && isNamed(turns);
  if (tokens.length === known.length && staysNamed === (named === true)) return hold;
  return { ...rest, tokens, ...(staysNamed && { named }) };
};

const refusedIn = (turns: readonly Turn[]): readonly string[] =>
  turns.filter(({ said }) => said === 'refused').map(({ id }) => id);

/** An issuer that says of a token that it was revoked has found it: one that is down knows none, or gives no answer at all. */
const isNamed = (turns: readonly Turn[]): boolean =>
  turns.every(({ said, named }) => said === 'accepted' || (said === 'refused' && named === true));

/** A hold that begins in the future was made by a wrong clock. */
export const isInForce = ({ since, until }: Hold, now: Instant): boolean => now < until && since <= now + 5 * MINUTE;

/**
 * Whether a hold is over for one token that is refused: others of its issuer were accepted in the same moment, or the issuer has named every token
 * as revoked.
 */
export const isReleased = (
  hold: Hold,
  { othersAccepted, named }: { readonly othersAccepted: boolean; readonly named: boolean },
  now: Instant,
): boolean => {
  const lasts = now - hold.since;
  return (othersAccepted && lasts >= OTHERS_APART) || (named && hold.named === true && lasts >= NAMED_APART);
};

/** When something can be decided, and between; then rarely. */
const LOOKS = [3 * MINUTE, OTHERS_APART, NAMED_APART, 15 * MINUTE, 20 * MINUTE];
const LATER = 15 * MINUTE;

/** When a held token is looked at again. */
export const heldLookAt = ({ since, until }: Hold, now: Instant): Instant =>
  Math.min(until, LOOKS.map((after) => since + after).find((at) => at > now) ?? now + LATER);
