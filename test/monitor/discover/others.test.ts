import { describe, expect, test } from 'vitest';
import { messageOf } from '../../../functions/events.ts';
import { discoverOne } from '../../../monitor/discover/discover.ts';
import { START } from '../../support/make.ts';
import { createFleet, PAGE, secretOf } from './fleet.ts';

const TICK = { id: 'tick', at: START };
const tagged = (provider: string) => ({ tags: { 'token-health:provider': provider } });

const besideOf = async (fleet: ReturnType<typeof createFleet>): Promise<readonly string[]> => {
  await discoverOne(fleet.ports, 'prod/bot-0', TICK);
  const [queued] = fleet.queue;
  // Probe takes what discover queues.
  const { beside = [] } = messageOf({ id: '1', body: JSON.stringify(queued?.message), receives: 1 } as never);
  return beside.map(({ item }) => item.name);
};

const others = (from: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `prod/bot-${from + n}`);

describe('a look at one secret alone has beside it', () => {
  test('nobody where it is the only one of its issuer', async () => {
    expect(await besideOf(createFleet(3))).toEqual([]);
  });

  test('others of its issuer, never itself, and no more than eight', async () => {
    expect(await besideOf(createFleet(20, 'discord.bot'))).toEqual(others(1, 8));
  });

  test('those of the same kind first', async () => {
    const fleet = createFleet(10, 'discord.webhook');
    for (const n of [0, 8]) fleet.secrets.set(`prod/bot-${n}`, secretOf(n, tagged('discord.bot')));
    expect(await besideOf(fleet)).toEqual(['prod/bot-8', ...others(1, 7)]);
  });

  test('those on pages further down where the first has too few', async () => {
    const fleet = createFleet(PAGE + 3, 'github.classic');
    for (const n of [0, PAGE + 1]) fleet.secrets.set(`prod/bot-${n}`, secretOf(n, tagged('discord.bot')));
    expect(await besideOf(fleet)).toEqual([`prod/bot-${PAGE + 1}`]);
  });

  test('nobody who is turned off, not ours, or a replica', async () => {
    const fleet = createFleet(5, 'discord.bot');
    const off = { 'token-health:provider': 'discord.bot', 'token-health:enabled': 'false' };
    fleet.secrets.set('prod/bot-1', secretOf(1, { tags: off }));
    fleet.secrets.set('prod/bot-2', secretOf(2, { tags: {} }));
    fleet.secrets.set('prod/bot-3', secretOf(3, { ...tagged('discord.bot'), primaryRegion: 'us-east-1' }));
    expect(await besideOf(fleet)).toEqual(['prod/bot-4']);
  });

  test('nobody where the list cannot be had: it is looked at all the same', async () => {
    const fleet = createFleet(5, 'discord.bot');
    Object.assign(fleet.ports, {
      list: () => {
        throw new Error('ThrottlingException');
      },
    });
    expect(await besideOf(fleet)).toEqual([]);
    expect(fleet.queue).toHaveLength(1);
  });
});
