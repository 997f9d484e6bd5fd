import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../core/base/time.ts';
import type { CountName } from '../../monitor/ports.ts';
import { botToken, startWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

/** What one run sends of a metric; undefined when nothing. */
const during = async (name: CountName, run: () => Promise<unknown>): Promise<number | undefined> => {
  world.counts.delete(name);
  await run();
  return world.counts.get(name);
};
const age = () => during('OldestUndeliveredSeconds', () => world.deliver());

describe('the age of what is undelivered', () => {
  test('grows by the minute while a channel refuses, through every back-off, and ends with delivery', async () => {
    world.put('bot-1', botToken(1));
    await world.sweep();
    world.pass(10 * MINUTE);
    const due = world.now();
    world.channelSays(() => ({ sent: false, why: 'down' }));
    const ages: (number | undefined)[] = [];
    for (let minute = 0; minute <= 180; minute++) {
      ages.push(await age());
      world.pass(MINUTE);
    }
    const first = ages[0] ?? Number.NaN;
    expect(ages).toEqual(Array.from({ length: 181 }, (_, minute) => first + minute * 60));
    expect(first).toBeLessThan(5 * 60);
    world.channelSays(() => ({ sent: true }));
    world.pass(HOUR);
    expect(await age()).toBeGreaterThan((world.now() - due) / 1000 - 1);
    expect(await age()).toBe(0);
  });

  test('is 0 while first sights are collected: they are not due', async () => {
    world.put('bot-1', botToken(1));
    await world.sweep();
    expect(await age()).toBe(0);
  });

  test('is sent when there is nothing at all', async () => expect(await age()).toBe(0));
});

describe('the zeros against which silence is seen', () => {
  test('every minute says that no sweep ended in it', async () =>
    expect(await during('SweepCompleted', () => world.deliver())).toBe(0));

  test('every minute says how many alerts went out', async () =>
    expect(await during('AlertsSent', () => world.deliver())).toBe(0));

  test('a sweep that found tokens says that none is judged yet', async () => {
    world.put('bot-1', botToken(1));
    world.discord.accept(botToken(1));
    expect(await during('TokensJudged', () => world.sweepWithId('tick'))).toBe(0);
    expect(await during('TokensJudged', () => world.drain())).toBe(1);
  });

  test('a sweep that found nothing expects nothing of the probe', async () =>
    expect(await during('TokensJudged', () => world.sweep())).toBeUndefined());
});

describe('a fleet that rightly needs no look keeps the pulse of the probe', () => {
  test('refused tokens in their back-off', async () => {
    world.put('bot-1', botToken(1));
    await world.sweep();
    const asked = world.discord.asked();
    expect(await during('TokensJudged', () => world.sweep())).toBe(1);
    expect(world.discord.asked()).toBe(asked);
  });

  test('tokens that are paused', async () => {
    world.put('bot-1', botToken(1), { 'token-health:provider': 'discord.bot', 'token-health:enabled': 'false' });
    expect(await during('TokensJudged', () => world.sweep())).toBe(1);
  });

  test('but not secrets that could not be read in time', async () => {
    world.put('bot-1', botToken(1));
    world.fail('bot-1', { read: false, why: 'throttled', detail: 'ThrottlingException' });
    world.counts.delete('TokensJudged');
    await world.sweep(world.now() + 1);
    expect(world.counts.get('TokensJudged')).toBe(0);
  });
});
