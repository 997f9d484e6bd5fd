import { randomUUID } from 'node:crypto';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeSecret, listSecrets } from '../../../adapters/aws/secrets.ts';
import { readPrevious, readSecrets } from '../../../adapters/aws/values.ts';
import { requireLoopback } from '../../support/ministack.ts';
import { clients } from '../../support/ministack-fixtures.ts';
import { type AwsProxy, type Fault, startProxy } from '../../support/ministack-proxy.ts';

const run = randomUUID().slice(0, 8);
const BATCH = 'secretsmanager.BatchGetSecretValue';
let proxy: AwsProxy;
let client: SecretsManagerClient;

beforeAll(async () => {
  proxy = await startProxy(requireLoopback());
  client = clients(proxy.endpoint).secrets;
});
afterAll(() => proxy.stop());

const create = async (name: string, tag = 'token-health:provider', value: string | Uint8Array = 'first') => {
  const content = typeof value === 'string' ? { SecretString: value } : { SecretBinary: value };
  const Tags = [{ Key: tag, Value: 'discord' }];
  const made = await client.send(new CreateSecretCommand({ Name: `${run}/${name}`, ...content, Tags }));
  return { arn: made.ARN ?? '', versionId: made.VersionId ?? '', name: `${run}/${name}` };
};

const listed = async () => {
  const pages = [];
  for await (const page of listSecrets(client)()) pages.push(page.secrets);
  return pages.flat().filter(({ name }) => name.startsWith(run));
};

const amzError = (type: string, message: string) => ({
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify({ __type: type, message }),
});

const shown = (reading: unknown) => JSON.stringify(reading);

describe('listing', () => {
  test('follows every page and leaves out strangers whose tag only begins like the marker', async () => {
    await create('stranger', 'token-health:provider-disabled');
    const names = Array.from({ length: 103 }, (_, i) => `page-${i}`);
    await Promise.all(names.map((name) => create(name)));
    // The emulator compares whole keys; AWS compares beginnings.
    const byName: Fault = (sent, forward) =>
      forward(JSON.stringify({ ...JSON.parse(sent), Filters: [{ Key: 'name', Values: [run] }] }));
    proxy.next('secretsmanager.ListSecrets', byName, byName);
    const found = await listed();
    expect(found).toHaveLength(103);
    expect(found[0]).toMatchObject({ tags: { 'token-health:provider': 'discord' }, versionId: expect.any(String) });
  });

  test('leaves out a secret that is being deleted, and describing it finds nothing', async () => {
    const { arn } = await create('deleted');
    await client.send(new DeleteSecretCommand({ SecretId: arn }));
    expect((await listed()).map((secret) => secret.arn)).not.toContain(arn);
    expect(await describeSecret(client)(arn)).toBeUndefined();
  });

  test('throws when the page token repeats', async () => {
    const repeat = async (sent: string, forward: (body: string) => Promise<{ body: string }>) => {
      const reply = await forward(JSON.stringify({ ...JSON.parse(sent), NextToken: undefined }));
      return { ...reply, body: JSON.stringify({ ...JSON.parse(reply.body), NextToken: 'same' }) } as never;
    };
    proxy.next('secretsmanager.ListSecrets', repeat, repeat);
    await expect(listed()).rejects.toThrow('the list of secrets does not end');
  });

  test('describes one secret with the version in use now', async () => {
    const { arn, name } = await create('described');
    const put = await client.send(new PutSecretValueCommand({ SecretId: arn, SecretString: 'second' }));
    expect(await describeSecret(client)(name)).toMatchObject({ arn, name, versionId: put.VersionId });
    expect(await describeSecret(client)(`${run}/none`)).toBeUndefined();
  });
});

describe('reading', () => {
  test('gives every id an entry, by name or ARN, over several calls', async () => {
    const made = await Promise.all(Array.from({ length: 22 }, (_, i) => create(`read-${i}`, undefined, `value-${i}`)));
    const ids = [...made.map(({ arn }, i) => (i % 2 ? arn : made[i]!.name)), `${run}/absent`];
    const readings = await readSecrets(client)(ids);
    expect(readings.size).toBe(23);
    for (const [i, id] of ids.slice(0, 22).entries()) {
      const reading = readings.get(id);
      expect(reading).toMatchObject({ read: true, versionId: made[i]?.versionId });
      expect(reading?.read && reading.value.expose()).toBe(`value-${i}`);
      expect(shown(reading)).not.toContain('value-');
    }
    expect(readings.get(`${run}/absent`)).toMatchObject({ read: false, why: 'gone' });
  });

  test('says binary of a value that is no text', async () => {
    const { arn } = await create('binary', undefined, new Uint8Array([1, 2, 3]));
    expect((await readSecrets(client)([arn])).get(arn)).toMatchObject({ read: false, why: 'binary' });
  });

  test.each([
    ['AccessDeniedException', 'no identity-based policy allows it', 'denied'],
    ['AccessDeniedException', 'Access to KMS is not allowed', 'undecryptable'],
    ['DecryptionFailure', 'x', 'undecryptable'],
    ['ResourceNotFoundException', 'x', 'gone'],
    ['InternalServiceError', 'x', 'throttled'],
    ['SomethingNew', 'x', 'refused'],
  ])('an error %s (%s) of one secret means %s, and the others are read', async (ErrorCode, Message, why) => {
    const { arn } = await create(`others-${ErrorCode}-${why}`);
    proxy.next(BATCH, async (sent, forward) => {
      const reply = await forward(sent);
      const body = JSON.parse(reply.body);
      return { ...reply, body: JSON.stringify({ ...body, Errors: [{ SecretId: 'bad', ErrorCode, Message }] }) };
    });
    const readings = await readSecrets(client)([arn, 'bad']);
    expect(readings.get('bad')).toMatchObject({ read: false, why });
    expect(readings.get(arn)).toMatchObject({ read: true });
  });

  test('joins by id whatever the order of the answer, and a missing answer says nothing', async () => {
    const one = await create('order-1', undefined, 'one');
    const two = await create('order-2', undefined, 'two');
    const three = await create('order-3', undefined, 'three');
    proxy.next(BATCH, async (sent, forward) => {
      const reply = await forward(sent);
      const body = JSON.parse(reply.body);
      const turned = [...body.SecretValues].reverse().filter(({ Name }: { Name: string }) => Name !== two.name);
      return { ...reply, body: JSON.stringify({ ...body, SecretValues: turned }) };
    });
    const readings = await readSecrets(client)([one.arn, two.arn, three.arn]);
    const value = (arn: string) => {
      const reading = readings.get(arn);
      return reading?.read ? reading.value.expose() : reading?.why;
    };
    expect([one, two, three].map(({ arn }) => value(arn))).toEqual(['one', 'throttled', 'three']);
  });

  test('follows the answer over several pages', async () => {
    const one = await create('paged-1', undefined, 'one');
    const two = await create('paged-2', undefined, 'two');
    const page =
      (Name: string, NextToken?: string): Fault =>
      async (sent, forward) => {
        const reply = await forward(JSON.stringify({ ...JSON.parse(sent), NextToken: undefined }));
        const body = JSON.parse(reply.body);
        const SecretValues = body.SecretValues.filter((value: { Name: string }) => value.Name === Name);
        return { ...reply, body: JSON.stringify({ SecretValues, Errors: [], NextToken }) };
      };
    proxy.next(BATCH, page(one.name, 'more'), page(two.name));
    const readings = await readSecrets(client)([one.arn, two.arn]);
    expect([one, two].map(({ arn }) => readings.get(arn)?.read)).toEqual([true, true]);
  });

  test('says nothing about secrets when the service cannot be reached or is busy', async () => {
    const { arn } = await create('busy');
    const before = proxy.calls.length;
    const busy = async () => amzError('ThrottlingException', 'Rate exceeded');
    proxy.next(BATCH, busy, busy, busy, busy);
    expect((await readSecrets(client)([arn])).get(arn)).toMatchObject({ why: 'throttled' });
    const cut = async () => 'cut' as const;
    proxy.next(BATCH, cut, cut, cut, cut);
    expect((await readSecrets(client)([arn])).get(arn)).toMatchObject({ why: 'throttled' });
    expect(proxy.calls.slice(before).every(({ operation }) => operation === BATCH)).toBe(true);
  });

  test('asks one by one when the whole call is refused', async () => {
    const { arn } = await create('single', undefined, 'single');
    proxy.next(BATCH, async () => amzError('InvalidParameterException', 'bad id'));
    const readings = await readSecrets(client)([arn, `${run}/absent`]);
    expect(readings.get(arn)).toMatchObject({ read: true });
    expect(readings.get(`${run}/absent`)).toMatchObject({ why: 'gone' });
  });

  test('finds the version before the current one, or none', async () => {
    const { arn } = await create('rotated', undefined, 'old');
    expect(await readPrevious(client)(arn)).toBeUndefined();
    await client.send(new PutSecretValueCommand({ SecretId: arn, SecretString: 'new' }));
    const previous = await readPrevious(client)(arn);
    expect(previous?.read && previous.value.expose()).toBe('old');
  });
});
