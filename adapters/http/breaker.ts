import { type Instant, SECOND } from '../../core/base/time.ts';
import type { UnansweredCause } from '../../core/model/verdict.ts';
import type { Clock } from '../../monitor/ports.ts';
import { type Failed, failed } from './failure.ts';

const FAILURES = 5;
const REST = 30 * SECOND;

export type Outcome = Extract<UnansweredCause, 'network' | 'provider-outage'> | 'answered' | 'unknown';

/** Stops asking an origin that failed 5 times in a row, for 30 s; then lets one ask try. */
export type Breaker = {
  readonly refuse: () => Failed | undefined;
  /** What became of an ask that was not refused. */
  readonly learn: (outcome: Outcome) => void;
};

export const createBreaker = (clock: Clock): Breaker => {
  let inRow = 0;
  let why: UnansweredCause = 'network';
  let openUntil: Instant = 0;
  let trying = false;
  return {
    refuse: () => {
      if (inRow < FAILURES) return undefined;
      const now = clock();
      if (trying || now < openUntil)
        return failed(
          why,
          `not asked: the last ${FAILURES} requests to this issuer failed`,
          Math.max(openUntil, now + SECOND),
        );
      trying = true;
      return undefined;
    },
    learn: (outcome) => {
      trying = false;
      if (outcome === 'unknown') return;
      inRow = outcome === 'answered' ? 0 : inRow + 1;
      if (outcome === 'answered' || inRow < FAILURES) return;
      why = outcome;
      openUntil = clock() + REST;
    },
  };
};
