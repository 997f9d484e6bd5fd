import { Fault } from '../../core/base/fault.ts';
import { type Instant, SECOND } from '../../core/base/time.ts';
import type { RotationFailure } from '../../core/listed/rotation.ts';
import type { Measure, Run, Sweep, Sweeps } from '../ports.ts';
import { type Conclusions, conclude, type LeftPorts } from './left.ts';
import { groupOf, itemOf } from './messages.ts';
import { othersOf } from './others.ts';
import { isOurs } from './ours.ts';
import { newWalk, resumedWalk, type WalkPorts, walkOn } from './walk.ts';

export type DiscoverPorts = WalkPorts & LeftPorts & { readonly sweeps: Sweeps; readonly measure: Measure };

/** `id` names the tick: the same tick twice is one sweep. */
export type Tick = { readonly id: string; readonly at: Instant };

/** `resumed`: an earlier run of the same sweep had begun it. All zero when the sweep was finished before. */
export type Discovered = Conclusions & {
  readonly sweep: string;
  readonly found: number;
  readonly queued: number;
  readonly replicas: number;
  readonly resumed: boolean;
};

const nothing = (sweep: string): Discovered => ({
  sweep,
  found: 0,
  queued: 0,
  replicas: 0,
  missing: 0,
  gone: 0,
  dropped: 0,
  resumed: false,
});

/**
 * One sweep: lists the tagged secrets, queues references to them, grouped by issuer, and tells who has left the list. Reads no value. Throws
 * when another run is at the same sweep, so that a retry finds out whether that one lived.
 */
export const discover = async (ports: DiscoverPorts, tick: Tick, run: Run): Promise<Discovered> => {
  const sweep = await sweepOf(ports.sweeps, tick);
  const begun = await ports.sweeps.begin(sweep, run, ports.clock());
  if (begun === 'done') return nothing(sweep.id);
  if (begun === 'busy') throw new Fault('another run is at this sweep');
  const walk = begun === 'again' ? await resumedWalk(sweep, ports) : newWalk();
  if (!walk.listed) await walkOn(walk, sweep, ports, run.until);
  const conclusions = await conclude(walk, sweep, ports, run.until);
  const { found, queued, replicas } = walk;
  await ports.sweeps.finish(sweep.id, found, queued, ports.clock());
  ports.measure.count('TokensDiscovered', found);
  ports.measure.count('TokensQueued', queued);
  if (conclusions.dropped > 0) ports.measure.count('ListDropped', conclusions.dropped);
  ports.measure.count('SweepCompleted', 1);
  // The 0 against which a probe that judges nothing is seen.
  if (found > 0) ports.measure.count('TokensJudged', 0);
  return { sweep: sweep.id, found, queued, replicas, ...conclusions, resumed: begun === 'again' };
};

const sweepOf = async (sweeps: Sweeps, tick: Tick): Promise<Sweep> => {
  const last = await sweeps.last();
  const previousAt = last === undefined || last.id === tick.id ? last?.previousAt : last.startedAt;
  return { id: tick.id, startedAt: tick.at, ...(previousAt !== undefined && { previousAt }) };
};

/** A version was put, a label moved, or its rotation `failed`: looks at that one secret at once. */
export const discoverOne = async (
  ports: DiscoverPorts,
  secretId: string,
  tick: Tick,
  failed?: RotationFailure,
): Promise<Discovered> => {
  const secret = await ports.describe(secretId);
  if (secret === undefined || !isOurs(secret, ports.namePrefix)) return nothing(tick.id);
  const sweep = (await ports.sweeps.last()) ?? { id: tick.id, startedAt: tick.at };
  const provider = groupOf(secret, ports.registry);
  const item = itemOf(secret);
  // Turned off meanwhile: then nobody waits for a rotation.
  const items = [failed && item.rotation ? { ...item, rotation: { ...item.rotation, failed } } : item];
  const others = await othersOf(secret, provider, ports);
  const beside = others.length === 0 ? {} : { beside: others };
  const message = { v: 1, sweep, reason: failed ? 'rotation' : 'label', provider, items, ...beside } as const;
  await ports.enqueue([{ message, delaySeconds: 0 }]);
  return { ...nothing(sweep.id), found: 1, queued: 1 };
};

/** Only for ticks without a name of their own. */
export const tickAt = (at: Instant): Tick => ({ id: `sweep-${Math.floor(at / SECOND)}`, at });
