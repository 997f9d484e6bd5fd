import { Fault } from '../../core/base/fault.ts';
import { type Instant, SECOND } from '../../core/base/time.ts';
import type { Effect, EffectFault, Faults } from './faults.ts';
import { chance } from './random.ts';
import type { Timeline } from './timeline.ts';

/** One run of a function. Dead ones never go on; frozen ones do, although the platform gave them up. */
export type Worker = {
  readonly name: string;
  readonly number: number;
  dead: boolean;
  frozen: boolean;
  /** `channel alert-id` that it sent and has not marked: what its end now may repeat. */
  readonly unmarked: Set<string>;
};

export type Ended = 'done' | 'failed';

/** The answer was lost on its way: the effect has happened. */
export class Lost extends Fault {}

const forever = <T>(): Promise<T> => new Promise<T>(() => {});
const ENDS: ReadonlySet<EffectFault> = new Set(['crash-before', 'crash-after', 'freeze-before', 'freeze-after']);
const FREEZE = [95 * SECOND, 300 * SECOND] as const;

export type Workers = {
  /** Runs `work` for at most `limit`; tells the platform once how it ended. */
  readonly start: (
    name: string,
    limit: number,
    work: (worker: Worker) => Promise<void>,
    ended: (how: Ended) => void,
  ) => void;
  readonly effect: <T>(worker: Worker, kind: Effect, act: () => T) => Promise<T>;
  /** Of each effect, how often it was tried. */
  readonly counts: ReadonlyMap<Effect, number>;
};

export type WorkerOptions = {
  readonly timeline: Timeline;
  readonly faults: Faults;
  readonly seed: number;
  /** Part of the effects that take time, 0 to 1: the others answer at once. */
  readonly latency: number;
  /** Told when a worker may have sent what it will never mark. */
  readonly onEnd: (worker: Worker) => void;
};

export const createWorkers = ({ timeline, faults, seed, latency, onEnd }: WorkerOptions): Workers => {
  const counts = new Map<Effect, number>();
  let started = 0;
  let effects = 0;

  const pause = (ms: number): Promise<void> =>
    ms <= 0 ? Promise.resolve() : new Promise((resolve) => timeline.at(timeline.now() + ms, resolve));

  const start: Workers['start'] = (name, limit, work, ended) => {
    const worker: Worker = {
      name,
      number: started++,
      dead: false,
      frozen: false,
      unmarked: new Set(),
    };
    let told = false;
    const tell = (how: Ended): void => {
      if (!told) ended(how);
      told = true;
    };
    const end: Instant = timeline.now() + limit;
    const settled = work(worker).then(
      () => 'done' as const,
      (error: unknown) => {
        if (!(error instanceof Fault)) throw error;
        return 'failed' as const;
      },
    );
    void settled.then(tell);
    timeline.at(end, () => {
      if (told) return 'idle';
      onEnd(worker);
      worker.dead = !worker.frozen;
      return tell('failed');
    });
  };

  const effect: Workers['effect'] = async (worker, kind, act) => {
    if (worker.dead) return forever();
    const nth = counts.get(kind) ?? 0;
    counts.set(kind, nth + 1);
    const fault = faults.effect(kind, nth);
    const number = effects++;
    const draw = chance(seed, number);
    if (draw < latency) await pause(1 + Math.floor((draw / latency) ** 3 * 1500));
    if (fault === 'slow') await pause(20 * SECOND);
    if (fault === 'freeze-before') await freeze(worker, number);
    if (worker.dead) return forever();
    if (fault !== undefined && (kind === 'mark' || ENDS.has(fault))) onEnd(worker);
    if (fault === 'crash-before') return die(worker);
    if (fault === 'fail') throw new Fault(`simulated failure of ${kind}`);
    const answer = act();
    // Once more: what has just been sent belongs to what this fault may repeat.
    if (fault !== undefined && ENDS.has(fault)) onEnd(worker);
    if (fault === 'crash-after') return die(worker);
    if (fault === 'lost') throw new Lost(`simulated loss of the answer to ${kind}`);
    if (fault === 'freeze-after') await freeze(worker, number);
    return answer;
  };

  const freeze = (worker: Worker, number: number): Promise<void> => {
    worker.frozen = true;
    return pause(FREEZE[0] + Math.floor(chance(seed, number, 7) * (FREEZE[1] - FREEZE[0])));
  };

  const die = <T>(worker: Worker): Promise<T> => {
    worker.dead = true;
    return forever<T>();
  };

  return { start, effect, counts };
};
