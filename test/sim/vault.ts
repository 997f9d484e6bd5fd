import { Secret } from '../../core/secret.ts';
import { type Instant, MINUTE } from '../../core/time.ts';
import type { ListedSecret, SecretReading } from '../../monitor/ports.ts';

export type Version = { readonly id: string; readonly value: string; readonly createdAt: Instant };
type Stored = { readonly tags: Readonly<Record<string, string>>; readonly versions: Version[]; denied: boolean };

/** Secrets Manager lists what was true some minutes ago. */
const LIST_LAG = 5 * MINUTE;

/** Secrets with versions: the list is stale, reading and describing are not. */
export const createVault = (now: () => Instant) => {
  const secrets = new Map<string, Stored>();

  const listed = (arn: string, { tags, versions }: Stored, asOf: Instant): ListedSecret => {
    const version = versions.findLast(({ createdAt }) => createdAt <= asOf) ?? versions[0];
    return { arn, name: arn, tags, ...(version && { versionId: version.id }) };
  };

  const reading = (arn: string, back: number): SecretReading => {
    const secret = secrets.get(arn);
    if (secret?.denied) return { read: false, why: 'denied', detail: 'AccessDeniedException' };
    const version = secret?.versions.at(-back);
    if (version === undefined) return { read: false, why: 'gone', detail: 'ResourceNotFoundException' };
    return { read: true, value: new Secret(version.value), versionId: version.id, createdAt: version.createdAt };
  };

  return {
    put: (arn: string, value: string, tags: Readonly<Record<string, string>>, createdAt = now()): Version => {
      const secret = secrets.get(arn) ?? { tags, versions: [], denied: false };
      const version = { id: `${arn}-v${secret.versions.length + 1}`, value, createdAt };
      secret.versions.push(version);
      secrets.set(arn, secret);
      return version;
    },
    deny: (arn: string, denied: boolean) => {
      const secret = secrets.get(arn);
      if (secret) secret.denied = denied;
    },
    current: (arn: string): Version | undefined => secrets.get(arn)?.versions.at(-1),
    version: (arn: string, id: string): Version | undefined =>
      secrets.get(arn)?.versions.find((version) => version.id === id),
    versions: (arn: string): readonly Version[] => secrets.get(arn)?.versions ?? [],
    arns: (): readonly string[] => [...secrets.keys()],
    list: (): readonly ListedSecret[] => [...secrets].map(([arn, secret]) => listed(arn, secret, now() - LIST_LAG)),
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
