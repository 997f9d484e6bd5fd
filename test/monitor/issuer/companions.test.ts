import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOUR } from '../../../core/base/time.ts';
import type { QueuedMessage } from '../../../monitor/ports.ts';
import { botToken, startWorld, type World } from '../../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

test.each([
  [1, 0, 0],
  [2, 1, 1],
  [6, 5, 2],
  [12, 8, 2],
])(
  'of %i tokens the second look takes along %i that were accepted, never the refused one, and asks %i of them',
  async (count, along, askedAlong) => {
    for (let n = 1; n <= count; n++) {
      world.put(`bot-${n}`, botToken(n));
      world.discord.accept(botToken(n));
    }
    await world.sweep();
    const queued: QueuedMessage[] = [];
    const { enqueue } = world.ports;
    Object.assign(world.ports, {
      enqueue: (messages: readonly QueuedMessage[]) => {
        queued.push(...messages);
        return enqueue(messages);
      },
    });
    world.pass(HOUR);
    world.discord.reset(botToken(1));
    const asked = world.discord.asked();
    await world.sweep();
    const second = queued.find(({ message }) => message.reason === 'confirm')?.message;
    const beside = (second?.beside ?? []).map(({ item }) => item.name);
    expect(second?.items.map(({ name }) => name)).toEqual(['bot-1']);
    expect(beside).toHaveLength(along);
    expect(beside).not.toContain('bot-1');
    expect(world.discord.asked() - asked).toBe(count + 1 + askedAlong);
  },
);
