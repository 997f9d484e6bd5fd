import { describe, expect, test } from 'vitest';
import { HOUR } from '../../core/base/time.ts';
import { liveOn } from './year/live.ts';
import { YEAR_MUTATIONS, type YearDefect } from './year/mutations.ts';
import { heldAgainst } from './year/onlooker.ts';
import type { Span } from './year/span.ts';

const WEEKS: Span = { seed: 4, days: 45, tokens: 200, interval: 24 * HOUR, troubleEvery: 30 };

/** What is then held against the monitor. */
const EXPECTED: Readonly<Record<YearDefect, RegExp>> = {
  'an alert is marked before it is sent': /^lost/m,
  'office hours are not kept': /^asleep/m,
  'whatever pages goes the way of a note': /^lost: pager-/m,
  'all is told by every channel': /^misrouted/m,
  'each run of the digest tells its own': /^lost: \d digests/m,
  'what somebody took on is told all the same': /^unquiet|^unheard/m,
  'quiet never ends': /^unheard|^late/m,
};

describe('six weeks with owners and people find it when', () => {
  for (const [defect, shows] of Object.entries(EXPECTED))
    test(defect, { timeout: 120_000 }, async () => {
      const year = await liveOn(WEEKS, YEAR_MUTATIONS[defect as YearDefect]);
      expect(heldAgainst(year).join('\n')).toMatch(shows);
    });

  test('nothing, when there is no defect', { timeout: 120_000 }, async () => {
    expect(heldAgainst(await liveOn(WEEKS))).toEqual([]);
  });
});
