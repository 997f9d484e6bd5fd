import type { Instant } from '../../core/base/time.ts';
import { Secret } from '../../core/model/secret.ts';
import type {
  DescribeSecret,
  ListedSecret,
  ListSecrets,
  ReadPrevious,
  ReadSecrets,
  SecretReading,
} from '../../monitor/ports.ts';

type Version = { readonly versionId: string; readonly value: Secret; readonly createdAt: Instant };
type Stored = { readonly tags: Readonly<Record<string, string>>; readonly versions: readonly [Version, ...Version[]] };

export type Tags = Readonly<Record<string, string>>;

/** Secrets Manager's part in the demo: tagged secrets with versions, in memory. Names serve as ARNs. */
export type DemoSecrets = {
  readonly create: (name: string, value: string, tags: Tags, createdAt: Instant) => void;
  /** A new version becomes the current one. */
  readonly put: (name: string, value: string, createdAt: Instant) => void;
  readonly list: ListSecrets;
  readonly describe: DescribeSecret;
  readonly readSecrets: ReadSecrets;
  readonly readPrevious: ReadPrevious;
};

export const demoSecrets = (): DemoSecrets => {
  const secrets = new Map<string, Stored>();
  const versionOf = (value: string, createdAt: Instant): Version => ({
    versionId: crypto.randomUUID(),
    value: new Secret(value),
    createdAt,
  });
  return {
    create: (name, value, tags, createdAt) => void secrets.set(name, { tags, versions: [versionOf(value, createdAt)] }),
    put: (name, value, createdAt) => {
      const known = secrets.get(name);
      if (known === undefined) throw new Error(`there is no secret ${name}`);
      secrets.set(name, { ...known, versions: [versionOf(value, createdAt), ...known.versions] });
    },
    list: async function* () {
      yield { secrets: [...secrets].map(([name, stored]) => listed(name, stored)) };
    },
    describe: async (name) => {
      const stored = secrets.get(name);
      return stored && listed(name, stored);
    },
    readSecrets: async (names) => new Map(names.map((name) => [name, reading(secrets.get(name)?.versions[0])])),
    readPrevious: async (name) => {
      const previous = secrets.get(name)?.versions[1];
      return previous && reading(previous);
    },
  };
};

const listed = (name: string, { tags, versions: [current] }: Stored): ListedSecret => ({
  arn: name,
  name,
  tags,
  versionId: current.versionId,
});

const reading = (version: Version | undefined): SecretReading =>
  version === undefined ? { read: false, why: 'gone', detail: 'there is no such secret' } : { read: true, ...version };
