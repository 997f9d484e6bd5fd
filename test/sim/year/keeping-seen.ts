import { DAY, HOUR, type Instant } from '../../../core/base/time.ts';
import { storyOf } from '../alerts.ts';
import { quietSince } from '../spans.ts';
import type { World } from '../world.ts';
import { type Planned, ROTATED } from './fleet.ts';
import type { Year } from './live.ts';

/** A date that is moved in time is nobody's to hear of; one that is not is told before it ends. */
export const kept = ({ world, plans }: Year): readonly string[] => plans.flatMap((plan) => heldAgainst(world, plan));

const heldAgainst = (world: World, plan: Planned): readonly string[] => {
  switch (plan.keeping) {
    case 'nobody':
      return [];
    case 'renewed':
    case 'rotated':
      return warnings(world, plan).map(({ id }) => `needless: ${id} was told of a date that is kept`);
    case 'renewal stops':
      // At the latest by fixed days: one that ended once is not taken for renewed again.
      return unwarned(world, plan, (end) => end - 7 * DAY, 'its renewal stopped');
    case 'rotated late':
    case 'rotation fails':
      return unwarned(world, plan, (end) => end - ROTATED.life + ROTATED.every + DAY, 'its rotation did not come');
  }
};

const warnings = (world: World, { arn }: Planned) =>
  storyOf(world, arn).filter(({ kind }) => kind === 'expiring' || kind === 'overdue');

/** Of each version that was in use for longer than it should be: told by then and three sweeps, if its issuer could be asked. */
const unwarned = (world: World, plan: Planned, from: (end: Instant) => Instant, what: string): readonly string[] => {
  const told = warnings(world, plan);
  return world.vault.inUse(plan.arn).flatMap(({ id, value, until }) => {
    const { expiresAt } = world.issuer.truths.get(value) ?? {};
    if (expiresAt === undefined) return [];
    const within = 3 * world.interval + HOUR;
    const by = quietSince(from(expiresAt), within, world.issuer.outages) + within;
    if (by >= Math.min(until, world.now(), expiresAt)) return [];
    return told.some(({ versionId, at }) => versionId === id && at <= by) ? [] : [`late: of ${id} that ${what}`];
  });
};
