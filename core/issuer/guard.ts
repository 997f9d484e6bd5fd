import { alertId, incidentId } from '../base/ids.ts';
import { DAY, type Instant } from '../base/time.ts';
import type { RefusalNotice } from '../model/notice.ts';
import { beginHold, goOn, type Hold, isInForce } from './hold.ts';
import { isNews, isSuspicious, newest, type SeenTurn, type Tally, type Turn, tallyOf } from './tally.ts';

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
  /** When it was last told that it answers again. */
  readonly silenceClosedAt?: Instant;
};

/** How the notice names the issuer. */
export type Issuer = Pick<RefusalNotice, 'host' | 'issuerName' | 'statusPage' | 'docsUrl'>;

export type GuardStep = {
  readonly record: IssuerRecord;
  readonly changed: boolean;
  /** The hold in force. */
  readonly hold?: Hold;
  readonly notices: readonly RefusalNotice[];
};

/**
 * Are the tokens refused, or is their issuer down? When at least three, and at least half, of the tokens that worked turn
 * refused within half an hour, or some are refused and none of three is accepted, every refusal by that issuer is held
 * for two hours at most: see hold.ts. A token counts when it was accepted since the last hold: what that one held and was never accepted again is
 * believed when it ends. Pure.
 */
export const guard = (
  before: IssuerRecord | undefined,
  issuer: Issuer,
  turns: readonly SeenTurn[],
  now: Instant,
): GuardStep => {
  const hold = before?.hold;
  if (before !== undefined && hold !== undefined && isInForce(hold, now)) return during(before, hold, turns);
  const news = turns.filter(({ acceptedAt }) => acceptedAt > (hold?.since ?? 0));
  const record: IssuerRecord = {
    schema: 1,
    host: issuer.host,
    revision: (before?.revision ?? 0) + 1,
    turns: newest([...(before?.turns ?? []), ...news], now),
    ...(hold && { hold }),
    ...(before?.silenceToldAt !== undefined && { silenceToldAt: before.silenceToldAt }),
    ...(before?.silenceClosedAt !== undefined && { silenceClosedAt: before.silenceClosedAt }),
  };
  const example = news.find(({ said }) => said === 'refused')?.exchange;
  const tally = tallyOf(record.turns);
  if (example === undefined || !isSuspicious(tally))
    return { record, changed: news.some((turn) => isNews(turn, before?.turns ?? [], now)), notices: [] };
  const silent = hold !== undefined && now - hold.toldAt < DAY;
  const next = beginHold(hold, silent ? hold.toldAt : now, record.turns, now);
  const notice = noticeOf(issuer, { ...tally, at: now, heldUntil: next.until, exchange: example });
  return {
    record: { ...record, turns: [], hold: next },
    changed: true,
    hold: next,
    notices: silent ? [] : [notice],
  };
};

const during = (before: IssuerRecord, hold: Hold, turns: readonly Turn[]): GuardStep => {
  const next = goOn(hold, turns);
  if (next === hold) return { record: before, changed: false, hold, notices: [] };
  return { record: { ...before, revision: before.revision + 1, hold: next }, changed: true, hold: next, notices: [] };
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
  incident: refusalIncident(issuer.host, held.at),
});

/** Of a hold that was told then. */
export const refusalIncident = (host: string, toldAt: Instant): string => incidentId('outage', host, String(toldAt));
