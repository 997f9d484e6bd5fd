import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../core/base/time.ts';
import { loudAgain, quieten } from '../../../monitor/quiet/quieten.ts';
import { botToken, startWorld, type World } from '../../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const ports = () => {
  const { records, load, commitQuiet } = world.store;
  return { every: async () => records(), load, commit: commitQuiet, clock: world.now };
};
const ends = async () =>
  (await world.store.audit(9, world.now())).flatMap((line) =>
    'quiet' in line && line.ended !== undefined ? [[line.by, line.ended]] : [],
  );

/** A bot that worked, was revoked, and was told so. */
const dead = async () => {
  world.put('bot-1', botToken(1));
  world.discord.accept(botToken(1));
  await world.sweep();
  world.pass(HOUR);
  await world.deliver();
  world.discord.reset(botToken(1));
  await world.sweep();
  await world.deliver();
  expect(world.kinds()).toEqual(['started bot-1', 'rejected bot-1']);
};
const anHour = async () => {
  world.pass(HOUR);
  await world.sweep();
  await world.deliver();
};

test('an acknowledged death is told once more after a day, though it still waits out its back-off', async () => {
  await dead();
  world.pass(MINUTE);
  expect(await quieten('bot-1', { what: 'acknowledged', by: 'alice' }, ports())).toMatchObject({ done: 'quiet' });
  for (let hour = 0; hour < 23; hour++) await anHour();
  expect(world.kinds()).toHaveLength(2);
  for (let hour = 0; hour < 4; hour++) await anHour();
  expect(world.kinds()).toEqual(['started bot-1', 'rejected bot-1', 'rejected bot-1']);
  const again = world.sent.at(-1)?.[0];
  expect(again?.at).toBeLessThanOrEqual(world.sent[1]![0]!.at + DAY + 2 * HOUR);
  expect(again?.incident).toBe(world.sent[1]?.[0]?.incident);
  expect(again?.id).not.toBe(world.sent[1]?.[0]?.id);
  expect(await ends()).toEqual([[undefined, 'passed']]);
});

test('a version that works ends it, is told, and the audit says so', async () => {
  await dead();
  await quieten('bot-1', { what: 'acknowledged', by: 'alice' }, ports());
  world.put('bot-1', botToken(1, 'b'), undefined, world.now());
  world.discord.accept(botToken(1, 'b'));
  await anHour();
  expect(world.kinds().at(-1)).toBe('recovered bot-1');
  expect(await ends()).toEqual([[undefined, 'rotated']]);
  expect(world.store.records()[0]).not.toHaveProperty('quiet');
});

test('what is taken back is not told again by itself', async () => {
  await dead();
  await quieten('bot-1', { what: 'acknowledged', by: 'alice' }, ports());
  await loudAgain('bot-1', 'bob', ports());
  for (let hour = 0; hour < 26; hour++) await anHour();
  expect(world.kinds()).toEqual(['started bot-1', 'rejected bot-1']);
  expect(await ends()).toEqual([['bob', 'undone']]);
});
