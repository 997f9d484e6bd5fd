import { type Instant, MINUTE } from '../../core/base/time.ts';
import type { Rotation } from '../../core/listed/rotation.ts';
import { Secret } from '../../core/model/secret.ts';
import type { ListedSecret, SecretReading } from '../../monitor/ports.ts';
import { createSpans, type Span, type Spans } from './spans.ts';

export type Version = { readonly id: string; readonly value: string; readonly createdAt: Instant };
/** Until the next version took its place. */
export type InUse = Version & { readonly until: Instant };
type Tags = Readonly<Record<string, string>>;
type Tagged = { readonly at: Instant; readonly tags: Tags };
type Stored = {
  readonly tagged: Tagged[];
  readonly versions: Version[];
  readonly denials: Spans;
  denied: boolean;
  rotation?: Rotation;
  /** As it was last listed, while nothing of it has changed since long. */
  settled?: ListedSecret | undefined;
};

export const SNOOZE_TAG = 'token-health:snooze-until';

/** Secrets Manager lists what was true some minutes ago. */
export const LIST_LAG = 5 * MINUTE;

/** Secrets with versions: the list is stale, reading and describing are not. */
export const createVault = (now: () => Instant) => {
  const secrets = new Map<string, Stored>();

  const listed = (arn: string, { tagged, versions, rotation }: Stored, asOf: Instant): ListedSecret => {
    const version = versions.findLast(({ createdAt }) => createdAt <= asOf) ?? versions[0];
    const { tags = {} } = tagged.findLast(({ at }) => at <= asOf) ?? tagged[0] ?? {};
    return { arn, name: arn, tags, ...(version && { versionId: version.id }), ...(rotation && { rotation }) };
  };

  const list = (asOf: Instant): readonly ListedSecret[] =>
    [...secrets].map(([arn, secret]) => {
      if (secret.settled !== undefined) return secret.settled;
      const shown = listed(arn, secret, asOf);
      const isNew = (secret.versions.at(-1)?.createdAt ?? 0) > asOf || (secret.tagged.at(-1)?.at ?? 0) > asOf;
      if (!isNew) secret.settled = shown;
      return shown;
    });

  const reading = (arn: string, back: number): SecretReading => {
    const secret = secrets.get(arn);
    if (secret?.denied) return { read: false, why: 'denied', detail: 'AccessDeniedException' };
    const version = secret?.versions.at(-back);
    if (version === undefined) return { read: false, why: 'gone', detail: 'ResourceNotFoundException' };
    return { read: true, value: new Secret(version.value), versionId: version.id, createdAt: version.createdAt };
  };

  return {
    put: (arn: string, value: string, tags: Tags, createdAt = now()): Version => {
      const first = { tagged: [{ at: createdAt, tags }], versions: [], denials: createSpans(now), denied: false };
      const secret: Stored = secrets.get(arn) ?? first;
      const version = { id: `${arn}-v${secret.versions.length + 1}`, value, createdAt };
      secret.versions.push(version);
      secret.settled = undefined;
      secrets.set(arn, secret);
      return version;
    },
    tag: (arn: string, tags: Tags) => {
      const secret = secrets.get(arn);
      if (secret === undefined) return;
      secret.tagged.push({ at: now(), tags: { ...secret.tagged.at(-1)?.tags, ...tags } });
      secret.settled = undefined;
    },
    /** Secrets Manager is to rotate it, as it says of itself. */
    rotates: (arn: string, rotation: Rotation) => {
      const secret = secrets.get(arn);
      if (secret === undefined) return;
      secret.rotation = rotation;
      secret.settled = undefined;
    },
    /** When its owner asked for quiet: each as long as its tag said. */
    snoozes: (arn: string): readonly Span[] =>
      (secrets.get(arn)?.tagged ?? []).flatMap(({ at, tags }) => {
        const until = tags[SNOOZE_TAG];
        return until === undefined ? [] : [{ from: at, to: Date.parse(until) }];
      }),
    deny: (arn: string, denied: boolean) => {
      const secret = secrets.get(arn);
      if (secret === undefined) return;
      secret.denied = denied;
      if (denied) secret.denials.begin();
      else secret.denials.end();
    },
    /** When the monitor was not allowed to read it. */
    denials: (arn: string): Spans['all'] => secrets.get(arn)?.denials.all ?? [],
    current: (arn: string): Version | undefined => secrets.get(arn)?.versions.at(-1),
    version: (arn: string, id: string): Version | undefined =>
      secrets.get(arn)?.versions.find((version) => version.id === id),
    versions: (arn: string): readonly Version[] => secrets.get(arn)?.versions ?? [],
    inUse: (arn: string): readonly InUse[] =>
      (secrets.get(arn)?.versions ?? []).map((version, index, all) => ({
        ...version,
        until: all[index + 1]?.createdAt ?? Number.POSITIVE_INFINITY,
      })),
    arns: (): readonly string[] => [...secrets.keys()],
    list: (): readonly ListedSecret[] => list(now() - LIST_LAG),
    /** As DescribeSecret says it, where the list leaves a secret out. */
    lookFor: (arn: string): ListedSecret | 'deleted' => {
      const secret = secrets.get(arn);
      return secret === undefined ? 'deleted' : listed(arn, secret, now());
    },
    describe: (arn: string): ListedSecret | undefined => {
      const secret = secrets.get(arn);
      return secret && listed(arn, secret, now());
    },
    read: (arns: readonly string[]): ReadonlyMap<string, SecretReading> =>
      new Map(arns.map((arn) => [arn, reading(arn, 1)])),
    previous: (arn: string): SecretReading | undefined =>
      (secrets.get(arn)?.versions.length ?? 0) > 1 ? reading(arn, 2) : undefined,
  };
};
export type Vault = ReturnType<typeof createVault>;
