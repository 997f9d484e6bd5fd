import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../core/base/time.ts';
import type { ProbeMessage, QueuedMessage } from '../../../monitor/ports.ts';
import { MOST_HOPS, MOST_TRIES } from '../../../monitor/probe/hops.ts';
import { type ProbeReport, probe } from '../../../monitor/probe/probe.ts';
import { botToken, startWorld, type World } from '../../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

type Run = { readonly report: ProbeReport; readonly message: ProbeMessage; readonly delaySeconds: number };

/** Runs the queue until it is empty, all that waits side by side: what each run was started by, and made of it. */
const chain = async (patience = 60 * SECOND): Promise<readonly Run[]> => {
  const runs: Run[] = [];
  while (world.queue.length > 0) {
    const waiting: QueuedMessage[] = world.queue.splice(0);
    world.pass(Math.max(...waiting.map(({ delaySeconds }) => delaySeconds)) * SECOND);
    for (const { message, delaySeconds } of waiting)
      runs.push({ message, delaySeconds, report: await probe(world.ports, message, world.now() + patience) });
  }
  return runs;
};

const verdictOf = (name: string) => world.store.records().find(({ ref }) => ref.name === name)?.diagnosis;

describe('work that is not reached', () => {
  test('is put back later each time, and given up until the next sweep in the end', async () => {
    world.put('bot-1', botToken(1));
    await world.sweepWithId('tick');
    const runs = await chain(SECOND);
    expect(runs.map(({ delaySeconds }) => delaySeconds)).toEqual([0, 5, 10, 20, 40, 80, 160, 320, 640]);
    expect(runs).toHaveLength(MOST_TRIES + 1);
    expect(runs.map(({ report }) => report.givenUp)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(world.discord.asked()).toBe(0);
  });

  test('because Secrets Manager goes on being busy becomes a finding that blames no token', async () => {
    world.put('busy', botToken(1));
    world.fail('busy', { read: false, why: 'throttled', detail: 'ThrottlingException' });
    await world.sweepWithId('tick');
    const runs = await chain();
    expect(runs.at(-1)?.report).toMatchObject({ requeued: 0, givenUp: 0 });
    expect(verdictOf('busy')).toMatchObject({ verdict: 'indeterminate', cause: 'network' });
    expect(verdictOf('busy')?.evidence.join(' ')).toContain('Secrets Manager');
  });

  test('because our own budget was used up is put back too, and told as that in the end', async () => {
    world.put('bot-1', botToken(1));
    Object.assign(world.ports, {
      ask: async () => ({
        ok: false,
        failure: { why: 'rate-limited', detail: 'the budget for this issuer is used up', retryAt: 0, notReached: true },
      }),
    });
    await world.sweepWithId('tick');
    const runs = await chain();
    expect(runs).toHaveLength(MOST_TRIES + 1);
    expect(runs.slice(0, -1).every(({ report }) => report.requeued === 1)).toBe(true);
    expect(verdictOf('bot-1')).toMatchObject({ verdict: 'indeterminate', cause: 'rate-limited' });
  });

  test('is reached by the next sweep, which begins anew', async () => {
    world.put('bot-1', botToken(1));
    world.discord.accept(botToken(1));
    await world.sweepWithId('tick');
    await chain(SECOND);
    await world.sweep();
    expect(verdictOf('bot-1')).toMatchObject({ verdict: 'healthy' });
  });
});

/** Refused together with all others, so that their issuer's outage holds each of them. */
const heldAll = async () => {
  const names = [1, 2, 3, 4, 5];
  for (const n of names) {
    world.put(`bot-${n}`, botToken(n), undefined, world.now() - 30 * 24 * HOUR);
    world.discord.accept(botToken(n));
  }
  await world.sweep();
  world.pass(HOUR);
  for (const n of names) world.discord.reset(botToken(n));
  await world.sweepWithId('outage');
};

describe('a chain of looks', () => {
  test('counts its rounds, and a hold of two hours ends by itself long before the limit', async () => {
    await heldAll();
    const runs = await chain();
    const hops = runs.map(({ message }) => message.hops ?? 0);
    expect(Math.max(...hops)).toBeGreaterThan(6);
    expect(Math.max(...hops)).toBeLessThan(MOST_HOPS / 2);
    expect(verdictOf('bot-1')).toMatchObject({ verdict: 'rejected' });
  });

  test.each<[string, number, number]>([
    ['goes on below the limit', MOST_HOPS - 1, 1],
    ['ends at the limit', MOST_HOPS, 0],
  ])('%s', async (_sentence, hops, queued) => {
    world.put('bot-1', botToken(1), undefined, world.now() - MINUTE);
    await world.sweepWithId('tick');
    const [first] = world.queue.splice(0);
    await probe(world.ports, { ...first!.message, hops }, world.now() + MINUTE);
    expect(world.queue.map(({ message }) => message.reason)).toEqual(Array(queued).fill('confirm'));
  });
});
