import { diagnose } from '../core/diagnose.ts';
import { type History, historyOf } from '../core/history.ts';
import type { Look } from '../core/look.ts';
import type { Observation } from '../core/observation.ts';
import type { Policy } from '../core/policy.ts';
import type { Proven } from '../core/proof.ts';
import type { TokenRecord } from '../core/record.ts';
import { renewalSteps } from '../core/remedy.ts';
import type { Subject } from '../core/subject.ts';
import type { TagProblem, Watch } from '../core/tags.ts';
import type { Instant } from '../core/time.ts';
import { type TokenRef, tokenLabel } from '../core/token.ts';
import { type KindOf, kindId } from '../providers/provider.ts';
import type { Sweep } from './ports.ts';

/** One token looked at: what was seen, before it is judged. */
export type Seen<Observed = Observation> = {
  readonly ref: TokenRef;
  readonly watch: Watch;
  readonly problems: readonly TagProblem[];
  readonly kind?: KindOf;
  readonly observation: Observed;
  /** Who was asked. */
  readonly host?: string;
  readonly versionId: string;
  readonly issuedAt?: Instant;
  readonly sweep: Sweep;
  /** What the issuer says of AWSPREVIOUS, where it was asked. */
  readonly previousNow?: 'accepted' | 'refused';
};

/** One token looked at, and not judged. */
export type Gathered = {
  readonly seen: Seen;
  readonly record: TokenRecord | undefined;
  /** Asked after the issuer had answered: the secret was not rotated under the look. False when nobody could say. */
  readonly sameVersion: boolean;
};

/** Puts an observation beside the history of its token. Pure. */
export const judge = (seen: Seen<Proven>, record: TokenRecord | undefined, policy: Policy, now: Instant): Look => {
  const history: History = {
    ...historyOf(record, seen.versionId, seen.sweep.previousAt),
    ...(seen.previousNow && { previousNow: seen.previousNow }),
  };
  const { ref, watch, kind, observation, versionId, issuedAt, sweep } = seen;
  const subject = subjectOf(seen, policy);
  return {
    ref,
    ...(kind && { kind: kindId(kind) }),
    kindName: kind?.kind.name ?? 'token of unknown kind',
    impact: kind?.kind.impact ?? 'the monitor cannot watch it until this is mended',
    watch,
    versionId,
    ...(issuedAt !== undefined && { issuedAt }),
    observation,
    history,
    diagnosis: diagnose(observation, history, subject, now),
    renewalSteps: renewalSteps(subject),
    sweepStartedAt: sweep.startedAt,
  };
};

const subjectOf = ({ ref, versionId, watch, problems, kind, issuedAt }: Seen<Proven>, policy: Policy): Subject => ({
  label: tokenLabel(ref),
  source: ref.source,
  versionId,
  providerName: kind?.provider.name ?? 'anybody',
  docsUrl: kind?.kind.docs ?? kind?.provider.docs ?? 'https://docs.aws.amazon.com/secretsmanager/',
  remedies: kind?.kind.remedies ?? {},
  watch,
  problems,
  ...(issuedAt !== undefined && { issuedAt }),
  ladder: watch.ladder ?? policy.ladder,
  neverExpires: kind?.kind.neverExpires ?? false,
});
