import { expect, test } from 'vitest';
import { MINUTE } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import { base, samples } from '../messages/samples.ts';
import { START } from '../support/make.ts';
import { type Published, type Storm, weather, worstSecond } from './storm.ts';

const SENDERS = 5;
const FINDINGS = 5_000;
const FOUND_WITHIN = 10 * MINUTE;

const finding = (n: number, owners: number): Alert => ({
  ...samples['rejected-revoked']![0],
  id: `token-${n}:rejected`,
  owner: `team-${n % owners}`,
  ref: { ...base.ref, id: `token-${n}`, name: `prod/token-${n}` },
  at: START + Math.floor((n * FOUND_WITHIN) / FINDINGS),
});
const findings = (owners: number): readonly Alert[] => Array.from({ length: FINDINGS }, (_, n) => finding(n, owners));

const totalOf = (published: readonly Published[]): number => published.reduce((sum, { told }) => sum + told, 0);

const play = async (name: string, storm: Storm) => {
  const { published, calls } = await weather(storm);
  const total = [...calls.values()].reduce((sum, n) => sum + n, 0);
  process.stdout.write(
    `${name}: ${published.length} messages, ${worstSecond(published)} in the worst second, ${total} calls of the table\n`,
  );
  return published;
};

/** Told at once, then a message a minute; the first minute's run may follow the first message at once. */
const MOST_FOR_ONE = FOUND_WITHIN / MINUTE + 3;

test('five senders tell one owner of 5,000 findings in a message a minute, each finding once', {
  timeout: 120_000,
}, async () => {
  const published = await play('one owner', { senders: SENDERS, alerts: findings(1), foundWithin: FOUND_WITHIN });
  expect(totalOf(published)).toBe(FINDINGS);
  expect(published.length).toBeLessThanOrEqual(MOST_FOR_ONE);
  expect(published[0]?.told).toBe(1);
  expect(published[0]!.at - START).toBeLessThan(2_000);
});

test('five senders tell fifty owners of 5,000 findings, never more than eight messages in a second', {
  timeout: 120_000,
}, async () => {
  const published = await play('fifty owners', { senders: SENDERS, alerts: findings(50), foundWithin: FOUND_WITHIN });
  expect(totalOf(published)).toBe(FINDINGS);
  expect(published.length).toBeLessThanOrEqual(50 * MOST_FOR_ONE);
  expect(worstSecond(published)).toBeLessThanOrEqual(8);
});

test('a pace that every sender keeps for itself is found out', { timeout: 120_000 }, async () => {
  const storm = { senders: SENDERS, alerts: findings(50).slice(0, 1_000), foundWithin: MINUTE, ownPace: true };
  expect(worstSecond(await play('fifty owners, five paces', storm))).toBeGreaterThan(8);
});

test('first sights of 10,000 tokens are one message, the worst on top', { timeout: 120_000 }, async () => {
  const [worst, ...others] = samples.started!;
  const first = (n: number, like: Alert): Alert => ({
    ...like,
    id: `token-${n}:started`,
    ref: { ...like.ref, id: `token-${n}`, name: `prod/token-${n}` },
    at: START,
    collectUntil: START + 4 * MINUTE,
  });
  const healthy = others.find(({ diagnosis }) => diagnosis.verdict === 'healthy')!;
  const alerts = Array.from({ length: 10_000 }, (_, n) => first(n, n === 6_789 ? worst : healthy));
  const published = await play('first sights', { senders: SENDERS, alerts, foundWithin: 3 * MINUTE });
  expect(published.map(({ told }) => told)).toEqual([10_000]);
  expect(published[0]?.subject).toContain('STARTED: watching 10000 tokens of team-bots - 1 needs you');
});
