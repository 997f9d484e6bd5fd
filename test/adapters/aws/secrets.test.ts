import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, test } from 'vitest';
import { CLIENT_SETTINGS } from '../../../adapters/aws/calls.ts';
import { listSecrets, lookFor } from '../../../adapters/aws/secrets.ts';
import type { ListedSecret } from '../../../monitor/ports.ts';
import { type Call, type Input, type Reply, startAws } from '../../promises/loopback-aws.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

const aws = async (reply: (call: Call, turn: number) => Reply) => {
  const server = await startAws(reply);
  open.push(server.close);
  return { ...server, client: new SecretsManagerClient({ ...CLIENT_SETTINGS, ...server.settings }) };
};

const MARKED = [{ Key: 'token-health:provider', Value: 'discord.bot' }];
const entry = (name: string, more: Input = {}): Input => ({
  ARN: `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf`,
  Name: name,
  Tags: MARKED,
  ...more,
});
const listed = async (
  { client }: { readonly client: SecretsManagerClient },
  prefix?: string,
  from?: string,
): Promise<readonly ListedSecret[]> => {
  const found: ListedSecret[] = [];
  for await (const { secrets } of listSecrets(client, prefix)(from)) found.push(...secrets);
  return found;
};
const names = (found: readonly ListedSecret[]): readonly string[] => found.map(({ name }) => name);

describe('the list', () => {
  test.each([
    ['of all', undefined, [{ Key: 'tag-key', Values: ['token-health:provider'] }]],
    [
      'below a prefix',
      'prod/',
      [
        { Key: 'tag-key', Values: ['token-health:provider'] },
        { Key: 'name', Values: ['prod/'] },
      ],
    ],
  ])('%s is narrowed by AWS', async (_, prefix, filters) => {
    const server = await aws(() => ({ SecretList: [] }));
    await listed(server, prefix);
    expect(server.calls.map(({ input }) => input.Filters)).toEqual([filters]);
  });

  test('says where a replica is at home, and of no other secret', async () => {
    const server = await aws(() => ({
      SecretList: [
        entry('alone'),
        entry('primary', { PrimaryRegion: 'eu-west-1' }),
        entry('replica', { PrimaryRegion: 'us-east-1' }),
      ],
    }));
    expect((await listed(server)).map(({ name, primaryRegion }) => [name, primaryRegion])).toEqual([
      ['alone', undefined],
      ['primary', undefined],
      ['replica', 'us-east-1'],
    ]);
  });

  test('says the managed type of a secret, which no tag can say in its place', async () => {
    const forged = [...MARKED, { Key: 'token-health:managed-type', Value: 'PaddleApiKey' }];
    const server = await aws(() => ({
      SecretList: [entry('managed', { Type: 'GitLabAccessToken', Tags: forged }), entry('forged', { Tags: forged })],
    }));
    expect((await listed(server)).map(({ tags }) => tags['token-health:managed-type'])).toEqual([
      'GitLabAccessToken',
      undefined,
    ]);
  });

  test('goes on from a place', async () => {
    const server = await aws(() => ({ SecretList: [entry('b')] }));
    expect(names(await listed(server, '', 'two'))).toEqual(['b']);
    expect(server.calls.map(({ input }) => input.NextToken)).toEqual(['two']);
  });

  test('begins anew where its place has expired, at its start or in the middle', async () => {
    const server = await aws(({ input: { NextToken } }, turn) => {
      if (turn === 0 || turn === 2) return { error: 'InvalidNextTokenException' };
      return NextToken === undefined ? { SecretList: [entry('a')], NextToken: 'two' } : { SecretList: [entry('b')] };
    });
    expect(names(await listed(server, '', 'old'))).toEqual(['a', 'a', 'b']);
    expect(server.calls.map(({ input }) => input.NextToken)).toEqual(['old', undefined, 'two', undefined, 'two']);
  });

  test('that loses its place again and again fails', async () => {
    const server = await aws(({ input: { NextToken } }) =>
      NextToken === undefined ? { SecretList: [], NextToken: 'two' } : { error: 'InvalidNextTokenException' },
    );
    await expect(listed(server)).rejects.toThrow('the list of secrets does not end');
    expect(server.calls.length).toBeLessThan(10);
  });
});

describe('a secret that the list leaves out', () => {
  test.each<[string, Reply, string]>([
    ['is there', entry('bot'), 'there'],
    ['has no tag of ours', entry('bot', { Tags: [{ Key: 'token-health:provider-off', Value: 'x' }] }), 'untagged'],
    ['is marked for deletion', entry('bot', { DeletedDate: 1_795_420_800 }), 'deleted'],
    ['is not there', { error: 'ResourceNotFoundException' }, 'deleted'],
    ['may not be described', { error: 'AccessDeniedException' }, 'denied'],
    ['cannot be asked about', { error: 'InternalServiceError' }, 'unknown'],
    ['is refused in a new way', { error: 'InvalidRequestException' }, 'unknown'],
    ['gets no answer', 'drop', 'unknown'],
  ])('%s', { timeout: 30_000 }, async (_, reply, expected) => {
    const found = await lookFor((await aws(() => reply)).client)('bot');
    expect(typeof found === 'string' ? found : 'there').toBe(expected);
  });
});
