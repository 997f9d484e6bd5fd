import type { LocalToken, Sourced, Trouble } from '../../adapters/local/source.ts';
import { MARKER_TAG } from '../../core/model/tags.ts';
import type { DescribeSecret, ListedSecret, ReadSecrets } from '../../monitor/ports.ts';

type Ports = { readonly describe: DescribeSecret; readonly read: ReadSecrets };
type Named = Readonly<Record<string, string>>;
type Described = { readonly name: string; readonly listed?: ListedSecret; readonly error?: string };

/** Where such a token is, for people. */
export const IN_AWS = 'Secrets Manager';

/** Secrets Manager with this machine's AWS credentials. Loaded only when asked for: the clients are heavy. */
export const awsPorts = async (): Promise<Ports> => {
  const [{ SecretsManagerClient }, { describeSecret }, { readSecrets }, { CLIENT_SETTINGS, errorName }] =
    await Promise.all([
      import('@aws-sdk/client-secrets-manager'),
      import('../../adapters/aws/secrets.ts'),
      import('../../adapters/aws/values.ts'),
      import('../../adapters/aws/calls.ts'),
    ]);
  const client = new SecretsManagerClient(CLIENT_SETTINGS);
  const describe = describeSecret(client);
  const region = await client.config.region().catch(() => undefined);
  const named = async (id: string) => {
    if (region === undefined) throw new DescribeFailed('RegionMissing');
    try {
      return await describe(id);
    } catch (error) {
      throw new DescribeFailed(errorName(error));
    }
  };
  return { describe: named, read: readSecrets(client) };
};

/** Carries an AWS error's name alone: its message may quote what was sent. */
export class DescribeFailed extends Error {}

/** The secrets named, each with its tags. One trouble for one cause, however many secrets have it. */
export const readNamedSecrets = async (names: readonly string[], named: Named, ports: Ports): Promise<Sourced> => {
  const described = await Promise.all(names.map((name) => describeOne(name, named, ports.describe)));
  const listed = described.flatMap((one) => (one.listed ? [one.listed] : []));
  const readings = await ports.read(listed.map(({ arn }) => arn));
  const tokens: LocalToken[] = [];
  const failures = described.flatMap(({ name, error }) => (error === undefined ? [] : [{ name, error }]));
  for (const { arn, name, tags } of listed) {
    const reading = readings.get(arn);
    if (reading?.read) tokens.push({ source: arn, where: IN_AWS, name, tags, ...reading });
    else failures.push({ name, error: reading?.detail ?? 'no answer' });
  }
  return { tokens, troubles: troublesOf(failures) };
};

const describeOne = async (name: string, named: Named, describe: DescribeSecret): Promise<Described> => {
  try {
    const listed = await describe(name);
    if (listed !== undefined) return { name, listed };
    return Object.hasOwn(named, name) ? { name, listed: { arn: name, name, tags: {} } } : { name, error: UNMARKED };
  } catch (error) {
    if (!(error instanceof DescribeFailed)) throw error;
    return { name, error: `AWS says ${error.message}` };
  }
};

const UNMARKED = `there is none of that name, or it has no tag ${MARKER_TAG}`;

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/has no tag/, `tag it, or say its provider: --provider NAME=discord.bot`],
  [/Credentials|Token/, 'sign in first (aws sso login), or set AWS_PROFILE'],
  [/RegionMissing/, 'set it: AWS_REGION=eu-west-1'],
  [/AccessDenied|may not read/, 'allow secretsmanager:DescribeSecret and GetSecretValue on it'],
  [/decrypt/, 'allow kms:Decrypt on its key'],
  [/plain UTF-8 text/, 'store it as text: put-secret-value --secret-string file://FILE in place of --secret-binary'],
  [/not UTF-8|control characters/, 'store the token as text: put-secret-value --secret-string'],
  [/neither text nor bytes/, 'store the token in it: put-secret-value --secret-string'],
];

const troublesOf = (failures: readonly { readonly name: string; readonly error: string }[]): readonly Trouble[] =>
  [...Map.groupBy(failures, ({ error }) => error)].map(([error, group]) => ({
    what: `cannot read ${group.length === 1 ? 'secret' : `${group.length} secrets:`} ${group.map(({ name }) => name).join(', ')}`,
    why: error,
    remedy: REMEDIES.find(([pattern]) => pattern.test(error))?.[1] ?? 'check the network, and try again',
  }));
