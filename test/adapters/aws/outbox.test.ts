import { type DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { outbox } from '../../../adapters/aws/outbox.ts';
import { commit } from '../../../adapters/aws/records.ts';
import { turns } from '../../../adapters/aws/turns.ts';
import { fakeDynamo } from '../../support/fake-dynamo.ts';
import { sampleAlert, sampleRecord } from '../local/samples.ts';

const NOW = 1_000_000;
const LEASE = 90_000;
const MARKED = { sender: 'one', deliveredTo: ['sns'], done: true, attempts: 1, nextAttemptAt: NOW, failures: {} };

/** A table with so many alerts; `refuse` may answer a transaction in place of the table. */
const stored = async (many: number, refuse: (updates: number) => string | undefined = () => undefined) => {
  const { client, calls } = fakeDynamo(async (act) => act());
  const ids = Array.from({ length: many }, (_, n) => `alert-${n}`);
  for (const id of ids)
    await commit(
      client,
      'table',
    )({
      record: sampleRecord(id),
      expectedRevision: undefined,
      alerts: [sampleAlert(id, NOW)],
    });
  calls.clear();
  const guarded = {
    send: (command: { readonly input: { readonly TransactItems?: readonly unknown[] } }) => {
      const updates = command.input.TransactItems?.length ?? 0;
      const code = updates === 0 ? undefined : refuse(updates);
      if (code === undefined) return client.send(command as never);
      const CancellationReasons = [{ Code: code }];
      return Promise.reject(new TransactionCanceledException({ message: 'no', $metadata: {}, CancellationReasons }));
    },
  } as unknown as DynamoDBClient;
  return { box: outbox(guarded, 'table', () => NOW), client: guarded, ids, calls };
};

test('hundreds are claimed and marked in few calls, all but those that another holds', async () => {
  const { box, ids, calls } = await stored(230);
  await box.claim(['alert-7'], 'another', NOW, NOW + LEASE);
  const taken = await box.claim(ids, 'one', NOW, NOW + LEASE);
  expect(taken.map(({ alert }) => alert.id).sort()).toEqual(ids.filter((id) => id !== 'alert-7').sort());
  await box.mark(ids.map((alertId) => ({ alertId, ...MARKED })));
  expect(await box.due(NOW + 2 * LEASE)).toMatchObject([{ alert: { id: 'alert-7' }, deliveredTo: [] }]);
  expect(calls.get('TransactWriteItemsCommand')).toBeLessThanOrEqual(15);
});

test('a transaction that is too large is made of smaller ones', async () => {
  const { box, ids } = await stored(60, (updates) => (updates > 10 ? 'ValidationError' : undefined));
  expect(await box.claim(ids, 'one', NOW, NOW + LEASE)).toHaveLength(60);
});

test('a transaction that met another is tried again', async () => {
  let conflicts = 0;
  const { box, ids } = await stored(5, () => (conflicts++ < 2 ? 'TransactionConflict' : undefined));
  expect(await box.claim(ids, 'one', NOW, NOW + LEASE)).toHaveLength(5);
  expect(conflicts).toBe(3);
});

test('texts are read of an alert that is sent alone, and left out where many are read', async () => {
  const { box } = await stored(2);
  const [alone] = await box.claim(['alert-0'], 'one', NOW, NOW + LEASE);
  expect(alone).toHaveProperty('texts');
});

test('why a channel failed comes back with the alert', async () => {
  const { box } = await stored(1);
  const failures = { slack: { why: 'Slack: no usable answer (503)', at: NOW, count: 3 } };
  await box.claim(['alert-0'], 'one', NOW, NOW + LEASE);
  await box.mark([{ ...MARKED, alertId: 'alert-0', done: false, failures }]);
  expect(await box.find('alert-0')).toMatchObject({ failures });
});

test.each<[string, boolean, (take: ReturnType<typeof turns>['take']) => Promise<boolean>]>([
  [
    'is free again once it was given back or its lease has ended',
    true,
    (take) => take('a', 'two', { now: NOW + LEASE, until: NOW + 2 * LEASE }),
  ],
  ['is nobody else’s meanwhile', false, (take) => take('a', 'two', { now: NOW + 1, until: NOW + LEASE })],
  ['of another owner is another', true, (take) => take('b', 'two', { now: NOW + 1, until: NOW + LEASE })],
  [
    'taken by the same request again, since its answer was lost, is had',
    true,
    (take) => take('a', 'one', { now: NOW, until: NOW + LEASE, calmSince: NOW - 60_000 }),
  ],
  [
    'soon after a message is refused to who wants calm',
    false,
    (take) => take('a', 'two', { now: NOW + LEASE, until: NOW + 2 * LEASE, calmSince: NOW - 1 }),
  ],
])('the turn of an owner %s', async (_, wanted, next) => {
  const { client } = await stored(0);
  const { take } = turns(client, 'table');
  expect(await take('a', 'one', { now: NOW, until: NOW + LEASE, calmSince: NOW - 60_000 })).toBe(true);
  expect(await next(take)).toBe(wanted);
});
