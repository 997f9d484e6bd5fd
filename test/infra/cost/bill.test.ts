import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createPace } from '../../../adapters/http/pace.ts';
import { HOUR, SECOND } from '../../../core/base/time.ts';
import type { Deployed } from '../../../infra/cost/deployed.ts';
import { BUDGET, fixedUsd, mayAdd, monthOf, paceOf, sumOf, VIEWING } from '../../../infra/cost/month.ts';
import { PRICES, usdOf } from '../../../infra/cost/prices.ts';
import { billTable, billText, FLEETS } from '../../../infra/cost/says.ts';
import { startsAMonth } from '../../../infra/cost/starts.ts';
import { ofType, resources, synth } from '../synth.ts';
import { deployed } from './stack.ts';

const shipped = deployed();
const usdAMonth = (parts: Partial<Deployed>, tokens: number): number =>
  sumOf(monthOf({ ...shipped, ...parts }, tokens));

describe('the bill of a month', () => {
  test('of 1,000 tokens hourly is at most 7 USD, and 11 where each value read is billed', () => {
    const total = usdAMonth({}, 1000);
    expect(total).toBeLessThanOrEqual(7);
    expect(total + mayAdd(shipped, 1000).singly).toBeLessThanOrEqual(11);
  });

  test('counts alarms, keys and starts in the template', () => {
    const all = resources(synth());
    expect(shipped).toMatchObject({
      alarms: ofType(all, 'AWS::CloudWatch::Alarm').length,
      keys: ofType(all, 'AWS::KMS::Key').length,
      sweeps: 730,
      // Notify every minute, the count of subscribers every five; a digest a week, counted as if it were daily.
      otherStarts: 730 * (60 + 12) + 730 / 24,
      digests: 730 / 168,
      memoryGb: 0.5,
      widgetGb: 1769 / 1024,
    });
  });

  test('knows how many probes share the budget of an issuer, and at what pace each asks', () => {
    const scaling = ofType(resources(synth()), 'AWS::Lambda::EventSourceMapping').flatMap(
      ([, { Properties }]) => Properties.ScalingConfig ?? [],
    );
    expect(scaling).toEqual([{ MaximumConcurrency: shipped.probes }]);
    const pace = createPace(() => 0, shipped.probes);
    const turns = Array.from({ length: 101 }, () => pace.turn({ perSecond: BUDGET, concurrency: 1 }, HOUR));
    const [first = 0, ...later] = turns.map((turn) => ('at' in turn ? turn.at : 0));
    expect(100 / (((later.at(-1) ?? 0) - first) / SECOND)).toBeCloseTo(paceOf(shipped.probes));
  });

  test('grows with probes that wait for each other, and with every second that a token takes', () => {
    const waits = 730 * 1000 * (1 / paceOf(6) - 1 / paceOf(3));
    expect(usdAMonth({ probes: 6 }, 1000) - usdAMonth({ probes: 3 }, 1000)).toBeCloseTo(
      usdOf('lambdaSeconds', shipped.memoryGb * waits),
    );
  });

  const MORE: Readonly<Record<string, [parts: Partial<Deployed>, usd: number]>> = {
    'a metric': [{ metrics: shipped.metrics + 1 }, 0.3],
    'an alarm': [{ alarms: shipped.alarms + 1 }, 0.1],
  };
  test.each(Object.entries(MORE))('%s more is its price more', (_, [parts, usd]) => {
    expect(usdAMonth(parts, 1000) - usdAMonth({}, 1000)).toBeCloseTo(usd);
  });

  test('values read are what grows: at 10,000 tokens, one call each or one for twenty', () => {
    const { singly, others } = mayAdd(shipped, 10_000);
    const reads = 730 * 10_000;
    expect(singly).toBeCloseTo((reads * 0.95 * 0.05) / 10_000);
    expect(others.map(({ usd }) => usd)).toEqual([
      expect.closeTo((reads * 0.03) / 10_000),
      expect.closeTo((reads * 1.05 * 2) / 100_000),
      expect.closeTo((reads * 1.05 * 4) / 1_000_000),
    ]);
  });

  test('looking at the dashboard costs what its table is large, and nothing where nobody looks', () => {
    const [small, large] = [1000, 10_000].map((tokens) => mayAdd(shipped, tokens).viewing);
    expect(small).toBeGreaterThan(0.5);
    expect(small).toBeLessThan(2);
    expect((large ?? 0) / (small ?? 1)).toBeGreaterThan(8);
    expect((large ?? 0) / (small ?? 1)).toBeLessThan(12);
    // Two widgets, each of which reads records and alerts of 22 KB a token, at half a unit for 4 KB.
    const reads = (VIEWING.views * 2 * 10_000 * 22_000) / 4096 / 2;
    expect(large).toBeGreaterThan(usdOf('tableReads', reads));
    expect(large).toBeLessThan(1.5 * usdOf('tableReads', reads));
    expect(usdAMonth({ widgetGb: 2 * shipped.widgetGb }, 1000)).toBe(usdAMonth({}, 1000));
    expect(mayAdd({ ...shipped, widgetGb: 2 * shipped.widgetGb }, 1000).viewing).toBeGreaterThan(small ?? 0);
  });

  test('what does not depend on tokens is metrics, alarms and the key, as the bill has them', () => {
    const [metrics, alarms] = monthOf(shipped, 1000).map(({ usd }) => usd);
    expect(fixedUsd(shipped)).toBeCloseTo((metrics ?? 0) + (alarms ?? 0) + shipped.keys * 1);
    expect(fixedUsd({ ...shipped, keys: 0 })).toBeCloseTo(fixedUsd(shipped) - 1);
  });

  test('an amount is its price, part by part', () => expect(usdOf('secretsCalls', 5_000)).toBeCloseTo(0.025));

  test('a sweep a day costs less than one an hour, and a day with none of them nothing per token', () => {
    expect(usdAMonth({ sweeps: 30 }, 1000)).toBeLessThan(usdAMonth({}, 1000));
    expect(usdAMonth({ sweeps: 0 }, 1000)).toBeCloseTo(usdAMonth({ sweeps: 0 }, 100), 2);
  });

  test.each(Object.entries(PRICES))('the price of %s has its source and its month', (_, { source, read, usd, per }) => {
    expect(source.length).toBeGreaterThan(5);
    expect(read).toMatch(/^20\d\d-\d\d$/);
    expect(usd * per).toBeGreaterThan(0);
  });
});

describe('starts a month', () => {
  test.each([
    ['rate(1 hour)', 730],
    ['rate(1 minute)', 43_800],
    ['rate(1 day)', 730 / 24],
    ['cron(0 6 * * ? *)', 730 / 24],
    ['cron(0 * * * ? *)', 730],
    ['cron(0/15 8-17 ? * MON-FRI *)', (730 / 24) * 40],
    ['cron(5,35 6,18 * * ? *)', (730 / 24) * 4],
  ])('of %s are %f', (expression, starts) => expect(startsAMonth(expression)).toBeCloseTo(starts));
});

describe('what people read', () => {
  test('at synth: three fleets, both ways of billing, and the schedule', () => {
    const text = billText({ ...shipped, metrics: 10, alarms: 10 }, 'rate(1 hour)');
    expect(text.split('\n')).toHaveLength(FLEETS.length + 2);
    expect(text).toMatch(/^Cost in USD a month at rate\(1 hour\)/);
    expect(text).toMatch(
      /\n {3}1,000 tokens: +\d+\.\d\d, or \d+\.\d\d if AWS bills each value of a batch read; \d+\.\d\d more where the dashboard is open/,
    );
  });

  test('in docs/cost.md: the table of the configuration as shipped', () => {
    const page = readFileSync('docs/cost.md', 'utf8');
    const [before = '', , after = ''] = page.split(/<!-- table -->\n/);
    const now = `${before}<!-- table -->\n${billTable(shipped)}\n<!-- table -->\n${after}`;
    if (process.env.UPDATE_GOLDEN) writeFileSync('docs/cost.md', now);
    expect(page).toBe(now);
  });
});
