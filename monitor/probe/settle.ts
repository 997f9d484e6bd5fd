import { Fault } from '../../core/base/fault.ts';
import type { Instant } from '../../core/base/time.ts';
import { type Proven, prove } from '../../core/model/proof.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import type { Look } from '../../core/transition/look.ts';
import type { Policy } from '../../core/transition/policy.ts';
import { policyFor, type RuledToken } from '../../core/transition/policy-for.ts';
import { type Step, transition } from '../../core/transition/transition.ts';
import { kindId } from '../../providers/provider.ts';
import type { Gathered, Seen } from '../inspect/seen.ts';
import { doubted, type Weighed } from '../issuer/doubted.ts';
import { isRefusal } from '../issuer/issuer-signs.ts';
import type { Change, Clock, Commit, LoadRecords } from '../ports.ts';
import { besideOf } from './beside.ts';
import { judge } from './judge.ts';
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
    const ended = quietEnded(before, step, now);
    const change = { record: step.record, expectedRevision: before?.revision, alerts: step.alerts, ...ended };
    if ((await ports.commit(change)) === 'stored') return { look, step };
    before = (await ports.load([seen.ref.id])).get(seen.ref.id);
    // Another version was judged meanwhile: one of the two looks is old, and only a new one can tell which.
    if (before !== undefined && before.versionId !== seen.versionId)
      throw new Fault('a record moved to another version');
  }
  throw new Fault('a record kept changing under the probe');
};

/** Nobody but the monitor ended it. */
const quietEnded = (before: TokenRecord | undefined, { record, quietEnded: ended }: Step, at: Instant) => {
  const quiet = before?.quiet;
  if (quiet === undefined || ended === undefined) return {};
  const { ref: token, revision } = record;
  return { entries: [{ schema: 1, token, revision, at, quiet, ended }] } satisfies Pick<Change, 'entries'>;
};
const ruledOf = ({ ref: { name }, kind, tags = {}, watch }: Seen<Proven>): RuledToken => ({
  name,
  ...(kind && { kind: kindId(kind) }),
  tags,
  watch,
});

/** `againAt`: a second look is due then. */
export type Settled = Stored & { readonly againAt?: Instant };

/** What all looks of one message are judged beside. */
export type Shared = Weighed & { readonly whoChanged: AskWho };

/** Judges and stores one look: a refusal counts only while its issuer is quiet, and where others of it were heard. */
export const settle = async (one: Gathered, shared: Shared, ports: StorePorts): Promise<Settled> => {
  const now = ports.clock();
  const doubt = doubted(one, shared, now);
  const beside = isRefusal(one.seen.observation) ? besideOf(one, shared.all) : undefined;
  // What is not believed is blamed on its issuer, not on whoever stored it.
  const changedBy = 'as' in doubt ? undefined : await shared.whoChanged(one);
  const seen = {
    ...one.seen,
    ...(beside && { beside }),
    ...(changedBy && { changedBy }),
    observation: 'as' in doubt ? doubt.as : prove(one.seen.observation, doubt.checks),
  };
  const stored = await storeLook(seen, one.record, ports);
  const againAt = 'as' in doubt ? doubt.againAt : stored.step.confirmAt;
  return { ...stored, ...(againAt !== undefined && { againAt }) };
};
