import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outbox } from '../../../adapters/aws/outbox.ts';
import { issuers } from '../../../adapters/aws/records.ts';
import { guard, type IssuerRecord } from '../../../core/issuer/guard.ts';
import type { Outbox } from '../../../monitor/ports.ts';
import { exchange, START } from '../../support/make.ts';
import { requireLoopback } from '../../support/ministack.ts';
import { clients, createTable } from '../../support/ministack-fixtures.ts';
import { type AwsProxy, startProxy } from '../../support/ministack-proxy.ts';

const TABLE = 'issuers';
let proxy: AwsProxy;
let store: ReturnType<typeof issuers>;
let box: Outbox;

beforeAll(async () => {
  proxy = await startProxy(requireLoopback());
  const { dynamo } = clients(proxy.endpoint);
  await createTable(dynamo, TABLE);
  store = issuers(dynamo, TABLE);
  box = outbox(dynamo, TABLE, Date.now);
});
afterAll(() => proxy.stop());

const held = (host: string) =>
  guard(
    undefined,
    { host, issuerName: 'Discord', docsUrl: 'https://docs.discord.com/' },
    ['a', 'b', 'c'].map((id) => ({ id, at: START, said: 'refused', acceptedAt: 1, exchange: exchange(401, START) })),
    START,
  );

describe('what is remembered of an issuer', () => {
  test('is nothing until it is stored', async () => {
    expect(await store.load('never.example')).toBeUndefined();
  });

  test('is read back as it was stored, with its notice in the outbox', async () => {
    const { record, notices } = held('discord.com');
    expect(await store.commit({ record, expectedRevision: undefined, notices })).toBe('stored');
    expect(await store.load('discord.com')).toEqual(record);
    expect((await box.find(notices[0]!.id))?.alert).toEqual(notices[0]);
    expect((await box.due(START)).map(({ alert }) => alert.kind)).toEqual(['outage']);
  });

  test('is not written over by whoever read it before, and tells nothing then', async () => {
    const { record, notices } = held('gitlab.example');
    await store.commit({ record, expectedRevision: undefined, notices: [] });
    const other: IssuerRecord = { ...record, turns: [{ id: 'z', at: START, said: 'refused' }] };
    expect(await store.commit({ record: other, expectedRevision: undefined, notices })).toBe('conflict');
    expect(await store.load('gitlab.example')).toEqual(record);
    expect(await box.find(notices[0]!.id)).toBeUndefined();
  });

  test('whose reply was lost is stored once', async () => {
    const { record, notices } = held('lost.example');
    proxy.next('DynamoDB.TransactWriteItems', async (sent, forward) => {
      await forward(sent);
      return 'cut';
    });
    expect(await store.commit({ record, expectedRevision: undefined, notices })).toBe('stored');
    expect(await box.find(notices[0]!.id)).toBeDefined();
  });
});
