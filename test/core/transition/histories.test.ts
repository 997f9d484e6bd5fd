import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../core/base/time.ts';
import type { Alert } from '../../../core/model/alert.ts';
import type { Observation } from '../../../core/model/observation.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import { DEFAULT_POLICY } from '../../../core/transition/policy.ts';
import { transition } from '../../../core/transition/transition.ts';
import { accepted, type LookParts, lookAt, refused, START, unanswered } from '../../support/make.ts';

const LADDER = DEFAULT_POLICY.ladder;

type Event = { readonly observation: Observation; readonly wait: number; readonly rotate: boolean };

const due = fc.integer({ min: 1, max: 120 }).map((days) => START + days * DAY);

const observation: fc.Arbitrary<Observation> = fc.oneof(
  { weight: 5, arbitrary: due.map((at) => accepted({ expiry: { at, source: 'issuer' } })) },
  { weight: 2, arbitrary: fc.constant(accepted()) },
  { weight: 3, arbitrary: fc.constant(refused()) },
  { weight: 1, arbitrary: fc.constant(refused({ meaning: 'revoked' })) },
  { weight: 1, arbitrary: fc.constant(refused({ meaning: 'expired' })) },
  { weight: 2, arbitrary: fc.constant(unanswered()) },
  { weight: 1, arbitrary: fc.constant(accepted({ lacking: ['repo'] })) },
);

const event: fc.Arbitrary<Event> = fc.record({
  observation,
  wait: fc.oneof(
    fc.constant(3 * MINUTE),
    fc.constant(HOUR),
    fc.integer({ min: 1, max: 20 }).map((days) => days * DAY),
  ),
  rotate: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
});

const history = fc.array(event, { minLength: 1, maxLength: 40 });

/** Within one version a date moves later only; the test on dates that move back is below. */
const looksOf = (events: readonly Event[]): LookParts[] => {
  let now = START;
  let version = 1;
  let latest = 0;
  return events.map(({ observation, wait, rotate }) => {
    now += wait;
    version += rotate ? 1 : 0;
    latest = rotate ? 0 : latest;
    const expiry =
      observation.seen === 'accepted' && typeof observation.expiry === 'object' ? observation.expiry : undefined;
    latest = Math.max(latest, expiry?.at ?? 0);
    const later =
      expiry && observation.seen === 'accepted' ? { ...observation, expiry: { ...expiry, at: latest } } : observation;
    return { observation: later, now, versionId: `v${version}` };
  });
};

const step = (record: TokenRecord | undefined, look: LookParts) =>
  transition(record, lookAt(record, look), DEFAULT_POLICY, look.now);

const walk = (
  looks: readonly LookParts[],
  from?: TokenRecord,
): { alerts: Alert[]; record: TokenRecord | undefined } => {
  let record = from;
  const alerts: Alert[] = [];
  for (const look of looks) {
    const next = step(record, look);
    record = next.record;
    alerts.push(...next.alerts);
  }
  return { alerts, record };
};

const holds = (property: (looks: readonly LookParts[]) => void) =>
  fc.assert(fc.property(history.map(looksOf), property), { numRuns: 2000 });

describe('over random histories', () => {
  test('no alert id is told twice', () =>
    holds((looks) => {
      const ids = walk(looks).alerts.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }));

  test('no threshold is told twice for one version and date', () =>
    holds((looks) => {
      const told = walk(looks).alerts.flatMap(({ versionId, threshold, diagnosis: { expiry } }) =>
        threshold === undefined || typeof expiry === 'string' ? [] : [`${versionId} ${expiry.at} ${threshold}`],
      );
      expect(new Set(told).size).toBe(told.length);
    }));

  test('indeterminate never changes a finding, and tells nothing but a known date that comes nearer', () =>
    holds((looks) => {
      let record: TokenRecord | undefined;
      for (const look of looks) {
        const before = record;
        const next = step(record, look);
        if (before !== undefined && look.observation.seen === 'unanswered') {
          expect(next.alerts.filter(({ kind }) => kind !== 'expiring' && kind !== 'rotate-by')).toEqual([]);
          expect(next.record.incident).toEqual(before.incident);
          expect(next.record.diagnosis).toEqual(before.diagnosis);
        }
        record = next.record;
      }
    }));

  test('a sequence replayed from any crash point tells the same alerts', () =>
    fc.assert(
      fc.property(history.map(looksOf), fc.nat(), (looks, cut) => {
        const at = cut % looks.length;
        const whole = walk(looks);
        const stored = walk(looks.slice(0, at));
        const again = walk(looks.slice(at), structuredClone(stored.record));
        expect([...stored.alerts, ...again.alerts]).toEqual(whole.alerts);
        // Looking again at what was stored already, as a redelivered message does, tells nothing new.
        const last = looks[at - 1];
        if (last !== undefined) {
          expect(walk([last], stored.record).alerts).toEqual([]);
        }
      }),
      { numRuns: 2000 },
    ));

  test('a page is always preceded by a refusal that was explained or repeated', () =>
    holds((looks) => {
      let record: TokenRecord | undefined;
      let refusals = 0;
      let version = '';
      for (const look of looks) {
        const next = step(record, look);
        const { seen } = look.observation;
        if (look.versionId !== version || seen === 'accepted') refusals = 0;
        version = look.versionId ?? '';
        if (seen === 'refused') refusals += 1;
        for (const alert of next.alerts.filter(({ severity }) => severity === 'page')) {
          expect(seen).toBe('refused');
          expect(alert.diagnosis.confidence === 'certain' || refusals >= 2).toBe(true);
        }
        record = next.record;
      }
    }));
});

test('no threshold is skipped for good: whatever runs are missed, the tightest one reached has been told', () => {
  const visits = fc.uniqueArray(fc.integer({ min: 1, max: 59 * 24 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(visits, (hours) => {
      const end = START + 60 * DAY;
      const seen = (now: number): LookParts => ({
        observation: accepted({ expiry: { at: end, source: 'issuer' } }),
        now,
      });
      const sorted = [...hours].sort((a, b) => a - b).map((hour) => START + hour * HOUR);
      const { alerts } = walk([START, ...sorted].map(seen));
      const told = alerts.flatMap(({ threshold }) => threshold ?? []);
      const last = sorted.at(-1) ?? START;
      const reached = LADDER.findLast((days) => end - last <= days * DAY);
      expect(told.at(-1)).toBe(reached);
      expect(told).toEqual([...told].sort((a, b) => b - a));
    }),
    { numRuns: 1000 },
  );
});

test('a date that moves there and back is told once', () => {
  const seen = (days: number, now: number): LookParts => ({
    observation: accepted({ expiry: { at: START + days * DAY, source: 'issuer' } }),
    now,
  });
  const back = (at: number): LookParts[] => [seen(30, at), seen(30, at + HOUR)];
  const looks = [seen(60, START), ...back(START + DAY), seen(60, START + 2 * DAY), ...back(START + 2 * DAY + HOUR)];
  const ids = walk(looks)
    .alerts.filter(({ kind }) => kind === 'expiring')
    .map(({ id }) => id);
  expect(ids).toHaveLength(1);
});

test('nodes that give an old and a new date in turn tell nothing more than the new date alone', () => {
  const seen = (days: number, now: number): LookParts => ({
    observation: accepted({ expiry: { at: START + days * DAY, source: 'issuer' } }),
    now,
  });
  const hours = Array.from({ length: 59 * 24 }, (_, hour) => hour);
  const told = (looks: readonly LookParts[]) => walk(looks).alerts.map(({ kind, threshold }) => `${kind} ${threshold}`);
  const steady = told(hours.map((hour) => seen(60, START + hour * HOUR)));
  expect(told(hours.map((hour) => seen(hour % 2 === 0 ? 60 : 20, START + hour * HOUR)))).toEqual(steady);
});
