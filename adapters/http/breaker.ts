import { type Instant, SECOND } from '../../core/base/time.ts';
import type { UnansweredCause } from '../../core/model/verdict.ts';
import type { Clock } from '../../monitor/ports.ts';
import { type Failed, failed } from './failure.ts';
import { remember, type TokenKey } from './token-key.ts';

const FAILURES = 5;
const REST = 30 * SECOND;

type Cause = Extract<UnansweredCause, 'network' | 'provider-outage'>;

export type Outcome = Cause | 'answered' | 'unknown';

/**
 * Stops asking after 5 failures in a row, for 30 s; then lets one ask try. It stops for all tokens of the origin when the
 * failures are of two tokens, or of the connection; for one token when they are its own: Vault answers 500 to some for ever.
 */
export type Breaker = {
  readonly refuse: (token: TokenKey) => Failed | undefined;
  /** What became of an ask that was not refused. */
  readonly learn: (token: TokenKey, outcome: Outcome) => void;
};

export const createBreaker = (clock: Clock): Breaker => {
  const all = createGate(clock, 'to this issuer', areOfTheOrigin);
  const own: Map<TokenKey, Gate> = new Map();

  const learnOwn = (token: TokenKey, outcome: Outcome): void => {
    if (outcome === 'answered') own.delete(token);
    else if (outcome === 'provider-outage') {
      const gate = own.get(token) ?? createGate(clock, 'with this token', () => true);
      gate.fail({ token, why: outcome });
      remember(own, token, gate);
    } else own.get(token)?.endTrial();
  };

  return {
    refuse: (token) => {
      const gates = [own.get(token), all].filter((gate) => gate !== undefined);
      const refusal = gates.map((gate) => gate.refusal()).find((one) => one !== undefined);
      if (refusal === undefined) for (const gate of gates) gate.beginTrial();
      return refusal;
    },
    learn: (token, outcome) => {
      if (outcome === 'answered') all.reset();
      else if (outcome === 'unknown') all.endTrial();
      else all.fail({ token, why: outcome });
      learnOwn(token, outcome);
    },
  };
};

type Failure = { readonly token: TokenKey; readonly why: Cause };

/** Whether failures in a row are those of the host: of the connection, or met by more than one token. */
const areOfTheOrigin = (row: readonly Failure[]): boolean =>
  row.every(({ why }) => why === 'network') || new Set(row.map(({ token }) => token)).size > 1;

type Gate = ReturnType<typeof createGate>;

/** Shuts after 5 failures in a row that `count`, and stays shut until it is reset. */
const createGate = (clock: Clock, whose: string, count: (row: readonly Failure[]) => boolean) => {
  let row: readonly Failure[] = [];
  let shutBy: Cause | undefined;
  let restUntil: Instant = 0;
  let trying = false;
  return {
    refusal: (): Failed | undefined => {
      const now = clock();
      if (shutBy === undefined || (!trying && now >= restUntil)) return undefined;
      const detail = `not asked: the last ${FAILURES} requests ${whose} failed`;
      return failed(shutBy, detail, Math.max(restUntil, now + SECOND));
    },
    beginTrial: (): void => {
      trying = true;
    },
    endTrial: (): void => {
      trying = false;
    },
    fail: (failure: Failure): void => {
      trying = false;
      row = [...row, failure].slice(-FAILURES);
      if (shutBy === undefined && (row.length < FAILURES || !count(row))) return;
      shutBy = failure.why;
      restUntil = clock() + REST;
    },
    reset: (): void => {
      [row, shutBy, trying] = [[], undefined, false];
    },
  };
};
