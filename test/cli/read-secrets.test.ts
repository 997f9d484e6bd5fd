import { describe, expect, test } from 'vitest';
import { DescribeFailed, readNamedSecrets } from '../../cli/commands/read-secrets.ts';
import { Secret } from '../../core/model/secret.ts';
import type { ListedSecret, SecretReading } from '../../monitor/ports.ts';

const tags = { 'token-health:provider': 'discord.bot' };
const listed = (name: string): ListedSecret => ({ arn: `arn:${name}`, name, tags });
const read = (value: string): SecretReading => ({
  read: true,
  value: new Secret(value),
  versionId: 'v1',
  createdAt: 5,
});

/** What Secrets Manager holds; a name that is not in it is unknown or has no marker, as DescribeSecret of the adapter says. */
const portsOf = (secrets: Readonly<Record<string, SecretReading | DescribeFailed>>) => ({
  describe: async (name: string) => {
    const secret = secrets[name];
    if (secret instanceof DescribeFailed) throw secret;
    return secret === undefined ? undefined : listed(name);
  },
  read: async (ids: readonly string[]) =>
    new Map(ids.map((id) => [id, secrets[id.replace('arn:', '')] as SecretReading] as const)),
});

const denied: SecretReading = { read: false, why: 'denied', detail: 'the probe role may not read this secret' };

describe('secrets named on the command line', () => {
  test('come with their tags, version and date', async () => {
    const { tokens, troubles } = await readNamedSecrets(['bot'], {}, portsOf({ bot: read('x') }));

    expect(troubles).toEqual([]);
    expect(tokens).toMatchObject([
      { source: 'arn:bot', name: 'bot', where: 'Secrets Manager', tags, versionId: 'v1', createdAt: 5 },
    ]);
  });

  test('that cannot be read for one reason are one trouble, and the others are read', async () => {
    const ports = portsOf({ a: denied, b: read('x'), c: denied });

    const { tokens, troubles } = await readNamedSecrets(['a', 'b', 'c'], {}, ports);

    expect(tokens.map(({ name }) => name)).toEqual(['b']);
    expect(troubles).toEqual([
      {
        what: 'cannot read 2 secrets: a, c',
        why: 'the probe role may not read this secret',
        remedy: 'allow secretsmanager:DescribeSecret and GetSecretValue on it',
      },
    ]);
  });

  test('without the marker need --provider', async () => {
    const ports = { ...portsOf({}), read: async () => new Map([['plain', read('x')]]) };

    expect((await readNamedSecrets(['plain'], {}, ports)).troubles).toMatchObject([
      { what: 'cannot read secret plain', remedy: 'tag it, or say its provider: --provider NAME=discord.bot' },
    ]);
    expect((await readNamedSecrets(['plain'], { plain: 'discord.bot' }, ports)).tokens).toMatchObject([
      { name: 'plain' },
    ]);
  });

  test('without credentials say how to sign in', async () => {
    const ports = portsOf({ bot: new DescribeFailed('CredentialsProviderError') });

    expect((await readNamedSecrets(['bot'], {}, ports)).troubles).toMatchObject([
      { why: 'AWS says CredentialsProviderError', remedy: 'sign in first (aws sso login), or set AWS_PROFILE' },
    ]);
  });
});
