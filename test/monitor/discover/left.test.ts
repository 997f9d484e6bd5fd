import { describe, expect, test } from 'vitest';
import { HOUR } from '../../../core/base/time.ts';
import type { GoneWhy } from '../../../core/model/notice.ts';
import { discoverOne } from '../../../monitor/discover/discover.ts';
import { START } from '../../support/make.ts';
import { createFleet, type Fleet, Killed, secretOf } from './fleet.ts';

/** Sweeps an hour apart, as many as are asked for. */
const sweep = async (fleet: Fleet, times = 1) => {
  const reports = [];
  for (let n = 0; n < times; n++) {
    fleet.pass(HOUR);
    reports.push(await fleet.run(`tick-${fleet.now()}`, fleet.now()));
  }
  return reports;
};
const remove = (fleet: Fleet, from: number, count: number): void => {
  for (let n = from; n < from + count; n++) fleet.secrets.delete(`prod/bot-${n}`);
};
const toldNames = (fleet: Fleet): readonly string[][] =>
  fleet.told.map(({ secrets }) => secrets.map(({ name }) => name));

describe('a watched secret that leaves the list', () => {
  test.each<[string, GoneWhy]>([
    ['is deleted', 'deleted'],
    ['lost its tag', 'untagged'],
    ['may not be described any more', 'denied'],
  ])('because it %s is told once, by the second sweep that finds it so', async (_, why) => {
    const fleet = createFleet(12);
    await sweep(fleet);
    remove(fleet, 3, 1);
    fleet.whereabouts.set('prod/bot-3', why);
    expect(await sweep(fleet)).toMatchObject([{ missing: 1, gone: 0 }]);
    expect(fleet.told).toEqual([]);
    expect(await sweep(fleet, 3)).toMatchObject([{ missing: 0, gone: 1 }, { gone: 0 }, { gone: 0 }]);
    expect(fleet.told.map(({ secrets }) => secrets)).toEqual([[{ name: 'prod/bot-3', why }]]);
  });

  test('is told by itself when few leave, in one notice when many do', async () => {
    const [few, many] = [createFleet(100), createFleet(100)];
    for (const [fleet, count] of [
      [few, 5],
      [many, 6],
    ] as const) {
      await sweep(fleet);
      remove(fleet, 0, count);
      await sweep(fleet, 3);
    }
    expect(toldNames(few).map(({ length }) => length)).toEqual([1, 1, 1, 1, 1]);
    expect(toldNames(many).map(({ length }) => length)).toEqual([6]);
  });

  test('is told all the same after a sweep that could not ask about it', async () => {
    const fleet = createFleet(12);
    await sweep(fleet);
    remove(fleet, 3, 1);
    await sweep(fleet);
    fleet.whereabouts.set('prod/bot-3', 'unknown');
    expect(await sweep(fleet)).toMatchObject([{ missing: 1, gone: 0 }]);
    fleet.whereabouts.delete('prod/bot-3');
    expect(await sweep(fleet)).toMatchObject([{ missing: 0, gone: 1 }]);
  });

  test('is not told when the next list shows it again', async () => {
    const fleet = createFleet(12);
    await sweep(fleet);
    remove(fleet, 3, 1);
    await sweep(fleet);
    fleet.secrets.set('prod/bot-3', secretOf(3));
    expect(await sweep(fleet, 3)).toMatchObject([{ missing: 0 }, { missing: 0 }, { missing: 0 }]);
    expect(fleet.told).toEqual([]);
  });

  test('and is there after all tells nothing, however long the list leaves it out', async () => {
    const fleet = createFleet(12);
    await sweep(fleet);
    remove(fleet, 3, 1);
    fleet.whereabouts.set('prod/bot-3', secretOf(3));
    expect(await sweep(fleet, 4)).toMatchObject([{ missing: 1 }, { missing: 1 }, { missing: 1 }, { missing: 1 }]);
    expect(fleet.told).toEqual([]);
  });

  test('because it became a replica, or the deployment was narrowed, tells nothing', async () => {
    const fleet = createFleet(12);
    await sweep(fleet);
    fleet.secrets.set('prod/bot-3', secretOf(3, { primaryRegion: 'us-east-1' }));
    expect(await sweep(fleet, 2)).toMatchObject([{ missing: 0, replicas: 1, found: 11 }, { missing: 0 }]);
    Object.assign(fleet.ports, { namePrefix: 'prod/bot-1' });
    expect(await sweep(fleet, 3)).toMatchObject([{ found: 3, missing: 0 }, { missing: 0 }, { missing: 0 }]);
    expect(fleet.told).toEqual([]);
  });

  test('paused by its tag has not left', async () => {
    const fleet = createFleet(12);
    await sweep(fleet);
    const { tags } = secretOf(3);
    fleet.secrets.set('prod/bot-3', secretOf(3, { tags: { ...tags, 'token-health:enabled': 'false' } }));
    expect(await sweep(fleet, 2)).toMatchObject([{ missing: 0 }, { missing: 0 }]);
  });

  test('is told once though the sweep that tells it is killed at any step and runs again', async () => {
    for (let at = 0; ; at++) {
      const fleet = createFleet(12);
      await sweep(fleet);
      remove(fleet, 3, 2);
      await sweep(fleet);
      fleet.pass(HOUR);
      const startedAt = fleet.now();
      const died = await fleet.run('tick', startedAt, at).then(
        () => false,
        (error) => error instanceof Killed,
      );
      if (!died) break;
      await fleet.run('tick', startedAt);
      expect(toldNames(fleet), `killed at step ${at}`).toEqual([['prod/bot-3'], ['prod/bot-4']]);
    }
  });

  test('costs no call while nobody leaves', async () => {
    const fleet = createFleet(1000);
    await sweep(fleet, 3);
    expect(fleet.asked).toEqual([]);
  });
});

describe('a list that drops to under half', () => {
  test('rings at once, with by how many, and is one notice when that is found true', async () => {
    const fleet = createFleet(30);
    await sweep(fleet);
    expect(fleet.counts.has('ListDropped')).toBe(false);
    remove(fleet, 0, 20);
    expect(await sweep(fleet)).toMatchObject([{ dropped: 20, gone: 0 }]);
    expect(fleet.counts.get('ListDropped')).toBe(20);
    fleet.counts.clear();
    await sweep(fleet, 2);
    expect(fleet.told.map(({ counts }) => counts)).toEqual([{ untagged: 0, deleted: 20, denied: 0 }]);
    expect(fleet.counts.has('ListDropped')).toBe(false);
  });

  test('rings though the run that saw it was killed before it could say so', async () => {
    const fleet = createFleet(30);
    await sweep(fleet);
    remove(fleet, 0, 20);
    fleet.pass(HOUR);
    const { finish } = fleet.ports.sweeps;
    let killed = false;
    Object.assign(fleet.ports.sweeps, {
      finish: async (...ended: Parameters<typeof finish>) => {
        if (!killed) {
          killed = true;
          throw new Killed();
        }
        return finish(...ended);
      },
    });
    const at = fleet.now();
    await expect(fleet.run('tick', at)).rejects.toThrow(Killed);
    expect(await fleet.run('tick', at)).toMatchObject({ dropped: 20, resumed: true });
    expect(fleet.counts.get('ListDropped')).toBe(20);
  });

  test('to nothing by a fault of the list tells nobody', async () => {
    const fleet = createFleet(30);
    await sweep(fleet);
    for (const [name, secret] of fleet.secrets) fleet.whereabouts.set(name, secret);
    const whole = new Map(fleet.secrets);
    fleet.secrets.clear();
    expect(await sweep(fleet, 2)).toMatchObject([
      { dropped: 30, missing: 30 },
      { dropped: 0, missing: 30 },
    ]);
    for (const [name, secret] of whole) fleet.secrets.set(name, secret);
    expect(await sweep(fleet)).toMatchObject([{ missing: 0 }]);
    expect(fleet.told).toEqual([]);
  });
});

test('a sweep that comes hours late judges nobody against a newer list', async () => {
  const fleet = createFleet(12);
  await sweep(fleet, 2);
  remove(fleet, 3, 1);
  await fleet.run('late', START);
  expect(fleet.asked).toEqual([]);
});

describe('what is not ours', () => {
  test.each([
    ['a replica', secretOf(1, { primaryRegion: 'us-east-1' }), 'prod/', 0],
    ['another name prefix', secretOf(1), 'test/', 0],
    ['a name that only holds the prefix', secretOf(1), 'bot', 0],
    ['a prefix in other case', secretOf(1), 'Prod/', 0],
    ['a tag that only begins like the marker', secretOf(1, { tags: { 'token-health:provider-off': 'x' } }), '', 0],
    ['nothing', secretOf(1), 'prod/', 1],
  ])('%s keeps a secret out of the list, and its rotation from the queue', async (_, secret, namePrefix, ours) => {
    const fleet = createFleet(0);
    fleet.secrets.set(secret.name, secret);
    Object.assign(fleet.ports, { namePrefix });
    expect(await fleet.run('tick', START)).toMatchObject({ found: ours, queued: ours });
    expect(await discoverOne(fleet.ports, secret.name, { id: 'label', at: START })).toMatchObject({ queued: ours });
  });
});
