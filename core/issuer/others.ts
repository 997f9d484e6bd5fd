import { type Instant, MINUTE } from '../base/time.ts';
import { MANY, type Turn } from './tally.ts';

/** Another token of the same issuer: what it was told now, or that it worked until now and was not asked. */
export type Other = {
  /** `discord.bot`. */
  readonly kind?: string;
  readonly said: Turn['said'] | 'not asked';
  /** When the issuer answered. */
  readonly at?: Instant;
};

/** A refusal now, and the moment after which an acceptance tells: the first refusal of the same version. */
export type Refusing = { readonly kind?: string; readonly at: Instant; readonly after: Instant };

/**
 * `accepted`: another was accepted in the moment before this refusal, and after the first one. `alone`: no other is known to work, or too few to
 * tell. `unheard`: others worked until now, and nothing says that they still do.
 */
export type OthersSay = 'accepted' | 'alone' | 'unheard';

/** So many others may go along with a look: those that are asked may be refused too, and then others again speak for them. */
export const MOST_BESIDE = 8;

/** Longer before a refusal an acceptance is another moment's. */
const SAME_MOMENT = MINUTE;

/**
 * What other tokens of the issuer say of a refusal. One outage explains two refusals only where nothing was accepted between them: so an acceptance
 * counts between the two, and in the moment of the second. Where others of the same kind are known, they alone are heard: an issuer may
 * forget its bots and know its webhooks; but where it accepts nobody of any kind, that is no token's death. Pure.
 */
export const othersSay = (refusing: Refusing, others: readonly Other[]): OthersSay => {
  const same = others.filter(({ kind }) => kind === refusing.kind);
  const heard = same.length > 0 ? same : others;
  if (heard.some((other) => isAcceptedBefore(other, refusing))) return 'accepted';
  const tooFew = heard.length + 1 < MANY && heard.every(({ said }) => said === 'refused');
  const isNobodyAccepted = others.length + 1 >= MANY && others.every(({ said }) => said !== 'accepted');
  return tooFew && !isNobodyAccepted ? 'alone' : 'unheard';
};

const isAcceptedBefore = ({ said, at = 0 }: Other, refusing: Refusing): boolean =>
  said === 'accepted' && refusing.after < at && at <= refusing.at && refusing.at - at <= SAME_MOMENT;
