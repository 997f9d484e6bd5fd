import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../core/base/time.ts';
import { inMinutes, type Leak, leak, medianOf } from './leaks.ts';
import type { Mutation } from './monitor.ts';
import { type Defect, MUTATIONS } from './mutations.ts';

const SEEDS = Array.from({ length: Number(process.env.SIM_LEAKS ?? 40) }, (_, n) => n + 1);

const toldAfter = async (plan: Leak, seeds = SEEDS, mutation?: Mutation): Promise<readonly number[]> => {
  const times: number[] = [];
  for (const seed of seeds) {
    const { toldAfter, untold } = await leak(plan, seed, mutation);
    expect(untold).toBe(0);
    times.push(...toldAfter);
  }
  return times;
};

const MOST = { kind: 'discord.bot', tokens: 12, revoked: 9, explicit: false } as const;
const ALL = { kind: 'slack.bot', tokens: 9, revoked: 9, explicit: true } as const;

describe('a leak after which an issuer revoked', () => {
  const CASES: Readonly<Record<string, readonly [plan: Leak, within: number]>> = {
    'most tokens, with the answer that it gives to any bad one, is told within 15 minutes': [MOST, 15],
    'all tokens, and says so of each, is told within 15 minutes': [ALL, 15],
    'all tokens, with the answer that it gives to any bad one, is told soon after one of them is replaced': [
      { ...MOST, revoked: 12, replaced: 20 },
      45,
    ],
    'all tokens, and nothing tells that from an outage, is told after two hours': [{ ...MOST, revoked: 12 }, 130],
  };
  for (const [sentence, [plan, within]] of Object.entries(CASES)) {
    test(sentence, { timeout: 120_000 }, async () => {
      const times = await toldAfter(plan);
      const [median, worst] = [medianOf(times), Math.max(...times)];
      process.stdout.write(
        `${sentence}: ${times.length} deaths, median ${inMinutes(median)}, worst ${inMinutes(worst)} min\n`,
      );
      expect(worst).toBeLessThanOrEqual(within * MINUTE);
      // Never before an outage could have been told from it.
      expect(Math.min(...times)).toBeGreaterThanOrEqual(10 * MINUTE);
    });
  }
});

test('of all tokens, and nothing tells that from an outage: within 15 minutes every channel has that all are refused, and what would settle it', {
  timeout: 120_000,
}, async () => {
  const times: number[] = [];
  for (const seed of SEEDS) times.push((await leak({ ...MOST, revoked: 12 }, seed)).noticedAfter);
  process.stdout.write(
    `the notice: ${times.length} leaks, median ${inMinutes(medianOf(times))}, worst ${inMinutes(Math.max(...times))} min\n`,
  );
  expect(Math.max(...times)).toBeLessThanOrEqual(15 * MINUTE);
});

describe('it is found that a leak is told late when', () => {
  const LATE: Readonly<Partial<Record<Defect, Leak>>> = {
    'nobody is asked along': MOST,
    'what an issuer names is not heeded': ALL,
  };
  for (const [defect, plan] of Object.entries(LATE)) {
    test(defect, { timeout: 120_000 }, async () => {
      const times = await toldAfter(plan, [1, 2, 3], MUTATIONS[defect as Defect]);
      expect(Math.max(...times)).toBeGreaterThan(15 * MINUTE);
    });
  }
});
