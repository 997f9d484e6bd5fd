import { DAY, HOUR, type Instant, MINUTE } from '../../../core/base/time.ts';
import { type DigestPorts, tellDigests } from '../../../monitor/digest/digest.ts';
import { listedNow } from '../../../monitor/digest/listed.ts';
import { START } from '../../support/make.ts';
import { discoverPortsOf, insisting, type Mutation } from '../monitor.ts';
import type { Worker } from '../workers.ts';
import type { World } from '../world.ts';

const LIMIT = 5 * MINUTE;
/** The world begins on a Monday at nine; digests come on Mondays at seven. */
const FIRST = START + 7 * DAY - 2 * HOUR;

export const digestTimes = (until: Instant): readonly Instant[] =>
  Array.from({ length: Math.max(0, Math.floor((until - FIRST) / (7 * DAY)) + 1) }, (_, week) => FIRST + week * 7 * DAY);

const portsOf = (worker: Worker, { workers, table, around, now }: World): DigestPorts => {
  const { sweeps, watchList } = discoverPortsOf(worker, around);
  return {
    readAll: async function* () {
      yield await workers.effect(worker, 'gather', table.readAll);
    },
    listed: () => listedNow(sweeps, watchList),
    store: (notice) => insisting(() => workers.effect(worker, 'digest', () => table.storeNotice(notice))),
    clock: now,
    every: 'weekly',
    timeZone: 'UTC',
  };
};

/** Lambda tries an asynchronous call two times more, and a schedule may call twice. */
export const tellEveryWeek = (world: World, until: Instant, mutation: Mutation = {}): void => {
  const run = (at: Instant, tries: number): void =>
    world.workers.start(
      'digest',
      LIMIT,
      async (worker) => {
        const ports = portsOf(worker, world);
        await tellDigests(mutation.digest?.(ports, worker, world.around) ?? ports, at);
      },
      (how) => {
        if (how === 'failed' && tries < 3) world.after(tries * MINUTE, () => run(at, tries + 1));
      },
    );
  digestTimes(until).forEach((at, week) => {
    world.timeline.at(at, () => run(at, 1));
    if (week % 10 === 3) world.timeline.at(at + MINUTE, () => run(at, 1));
  });
};
