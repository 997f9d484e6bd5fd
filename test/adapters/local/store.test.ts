import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../../adapters/local/store.ts';
import { gone } from '../../messages/notices.ts';
import { sampleAlert, sampleRecord } from './samples.ts';

const NOW = Date.UTC(2026, 10, 23, 9);

const all = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};

let folder: string;
let file: string;
const opened: Store[] = [];
const open = (at = file): Store => {
  const store = openStore(at, 50);
  opened.push(store);
  return store;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'token-health-store-'));
  file = join(folder, 'new', 'state.db');
});
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  rmSync(folder, { recursive: true });
});

describe('records', () => {
  test('what was stored comes back, also after a new start', async () => {
    const record = sampleRecord('a');

    expect(await open().commit({ record, expectedRevision: undefined, alerts: [] })).toBe('stored');

    const reopened = open();
    expect(reopened.records()).toEqual([record]);
    expect(await reopened.load([record.ref.id, 'unknown'])).toEqual(new Map([[record.ref.id, record]]));
  });

  test('a write that names another revision than the stored one is a conflict and stores nothing', async () => {
    const store = open();
    const first = sampleRecord('a');
    await store.commit({ record: first, expectedRevision: undefined, alerts: [] });
    const late = { ...first, revision: 3, versionId: 'late' };

    expect(await store.commit({ record: late, expectedRevision: 2, alerts: [sampleAlert('x', NOW)] })).toBe('conflict');
    expect(await store.commit({ record: late, expectedRevision: undefined, alerts: [] })).toBe('conflict');

    expect(store.records()).toEqual([first]);
    expect(await store.outbox.due(NOW)).toEqual([]);
  });

  test('a write that fails half way leaves neither the record nor the first alert', async () => {
    const store = open();
    const broken = { ...sampleAlert('second', NOW), at: Number.NaN };
    const change = {
      record: sampleRecord('a'),
      expectedRevision: undefined,
      alerts: [sampleAlert('first', NOW), broken],
    };

    await expect(store.commit(change)).rejects.toThrow();

    expect(store.records()).toEqual([]);
    expect(await store.outbox.find('first')).toBeUndefined();
  });
});

describe('outbox', () => {
  const put = async (store: Store, ...ids: string[]): Promise<void> => {
    const alerts = ids.map((id, n) => sampleAlert(id, NOW + n));
    await store.commit({ record: sampleRecord(ids.join()), expectedRevision: undefined, alerts });
  };
  const FAILED = { slack: { why: 'down', at: NOW, count: 1 } };
  const mark = (store: Store, alertId: string, sender: string, done: boolean) =>
    store.outbox.mark([
      { alertId, sender, deliveredTo: ['mail'], done, attempts: 1, nextAttemptAt: NOW + 60_000, failures: FAILED },
    ]);

  test('due alerts come oldest first, and one to be collected waits for its moment', async () => {
    const store = open();
    await put(store, 'b', 'a');
    const later = { ...sampleAlert('c', NOW), collectUntil: NOW + 1000 };
    await store.commit({ record: sampleRecord('r'), expectedRevision: undefined, alerts: [later] });

    expect((await store.outbox.due(NOW + 1)).map((item) => item.alert.id)).toEqual(['b', 'a']);
    expect([await store.outbox.oldestDue(NOW - 1), await store.outbox.oldestDue(NOW + 1)]).toEqual([undefined, NOW]);
    expect((await store.outbox.due(NOW + 1000)).map((item) => item.alert.id)).toEqual(['b', 'c', 'a']);
  });

  test('one sender at a time holds an alert, and its claim ends by itself', async () => {
    const store = open();
    await put(store, 'a');

    expect(await store.outbox.claim(['a'], 'one', NOW, NOW + 90_000)).toHaveLength(1);
    expect(await open().outbox.claim(['a'], 'two', NOW + 1, NOW + 90_000)).toEqual([]);
    expect(await store.outbox.claim(['a'], 'two', NOW + 90_000, NOW + 180_000)).toHaveLength(1);
  });

  test('only the holder may mark', async () => {
    const store = open();
    await put(store, 'a');
    await store.outbox.claim(['a'], 'one', NOW, NOW + 90_000);

    await mark(store, 'a', 'two', true);

    expect(await store.outbox.find('a')).toMatchObject({ deliveredTo: [], attempts: 0 });
  });

  test('a delivered alert is found no more, and the same alert is not stored anew', async () => {
    const store = open();
    await put(store, 'a');
    await store.outbox.claim(['a'], 'one', NOW, NOW + 90_000);
    await mark(store, 'a', 'one', true);

    await store.commit({ record: sampleRecord('r'), expectedRevision: undefined, alerts: [sampleAlert('a', NOW)] });

    expect(await store.outbox.find('a')).toBeUndefined();
    expect(await store.outbox.due(NOW * 2)).toEqual([]);
  });

  test('one that a channel did not take comes back at its next attempt', async () => {
    const store = open();
    await put(store, 'a');
    await store.outbox.claim(['a'], 'one', NOW, NOW + 90_000);
    await mark(store, 'a', 'one', false);

    expect(await store.outbox.due(NOW + 1)).toEqual([]);
    expect(await store.outbox.due(NOW + 60_000)).toMatchObject([
      { deliveredTo: ['mail'], attempts: 1, failures: FAILED },
    ]);
  });
});

test('a sweep begins until it has ended, and the newest is the last', async () => {
  const { sweeps } = open();

  expect(await sweeps.last()).toBeUndefined();
  const run = { by: 'run', until: NOW };
  expect(await sweeps.begin({ id: 's1', startedAt: NOW }, run, NOW)).toBe('fresh');
  // The first run died half-way.
  expect(await sweeps.begin({ id: 's1', startedAt: NOW }, run, NOW)).toBe('again');
  expect(await sweeps.begin({ id: 's2', startedAt: NOW + 1, previousAt: NOW }, run, NOW)).toBe('fresh');
  await sweeps.finish('s1', 1, 1, NOW + 2);
  expect(await sweeps.begin({ id: 's1', startedAt: NOW }, run, NOW)).toBe('done');

  expect(await sweeps.last()).toEqual({ id: 's2', startedAt: NOW + 1, previousAt: NOW });
});

test('a sweep that ends is what the next compares itself with, and its notices are stored with it', async () => {
  const { sweeps, outbox } = open();
  const concluded = { id: 's1', startedAt: NOW, found: 3, missing: 0, dropped: 0, revision: 1 };
  expect(await sweeps.concluded()).toBeUndefined();
  expect(await sweeps.conclude({ concluded, expectedRevision: undefined, notices: [gone] })).toBe('stored');
  expect(await sweeps.conclude({ concluded, expectedRevision: undefined, notices: [] })).toBe('conflict');
  expect(await sweeps.concluded()).toEqual(concluded);
  expect((await outbox.due(gone.at)).map(({ alert }) => alert)).toEqual([gone]);
});

test('what a sweep has listed is found again in its order, and written once', async () => {
  const { watchList } = open();
  const leg = { number: 0, names: ['a'], waiting: ['a'], next: 'two', found: 1, queued: 0, replicas: 0, sent: {} };
  expect(await watchList.save('s1', leg)).toBe(true);
  expect(await watchList.save('s1', { ...leg, number: 1 })).toBe(true);
  expect(await watchList.save('s1', { ...leg, names: [] })).toBe(false);
  expect((await all(watchList.legs('s1'))).map(({ number, names }) => [number, names])).toEqual([
    [0, ['a']],
    [1, ['a']],
  ]);
  await watchList.keepMissing('s1', [{ name: 'a' }]);
  await watchList.keepMissing('s1', [{ name: 'b', since: NOW, why: 'deleted' }]);
  expect(await all(watchList.missing('s1'))).toEqual([{ name: 'b', since: NOW, why: 'deleted' }]);
  expect(await all(watchList.legs('s2'))).toEqual([]);
});

const NO_AUDIT = 'drop table audit;';
const NO_FAILURES = `${NO_AUDIT} alter table outbox drop column failures;`;
test.each([
  [1, `drop table issuers; drop table lists; ${NO_FAILURES}`],
  [2, `drop table lists; ${NO_FAILURES}`],
  [3, NO_FAILURES],
  [4, NO_AUDIT],
])(
  'a file of version %i keeps what it knows, and can hold an issuer, a list, a failure and an audit',
  async (version, undo) => {
    const { commit } = open();
    await commit({ record: sampleRecord('a'), expectedRevision: undefined, alerts: [] });
    opened.pop()?.close();
    const db = new DatabaseSync(file);
    db.exec(`${undo} pragma user_version = ${version}`);
    db.close();
    const { load, issuers, watchList, outbox, audit } = open();
    expect(await all(watchList.legs('s1'))).toEqual([]);
    expect(await audit(9, NOW)).toEqual([]);
    expect(await outbox.due(NOW)).toEqual([]);
    const record = { schema: 1, host: 'discord.com', revision: 1, turns: [] } as const;
    expect(await issuers.commit({ record, expectedRevision: undefined, notices: [] })).toBe('stored');
    expect(await issuers.commit({ record, expectedRevision: undefined, notices: [] })).toBe('conflict');
    expect(await issuers.load('discord.com')).toEqual(record);
    expect([...(await load([sampleRecord('a').ref.id])).values()]).toHaveLength(1);
  },
);

describe('the file', () => {
  test('its owner alone may read it and its folder', () => {
    open();

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(`${file}-wal`).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'new')).mode & 0o777).toBe(0o700);
  });

  test('the fingerprint key is made once for each state', () => {
    const key = open().fingerprintKey();

    expect(key).toHaveLength(32);
    expect(open().fingerprintKey()).toEqual(key);
    expect(open(join(folder, 'other.db')).fingerprintKey()).not.toEqual(key);
  });
});

describe('a file that cannot be used says why and what to do', () => {
  const plant = (work: (db: DatabaseSync) => void): void => {
    const db = new DatabaseSync(file);
    work(db);
    db.close();
  };
  const CASES: Record<string, { plant: () => void; why: string }> = {
    'text instead of a database': {
      plant: () => writeFileSync(file, 'not a database '.repeat(100)),
      why: 'it is not a state file',
    },
    'a state of a later version': {
      plant: () => plant((db) => db.exec('pragma user_version = 9')),
      why: 'its version is 9, this program knows 5',
    },
    'a database of another program': {
      plant: () => plant((db) => db.exec('create table cookies (a)')),
      why: 'it is a database of another program',
    },
    'a folder': {
      plant: () => {
        file = folder;
      },
      why: 'it cannot be opened or created',
    },
    'a file below a file': {
      plant: () => {
        writeFileSync(file, '');
        file = join(file, 'state.db');
      },
      why: 'it cannot be opened or created',
    },
  };
  test.each(Object.entries(CASES))('%s', (_, { plant: arrange, why }) => {
    file = join(folder, 'state.db');
    arrange();

    const opening = () => open();

    expect(opening).toThrow(
      expect.objectContaining({ name: 'StateError', why, message: `cannot use the state file ${file}` }),
    );
  });

  test('a damaged record', async () => {
    const store = open();
    await store.commit({ record: sampleRecord('a'), expectedRevision: undefined, alerts: [] });
    plant((db) => db.exec('update records set body = \'{"schema":2}\''));

    await expect(store.load([sampleRecord('a').ref.id])).rejects.toMatchObject({
      name: 'StateError',
      why: 'it is damaged',
    });
  });

  test('one that another process holds', async () => {
    const store = open();
    const holder = new DatabaseSync(file);
    holder.exec('begin immediate');

    const late = store.commit({ record: sampleRecord('a'), expectedRevision: undefined, alerts: [] });

    await expect(late).rejects.toMatchObject({ why: 'another process holds it' });
    holder.close();
  });
});
