import { type Instant, MINUTE } from '../../core/base/time.ts';
import type { LimitsCount } from '../../core/model/answer.ts';
import type { Clock } from '../../monitor/ports.ts';
import { type Pause, pauseOf } from './pause.ts';
import { remember, type TokenKey } from './token-key.ts';

/** Two tokens that meet a limit so soon after each other share it, whatever their issuer counts. */
const TOGETHER = MINUTE;

/** What one origin wants to be left alone with, while the process lives. */
export type Pauses = {
  /** The pause that holds this token back now. */
  readonly holding: (token: TokenKey) => Pause | undefined;
  readonly hear: (answer: Parameters<typeof pauseOf>[0], token: TokenKey, counts: LimitsCount) => void;
};

export const createPauses = (clock: Clock): Pauses => {
  const own: Map<TokenKey, Instant> = new Map();
  let ofAll: Instant = 0;
  let last: { readonly token: TokenKey; readonly at: Instant } | undefined;

  /** True when another token met a limit a moment ago. */
  const isShared = (token: TokenKey, now: Instant): boolean => {
    const before = last;
    last = { token, at: now };
    return before !== undefined && before.token !== token && now - before.at <= TOGETHER;
  };

  const forgetEnded = (now: Instant): void => {
    for (const [token, until] of own) if (until <= now) own.delete(token);
  };

  return {
    holding: (token) => {
      const [all, alone] = [ofAll, own.get(token) ?? 0];
      const until = Math.max(all, alone);
      return until > clock() ? { until, holds: alone > all ? 'this token' : 'all tokens' } : undefined;
    },
    hear: (answer, token, counts) => {
      const now = clock();
      const pause = pauseOf(answer, counts, now);
      if (pause === undefined) return;
      forgetEnded(now);
      if (pause.holds === 'all tokens' || isShared(token, now)) ofAll = Math.max(ofAll, pause.until);
      else remember(own, token, Math.max(own.get(token) ?? 0, pause.until));
    },
  };
};
