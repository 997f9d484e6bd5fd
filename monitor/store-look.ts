import { Fault } from '../core/fault.ts';
import type { Look } from '../core/look.ts';
import type { Policy } from '../core/policy.ts';
import type { Proven } from '../core/proof.ts';
import type { TokenRecord } from '../core/record.ts';
import { type Step, transition } from '../core/transition.ts';
import { judge, type Seen } from './judge.ts';
import type { Clock, Commit, LoadRecords } from './ports.ts';

export type StorePorts = {
  readonly load: LoadRecords;
  readonly commit: Commit;
  readonly clock: Clock;
  readonly policy: Policy;
};

export type Stored = { readonly look: Look; readonly step: Step };

const TRIES = 4;

/**
 * Judges what was seen and stores what changed, together with its alerts. When another worker wrote first, the token is judged
 * again against the newer record. Throws when the store does, or when it loses every race: the caller's message returns to the queue.
 */
export const storeLook = async (
  seen: Seen<Proven>,
  record: TokenRecord | undefined,
  ports: StorePorts,
): Promise<Stored> => {
  let before = record;
  for (let tries = 0; tries < TRIES; tries++) {
    const now = ports.clock();
    const look = judge(seen, before, ports.policy, now);
    const step = transition(before, look, ports.policy, now);
    if (!step.changed) return { look, step };
    const change = { record: step.record, expectedRevision: before?.revision, alerts: step.alerts };
    if ((await ports.commit(change)) === 'stored') return { look, step };
    before = (await ports.load([seen.ref.id])).get(seen.ref.id);
    // Another version was judged meanwhile: one of the two looks is old, and only a new one can tell which.
    if (before !== undefined && before.versionId !== seen.versionId)
      throw new Fault('a record moved to another version');
  }
  throw new Fault('a record kept changing under the probe');
};
