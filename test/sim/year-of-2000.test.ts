import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { HOUR } from '../../core/base/time.ts';
import { tableOf } from './year/figures.ts';
import type { Half } from './year/half.ts';
import type { Span } from './year/span.ts';

/**
 * An issuer, a table and all faults of its own each: a world runs on one thread. A look costs 0.15 ms, so that a year of sweeps every hour would take
 * three quarters of an hour: the season of year.test.ts has those.
 */
const HALVES: readonly Span[] = [2, 3].map((seed) => ({
  seed,
  days: 365,
  tokens: 1000,
  interval: 48 * HOUR,
  troubleEvery: 120,
}));

const live = (span: Span): Promise<Half> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./year/half.ts', import.meta.url), { workerData: span });
    thread.once('message', resolve);
    thread.once('error', reject);
  });

describe('a year of 2,000 tokens, as two deployments of 1,000 side by side, swept every other day', () => {
  test('keeps every promise with crashes at every write', {
    timeout: 600_000,
  }, async () => {
    const halves = await Promise.all(HALVES.map(live));
    for (const { figures, seconds } of halves)
      process.stdout.write(`\n${tableOf(figures)}\nseconds of a processor                ${seconds.toFixed(1)}\n`);
    expect(halves.flatMap(({ held }) => held)).toEqual([]);
    expect(halves.flatMap(({ lacking }) => lacking)).toEqual([]);
  });
});
