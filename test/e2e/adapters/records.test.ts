import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokenKey } from '../../../adapters/aws/keys.ts';
import { outbox } from '../../../adapters/aws/outbox.ts';
import { commit, loadRecords } from '../../../adapters/aws/records.ts';
import { requireLoopback } from '../../support/ministack.ts';
import { throttled } from '../../support/ministack-faults.ts';
import { clients, createTable, sampleAlert, sampleRecord } from '../../support/ministack-fixtures.ts';
import { type AwsProxy, startProxy } from '../../support/ministack-proxy.ts';

const TABLE = 'records';
let proxy: AwsProxy;
let store: ReturnType<typeof commit>;
let load: ReturnType<typeof loadRecords>;
let box: ReturnType<typeof outbox>;
let dynamo: ReturnType<typeof clients>['dynamo'];

beforeAll(async () => {
  proxy = await startProxy(requireLoopback());
  dynamo = clients(proxy.endpoint).dynamo;
  await createTable(dynamo, TABLE);
  store = commit(dynamo, TABLE);
  load = loadRecords(dynamo, TABLE);
  box = outbox(dynamo, TABLE, Date.now);
});
afterAll(() => proxy.stop());

const first = (name: string, ...alerts: string[]) => ({
  record: sampleRecord(name),
  expectedRevision: undefined,
  alerts: alerts.map((id) => sampleAlert(id)),
});

const reasons = (...codes: string[]) => ({
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    Message: 'Transaction cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  }),
});

describe('records are', () => {
  test('read back as they were stored, with their alerts, and only those asked for', async () => {
    expect(await store(first('a', 'alert-a'))).toBe('stored');
    const name = 'b';
    const id = sampleRecord(name).ref.id;
    const found = await load([sampleRecord('a').ref.id, id, id]);
    expect([...found.values()]).toEqual([sampleRecord('a')]);
    expect((await box.find('alert-a'))?.alert).toEqual(sampleAlert('alert-a'));
  });

  test('found beyond the hundred keys of one call', async () => {
    const names = Array.from({ length: 130 }, (_, i) => `many-${i}`);
    await Promise.all(names.map((name) => store(first(name))));
    const found = await load(names.map((name) => sampleRecord(name).ref.id));
    expect(found.size).toBe(130);
  });

  test('asked for again when DynamoDB leaves keys unread', async () => {
    await store(first('left-1'));
    await store(first('left-2'));
    proxy.next('DynamoDB.BatchGetItem', async (sent, forward) => {
      const { RequestItems } = JSON.parse(sent);
      const [here, ...later] = RequestItems[TABLE].Keys;
      const reply = await forward(JSON.stringify({ RequestItems: { [TABLE]: { Keys: [here] } } }));
      const body = JSON.parse(reply.body);
      return { ...reply, body: JSON.stringify({ ...body, UnprocessedKeys: { [TABLE]: { Keys: later } } }) };
    });
    const found = await load(['left-1', 'left-2'].map((name) => sampleRecord(name).ref.id));
    expect(found.size).toBe(2);
  });

  test('refused, not skipped, when their shape is unknown', async () => {
    const { ref } = sampleRecord('newer');
    const body = { S: JSON.stringify({ ...sampleRecord('newer'), schema: 2 }) };
    await dynamo.send(new PutItemCommand({ TableName: TABLE, Item: { ...tokenKey(ref.id), body } }));
    await expect(load([ref.id])).rejects.toThrow('the table holds a record of an unknown shape');
  });
});

describe('a commit', () => {
  test('on a revision that somebody else has replaced is a conflict, and its alerts are not stored', async () => {
    await store(first('c'));
    await store({ record: sampleRecord('c', 2), expectedRevision: 1, alerts: [] });
    const late = { ...sampleRecord('c', 2), versionId: 'other' };
    expect(await store({ record: late, expectedRevision: 1, alerts: [sampleAlert('never')] })).toBe('conflict');
    expect(await box.find('never')).toBeUndefined();
  });

  test('of a first record that exists by now is a conflict', async () => {
    await store(first('d'));
    const other = { ...sampleRecord('d'), versionId: 'other' };
    expect(await store({ record: other, expectedRevision: undefined, alerts: [] })).toBe('conflict');
  });

  test('whose reply was lost is stored, once', async () => {
    const cut = async (sent: string, forward: (body: string) => Promise<unknown>) => {
      await forward(sent);
      return 'cut' as const;
    };
    proxy.next('DynamoDB.TransactWriteItems', cut);
    expect(await store(first('e', 'alert-e'))).toBe('stored');
    expect((await load([sampleRecord('e').ref.id])).get(sampleRecord('e').ref.id)).toEqual(sampleRecord('e'));
    expect((await box.find('alert-e'))?.attempts).toBe(0);
  });

  test('repeated after its reply was lost for good knows its own record', async () => {
    await store(first('f', 'alert-f'));
    proxy.next('DynamoDB.TransactWriteItems', (sent, forward) =>
      forward(JSON.stringify({ ...JSON.parse(sent), ClientRequestToken: 'another' })),
    );
    expect(await store(first('f', 'alert-f'))).toBe('stored');
  });

  test('of a state whose alert was told before stores the state and leaves the alert alone', async () => {
    await store(first('g', 'told'));
    await box.claim(['told'], 'me', Date.now(), Date.now() + 1000);
    const told = { deliveredTo: ['sns'], done: true, attempts: 1, nextAttemptAt: 0, failures: {} };
    await box.mark([{ alertId: 'told', sender: 'me', ...told }]);
    const again = { record: sampleRecord('h'), expectedRevision: undefined, alerts: [sampleAlert('told')] };
    expect(await store(again)).toBe('stored');
    expect(await box.find('told')).toBeUndefined();
  });

  test('in conflict with another transaction is tried again', async () => {
    proxy.next('DynamoDB.TransactWriteItems', async () => reasons('TransactionConflict', 'None'));
    expect(await store(first('i', 'alert-i'))).toBe('stored');
  });

  test('that is throttled is tried again, and stored once', async () => {
    const from = proxy.calls.length;
    proxy.next('DynamoDB.TransactWriteItems', throttled);
    expect(await store(first('k', 'alert-k'))).toBe('stored');
    expect(proxy.calls.slice(from)).toHaveLength(2);
    expect((await box.find('alert-k'))?.attempts).toBe(0);
  });

  test('refused as invalid throws without quoting what was sent', async () => {
    proxy.next('DynamoDB.TransactWriteItems', async () => reasons('ValidationError'));
    await expect(store(first('j'))).rejects.toThrow('DynamoDB refused a record as invalid');
  });
});
