import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../core/base/time.ts';
import { isDead } from '../../core/model/diagnosis.ts';
import { liveOf } from './live.ts';
import { lookForADay, REPLAYED, type Watched, watched, watchedAlive } from './replay.ts';

const WORKING = REPLAYED.filter(({ recorded }) => recorded.truth === 'works');

const notDead = (watch: Watched): void => {
  expect(watch.deaths()).toEqual([]);
  expect(isDead(watch.diagnosis()?.verdict ?? 'rejected'), watch.diagnosis()?.evidence.join('\n')).toBe(false);
};

describe('a token that works is never called dead', () => {
  describe('when it was never seen before, in looks over a day', () => {
    for (const one of WORKING)
      test(one.recorded.id, async () => {
        const watch = watched(one);
        watch.says(one.recorded);
        await lookForADay(watch, 20);
        notDead(watch);
      });
  });

  describe('when it was accepted two minutes before', () => {
    for (const one of WORKING) {
      if (liveOf(one.recorded) === undefined) continue;
      test(one.recorded.id, async () => {
        const watch = (await watchedAlive(one))!;
        watch.says(one.recorded);
        await watch.sweepAt(watch.now() + 2 * MINUTE);
        notDead(watch);
        expect(isDead((await watch.check()).verdict)).toBe(false);
      });
    }
  });

  describe('when the date on its tag is past', () => {
    for (const one of WORKING)
      test(one.recorded.id, async () => {
        const watch = watched(one, { 'token-health:expires-at': '2026-11-24' });
        watch.says(one.recorded);
        expect(isDead((await watch.check()).verdict)).toBe(false);
        await watch.sweepAt(watch.now());
        notDead(watch);
      });
  });
});
