import { beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../../adapters/local/store.ts';
import { DAY, HOUR, MINUTE } from '../../../core/base/time.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import { type ActPorts, act } from '../../../monitor/overview/act.ts';
import { readOverview } from '../../../monitor/overview/read.ts';
import type { TakeSlot } from '../../../monitor/ports.ts';
import { DIAGNOSES, NOW, recordOf } from '../../support/digest-records.ts';

let store: Store;
let now: number;
let begun: string[];

/** One free moment after the other, as the table keeps them. */
const slots = (): TakeSlot => {
  const free = new Map<string, number>();
  return async (channel, interval, at, latest) => {
    const freeAt = free.get(channel) ?? 0;
    if (freeAt > latest) return { granted: false, freeAt };
    free.set(channel, at + interval);
    return { granted: true, at };
  };
};

const DEAD = recordOf('prod/bot', DIAGNOSES.rejected(), {
  incident: { id: 'TH-4K7Q2', finding: 'rejected', openedAt: NOW - HOUR, versionId: 'v1' },
  refused: { since: NOW - HOUR, looks: 2, askAgainAt: NOW + HOUR },
});
const WELL = recordOf('prod/well', DIAGNOSES.healthy());

let ports: ActPorts;
beforeEach(async () => {
  store = openStore(':memory:');
  [now, begun] = [NOW, []];
  for (const record of [DEAD, WELL]) await store.commit({ record, expectedRevision: undefined, alerts: [] });
  ports = {
    load: store.load,
    commit: store.commitQuiet,
    keepLook: store.keepLook,
    takeSlot: slots(),
    begin: async ({ ref }) => void begun.push(ref.name),
    sweep: async () => void begun.push('sweep'),
    clock: () => now,
  };
});

const look = ({ ref }: TokenRecord) => act({ act: 'look', token: ref.id, by: 'bob' }, ports);
const snooze = ({ ref }: TokenRecord, until: number) =>
  act({ act: 'snooze', token: ref.id, until, by: 'alice', why: 'moves on Monday' }, ports);
const audit = () => store.audit(9, now);

describe('a look that somebody asks for', () => {
  test('is begun, and written down with who asked', async () => {
    expect(await look(WELL)).toMatchObject({ came: 'look begun' });
    expect(begun).toEqual(['prod/well']);
    expect(await audit()).toEqual([{ schema: 1, token: WELL.ref, at: NOW, by: 'bob', looked: true }]);
  });

  test.each([
    ['a token that works', WELL, MINUTE],
    ['a token that is refused: issuers block who repeats it', DEAD, 10 * MINUTE],
  ])('at %s is begun again only after a while', async (_, record, apart) => {
    await look(record);
    now = NOW + apart - 1;
    expect(await look(record)).toMatchObject({ came: 'too soon', freeAt: NOW + apart });
    now = NOW + apart;
    expect(await look(record)).toMatchObject({ came: 'look begun' });
    expect(begun).toHaveLength(2);
    expect(await audit()).toHaveLength(2);
  });

  test('at one token does not hold up that at another', async () => {
    await look(WELL);
    expect(await look(DEAD)).toMatchObject({ came: 'look begun' });
  });

  test('at a token that nobody knows begins nothing', async () => {
    expect(await act({ act: 'look', token: 'nobody', by: 'bob' }, ports)).toEqual({ came: 'unknown token' });
    expect([begun, await audit()]).toEqual([[], []]);
  });

  test('was written down even where it could not be begun', async () => {
    ports = { ...ports, begin: () => Promise.reject(new Error('no')) };
    await expect(look(WELL)).rejects.toThrow();
    expect(await audit()).toHaveLength(1);
  });
});

describe('a snooze from the table', () => {
  test('is stored, written down with who and why, and seen by the next view', async () => {
    expect(await snooze(DEAD, NOW + HOUR)).toMatchObject({ came: 'quiet', quiet: { until: NOW + HOUR, by: 'alice' } });
    expect(await audit()).toMatchObject([{ by: 'alice', quiet: { why: 'moves on Monday', finding: 'dead' } }]);
    const { rows } = await readOverview({ ...store, listed: async () => undefined, clock: () => now });
    expect(rows.find(({ record }) => record.ref.id === DEAD.ref.id)).toMatchObject({
      quiet: { by: 'alice' },
      needsYou: true,
    });
  });

  test.each([
    ['a moment that has passed', DEAD, NOW - 1, { came: 'past' }],
    ['more than a day of a dead token', DEAD, NOW + 2 * DAY, { came: 'too far', furthest: NOW + DAY }],
    ['a token of which nothing was told', WELL, NOW + HOUR, { came: 'nothing to be quiet about' }],
  ])('is refused for %s, and nothing is written', async (_, record, until, expected) => {
    expect(await snooze(record, until)).toMatchObject(expected);
    expect(await audit()).toEqual([]);
  });

  test('of a token that nobody knows is refused', async () => {
    expect(await act({ act: 'snooze', token: 'x', until: NOW + HOUR, by: 'a' }, ports)).toEqual({
      came: 'unknown token',
    });
  });
});

test('a sweep is begun once in five minutes, whoever presses', async () => {
  const order = { act: 'sweep', by: 'bob' } as const;
  expect(await act(order, ports)).toEqual({ came: 'sweep begun' });
  expect(await act(order, ports)).toEqual({ came: 'swept a moment ago', freeAt: NOW + 5 * MINUTE });
  now = NOW + 5 * MINUTE;
  expect(await act(order, ports)).toEqual({ came: 'sweep begun' });
  expect(begun).toEqual(['sweep', 'sweep']);
});
