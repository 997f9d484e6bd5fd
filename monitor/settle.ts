import { prove } from '../core/proof.ts';
import { type Instant, MINUTE } from '../core/time.ts';
import { type Holds, heldBack } from './guarded.ts';
import type { Gathered } from './judge.ts';
import { type Stored, type StorePorts, storeLook } from './store-look.ts';

/** `againAt`: a second look is due then. */
export type Settled = Stored & { readonly againAt?: Instant };

/** How often a held token is asked again; SQS delays no longer. */
const HELD_AGAIN = 15 * MINUTE;

/** Judges and stores one look: a refusal counts only while its issuer is quiet. */
export const settle = async (one: Gathered, holds: Holds, ports: StorePorts): Promise<Settled> => {
  const { seen, record, sameVersion } = one;
  const { observation } = seen;
  const now = ports.clock();
  const held = heldBack(one, holds, now);
  if (held !== undefined) {
    const stored = await storeLook({ ...seen, observation: held.as }, record, ports);
    // Sweeps that begin during a hold start no second chain of looks.
    const again = seen.sweep.startedAt <= held.hold.since;
    return { ...stored, ...(again && { againAt: Math.min(held.hold.until, now + HELD_AGAIN) }) };
  }
  const proven =
    observation.seen === 'refused'
      ? prove(observation, { sameVersion: sameVersion ? 'seen' : 'second look', issuerQuiet: true })
      : observation;
  const stored = await storeLook({ ...seen, observation: proven }, record, ports);
  return { ...stored, ...(stored.step.confirmAt !== undefined && { againAt: stored.step.confirmAt }) };
};
