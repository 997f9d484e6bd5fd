import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { sweepKey } from '../../../adapters/aws/keys.ts';
import { sweeps } from '../../../adapters/aws/sweeps.ts';
import { clients, createTable } from '../../support/ministack-fixtures.ts';

const TABLE = 'sweeps';
const { dynamo } = clients();
const all = sweeps(dynamo, TABLE);

beforeAll(() => createTable(dynamo, TABLE));

describe('sweeps', () => {
  test('begin once per id, unless the first one died before its end', async () => {
    expect(await all.last()).toBeUndefined();
    expect(await all.begin({ id: 'one', startedAt: 1000 })).toBe(true);
    expect(await all.begin({ id: 'one', startedAt: 1001 })).toBe(true);
    await all.finish('one', 20, 1, 1500);
    expect(await all.begin({ id: 'one', startedAt: 1002 })).toBe(false);
  });

  test('are told by the newest, with the one before it', async () => {
    await all.begin({ id: 'two', startedAt: 2000, previousAt: 1000 });
    expect(await all.last()).toEqual({ id: 'two', startedAt: 2000, previousAt: 1000 });
  });

  test('that come hours late run, and do not pass for the newest', async () => {
    await all.begin({ id: 'three', startedAt: 3000 });
    expect(await all.begin({ id: 'late', startedAt: 1500 })).toBe(true);
    expect((await all.last())?.id).toBe('three');
  });

  test('take their counts at the end', async () => {
    await all.begin({ id: 'four', startedAt: 4000 });
    await all.finish('four', 20, 1, 4500);
    const { Item: run } = await dynamo.send(new GetItemCommand({ TableName: TABLE, Key: sweepKey('four') }));
    expect(run).toMatchObject({ found: { N: '20' }, queued: { N: '1' }, finishedAt: { N: '4500' } });
  });
});
