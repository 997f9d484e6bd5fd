import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, test } from 'vitest';
import { CLIENT_SETTINGS } from '../../../adapters/aws/calls.ts';
import { sweeps } from '../../../adapters/aws/sweeps.ts';
import { watchList } from '../../../adapters/aws/watch-list.ts';
import { gone } from '../../messages/notices.ts';
import { type Call, type Reply, startAws } from '../../promises/loopback-aws.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

const table = async (reply: (call: Call, turn: number) => Reply) => {
  const server = await startAws(reply);
  open.push(server.close);
  const client = new DynamoDBClient({ ...CLIENT_SETTINGS, ...server.settings });
  return { ...server, sweeps: sweeps(client, 'table'), watchList: watchList(client, 'table', () => 0) };
};

const REFUSED = 'ConditionalCheckFailedException';
const SWEEP = { id: 's1', startedAt: 1000 };
const RUN = { by: 'call', until: 2000 };

describe('a sweep begins', () => {
  test.each<[string, Reply, string]>([
    ['fresh, where there was none', {}, 'fresh'],
    ['again, where one was not finished', { Attributes: { pk: { S: 'sweep' } } }, 'again'],
    ['not, where another run may be at it', { error: REFUSED, with: { Item: { runBy: { S: 'other' } } } }, 'busy'],
    ['not, where it was finished', { error: REFUSED, with: { Item: { finishedAt: { N: '1500' } } } }, 'done'],
  ])('%s', async (_, reply, begun) => {
    const at = await table((_call, turn) => (turn === 0 ? reply : {}));
    expect(await at.sweeps.begin(SWEEP, RUN, 1000)).toBe(begun);
    expect(at.calls).toHaveLength(begun === 'fresh' || begun === 'again' ? 2 : 1);
    expect(at.calls[0]?.input).toMatchObject({
      Item: { runBy: { S: 'call' }, busyUntil: { N: '2000' } },
      ExpressionAttributeValues: { ':by': { S: 'call' }, ':now': { N: '1000' } },
    });
  });
});

describe('a sweep ends', () => {
  const concluded = { ...SWEEP, found: 3, missing: 0, dropped: 0, revision: 2 };
  const body = { S: JSON.stringify(concluded) };

  test.each<[string, Reply, string]>([
    ['once', {}, 'stored'],
    ['once, though the answer to its first try was lost', { error: REFUSED, with: { Item: { body } } }, 'stored'],
    ['not, where another ended meanwhile', { error: REFUSED, with: { Item: { body: { S: '{}' } } } }, 'conflict'],
  ])('%s', async (_, reply, stored) => {
    const at = await table(() => reply);
    expect(await at.sweeps.conclude({ concluded, expectedRevision: 1, notices: [] })).toBe(stored);
    expect(at.calls.map(({ action }) => action)).toEqual(['PutItem']);
    expect(at.calls[0]?.input).toMatchObject({
      ConditionExpression: 'revision = :read',
      ExpressionAttributeValues: { ':read': { N: '1' } },
    });
  });

  test('in one transaction with what it tells', async () => {
    const at = await table(() => ({}));
    expect(await at.sweeps.conclude({ concluded, expectedRevision: undefined, notices: [gone] })).toBe('stored');
    expect(at.calls.map(({ action }) => action)).toEqual(['TransactWriteItems']);
    expect(at.calls[0]?.input.TransactItems).toMatchObject([
      { Put: { Item: { sk: { S: 'concluded' } } } },
      { Put: { Item: { pk: { S: `alert#${gone.id}` }, undelivered: { S: '1' } } } },
    ]);
  });
});

/** What the name of a secret may consist of. */
const ALLOWED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+=.@-';

describe('a list is kept', () => {
  test('so small that the longest names fit into an item of 400 KB', async () => {
    const at = await table(() => ({}));
    let seed = 1;
    const letter = (): string => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return ALLOWED[(seed >> 16) % ALLOWED.length] ?? '';
    };
    const names = Array.from({ length: 499 }, () => Array.from({ length: 512 }, letter).join(''));
    const leg = { number: 0, names, waiting: names.slice(0, 323), found: 499, queued: 176, replicas: 0, sent: {} };
    expect(await at.watchList.save('s1', leg)).toBe(true);
    const { Item } = at.calls[0]!.input as unknown as { Item: { body: { B: string } } };
    const bytes = Buffer.from(Item.body.B, 'base64').length;
    expect(bytes).toBeGreaterThan(300_000);
    expect(bytes).toBeLessThan(400 * 1000);
  });

  test('once: a second run of the same sweep is told so', async () => {
    const at = await table(() => ({ error: REFUSED }));
    const leg = { number: 0, names: ['a'], waiting: [], found: 1, queued: 1, replicas: 0, sent: {} };
    expect(await at.watchList.save('s1', leg)).toBe(false);
  });

  test('and what is not ours in its place fails', async () => {
    const at = await table(() => ({ Items: [{ body: { B: Buffer.from('no').toString('base64') } }] }));
    await expect(at.watchList.legs('s1')[Symbol.asyncIterator]().next()).rejects.toThrow();
  });
});
