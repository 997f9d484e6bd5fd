import { describe, expect, test } from 'vitest';
import { DAY } from '../../../core/base/time.ts';
import { discover, discoverOne } from '../../../monitor/discover/discover.ts';
import { START } from '../../support/make.ts';
import { createFleet, secretOf } from './fleet.ts';

const TICK = { id: 'tick', at: START };
const RUN = { by: 'run', until: START + DAY };
const FAILED = { at: START, says: 'Timeout' };
const rotation = { nextAt: START + 30 * DAY };
const lastRead = { at: START - 100 * DAY };

describe('what is queued', () => {
  test('of a sweep holds the schedule of a rotation and the last reading, where they are known', async () => {
    const fleet = createFleet(2);
    fleet.secrets.set('prod/bot-0', secretOf(0, { rotation, lastRead }));
    await discover(fleet.ports, TICK, RUN);
    const items = fleet.queue.flatMap(({ message }) => message.items);
    expect(items.find(({ name }) => name === 'prod/bot-0')).toMatchObject({ rotation, lastRead });
    expect(Object.keys(items.find(({ name }) => name === 'prod/bot-1') ?? {})).toEqual(['arn', 'name', 'tags']);
  });

  test.each([
    ['holds that it failed', { rotation }, { ...rotation, failed: FAILED }],
    ['holds nothing of it once rotation was turned off', {}, undefined],
  ])('of a failed rotation %s', async (_, more, wanted) => {
    const fleet = createFleet(1);
    fleet.secrets.set('prod/bot-0', secretOf(0, more));
    await discoverOne(fleet.ports, 'prod/bot-0', TICK, FAILED);
    const [queued] = fleet.queue;
    expect(queued?.message.reason).toBe('rotation');
    expect(queued?.message.items[0]?.rotation).toEqual(wanted);
  });
});
