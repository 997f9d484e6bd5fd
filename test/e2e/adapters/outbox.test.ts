import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { alertKey } from '../../../adapters/aws/keys.ts';
import { outbox } from '../../../adapters/aws/outbox.ts';
import { commit } from '../../../adapters/aws/records.ts';
import { clients, createTable, sampleAlert, sampleRecord } from '../../support/ministack-fixtures.ts';

const TABLE = 'outbox';
const NOW = Date.UTC(2026, 10, 24, 10);
const { dynamo } = clients();
const box = outbox(dynamo, TABLE, () => NOW);

beforeAll(() => createTable(dynamo, TABLE));

const put = (id: string, at: number, collectUntil?: number) => {
  const alert = { ...sampleAlert(id, at), ...(collectUntil === undefined ? {} : { collectUntil }) };
  return commit(dynamo, TABLE)({ record: sampleRecord(id), expectedRevision: undefined, alerts: [alert] });
};

const FAILED = { slack: { why: 'down', at: NOW, count: 1 } };

const mark = (alertId: string, sender: string, done: boolean, nextAttemptAt = NOW) =>
  box.mark([{ alertId, sender, deliveredTo: ['sns'], done, attempts: 1, nextAttemptAt, failures: FAILED }]);

const dueIds = async (now: number) => (await box.due(now)).map(({ alert }) => alert.id);

describe('the outbox', () => {
  test('names what is due, oldest first, and holds back what is still being collected', async () => {
    await put('newer', NOW - 1000);
    await put('older', NOW - 2000);
    await put('collected', NOW - 3000, NOW + 5000);
    expect(await dueIds(NOW)).toEqual(['older', 'newer']);
    expect(await dueIds(NOW + 5000)).toEqual(['collected', 'older', 'newer']);
  });

  test('gives an alert to one sender only, until the lease ends', async () => {
    await put('leased', NOW);
    expect(await box.claim(['leased'], 'one', NOW, NOW + 90_000)).toHaveLength(1);
    expect(await box.claim(['leased'], 'two', NOW + 89_999, NOW + 180_000)).toEqual([]);
    expect(await box.claim(['leased'], 'one', NOW, NOW + 90_000)).toHaveLength(1);
    expect(await dueIds(NOW)).not.toContain('leased');
    expect(await box.claim(['leased'], 'two', NOW + 90_000, NOW + 180_000)).toHaveLength(1);
  });

  test('claims and marks hundreds at once, all but those that another holds', async () => {
    const ids = Array.from({ length: 230 }, (_, n) => `many-${n}`);
    for (const id of ids) await put(id, NOW);
    await box.claim(['many-7'], 'another', NOW, NOW + 90_000);
    const taken = await box.claim(ids, 'one', NOW, NOW + 90_000);
    expect(taken.map(({ alert }) => alert.id).sort()).toEqual(ids.filter((id) => id !== 'many-7').sort());
    const marked = { sender: 'one', deliveredTo: ['sns'], done: true, attempts: 1, nextAttemptAt: NOW, failures: {} };
    await box.mark(ids.map((alertId) => ({ alertId, ...marked })));
    expect((await dueIds(NOW)).filter((id) => id.startsWith('many'))).toEqual([]);
    expect(await box.find('many-7')).toMatchObject({ deliveredTo: [] });
  });

  test('lets nobody but the holder mark, and that without an error', async () => {
    await put('zombie', NOW);
    await box.claim(['zombie'], 'one', NOW, NOW + 1);
    await box.claim(['zombie'], 'two', NOW + 1, NOW + 1000);
    await mark('zombie', 'one', true);
    expect((await box.find('zombie'))?.deliveredTo).toEqual([]);
  });

  test('keeps a half-delivered alert, free for the next sender at its next attempt', async () => {
    await put('half', NOW);
    await box.claim(['half'], 'one', NOW, NOW + 90_000);
    await mark('half', 'one', false, NOW + 60_000);
    expect(await box.find('half')).toMatchObject({
      deliveredTo: ['sns'],
      attempts: 1,
      nextAttemptAt: NOW + 60_000,
      failures: FAILED,
    });
    expect(await dueIds(NOW + 59_999)).not.toContain('half');
    expect(await dueIds(NOW + 60_000)).toContain('half');
    expect(await box.claim(['half'], 'two', NOW + 60_000, NOW + 150_000)).toHaveLength(1);
  });

  test('lets an alert expire only after it was delivered, 90 days later', async () => {
    await put('done', NOW);
    const item = async () =>
      (await dynamo.send(new GetItemCommand({ TableName: TABLE, Key: alertKey('done') }))).Item ?? {};
    expect((await item()).expiresAt).toBeUndefined();
    await box.claim(['done'], 'one', NOW, NOW + 90_000);
    await mark('done', 'one', true);
    expect((await item()).expiresAt?.N).toBe(`${NOW / 1000 + 90 * 86_400}`);
    expect(await box.find('done')).toBeUndefined();
    expect(await dueIds(NOW + 1000)).not.toContain('done');
    expect(await box.claim(['done'], 'two', NOW + 99_000, NOW + 199_000)).toEqual([]);
  });
});
