import type { Hold } from '../core/guard.ts';
import { type Proven, prove } from '../core/proof.ts';
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
  const now = ports.clock();
  const held = heldBack(one, holds, now);
  const stored = await storeLook({ ...one.seen, observation: held?.as ?? counted(one) }, one.record, ports);
  const againAt = held ? heldAgainAt(one, held.hold, now) : stored.step.confirmAt;
  return { ...stored, ...(againAt !== undefined && { againAt }) };
};

const counted = ({ seen: { observation }, sameVersion }: Gathered): Proven =>
  observation.seen === 'refused'
    ? prove(observation, { sameVersion: sameVersion ? 'seen' : 'second look', issuerQuiet: true })
    : observation;

/** Sweeps that begin during a hold start no second chain of looks. */
const heldAgainAt = ({ seen: { sweep } }: Gathered, { since, until }: Hold, now: Instant): Instant | undefined =>
  sweep.startedAt <= since ? Math.min(until, now + HELD_AGAIN) : undefined;
