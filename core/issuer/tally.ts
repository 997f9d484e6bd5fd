import { type Instant, MINUTE } from '../base/time.ts';
import type { RefusalNotice } from '../model/notice.ts';
import type { Exchange } from '../model/observation.ts';

/** A token that worked before, and what its issuer says of the same version now. */
export type Turn = {
  readonly id: string;
  readonly at: Instant;
  readonly said: 'accepted' | 'refused' | 'nothing';
  /** The issuer says of this very token that it was revoked. */
  readonly named?: true;
};

/** A turn just seen, with the last time before it that this version was accepted. */
export type SeenTurn = Turn & { readonly acceptedAt: Instant; readonly exchange?: Exchange };

/** Fewer tokens prove nothing about their issuer. */
export const MANY = 3;
/** A sweep spreads over a quarter of an hour, and a second look comes minutes later. */
export const WINDOW = 30 * MINUTE;
/** Refused, and others: an item of the table must stay small, and this many prove the case. */
const REMEMBERED = 60;

export type Tally = Pick<RefusalNotice, 'refused' | 'unanswered' | 'of'>;

export const tallyOf = (turns: readonly Turn[]): Tally => ({
  refused: turns.filter(({ said }) => said === 'refused').length,
  unanswered: turns.filter(({ said }) => said === 'nothing').length,
  of: turns.length,
});

/** It refuses most, or accepts nobody any more. */
export const isSuspicious = ({ refused, unanswered, of }: Tally): boolean => {
  const answered = of - unanswered;
  const accepted = answered - refused;
  return (refused >= MANY && refused * 2 >= answered) || (of >= MANY && accepted === 0);
};

/** A refusal that is not remembered yet: the second look at a token adds nothing, and many fall due at the same second. */
export const isNews = ({ id, said }: Turn, known: readonly Turn[], now: Instant): boolean =>
  said === 'refused' && !known.some((turn) => turn.id === id && turn.said === said && turn.at > now - WINDOW);

/** The newest turn of each token within the window. */
export const newest = (turns: readonly Turn[], now: Instant): readonly Turn[] => {
  const byToken = new Map<string, Turn>();
  for (const { id, at, said, named } of turns)
    if (at > now - WINDOW) byToken.set(id, { id, at, said, ...(named && { named }) });
  const all = [...byToken.values()];
  // As many of each, so that the cap does not choose between them.
  return [
    ...all.filter(({ said }) => said === 'refused').slice(-REMEMBERED),
    ...all.filter(({ said }) => said !== 'refused').slice(-REMEMBERED),
  ];
};
