import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { tokenKey } from '../../../adapters/aws/keys.ts';
import { storeNotice } from '../../../adapters/aws/notices.ts';
import { outbox } from '../../../adapters/aws/outbox.ts';
import { readAll } from '../../../adapters/aws/read-all.ts';
import { commit } from '../../../adapters/aws/records.ts';
import { sweeps } from '../../../adapters/aws/sweeps.ts';
import { watchList } from '../../../adapters/aws/watch-list.ts';
import type { Kept } from '../../../monitor/ports.ts';
import { mixed } from '../../messages/digests.ts';
import { clients, createTable, sampleAlert, sampleRecord } from '../../support/ministack-fixtures.ts';

const TABLE = 'digests';
const { dynamo } = clients();
const put = storeNotice(dynamo, TABLE);
const box = outbox(dynamo, TABLE, Date.now);
const SWEEP = { id: 'sweep-1', startedAt: Date.UTC(2026, 10, 23, 8) };
const NAMES = Array.from({ length: 130 }, (_, n) => `token-${n}`);

const all = async (): Promise<readonly Kept[]> => {
  const kept: Kept[] = [];
  for await (const page of readAll(dynamo, TABLE)()) kept.push(...page);
  return kept;
};

beforeAll(async () => {
  await createTable(dynamo, TABLE);
  const store = commit(dynamo, TABLE);
  await Promise.all(
    NAMES.map((name) =>
      store({
        record: sampleRecord(name),
        expectedRevision: undefined,
        alerts: name === 'token-0' ? [sampleAlert('told')] : [],
      }),
    ),
  );
  const runs = sweeps(dynamo, TABLE);
  await runs.begin(SWEEP, { by: 'test', until: SWEEP.startedAt }, SWEEP.startedAt);
  await runs.finish(SWEEP.id, 130, 130, SWEEP.startedAt);
  const leg = { number: 0, names: NAMES, waiting: [], found: 130, queued: 130, replicas: 0, sent: {} };
  await watchList(dynamo, TABLE, Date.now).save(SWEEP.id, leg);
});

describe('the whole state', () => {
  test('is every record, all that was told but digests, and the runs of sweeps', async () => {
    expect(await put(mixed)).toBe('stored');
    const kept = await all();
    const records = kept.flatMap((one) => (one.what === 'record' ? [one.record.ref.name] : []));
    expect(records.sort()).toEqual([...NAMES].sort());
    expect(kept.flatMap((one) => (one.what === 'told' ? [one.told.id] : []))).toEqual(['told']);
    expect(kept.filter(({ what }) => what === 'sweep')).toEqual([
      { what: 'sweep', startedAt: SWEEP.startedAt, finished: true },
    ]);
    expect(kept).toHaveLength(132);
  });

  test('counts what another release wrote', async () => {
    const body = { S: JSON.stringify({ ...sampleRecord('later'), schema: 2 }) };
    await dynamo.send(new PutItemCommand({ TableName: TABLE, Item: { ...tokenKey('later'), body } }));
    expect((await all()).filter(({ what }) => what === 'unreadable')).toHaveLength(1);
  });
});

test('a digest is due once, whatever it is stored again with', async () => {
  await put(mixed);
  expect(await put({ ...mixed, at: mixed.at + 1 })).toBe('known');
  const found = await box.find(mixed.id);
  expect(found?.alert).toEqual(mixed);
  expect(found?.texts).toHaveProperty('sns');
});
