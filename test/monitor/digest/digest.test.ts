import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../../adapters/local/store.ts';
import { DAY, HOUR } from '../../../core/base/time.ts';
import type { DigestNotice } from '../../../core/model/notice.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import { publicationOf } from '../../../messages/publication.ts';
import { type DigestPorts, tellDigests } from '../../../monitor/digest/digest.ts';
import { listedNow } from '../../../monitor/digest/listed.ts';
import type { Concluded, Kept, Leg, Sweeps, WatchList } from '../../../monitor/ports.ts';
import { at, DIAGNOSES, NOW, recordOf } from '../../support/digest-records.ts';

let store: Store;
beforeEach(() => {
  store = openStore(':memory:');
});
afterEach(() => store.close());

const keep = async (...records: readonly TokenRecord[]): Promise<void> => {
  for (const record of records) await store.commit({ record, expectedRevision: undefined, alerts: [] });
};

const ports = (parts: Partial<DigestPorts> = {}): DigestPorts => ({
  readAll: store.readAll,
  listed: async () => undefined,
  store: store.storeNotice,
  clock: () => NOW,
  every: 'weekly',
  timeZone: 'UTC',
  ...parts,
});

const told = async (): Promise<readonly DigestNotice[]> =>
  (await store.outbox.due(NOW + DAY)).map(({ alert }) => alert as DigestNotice);

const three = [
  recordOf('a', DIAGNOSES.rejected()),
  recordOf('b', DIAGNOSES.healthy(), { owner: 'team-ci' }),
  recordOf('c', DIAGNOSES.healthy(at(3)), { owner: '' }),
];

describe('a run', () => {
  test('stores one digest an owner, due at once', async () => {
    await keep(...three);
    expect(await tellDigests(ports(), NOW)).toEqual({ period: '2026-W48', owners: 3, stored: 3, tokens: 3 });
    expect((await told()).map(({ id }) => id)).toEqual([
      'digest::2026-W48',
      'digest:team-bots:2026-W48',
      'digest:team-ci:2026-W48',
    ]);
  });

  test('of the same week stores nothing again, and changes nothing of what is stored', async () => {
    await keep(...three);
    await tellDigests(ports(), NOW);
    const before = await told();
    const later = ports({ clock: () => NOW + 2 * DAY });
    expect(await tellDigests(later, NOW + 2 * DAY)).toMatchObject({ owners: 3, stored: 0 });
    expect(await told()).toEqual(before);
    expect(await tellDigests(later, NOW + 7 * DAY)).toMatchObject({ period: '2026-W49', stored: 3 });
  });

  test.each([0, 1, 2])('that dies after %i of three is gone on with by the next', async (stored) => {
    await keep(...three);
    let left = stored;
    const dying = ports({
      store: async (notice) => {
        if (left === 0) throw new Error('killed');
        left -= 1;
        return store.storeNotice(notice);
      },
    });
    await expect(tellDigests(dying, NOW)).rejects.toThrow('killed');
    expect(await tellDigests(ports(), NOW)).toMatchObject({ stored: 3 - stored });
    expect(await told()).toHaveLength(3);
  });

  test('without a token tells nobody', async () => {
    expect(await tellDigests(ports(), NOW)).toMatchObject({ owners: 0, stored: 0 });
  });

  test('over an item of another release stores all others, and fails then', async () => {
    await keep(...three);
    const readAll = async function* (): AsyncGenerator<readonly Kept[]> {
      yield [{ what: 'unreadable' }];
      yield* store.readAll();
    };
    await expect(tellDigests(ports({ readAll }), NOW)).rejects.toThrow('1 items in the table have the shape');
    expect(await told()).toHaveLength(3);
  });
});

const leg = (number: number, names: readonly string[], next?: string): Leg => ({
  number,
  names,
  waiting: [],
  ...(next !== undefined && { next }),
  found: names.length,
  queued: 0,
  replicas: 0,
  sent: {},
});

describe('the list of the last sweep', () => {
  const concluded: Concluded = { id: 's', startedAt: NOW - HOUR, found: 3, missing: 1, dropped: 0, revision: 1 };
  const listOf = (legs: readonly Leg[], last: Concluded | undefined = concluded) =>
    listedNow(
      { concluded: async () => last } as Sweeps,
      {
        legs: async function* () {
          yield* legs;
        },
        missing: async function* () {
          yield { name: 'sought' };
        },
      } as unknown as WatchList,
    );

  test('is whole: all its legs, and what it was still looking for', async () => {
    const listed = await listOf([leg(0, ['a', 'b'], 'x'), leg(1, ['c'])]);
    expect([...(listed?.names ?? [])]).toEqual(['a', 'b', 'c', 'sought']);
    expect(listed?.at).toBe(NOW - HOUR);
  });

  test.each<[string, readonly Leg[]]>([
    ['its first leg is forgotten', [leg(1, ['c'])]],
    ['its last leg is forgotten', [leg(0, ['a'], 'x')]],
    ['all are forgotten', []],
  ])('is none when %s: then nobody is called gone', async (_, legs) => expect(await listOf(legs)).toBeUndefined());

  test('is none before the first sweep', async () => {
    expect(await listedNow({ concluded: async () => undefined } as unknown as Sweeps, {} as WatchList)).toBeUndefined();
  });
});

test('10,000 tokens of 20 owners are told in under a second, and each message is within the limits', async () => {
  const records = Array.from({ length: 10_000 }, (_, n) => {
    const all = [DIAGNOSES.rejected(), DIAGNOSES.expiring(at(n / 400)), DIAGNOSES.healthy(), DIAGNOSES.healthy(at(40))];
    return recordOf(`prod/token-${n}`, all[n % 4]!, { owner: n < 5000 ? 'team-big' : `team-${n % 19}` });
  });
  const readAll = async function* (): AsyncGenerator<readonly Kept[]> {
    for (let from = 0; from < records.length; from += 500)
      yield records.slice(from, from + 500).map((record) => ({ what: 'record' as const, record }));
  };
  const notices: DigestNotice[] = [];
  const keepIt = async (notice: DigestNotice) => {
    notices.push(notice);
    return 'stored' as const;
  };
  const began = process.cpuUsage();
  const digested = await tellDigests(ports({ readAll, store: keepIt }), NOW);
  const { user, system } = process.cpuUsage(began);
  expect(digested).toMatchObject({ owners: 20, tokens: 10_000 });
  expect((user + system) / 1000).toBeLessThan(1000);
  const [largest] = notices.sort((a, b) => b.digest.tokens - a.digest.tokens);
  expect(largest?.digest.tokens).toBe(5000);
  expect(Buffer.byteLength(publicationOf([largest!]).message)).toBeLessThan(248 * 1024);
  process.stdout.write(`10,000 tokens: ${Math.round((user + system) / 1000)} ms of processor time\n`);
});
