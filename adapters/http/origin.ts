import type { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Instant, SECOND } from '../../core/base/time.ts';
import type { Budget } from '../../core/model/answer.ts';
import type { Clock } from '../../monitor/ports.ts';
import { createBreaker } from './breaker.ts';
import { IDLE } from './dial.ts';
import { type Failed, failed } from './failure.ts';
import { createPace } from './pace.ts';
import { createPauses } from './pauses.ts';
import type { TokenKey } from './token-key.ts';

/** Longest pause that is waited out where the time of the request allows it. */
const SHORT_PAUSE = 5 * SECOND;

const PAUSED = {
  'all tokens': 'not asked: the issuer wants a pause',
  'this token': 'not asked: the issuer wants a pause of this token',
} as const;

/** What is remembered about one origin while the process lives. */
export type Origin = {
  readonly agent: () => Agent;
  readonly pace: ReturnType<typeof createPace>;
  readonly breaker: ReturnType<typeof createBreaker>;
  readonly pauses: ReturnType<typeof createPauses>;
  /** Waits out a short pause; a failure says why no request may be made now. */
  readonly rest: (token: TokenKey, until: Instant) => Promise<Failed | undefined>;
  /** Waits for the next turn that the rate allows, and out of a short pause. */
  readonly admit: (token: TokenKey, budget: Budget, until: Instant) => Promise<Failed | undefined>;
  readonly close: () => void;
};

export const createOrigin = (newAgent: () => Agent, clock: Clock, processes: number): Origin => {
  const pace = createPace(clock, processes);
  const pauses = createPauses(clock);
  let agent = newAgent();
  let usedAt = clock();
  let closed = false;

  const refuse = (token: TokenKey, until: Instant): Failed | undefined => {
    if (closed) return failed('network', 'the monitor was stopping');
    const pause = pauses.holding(token);
    if (pause === undefined) return undefined;
    if (pause.until < until && pause.until - clock() <= SHORT_PAUSE) return undefined;
    return failed('rate-limited', PAUSED[pause.holds], pause.until);
  };

  const rest: Origin['rest'] = async (token, until) => {
    const refused = refuse(token, until);
    const pause = pauses.holding(token);
    if (refused !== undefined || pause === undefined) return refused;
    await sleep(pause.until - clock());
    // The issuer may have asked for another meanwhile.
    return rest(token, until);
  };

  const admit: Origin['admit'] = async (token, budget, until) => {
    const refused = await rest(token, until);
    if (refused !== undefined) return refused;
    const turn = pace.turn(budget, until);
    if (!turn.ok) return turn;
    const wait = turn.at - clock();
    if (wait <= 0) return undefined;
    await sleep(wait);
    // A turn that a pause ran over is lost: after it they go one by one again.
    return pauses.holding(token) === undefined ? refuse(token, until) : admit(token, budget, until);
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
    pauses,
    rest,
    admit,
    close: () => {
      closed = true;
      agent.destroy();
    },
  };
};
