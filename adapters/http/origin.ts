import type { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Instant, SECOND } from '../../core/base/time.ts';
import type { Budget } from '../../core/model/answer.ts';
import type { Clock } from '../../monitor/ports.ts';
import { createBreaker } from './breaker.ts';
import { IDLE } from './dial.ts';
import { type Failed, failed } from './failure.ts';
import { createPace } from './pace.ts';
import { pauseUntil } from './pause.ts';
import type { Received } from './receive.ts';

const SHORT_PAUSE = 2 * SECOND;
const PAUSED = 'not asked: the issuer wants a pause';

/** What is remembered about one origin while the process lives. */
export type Origin = {
  readonly agent: () => Agent;
  readonly pace: ReturnType<typeof createPace>;
  readonly breaker: ReturnType<typeof createBreaker>;
  /** Waits out a short pause and the rate; a failure says why no request may be made now. */
  readonly admit: (budget: Budget, until: Instant) => Promise<Failed | undefined>;
  readonly hear: (received: Received) => void;
  readonly close: () => void;
};

export const createOrigin = (newAgent: () => Agent, clock: Clock): Origin => {
  const pace = createPace(clock);
  let agent = newAgent();
  let usedAt = clock();
  let pausedUntil: Instant = 0;
  let closed = false;

  const refuse = (until: Instant): Failed | undefined => {
    if (closed) return failed('network', 'the monitor was stopping');
    const paused = pausedUntil >= until || pausedUntil - clock() > SHORT_PAUSE;
    return paused && pausedUntil > clock() ? failed('rate-limited', PAUSED, pausedUntil) : undefined;
  };

  const admit: Origin['admit'] = async (budget, until) => {
    const refused = refuse(until);
    if (refused !== undefined) return refused;
    const turn = pace.turn(budget, until);
    if (!turn.ok) return turn;
    const wait = Math.max(turn.at, pausedUntil) - clock();
    if (wait <= 0) return undefined;
    await sleep(wait);
    // The issuer may have asked for a pause meanwhile.
    return pausedUntil > clock() ? admit(budget, until) : refuse(until);
  };

  return {
    agent: () => {
      // Timers stand still while a Lambda is frozen: after a thaw the idle connections are dead and not yet closed.
      if (clock() - usedAt > IDLE && Object.keys(agent.sockets).length === 0) {
        agent.destroy();
        agent = newAgent();
      }
      usedAt = clock();
      return agent;
    },
    pace,
    breaker: createBreaker(clock),
    admit,
    hear: ({ status, headers }) => {
      pausedUntil = Math.max(pausedUntil, pauseUntil(status, headers, clock()) ?? 0);
    },
    close: () => {
      closed = true;
      agent.destroy();
    },
  };
};
