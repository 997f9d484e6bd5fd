import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../core/base/time.ts';
import { START } from '../../support/make.ts';
import { createFleet, type Fleet, Killed } from './fleet.ts';

const MANY = 3000;

const timesOf = (fleet: Fleet): readonly number[] => [...new Set(fleet.queued().values())].sort();
const partial = (fleet: Fleet): number => fleet.queue.filter(({ message }) => message.items.length < 20).length;

/** Names of the steps of a whole run, in their order. */
const stepsOf = async (): Promise<readonly string[]> => {
  const fleet = createFleet(MANY);
  const names: string[] = [];
  const { ports } = fleet;
  const { enqueue } = ports;
  const { save } = ports.watchList;
  Object.assign(ports, {
    enqueue: async (messages: Parameters<typeof enqueue>[0]) => {
      names.push(`${fleet.steps()} enqueue ${messages.length}`);
      await enqueue(messages);
    },
  });
  Object.assign(ports.watchList, {
    save: async (...kept: Parameters<typeof save>) => {
      names.push(`${fleet.steps()} save`);
      return save(...kept);
    },
  });
  await fleet.run('tick', START);
  return [...names, `${fleet.steps()} end`];
};

describe('a sweep over 3,000 secrets', () => {
  test('queues each once, in full messages but for the last of each issuer', async () => {
    const fleet = createFleet(MANY);
    expect(await fleet.run('tick', START)).toMatchObject({ found: MANY, queued: MANY, resumed: false });
    expect([fleet.queued().size, timesOf(fleet), partial(fleet)]).toEqual([MANY, [1], 0]);
  });

  test('killed before any page, and anywhere but between queue and table, queues each secret once all the same', async () => {
    const steps = await stepsOf();
    const end = Number(steps.at(-1)?.split(' ')[0]);
    // A run that dies right after its messages were taken, before that could be kept.
    const between = new Set(
      steps.flatMap((step) => {
        const [at, what] = step.split(' ');
        return what === 'enqueue' ? [Number(at) + 1] : what === 'save' ? [Number(at)] : [];
      }),
    );
    expect(end).toBeGreaterThan(70);
    const wrong: string[] = [];
    let repeated = 0;
    for (let at = 0; at < end; at++) {
      const fleet = createFleet(MANY);
      await expect(fleet.run('tick', START, at)).rejects.toThrow(Killed);
      fleet.pass(MINUTE);
      const report = await fleet.run('tick', START);
      const twice = [...fleet.queued().values()].filter((times) => times > 1).length;
      const { size } = fleet.queued();
      if (size !== MANY || report.found !== MANY || partial(fleet) > 3) wrong.push(`${at}: ${size} of ${report.found}`);
      if (twice > (between.has(at) ? 300 : 0)) wrong.push(`${at}: ${twice} twice`);
      if (twice > 0) repeated += 1;
    }
    expect(wrong).toEqual([]);
    expect(repeated).toBeLessThanOrEqual(between.size);
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
    const first = fleet.queue.length;
    expect(first).toBeGreaterThan(40);
    fleet.pass(MINUTE);
    await expect(fleet.run('tick', START)).rejects.toThrow('ran out of time');
    fleet.pass(2 * MINUTE);
    expect(await fleet.run('tick', START)).toMatchObject({ found: MANY, queued: MANY, resumed: true });
    expect([fleet.queued().size, timesOf(fleet), partial(fleet)]).toEqual([MANY, [1], 0]);
  });

  test('whose place in the list is lost begins the list anew, and queues nobody twice', async () => {
    const fleet = createFleet(MANY);
    await expect(fleet.run('tick', START, 30)).rejects.toThrow(Killed);
    expect(fleet.queue.length).toBeGreaterThan(20);
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
