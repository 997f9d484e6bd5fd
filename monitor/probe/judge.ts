import type { Instant } from '../../core/base/time.ts';
import { diagnose } from '../../core/diagnose/diagnose.ts';
import { renewalSteps } from '../../core/diagnose/remedy.ts';
import { saysAt } from '../../core/diagnose/says.ts';
import type { Subject } from '../../core/diagnose/subject.ts';
import { rotationNow } from '../../core/listed/rotation.ts';
import type { Diagnosis } from '../../core/model/diagnosis.ts';
import { type History, historyOf } from '../../core/model/history.ts';
import type { Proven } from '../../core/model/proof.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { renewalOf } from '../../core/model/renewal.ts';
import { tokenLabel } from '../../core/model/token.ts';
import type { Around, Look } from '../../core/transition/look.ts';
import type { Policy } from '../../core/transition/policy.ts';
import { tellsScopes } from '../../providers/interpret.ts';
import { kindId, userAgentOf } from '../../providers/provider.ts';
import type { Seen } from '../inspect/seen.ts';

/** Puts an observation beside the history of its token. Pure. */
export const judge = (seen: Seen<Proven>, record: TokenRecord | undefined, policy: Policy, now: Instant): Look => {
  const history: History = {
    ...historyOf(record, seen.versionId, seen.sweep.previousAt),
    ...renewalKnown(seen, record),
    ...(seen.previousNow && { previousNow: seen.previousNow }),
  };
  const { ref, watch, kind, observation, versionId, issuedAt, changedBy, lastRead, sweep } = seen;
  const known = record?.versionId === versionId ? record.rotationFailed : undefined;
  const rotation = rotationNow(seen.rotation, known, issuedAt);
  const subject = { ...subjectOf(seen, policy), ...(rotation && { rotation }) };
  return {
    ref,
    ...(kind && { kind: kindId(kind) }),
    kindName: kind?.kind.name ?? 'token of unknown kind',
    impact: kind?.kind.impact ?? 'the monitor cannot watch it until this is mended',
    watch,
    versionId,
    ...(issuedAt !== undefined && { issuedAt }),
    ...(rotation && { rotation }),
    ...(lastRead && { lastRead }),
    ...(changedBy && { changedBy }),
    observation,
    history,
    diagnosis: remarked(diagnose(observation, history, subject, now), seen.remarks),
    around: aroundOf(seen),
    renewalSteps: renewalSteps(subject),
    sweepStartedAt: sweep.startedAt,
  };
};

const aroundOf = ({ kind, beside }: Seen<Proven>): Around => ({
  ...(beside && { beside }),
  ...(kind?.provider.statusPage !== undefined && { statusPage: kind.provider.statusPage }),
  ...(kind && { askedAs: userAgentOf(kind.kind) }),
});

/** Lines of the evidence, and no reason of the verdict: cause.ts passes remarks over. */
const remarked = (diagnosis: Diagnosis, more: readonly string[] = []): Diagnosis =>
  more.length === 0
    ? diagnosis
    : {
        ...diagnosis,
        evidence: [...diagnosis.evidence, ...more],
        remarks: [...(diagnosis.remarks ?? []), ...more],
      };

const renewalKnown = (
  { versionId, observation, issuedAt }: Seen<Proven>,
  record: TokenRecord | undefined,
): Pick<History, 'renewal'> => {
  const renewal = renewalOf(record?.renewal, versionId, observation, issuedAt);
  return renewal === undefined ? {} : { renewal };
};

const subjectOf = (
  { ref, versionId, watch, problems, kind, issuedAt, agedFrom, environment }: Seen<Proven>,
  policy: Policy,
): Subject => ({
  label: tokenLabel(ref),
  source: ref.source,
  versionId,
  providerName: kind?.provider.name ?? 'anybody',
  docsUrl: kind?.kind.docs ?? kind?.provider.docs ?? saysAt(ref.source).docs,
  remedies: kind?.kind.remedies ?? {},
  watch,
  problems,
  ...(issuedAt !== undefined && { issuedAt }),
  ...(agedFrom && { agedFrom }),
  ladder: watch.ladder ?? policy.ladder,
  neverExpires: kind?.kind.neverExpires ?? false,
  doubting: policy,
  tellsScopes: kind === undefined || tellsScopes(kind.kind),
  ...(environment && { environment }),
  ...(kind?.provider.scopeTree && { scopeTree: kind.provider.scopeTree }),
});
