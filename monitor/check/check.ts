import { type Instant, SECOND } from '../../core/base/time.ts';
import type { Diagnosis } from '../../core/model/diagnosis.ts';
import type { Observation } from '../../core/model/observation.ts';
import { type Proven, prove } from '../../core/model/proof.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import type { Secret } from '../../core/model/secret.ts';
import { parseTags, type Watch } from '../../core/model/tags.ts';
import { DEFAULT_POLICY } from '../../core/transition/policy.ts';
import type { KindOf } from '../../providers/provider.ts';
import { contentAt, type Place, placesOf } from '../inspect/content.ts';
import { type InspectPorts, inspect } from '../inspect/inspect.ts';
import { environmentOf } from '../inspect/request.ts';
import type { Seen } from '../inspect/seen.ts';
import type { Clock, Commit, LoadRecords, Sweep } from '../ports.ts';
import { storeLook } from '../probe/settle.ts';
import { agedFrom } from './age.ts';

export type CheckInput = {
  /** File, variable or ARN: part of the token's id. */
  readonly source: string;
  readonly name: string;
  readonly value: Secret;
  readonly tags: Readonly<Record<string, string>>;
  readonly versionId: string;
  readonly createdAt?: Instant;
  /** When its file was last changed. */
  readonly changedAt?: Instant;
  /** Companion values that stand beside it, as in a JSON secret. */
  readonly siblings?: Readonly<Record<string, Secret>>;
  /** What its reader noticed: lines of the evidence. */
  readonly notes?: readonly string[];
};

export type Checked = {
  readonly place: Place;
  readonly watch: Watch;
  readonly kind?: KindOf;
  readonly observation: Observation;
  readonly diagnosis: Diagnosis;
  readonly impact: string;
  readonly record: TokenRecord;
};

export type CheckPorts = InspectPorts & {
  readonly load: LoadRecords;
  readonly commit: Commit;
  readonly clock: Clock;
  /** Longest wait for one token, in milliseconds. */
  readonly patience?: number;
};

const PATIENCE = 12 * SECOND;
const AT_ONCE = 32;

/**
 * Looks at every token now and says at once what it is; confirmation by a second look only gates alerts. Keeps what was seen, so that
 * the next check knows the history. `onChecked` is told of each as it ends.
 */
export const checkAll = async (
  inputs: readonly CheckInput[],
  ports: CheckPorts,
  onChecked: (checked: Checked, done: number, total: number) => void = () => {},
): Promise<readonly Checked[]> => {
  const now = ports.clock();
  const sweep: Sweep = { id: `check-${now}`, startedAt: now };
  const jobs = inputs.flatMap((input) => {
    const tags = parseTags(input.tags);
    return placesOf(input.source, input.name, tags.watch).map((place) => ({ input, tags, place }));
  });
  const records = await ports.load(jobs.map(({ place }) => place.ref.id));
  const results: Checked[] = [];
  let done = 0;
  const one = async (job: Job, index: number): Promise<void> => {
    const checked = await check(job, records.get(job.place.ref.id), sweep, ports);
    results[index] = checked;
    done += 1;
    onChecked(checked, done, jobs.length);
  };
  await inParallel(jobs, AT_ONCE, one);
  return results;
};

type Job = { readonly input: CheckInput; readonly tags: ReturnType<typeof parseTags>; readonly place: Place };

const check = async (job: Job, record: TokenRecord | undefined, sweep: Sweep, ports: CheckPorts): Promise<Checked> => {
  const { input, tags, place } = job;
  const { watch, problems } = tags;
  const content = contentAt(place, input.value);
  const accepted = record?.accepted?.versionId === input.versionId ? record.accepted : undefined;
  const deadline = ports.clock() + (ports.patience ?? PATIENCE);
  const inspected =
    'unreadable' in content
      ? { observation: content.unreadable }
      : await inspect(
          {
            ref: place.ref,
            provider: place.provider,
            watch,
            value: content.value,
            siblings: { ...input.siblings, ...content.siblings },
            ...(accepted && { accepted }),
          },
          ports,
          deadline,
        );
  const environment =
    'unreadable' in content || !('kind' in inspected) ? undefined : environmentOf(content, inspected.kind);
  const { versionId, createdAt } = input;
  const seen: Seen<Proven> = {
    ref: place.ref,
    watch,
    problems,
    ...inspected,
    ...(environment && { environment }),
    observation: believed(inspected.observation),
    versionId,
    ...(createdAt !== undefined && { issuedAt: createdAt }),
    ...agedFrom(input, record, ports.clock()),
    sweep,
  };
  const { look, step } = await storeLook(seen, record, { ...ports, policy: DEFAULT_POLICY });
  const { observation, impact } = look;
  const diagnosis = { ...look.diagnosis, evidence: [...look.diagnosis.evidence, ...(input.notes ?? [])] };
  return {
    place,
    watch,
    ...('kind' in inspected && { kind: inspected.kind }),
    observation,
    diagnosis,
    impact,
    record: step.record,
  };
};

/** The value was read this moment, and nobody is woken by it: the reader sees what the issuer said, of all tokens at once. */
const believed = (observation: Observation): Proven => prove(observation, { sameVersion: 'seen', issuerQuiet: true });

const inParallel = async <T>(
  jobs: readonly T[],
  atOnce: number,
  run: (job: T, index: number) => Promise<void>,
): Promise<void> => {
  const queue = jobs.entries();
  const worker = async (): Promise<void> => {
    for (const [index, job] of queue) await run(job, index);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, worker));
};
