import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../core/base/time.ts';
import { violations } from './violations.ts';
import { healthySince, liveOn, type Span } from './years.ts';

type Named = Span & { readonly name: string };

const SEASON: Named = { name: '60 days of 50 tokens', seed: 1, days: 60, tokens: 50, interval: HOUR };
/** Takes a minute: with SIM_YEAR=1 in the environment. */
const YEAR: Named = { name: 'a year of 500 tokens', seed: 2, days: 365, tokens: 500, interval: 6 * HOUR };

const SPANS: readonly Named[] = 'SIM_YEAR' in process.env ? [SEASON, YEAR] : [SEASON];

describe('with outages of two days, an issuer that refuses everybody, a channel down for a day and a stream that shows nothing for a day every month', () => {
  for (const { name, ...span } of SPANS) {
    test(`${name}, swept every ${span.interval / HOUR} h, keep every promise`, { timeout: 300_000 }, async () => {
      const began = performance.now();
      const world = await liveOn(span);
      const seconds = (performance.now() - began) / 1000;
      expect(violations(world, healthySince(span))).toEqual([]);
      const told = world.told();
      const notices = world.notices();
      const months = Math.floor((span.days - 4 + 19) / 30);
      expect(notices.filter(({ why }) => why === 'refuses')).toHaveLength(months);
      expect(notices.filter(({ why }) => why === 'silent')).toHaveLength(months);
      expect(told.length).toBeGreaterThan(span.tokens);
      expect(world.inboxes.every(({ copies }) => copies.size === told.length + notices.length)).toBe(true);
      expect(world.now()).toBeGreaterThan(span.days * DAY);
      expect(seconds).toBeLessThan(60);
    });
  }
});
