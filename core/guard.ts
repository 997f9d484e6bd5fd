import { alertId, incidentId } from './ids.ts';
import type { RefusalNotice } from './notice.ts';
import type { Exchange } from './observation.ts';
import { DAY, HOUR, type Instant, MINUTE } from './time.ts';

/** A token that worked before, and what its issuer says of the same version now. */
export type Turn = { readonly id: string; readonly at: Instant; readonly said: 'accepted' | 'refused' | 'nothing' };

/** What is remembered of an issuer. One that never refuses has no record. */
export type IssuerRecord = {
  readonly schema: 1;
  /** `discord.com`. */
  readonly host: string;
  readonly revision: number;
  /** The newest turn of each token within the window. */
  readonly turns: readonly Turn[];
  /** Kept when it has ended: it says which tokens were held. */
  readonly hold?: Hold;
  /** When it was last told that it gives no answers: see silence.ts. */
  readonly silenceToldAt?: Instant;
};

/** From `since` on no refusal by the issuer is believed, until `until`. */
export type Hold = {
  readonly since: Instant;
  readonly until: Instant;
  /** When it was told; an issuer that does it again within a day is not told again. */
  readonly toldAt: Instant;
  /** Start of the hold before this one. */
  readonly before?: Instant;
};

/** A turn just seen, with the last time before it that this version was accepted. */
export type SeenTurn = Turn & { readonly acceptedAt: Instant; readonly exchange?: Exchange };

/** How the notice names the issuer. */
export type Issuer = Pick<RefusalNotice, 'host' | 'issuerName' | 'statusPage' | 'docsUrl'>;

export type GuardStep = {
  readonly record: IssuerRecord;
  readonly changed: boolean;
  /** The hold in force. */
  readonly hold?: Hold;
  readonly notices: readonly RefusalNotice[];
};

/** Fewer tokens prove nothing about their issuer. */
const MANY = 3;
/** A sweep spreads over a quarter of an hour, and a second look comes minutes later. */
export const WINDOW = 30 * MINUTE;
/** Then refusals are believed: a hold must not hide a leak that was answered by revoking everything. */
export const HOLD = 2 * HOUR;
/** Refused, and others: an item of the table must stay small, and this many prove the case. */
const REMEMBERED = 60;

/**
 * Are the tokens refused, or is their issuer down? When at least three, and at least half, of the tokens that worked turn
 * refused within half an hour, or some are refused and none of three is accepted, every refusal by that issuer is held
 * for two hours. A token counts when it was accepted since the last hold: what that one held and was never accepted again is
 * believed when it ends. Pure.
 */
export const guard = (
  before: IssuerRecord | undefined,
  issuer: Issuer,
  turns: readonly SeenTurn[],
  now: Instant,
): GuardStep => {
  const hold = before?.hold;
  if (before !== undefined && hold !== undefined && isInForce(hold, now))
    return { record: before, changed: false, hold, notices: [] };
  const news = turns.filter(({ acceptedAt }) => acceptedAt > (hold?.since ?? 0));
  const record: IssuerRecord = {
    schema: 1,
    host: issuer.host,
    revision: (before?.revision ?? 0) + 1,
    turns: newest([...(before?.turns ?? []), ...news], now),
    ...(hold && { hold }),
    ...(before?.silenceToldAt !== undefined && { silenceToldAt: before.silenceToldAt }),
  };
  const example = news.find(({ said }) => said === 'refused')?.exchange;
  const tally = tallyOf(record.turns);
  if (example === undefined || !isSuspicious(tally))
    return { record, changed: news.some((turn) => isNews(turn, before?.turns ?? [], now)), notices: [] };
  const silent = hold !== undefined && now - hold.toldAt < DAY;
  const next: Hold = {
    since: now,
    until: now + HOLD,
    toldAt: silent ? hold.toldAt : now,
    ...(hold && { before: hold.since }),
  };
  const notice = noticeOf(issuer, { ...tally, at: now, heldUntil: next.until, exchange: example });
  return {
    record: { ...record, turns: [], hold: next },
    changed: true,
    hold: next,
    notices: silent ? [] : [notice],
  };
};

/** A hold that begins in the future was made by a wrong clock. */
const isInForce = ({ since, until }: Hold, now: Instant): boolean => now < until && since <= now + 5 * MINUTE;

type Tally = Pick<RefusalNotice, 'refused' | 'unanswered' | 'of'>;

const tallyOf = (turns: readonly Turn[]): Tally => ({
  refused: turns.filter(({ said }) => said === 'refused').length,
  unanswered: turns.filter(({ said }) => said === 'nothing').length,
  of: turns.length,
});

const isSuspicious = ({ refused, unanswered, of }: Tally): boolean => {
  const answered = of - unanswered;
  const accepted = answered - refused;
  return (refused >= MANY && refused * 2 >= answered) || (of >= MANY && accepted === 0);
};

/** A refusal that is not remembered yet: the second look at a token adds nothing, and many fall due at the same second. */
const isNews = ({ id, said }: Turn, known: readonly Turn[], now: Instant): boolean =>
  said === 'refused' && !known.some((turn) => turn.id === id && turn.said === said && turn.at > now - WINDOW);

const newest = (turns: readonly Turn[], now: Instant): readonly Turn[] => {
  const byToken = new Map<string, Turn>();
  for (const { id, at, said } of turns) if (at > now - WINDOW) byToken.set(id, { id, at, said });
  const all = [...byToken.values()];
  // As many of each, so that the cap does not choose between them.
  return [
    ...all.filter(({ said }) => said === 'refused').slice(-REMEMBERED),
    ...all.filter(({ said }) => said !== 'refused').slice(-REMEMBERED),
  ];
};

type Held = Tally & Pick<RefusalNotice, 'at' | 'heldUntil' | 'exchange'>;

const noticeOf = (issuer: Issuer, held: Held): RefusalNotice => ({
  schema: 1,
  id: alertId(`issuer/${encodeURIComponent(issuer.host)}`, 'outage', held.at),
  kind: 'outage',
  why: 'refuses',
  severity: 'warn',
  ...issuer,
  ...held,
  incident: incidentId('outage', issuer.host, String(held.at)),
});
