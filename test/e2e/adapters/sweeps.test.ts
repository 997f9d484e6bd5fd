import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { sweepKey } from '../../../adapters/aws/keys.ts';
import { outbox } from '../../../adapters/aws/outbox.ts';
import { sweeps } from '../../../adapters/aws/sweeps.ts';
import { watchList } from '../../../adapters/aws/watch-list.ts';
import { gone } from '../../messages/notices.ts';
import { clients, createTable } from '../../support/ministack-fixtures.ts';

const TABLE = 'sweeps';
const { dynamo } = clients();
const all = sweeps(dynamo, TABLE);
const lists = watchList(dynamo, TABLE, () => NOW);
const RUN = { by: 'run', until: 9000 };
const NOW = Date.UTC(2026, 10, 23, 9);

beforeAll(() => createTable(dynamo, TABLE));

describe('sweeps', () => {
  test('begin once per id, unless the first one died before its end', async () => {
    expect(await all.last()).toBeUndefined();
    expect(await all.begin({ id: 'one', startedAt: 1000 }, RUN, 1000)).toBe('fresh');
    expect(await all.begin({ id: 'one', startedAt: 1001 }, RUN, 1001)).toBe('again');
    await all.finish('one', 20, 1, 1500);
    expect(await all.begin({ id: 'one', startedAt: 1002 }, RUN, 1002)).toBe('done');
  });

  test('are told by the newest, with the one before it', async () => {
    await all.begin({ id: 'two', startedAt: 2000, previousAt: 1000 }, RUN, 2000);
    expect(await all.last()).toEqual({ id: 'two', startedAt: 2000, previousAt: 1000 });
  });

  test('that come hours late run, and do not pass for the newest', async () => {
    await all.begin({ id: 'three', startedAt: 3000 }, RUN, 3000);
    expect(await all.begin({ id: 'late', startedAt: 1500 }, RUN, 3000)).toBe('fresh');
    expect((await all.last())?.id).toBe('three');
  });

  test('take their counts at the end', async () => {
    await all.begin({ id: 'four', startedAt: 4000 }, RUN, 4000);
    await all.finish('four', 20, 1, 4500);
    const { Item: run } = await dynamo.send(new GetItemCommand({ TableName: TABLE, Key: sweepKey('four') }));
    expect(run).toMatchObject({ found: { N: '20' }, queued: { N: '1' }, finishedAt: { N: '4500' } });
  });

  test('are begun again by another run only when the first one must have ended', async () => {
    const other = { by: 'other', until: 20_000 };
    await all.begin({ id: 'five', startedAt: 5000 }, RUN, 5000);
    expect(await all.begin({ id: 'five', startedAt: 5000 }, other, 8999)).toBe('busy');
    expect(await all.begin({ id: 'five', startedAt: 5000 }, other, 9000)).toBe('again');
  });

  test('are concluded once each, with their notices', async () => {
    const concluded = { id: 'five', startedAt: 5000, found: 3, missing: 1, dropped: 0, revision: 1 };
    expect(await all.concluded()).toBeUndefined();
    expect(await all.conclude({ concluded, expectedRevision: undefined, notices: [gone] })).toBe('stored');
    expect(await all.conclude({ concluded, expectedRevision: undefined, notices: [gone] })).toBe('stored');
    const other = { ...concluded, id: 'six' };
    expect(await all.conclude({ concluded: other, expectedRevision: undefined, notices: [] })).toBe('conflict');
    expect(await all.concluded()).toEqual(concluded);
    const { alert } = (await outbox(dynamo, TABLE, () => NOW).find(gone.id)) ?? {};
    expect(alert).toEqual(gone);
  });

  test('keep what they have listed in its order, and write no stretch twice', async () => {
    const names = Array.from({ length: 400 }, (_, n) => `prod/${'x'.repeat(400)}-${n}`);
    const leg = { number: 0, names, waiting: ['a'], next: 'two', found: 1, queued: 0, replicas: 0, sent: { npm: 20 } };
    for (const number of [0, 1, 2]) expect(await lists.save('five', { ...leg, number })).toBe(true);
    expect(await lists.save('five', { ...leg, names: [] })).toBe(false);
    expect(await everything(lists.legs('five'))).toEqual([0, 1, 2].map((number) => ({ ...leg, number })));
    const missing = Array.from({ length: 501 }, (_, n) => ({ name: `bot-${n}`, since: NOW, why: 'deleted' as const }));
    await lists.keepMissing('five', missing);
    expect(await everything(lists.missing('five'))).toEqual(missing);
    expect(await everything(lists.legs('fiv'))).toEqual([]);
  });
});

const everything = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};
