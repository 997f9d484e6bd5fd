import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../core/base/time.ts';
import { START } from '../support/make.ts';
import { EFFECT_FAULTS } from './faults.ts';
import { WRITES } from './year/faults.ts';
import { figuresOf, tableOf } from './year/figures.ts';
import { liveOn, type Year } from './year/live.ts';
import { YEAR_MUTATIONS } from './year/mutations.ts';
import { heldAgainst } from './year/onlooker.ts';
import type { Span } from './year/span.ts';

type Named = Span & { readonly name: string };

const MONTH: Named = { name: 'a month of 40 tokens, swept every hour', seed: 1, days: 30, tokens: 40, interval: HOUR };
const SEASON: Named = {
  name: 'five months of 200 tokens, swept once a day',
  seed: 2,
  days: 150,
  tokens: 200,
  interval: DAY,
};
/** Two minutes of one processor: with SIM_YEAR=1 in the environment. */
const YEAR: Named = {
  name: 'a year of 2,000 tokens, swept once a day',
  seed: 1,
  days: 365,
  tokens: 2000,
  interval: DAY,
};

const SPANS: readonly Named[] = 'SIM_YEAR' in process.env ? [MONTH, SEASON, YEAR] : [MONTH, SEASON];

/** Faults of writes that never came: without them it would show nothing. */
const missed = ({ hits }: Year): readonly string[] =>
  WRITES.flatMap((kind) => EFFECT_FAULTS.map((fault) => `${kind} ${fault}`)).filter((fault) => !hits.has(fault));

const say = (text: string): void => void process.stdout.write(`${text}\n\n`);

describe('with forty owners, their channels by severity, rules, office hours, people who ask for quiet, digests, rotations and renewals, outages, channels that are down, and crashes at every kind of write', () => {
  for (const { name, ...span } of SPANS) {
    test(`${name}: nothing is lost or told twice, and nobody is woken in vain`, { timeout: 900_000 }, async () => {
      const before = process.cpuUsage();
      const year = await liveOn(span);
      const { user, system } = process.cpuUsage(before);
      expect(heldAgainst(year)).toEqual([]);
      const { world } = year;
      expect(world.told().length).toBeGreaterThan(span.tokens);
      expect(world.now()).toBeGreaterThanOrEqual(START + span.days * DAY);
      say(`${name}, in ${((user + system) / 1e6).toFixed(0)} s of processor time:`);
      say(tableOf(figuresOf(year, START), world.table.ever.size));
      if (span.days > 100) expect(missed(year)).toEqual([]);
    });
  }
});

/** What is then held against the monitor. */
const SHOWS: Readonly<Record<keyof typeof YEAR_MUTATIONS, RegExp>> = {
  'an alert is marked before it is sent': /^lost/m,
  'what may wait does not wait for office hours': /^asleep/m,
  'every channel gets everything': /^misrouted/m,
  'a digest that is made again is another one': /^lost: 2 digests/m,
  'what somebody asked to hear no more of is told': /^unquiet/m,
  'a recovery is told by its own severity alone': /^lost/m,
};

describe('three months of 200 tokens find it when', () => {
  for (const [defect, shows] of Object.entries(SHOWS)) {
    test(defect, { timeout: 120_000 }, async () => {
      const span = { seed: 3, days: 90, tokens: 200, interval: DAY };
      const year = await liveOn(span, YEAR_MUTATIONS[defect as keyof typeof YEAR_MUTATIONS]);
      expect(heldAgainst(year).join('\n')).toMatch(shows);
    });
  }
});
