import { describe, expect, test } from 'vitest';
import { HOUR } from '../../core/base/time.ts';
import { START } from '../support/make.ts';
import { lackingWrites } from './year/faults.ts';
import { countedIn, figuresOf, tableOf } from './year/figures.ts';
import { liveOn } from './year/live.ts';
import { heldAgainst } from './year/onlooker.ts';
import type { Span } from './year/span.ts';

const SEASON: Span = { seed: 1, days: 100, tokens: 50, interval: HOUR, troubleEvery: 30 };

describe('with owners, routes, rules, office hours, quiet, digests, rotations and renewals, outages, mass refusals and channels that are down', () => {
  test('a season of 50 tokens, swept every hour, with crashes before and after every kind of write, keeps every promise', {
    timeout: 300_000,
  }, async () => {
    const year = await liveOn(SEASON);
    process.stdout.write(`\n${tableOf(figuresOf([countedIn(year)], SEASON, START))}\n`);
    expect(heldAgainst(year)).toEqual([]);
    expect(lackingWrites(year.hits)).toEqual([]);
    expect(year.world.notices().map(({ why }) => why)).toEqual(
      expect.arrayContaining(['refuses', 'silent', 'answers']),
    );
  });
});
