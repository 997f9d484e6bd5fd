import { DAY, HOUR } from '../../../core/base/time.ts';
import { START } from '../../support/make.ts';
import { OUTAGES } from '../issuer.ts';
import type { Mutation } from '../monitor.ts';
import { chance } from '../random.ts';
import { createWorld, type World } from '../world.ts';
import { tellEveryWeek } from './digests.ts';
import { spreadFaults } from './faults.ts';
import { fleetOf, type Planned } from './fleet.ts';
import { beginLife } from './lives.ts';
import { DEPLOYED } from './owners.ts';
import { readEveryDay } from './people.ts';
import { healthySince, type Span } from './span.ts';

export type Year = {
  readonly world: World;
  readonly span: Span;
  readonly plans: readonly Planned[];
  /** Faults by kind of effect: `store crash-after`. */
  readonly hits: ReadonlyMap<string, number>;
};

/** Months in the life of a fleet: owners and people, renewals and rotations, deaths and outages, and faults all the time. */
export const liveOn = async (span: Span, mutation: Mutation = {}): Promise<Year> => {
  const { seed, days, interval, troubleEvery } = span;
  let over = false;
  const { faults, hits } = spreadFaults(seed, () => over);
  const world = createWorld({ seed, latency: 0.02, interval, faults, mutation, deployed: DEPLOYED });
  const plans = fleetOf(span);
  for (const plan of plans) beginLife(world, span, plan);
  for (let day = 10; day < days - 11; day += troubleEvery) trouble(world, seed, day, (day - 10) / troubleEvery);
  readEveryDay(world, seed, () => over);
  tellEveryWeek(world, healthySince(span), mutation);
  world.start();
  await world.timeline.runUntil(healthySince(span));
  over = true;
  await world.timeline.runUntil(START + days * DAY);
  return { world, span, plans, hits };
};

/** Everybody gets the bare answer of a dead token: nothing tells that from a leak, so that it is believed after two hours (decision 0008, 4). */
const IN_DOUBT = 'bare 401';
const PLAIN = OUTAGES.filter((shape) => shape !== IN_DOUBT);

/**
 * An outage of two days, a channel that is down for a day, a stream that shows nothing for another, an issuer that refuses everybody: six minutes
 * before a sweep, so that a secret that is rotated then is looked at twice while nobody else was.
 */
const trouble = (world: World, seed: number, day: number, turn: number): void => {
  const at = (hours: number, run: () => void): void => world.timeline.at(START + day * DAY + hours * HOUR, run);
  const inbox = world.inboxes[(1 + 3 * turn) % world.inboxes.length]!;
  const shape = PLAIN[Math.floor(chance(seed, 4, day) * PLAIN.length)]!;
  at(0, () => world.issuer.break(shape));
  at(48, world.issuer.mend);
  at(50, () => inbox.be('down'));
  at(74, () => inbox.be('well'));
  at(75, () => world.stream(false));
  at(99, () => world.stream(true));
  at(143.9, () => (turn % 2 === 1 ? world.issuer.break(IN_DOUBT) : world.issuer.refuseAll('unexplained')));
  at(145.4, world.issuer.mend);
};
