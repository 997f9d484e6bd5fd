import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../core/base/time.ts';
import { START } from '../../support/make.ts';
import { createFleet, type Fleet, Killed } from './fleet.ts';

const MANY = 3000;

/** What a message of each issuer holds: less where the issuer may be asked less often. */
const HOLDS: Readonly<Record<string, number>> = { discord: 100, github: 60, npm: 60, slack: 20, other: 20 };

const timesOf = (fleet: Fleet): readonly number[] => [...new Set(fleet.queued().values())].sort();
const partial = (fleet: Fleet): number =>
  fleet.queue.filter(({ message }) => message.items.length < (HOLDS[message.provider] ?? 0)).length;

/** Steps of a whole run that end in the queue or the table, and how many references are queued at once at most. */
const stepsOf = async (provider?: string) => {
  const fleet = createFleet(MANY, provider);
  const enqueues: number[] = [];
  const saves: number[] = [];
  let most = 0;
  const { ports } = fleet;
  const { enqueue } = ports;
  const { save } = ports.watchList;
  Object.assign(ports, {
    enqueue: async (messages: Parameters<typeof enqueue>[0]) => {
      enqueues.push(fleet.steps());
      most = Math.max(
        most,
        messages.reduce((sum, { message }) => sum + message.items.length, 0),
      );
      await enqueue(messages);
    },
  });
  Object.assign(ports.watchList, {
    save: async (...kept: Parameters<typeof save>) => {
      saves.push(fleet.steps());
      return save(...kept);
    },
  });
  await fleet.run('tick', START);
  return { enqueues, saves, most, end: fleet.steps() };
};

describe('a sweep over 3,000 secrets', () => {
  test('queues each once, in full messages but for the last of each issuer', async () => {
    const fleet = createFleet(MANY);
    expect(await fleet.run('tick', START)).toMatchObject({ found: MANY, queued: MANY, resumed: false });
    // Discord's thousand fill ten messages, GitHub's and npm's sixteen, and leave forty.
    expect([fleet.queued().size, timesOf(fleet), partial(fleet)]).toEqual([MANY, [1], 2]);
  });

  test('killed before any page, and anywhere but between queue and table, queues each secret once all the same', async () => {
    const wrong: string[] = [];
    for (const [provider, issuers, legs] of [
      [undefined, 3, 8],
      ['slack.bot', 1, 15],
    ] as const) {
      const { enqueues, saves, most, end } = await stepsOf(provider);
      // A run that dies right after its messages were taken, before that could be kept.
      const between = new Set([...enqueues.map((at) => at + 1), ...saves]);
      expect(saves).toHaveLength(legs);
      let repeated = 0;
      for (let at = 0; at < end; at++) {
        const fleet = createFleet(MANY, provider);
        await expect(fleet.run('tick', START, at)).rejects.toThrow(Killed);
        fleet.pass(MINUTE);
        const report = await fleet.run('tick', START);
        const twice = [...fleet.queued().values()].filter((times) => times > 1).length;
        const { size } = fleet.queued();
        const where = `${provider ?? 'mixed'} ${at}`;
        if (size !== MANY || report.found !== MANY) wrong.push(`${where}: ${size} of ${report.found}`);
        if (partial(fleet) > issuers * (between.has(at) ? 2 : 1)) wrong.push(`${where}: ${partial(fleet)} not full`);
        if (twice > (between.has(at) ? most : 0)) wrong.push(`${where}: ${twice} twice`);
        if (twice > 0) repeated += 1;
      }
      expect(repeated).toBeLessThanOrEqual(between.size);
    }
    expect(wrong).toEqual([]);
  });

  test('killed again and again, at every tenth step, ends', async () => {
    const fleet = createFleet(MANY);
    for (let tries = 0; tries < 40; tries++) {
      try {
        await fleet.run('tick', START, 9);
        break;
      } catch {
        fleet.pass(MINUTE);
      }
    }
    expect(fleet.lists.finished()).toEqual(['tick']);
    expect(fleet.queued().size).toBe(MANY);
  });

  test('that runs out of time stops with what it has, and its retry goes on from there', async () => {
    const fleet = createFleet(MANY);
    fleet.pageTakes(80 * SECOND);
    await expect(fleet.run('tick', START)).rejects.toThrow('ran out of time');
    expect(fleet.queued().size).toBeGreaterThan(800);
    fleet.pass(MINUTE);
    await expect(fleet.run('tick', START)).rejects.toThrow('ran out of time');
    fleet.pass(2 * MINUTE);
    expect(await fleet.run('tick', START)).toMatchObject({ found: MANY, queued: MANY, resumed: true });
    expect([fleet.queued().size, timesOf(fleet), partial(fleet)]).toEqual([MANY, [1], 2]);
  });

  test('whose place in the list is lost begins the list anew, and queues nobody twice', async () => {
    const fleet = createFleet(MANY);
    const { saves } = await stepsOf();
    const pageAfterFiveLegs = (saves[4] ?? 0) + 2;
    await expect(fleet.run('tick', START, pageAfterFiveLegs)).rejects.toThrow(Killed);
    expect(fleet.queued().size).toBeGreaterThan(1000);
    const { list } = fleet.ports;
    Object.assign(fleet.ports, { list: () => list() });
    expect(await fleet.run('tick', START)).toMatchObject({ found: MANY, queued: MANY });
    expect([fleet.queued().size, timesOf(fleet)]).toEqual([MANY, [1]]);
  });

  test('keeps the spread of its messages over time when it goes on', async () => {
    const [whole, killed] = [createFleet(MANY, 'discord.bot'), createFleet(MANY, 'discord.bot')];
    await whole.run('tick', START);
    await expect(killed.run('tick', START, 20)).rejects.toThrow(Killed);
    await killed.run('tick', START);
    const delays = (fleet: Fleet) => fleet.queue.map(({ delaySeconds }) => delaySeconds);
    expect(delays(killed)).toEqual(delays(whole));
    expect(delays(whole).at(-1)).toBeGreaterThan(0);
  });
});

describe('the same tick twice', () => {
  test('is one sweep: the second finds it finished', async () => {
    const fleet = createFleet(50);
    await fleet.run('tick', START);
    expect(await fleet.run('tick', START, undefined, 'another call')).toMatchObject({ found: 0, queued: 0 });
    expect(timesOf(fleet)).toEqual([1]);
  });

  test('side by side fails the second, so that its retry finds out whether the first one lived', async () => {
    const fleet = createFleet(MANY);
    await expect(fleet.run('tick', START, 20)).rejects.toThrow(Killed);
    await expect(fleet.run('tick', START, undefined, 'another call')).rejects.toThrow('another run is at this sweep');
    fleet.pass(HOUR);
    expect(await fleet.run('tick', START, undefined, 'another call')).toMatchObject({ found: MANY, resumed: true });
    expect(timesOf(fleet)).toEqual([1]);
  });

  test('in a run that was given up and lives on, stops that one at its next leg', async () => {
    const fleet = createFleet(MANY);
    const { save } = fleet.ports.watchList;
    let overtaken = false;
    Object.assign(fleet.ports.watchList, {
      save: async (...kept: Parameters<typeof save>) => {
        if (!overtaken) {
          overtaken = true;
          await fleet.run('tick', START);
        }
        return save(...kept);
      },
    });
    await expect(fleet.run('tick', START)).rejects.toThrow('another run goes on with this sweep');
    expect(fleet.lists.finished()).toEqual(['tick']);
  });
});

test('tags with made-up issuers share one group, however many there are', async () => {
  const fleet = createFleet(MANY);
  for (const [name, secret] of fleet.secrets)
    fleet.secrets.set(name, { ...secret, tags: { 'token-health:provider': `made-up-${name.replace(/\W/g, '-')}` } });
  await fleet.run('tick', START);
  expect(new Set(fleet.queue.map(({ message }) => message.provider))).toEqual(new Set(['other']));
  expect(fleet.queue).toHaveLength(MANY / 20);
});
