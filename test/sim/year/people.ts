import { DAY, HOUR, MINUTE } from '../../../core/base/time.ts';
import type { Alert } from '../../../core/model/alert.ts';
import { isAlert } from '../../../core/model/notice.ts';
import type { QuietRequest } from '../../../core/transition/ask-quiet.ts';
import { loudAgain, type QuietPorts, quieten } from '../../../monitor/quiet/quieten.ts';
import { insisting } from '../monitor.ts';
import { chance } from '../random.ts';
import type { Worker } from '../workers.ts';
import type { World } from '../world.ts';

const LIMIT = MINUTE;
const TRIES = 6;

const portsOf = (worker: Worker, { workers, table, now }: World): QuietPorts => ({
  every: () => workers.effect(worker, 'every', () => [...table.load(table.records.keys()).values()]),
  load: (ids) => workers.effect(worker, 'load', () => table.load(ids)),
  commit: (change) => insisting(() => workers.effect(worker, 'quiet', () => table.transactQuiet(change))),
  clock: now,
});

/** Whoever types a command types it again when it failed. */
const command = (world: World, work: (ports: QuietPorts) => Promise<unknown>, tries = 1): void =>
  world.workers.start(
    'command',
    LIMIT,
    async (worker) => void (await work(portsOf(worker, world))),
    (how) => {
      if (how === 'failed' && tries < TRIES) world.after(MINUTE, () => command(world, work, tries + 1));
    },
  );

/** Once a day somebody reads what is new, takes on a third of the deaths, and wants to hear no more of a third of the dates. */
export const readEveryDay = (world: World, seed: number, isOver: () => boolean): void => {
  let read = 0;
  const day = (): void => {
    world.after(DAY, day);
    const fresh = [...world.table.ever.values()].slice(read);
    read += fresh.length;
    if (isOver()) return;
    fresh.filter(isAlert).forEach((alert, index) => {
      const luck = chance(seed, world.table.audit.length, read, index);
      if (luck < 1 / 3) world.after(index * 2 * MINUTE, () => answer(world, alert, luck * 3));
    });
  };
  world.after(5 * HOUR, day);
};

const answer = (world: World, { kind, ref }: Alert, luck: number): void => {
  const request = requestOn(kind, luck, world.now());
  if (request === undefined) return;
  command(world, (ports) => quieten(ref.name, request, ports));
  if (luck < 0.1) world.after(3 * HOUR, () => command(world, (ports) => loudAgain(ref.name, 'ben', ports)));
};

const requestOn = (kind: Alert['kind'], luck: number, now: number): QuietRequest | undefined => {
  switch (kind) {
    case 'rejected':
    case 'expired':
      return { what: luck < 0.7 ? 'acknowledged' : 'snoozed', by: 'anna', until: now + (1 + 22 * luck) * HOUR };
    case 'expiring':
      return { what: 'snoozed', by: 'carla', why: 'planned', finding: 'expiring', until: now + (1 + 15 * luck) * DAY };
    default:
      return undefined;
  }
};
