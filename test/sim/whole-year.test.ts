import { expect, test } from 'vitest';
import { DAY } from '../../core/base/time.ts';
import { START } from '../support/make.ts';
import { lackingWrites } from './year/faults.ts';
import { figuresOf, tableOf } from './year/figures.ts';
import { liveOn } from './year/live.ts';
import { heldAgainst } from './year/onlooker.ts';
import type { Span } from './year/span.ts';

/** Once a day is the longest interval that a deployment may set. A look costs a tenth of a millisecond and more: the sweeps of every hour are those of year.test.ts. */
const YEAR: Span = { seed: 1, days: 365, tokens: 2000, interval: DAY, troubleEvery: 60 };

test('a year of 2,000 tokens, swept once a day, with crashes before and after every kind of write, keeps every promise', {
  timeout: 900_000,
}, async () => {
  const before = process.cpuUsage();
  const year = await liveOn(YEAR);
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`\n${tableOf(figuresOf(year, START))}\n`);
  process.stdout.write(`seconds of a processor                ${((user + system) / 1e6).toFixed(0)}\n`);
  expect(heldAgainst(year)).toEqual([]);
  expect(lackingWrites(year.hits)).toEqual([]);
});
