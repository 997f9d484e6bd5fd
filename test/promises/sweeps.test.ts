import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../core/base/time.ts';
import { createLists, sweepsOf, watchListOf } from '../support/lists.ts';
import { botToken, startWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const listed = async (count: number): Promise<void> => {
  for (let n = 1; n <= count; n++) {
    world.put(`bot-${n}`, botToken(n));
    world.discord.accept(botToken(n));
  }
  await world.sweep();
  world.pass(11 * MINUTE);
  await world.deliver();
};

test('F2: a sweep seven hours late asks every token once, and tells the threshold that passed meanwhile', async () => {
  await listed(3);
  world.put('dated', botToken(9), {
    'token-health:provider': 'discord.bot',
    'token-health:expires-at': new Date(world.now() + 30 * DAY + 2 * HOUR).toISOString().slice(0, 19).concat('Z'),
  });
  world.discord.accept(botToken(9));
  await world.sweep();
  world.pass(11 * MINUTE);
  await world.deliver();
  const asked = world.discord.asked();
  world.pass(7 * HOUR);
  await world.sweep();
  await world.deliver();
  expect(world.discord.asked() - asked).toBe(4);
  world.pass(11 * MINUTE);
  await world.deliver();
  expect(world.kinds().at(-1)).toBe('expiring dated');
});

test('F5: discover that dies before any page keeps what it queued, and its retry covers the rest', async () => {
  const names = ['bot-1', 'bot-2', 'bot-3'];
  for (let dies = 0; dies <= names.length; dies++) {
    world.queue.length = 0;
    world.counts.clear();
    const lists = createLists();
    let alive = false;
    const list = async function* (from = '0') {
      for (const [n, name] of names.entries()) {
        if (n < Number(from)) continue;
        if (!alive && n === dies) throw new Error('killed');
        // A page of ten messages: they leave at once.
        const secrets = Array.from({ length: 200 }, (_, k) => ({
          arn: `${name}-${k}`,
          name: `${name}-${k}`,
          tags: { 'token-health:provider': 'discord.bot' },
        }));
        yield { secrets, next: `${n + 1}` };
      }
      if (!alive) throw new Error('killed');
      yield { secrets: [] };
    };
    Object.assign(world.ports, { sweeps: sweepsOf(lists), watchList: watchListOf(lists), list });
    await expect(world.sweepWithId('tick')).rejects.toThrow('killed');
    expect(lists.finished()).toEqual([]);
    expect(world.counts.has('TokensDiscovered')).toBe(false);
    expect(world.queue).toHaveLength(dies * 10);
    alive = true;
    expect((await world.sweepWithId('tick')).found).toBe(600);
    const reached = world.queue.flatMap(({ message }) => message.items.map(({ name }) => name));
    expect([reached.length, new Set(reached).size]).toEqual([600, 600]);
  }
});

const tellsNothing = async (list: () => AsyncIterable<{ readonly secrets: readonly never[] }>): Promise<void> => {
  const before = world.store.records();
  const whole = world.ports.list;
  Object.assign(world.ports, { list });
  world.pass(HOUR);
  await world.sweep();
  expect((await world.deliver()).sent).toBe(0);
  expect(world.store.records()).toEqual(before);
  Object.assign(world.ports, { list: whole });
  world.pass(HOUR);
  await world.sweep();
  expect((await world.deliver()).sent).toBe(0);
  expect(world.store.records()).toEqual(before);
};

test('F9: a secret that one listing leaves out is neither gone nor new when it is back', async () => {
  await listed(2);
  await tellsNothing(async function* () {
    yield { secrets: [] };
  });
});

test('F10: a secret deleted between list and read is a finding about the secret, not a dead token', async () => {
  await listed(1);
  world.fail('bot-1', { read: false, why: 'gone', detail: 'ResourceNotFoundException' });
  world.pass(HOUR);
  await world.sweep();
  await world.deliver();
  expect(world.kinds().slice(1)).toEqual(['misconfigured bot-1']);
});

test('F11: a listing that is suddenly empty closes nothing and counts 0', async () => {
  await listed(2);
  world.counts.clear();
  const none = async function* () {};
  await tellsNothing(none);
  expect(world.counts.get('TokensDiscovered')).toBe(2);
});

test('F75, A35: 300 bad tokens at first sight cost no request and are one message per owner', async () => {
  for (let n = 0; n < 300; n++)
    world.put(`junk-${n}`, `"${botToken(n)}"`, {
      'token-health:provider': 'discord.bot',
      'token-health:owner': `team-${n % 2}`,
    });
  await world.sweep();
  world.pass(11 * MINUTE);
  await world.deliver();
  expect(world.discord.asked()).toBe(0);
  expect(world.sent.map((alerts) => alerts.length)).toEqual([150, 150]);
});
