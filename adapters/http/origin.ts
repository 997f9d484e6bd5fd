import type { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Budget } from '../../core/answer.ts';
import { type Instant, SECOND } from '../../core/time.ts';
import type { Clock } from '../../monitor/ports.ts';
import { createBreaker } from './breaker.ts';
import { IDLE } from './dial.ts';
import { type Failed, failed } from './failure.ts';
import { createPace } from './pace.ts';
import { pauseUntil } from './pause.ts';
import type { Received } from './send.ts';

const SHORT_PAUSE = 2 * SECOND;

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

  const waitOutPause = async (until: Instant): Promise<Failed | undefined> => {
    const now = clock();
    if (pausedUntil <= now) return undefined;
    if (pausedUntil >= until || pausedUntil - now > SHORT_PAUSE)
      return failed('rate-limited', 'not asked: the issuer wants a pause', pausedUntil);
    await sleep(pausedUntil - now);
    return waitOutPause(until);
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
    admit: async (budget, until) => {
      const held = (await waitOutPause(until)) ?? (await pace.turn(budget, until));
      return held ?? (closed ? failed('network', 'the monitor was stopping') : undefined);
    },
    hear: ({ status, headers }) => {
      pausedUntil = Math.max(pausedUntil, pauseUntil(status, headers, clock()) ?? 0);
    },
    close: () => {
      closed = true;
      agent.destroy();
    },
  };
};
