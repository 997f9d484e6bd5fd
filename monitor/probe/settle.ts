import { Fault } from '../../core/base/fault.ts';
import { type Instant, MINUTE } from '../../core/base/time.ts';
import type { Hold } from '../../core/issuer/guard.ts';
import { type Proven, prove } from '../../core/model/proof.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import type { Look } from '../../core/transition/look.ts';
import type { Policy } from '../../core/transition/policy.ts';
import { policyFor, type RuledToken } from '../../core/transition/policy-for.ts';
import { type Step, transition } from '../../core/transition/transition.ts';
import { kindId } from '../../providers/provider.ts';
import type { Clock, Commit, LoadRecords } from '../ports.ts';
import { besideOf } from './beside.ts';
import { isRefusal } from './issuer-signs.ts';
import { heldBack, type IssuersNow } from './issuers-now.ts';
import { judge } from './judge.ts';
import type { Gathered, Seen } from './seen.ts';
import type { AskWho } from './who-changed.ts';

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
  const policy = policyFor(ports.policy, ruledOf(seen));
  let before = record;
  for (let tries = 0; tries < TRIES; tries++) {
    const now = ports.clock();
    const look = judge(seen, before, policy, now);
    const step = transition(before, look, policy, now);
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

const ruledOf = ({ ref: { name }, kind, tags = {}, watch }: Seen<Proven>): RuledToken => ({
  name,
  ...(kind && { kind: kindId(kind) }),
  tags,
  watch,
});

/** `againAt`: a second look is due then. */
export type Settled = Stored & { readonly againAt?: Instant };

/** How often a held token is asked again; SQS delays no longer. */
const HELD_AGAIN = 15 * MINUTE;

/** What all looks of one message are judged beside. */
export type Shared = { readonly all: readonly Gathered[]; readonly issuers: IssuersNow; readonly whoChanged: AskWho };

/** Judges and stores one look: a refusal counts only while its issuer is quiet. */
export const settle = async (
  one: Gathered,
  { all, issuers, whoChanged }: Shared,
  ports: StorePorts,
): Promise<Settled> => {
  const now = ports.clock();
  const held = heldBack(one, issuers, now);
  const beside = isRefusal(one.seen.observation) ? besideOf(one, all) : undefined;
  // What is held back is blamed on its issuer, not on whoever stored it.
  const changedBy = held ? undefined : await whoChanged(one);
  const seen = {
    ...one.seen,
    ...(beside && { beside }),
    ...(changedBy && { changedBy }),
    observation: held?.as ?? counted(one, issuers),
  };
  const stored = await storeLook(seen, one.record, ports);
  const againAt = held ? heldAgainAt(one, held.hold, now) : stored.step.confirmAt;
  return { ...stored, ...(againAt !== undefined && { againAt }) };
};

const counted = ({ seen: { observation, host }, sameVersion }: Gathered, issuers: IssuersNow): Proven =>
  prove(observation, {
    sameVersion: sameVersion ? 'seen' : 'second look',
    issuerQuiet: true,
    acceptsOthers: issuers.get(host ?? '')?.acceptsOthers ?? false,
  });

/** Sweeps that begin during a hold start no second chain of looks. */
const heldAgainAt = ({ seen: { sweep } }: Gathered, { since, until }: Hold, now: Instant): Instant | undefined =>
  sweep.startedAt <= since ? Math.min(until, now + HELD_AGAIN) : undefined;
