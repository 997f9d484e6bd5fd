import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../core/base/time.ts';
import { hoursOf } from '../../support/truth.ts';
import { botToken, startWorld, type World } from '../../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const bots = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => {
    world.put(`bot-${n + 1}`, botToken(n + 1));
    return botToken(n + 1);
  });
const between = (after: number, from: number, to: number): boolean => from * HOUR <= after && after < to * HOUR;

test('what is remembered of an issuer is not even read while its tokens work', async () => {
  for (const token of bots(3)) world.discord.accept(token);
  let loads = 0;
  const { load } = world.ports.issuers;
  Object.assign(world.ports.issuers, {
    load: (host: string) => {
      loads += 1;
      return load(host);
    },
  });
  await world.sweep();
  expect(loads).toBe(0);
  world.pass(HOUR);
  world.discord.reset(botToken(1));
  await world.sweep();
  expect(loads).toBeGreaterThan(0);
});

test.each([
  [11, true],
  [12, false],
])('what is remembered of an issuer that changes %i times under the probe is stored: %s', async (times, stored) => {
  for (const token of bots(3)) world.discord.accept(token);
  await world.sweep();
  world.pass(HOUR);
  world.discord.reset(botToken(1));
  let left = times;
  const { commit } = world.ports.issuers;
  Object.assign(world.ports.issuers, {
    commit: (change: Parameters<typeof commit>[0]) => (left-- > 0 ? 'conflict' : commit(change)),
  });
  await (stored
    ? expect(world.sweep()).resolves.toBeDefined()
    : expect(world.sweep()).rejects.toThrow('kept changing'));
});

describe('F33: sweeps a day apart, and another half of the tokens refused on the second day', () => {
  const daysOf = (lasts: number) => {
    const low = bots(6).slice(0, 3);
    return hoursOf(
      world,
      (bot, after) => {
        const began = low.includes(bot) ? 23.9 : 47.9;
        return between(after, began, began + lasts) ? 'refused' : 'accepted';
      },
      DAY,
    );
  };

  test('for a quarter of an hour: nobody is called dead, and each time one notice more says that it is over', async () => {
    expect(await daysOf(0.25).passTo(80)).toEqual([
      '24.0h 3 of 6 refused',
      '24.2h 3 accepted',
      '48.0h 3 of 6 refused',
      '48.2h 3 accepted',
    ]);
  });

  test('for longer, while the issuer accepts the others in each look: they are believed to be dead', async () => {
    expect((await daysOf(1).passTo(25)).slice(0, 4)).toEqual([
      '24.0h 3 of 6 refused',
      '24.2h rejected bot-1',
      '24.2h rejected bot-2',
      '24.2h rejected bot-3',
    ]);
  });
});

test('F33: a token that is known to be dead is not held: it is asked as rarely as before', async () => {
  const [dead] = bots(5);
  const hours = hoursOf(world, (bot, after) =>
    (bot === dead && after >= HOUR) || between(after, 8.9, 10.4) ? 'refused' : 'accepted',
  );
  await hours.passTo(12);
  expect(hours.asked.filter(({ bot, after }) => bot === dead && between(after, 8.5, 12)).length).toBeLessThan(2);
  expect(hours.log).toEqual(['1.1h rejected bot-1', '9.0h 4 of 4 refused', '10.6h 4 accepted']);
});

test('F33: an issuer that does it every three hours is told once a day, and a dead token after the first hold', async () => {
  const dead = bots(4)[3];
  const hours = hoursOf(world, (bot, after) => {
    if (after < 0.9 * HOUR) return 'accepted';
    return bot === dead || (after - 0.9 * HOUR) % (3 * HOUR) < 20 * MINUTE ? 'refused' : 'accepted';
  });
  const log = await hours.passTo(24);
  expect(log.filter((line) => line.includes('refused'))).toEqual(['1.0h 4 of 4 refused']);
  expect(log.filter((line) => line.includes('rejected'))).toHaveLength(1);
  expect(log.find((line) => line.includes('rejected'))).toMatch(/^1\.\dh rejected bot-4$/);
});

test('F76: after two long outages in a day made tokens come and go, one that dies for good is told', async () => {
  const [dead] = bots(4);
  const hours = hoursOf(world, (bot, after) => {
    const out = between(after, 0.9, 4.5) || between(after, 8.9, 12.5);
    return out || (bot === dead && after >= 30 * HOUR) ? 'refused' : 'accepted';
  });
  const log = await hours.passTo(80);
  const last = log.filter((line) => line.includes('bot-1')).at(-1);
  expect(last).toMatch(/^\d+\.\dh rejected bot-1$/);
  expect(log.filter((line) => line.endsWith('recovered bot-2')).length).toBeGreaterThan(0);
});
