import { describe, expect, test } from 'vitest';
import { DAY, HOUR, type Instant } from '../../../core/base/time.ts';
import type { Alert } from '../../../core/model/alert.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import { DEFAULT_POLICY } from '../../../core/transition/policy.ts';
import { transition } from '../../../core/transition/transition.ts';
import { accepted, lookAt, START } from '../../support/make.ts';

type Life = {
  /** Milliseconds that one renewal gives. */
  readonly life: number;
  /** Milliseconds between renewals. */
  readonly every: number;
  /** No renewal after this. */
  readonly until?: number;
  /** How long it is looked at, in milliseconds; every hour. */
  readonly lasts: number;
  /** The issuer says that it is renewed in place. */
  readonly said?: boolean;
  /** Each renewal is a new version. */
  readonly rotates?: boolean;
  /** How old the first renewal is at the first look. */
  readonly age?: number;
};

/** What is told of a token that a job renews, hour by hour: `kind`, and how long after the start and before its date. */
const told = ({
  life,
  every,
  until = Number.POSITIVE_INFINITY,
  lasts,
  said,
  rotates,
  age = 0,
}: Life): readonly string[] => {
  let record: TokenRecord | undefined;
  const alerts: Alert[] = [];
  for (let now = START; now < START + lasts; now += HOUR) {
    const renewals = Math.floor((Math.min(now - START, until) + age) / every);
    const made: Instant = START - age + renewals * every;
    if (made + life <= now) break;
    const observation = accepted({
      expiry: { at: made + life, source: 'issuer' },
      ...(said && { renewable: { life } }),
    });
    const versionId = rotates ? `v${renewals}` : 'v1';
    const issuedAt = rotates ? made : START - age;
    const step = transition(record, lookAt(record, { observation, now, versionId, issuedAt }), DEFAULT_POLICY, now);
    record = step.record;
    alerts.push(...step.alerts);
  }
  return alerts.flatMap(({ kind, at, diagnosis: { expiry } }) =>
    kind === 'started' || typeof expiry !== 'object'
      ? []
      : [`${kind} at ${(at - START) / HOUR} h, ${(expiry.at - at) / HOUR} h ahead`],
  );
};

const WEEK = 7 * DAY;

describe('a token that is renewed in place', () => {
  const QUIET: Readonly<Record<string, Life>> = {
    'Vault: 768 h, renewed weekly for a year': { life: 768 * HOUR, every: WEEK, lasts: 365 * DAY, said: true },
    'Vault: 768 h, renewed at two thirds for a year': {
      life: 768 * HOUR,
      every: 512 * HOUR,
      lasts: 365 * DAY,
      said: true,
    },
    'Vault: period of 24 h, renewed hourly for a month': { life: DAY, every: HOUR, lasts: 30 * DAY, said: true },
    'Vault: period of 24 h, renewed every 8 h for a month': { life: DAY, every: 8 * HOUR, lasts: 30 * DAY, said: true },
    'first seen three days after its last renewal': {
      life: 768 * HOUR,
      every: WEEK,
      lasts: 90 * DAY,
      said: true,
      age: 3 * DAY,
    },
    '24 h, renewed every 12 h, of an issuer that does not say so': { life: DAY, every: 12 * HOUR, lasts: 30 * DAY },
  };
  test.each(Object.keys(QUIET))('%s: nothing is told', (row) => {
    expect(told(QUIET[row]!)).toEqual([]);
  });

  test('26 h renewed every 24 h, of an issuer that does not say so: told once, before anybody could know', () => {
    expect(told({ life: 26 * HOUR, every: DAY, lasts: 60 * DAY })).toEqual(['expiring at 20 h, 6 h ahead']);
  });

  const STOPPED: Readonly<Record<string, readonly [life: Life, told: readonly string[]]>> = {
    'renewed weekly, then not any more: within one missed renewal, then by the ladder': [
      { life: 768 * HOUR, every: WEEK, until: 8 * WEEK, lasts: 365 * DAY, said: true },
      [
        'expiring at 1596 h, 516 h ahead',
        'expiring at 1944 h, 168 h ahead',
        'expiring at 2040 h, 72 h ahead',
        'expiring at 2088 h, 24 h ahead',
      ],
    ],
    'renewed at two thirds, then not any more: when a quarter is left': [
      { life: 768 * HOUR, every: 512 * HOUR, until: 1024 * HOUR, lasts: 365 * DAY, said: true },
      ['expiring at 1600 h, 192 h ahead', 'expiring at 1720 h, 72 h ahead', 'expiring at 1768 h, 24 h ahead'],
    ],
    'a period of 24 h renewed hourly, then not any more': [
      { life: DAY, every: HOUR, until: 30 * DAY, lasts: 32 * DAY, said: true },
      ['expiring at 722 h, 22 h ahead', 'expiring at 738 h, 6 h ahead'],
    ],
    '26 h renewed every 24 h, then not any more: an hour before its end': [
      { life: 26 * HOUR, every: DAY, until: 10 * DAY, lasts: 20 * DAY },
      ['expiring at 20 h, 6 h ahead', 'expiring at 265 h, 1 h ahead'],
    ],
    '10 d renewed daily, then not any more': [
      { life: 10 * DAY, every: DAY, until: 40 * DAY, lasts: 60 * DAY, said: true },
      ['expiring at 996 h, 204 h ahead', 'expiring at 1128 h, 72 h ahead', 'expiring at 1176 h, 24 h ahead'],
    ],
    'never renewed though it could be: when a quarter is left': [
      { life: 768 * HOUR, every: 900 * DAY, lasts: 60 * DAY, said: true },
      [
        'expiring at 576 h, 192 h ahead',
        'expiring at 600 h, 168 h ahead',
        'expiring at 696 h, 72 h ahead',
        'expiring at 744 h, 24 h ahead',
      ],
    ],
  };
  test.each(Object.keys(STOPPED))('%s', (row) => {
    const [life, alerts] = STOPPED[row]!;
    expect(told(life)).toEqual(alerts);
  });

  test('tells the same again when it stops a second time', () => {
    const twice = (until: number) => told({ life: DAY, every: HOUR, until, lasts: 40 * DAY, said: true });
    expect(twice(20 * DAY)).toHaveLength(2);
  });
});

describe('a token that a job rotates, each time as a new version', () => {
  test('24 h rotated every 20 h: told while nobody can know, then nothing', () => {
    expect(told({ life: DAY, every: 20 * HOUR, lasts: 60 * DAY, rotates: true }).length).toBeLessThanOrEqual(3);
  });

  test('24 h rotated every 20 h, then not any more: before its end', () => {
    const alerts = told({ life: DAY, every: 20 * HOUR, until: 30 * DAY, lasts: 60 * DAY, rotates: true });
    const last = alerts.at(-1) ?? '';
    expect(Number(/at (\d+) h/.exec(last)?.[1])).toBeGreaterThan(30 * 24);
  });

  test('90 d rotated by hand five days before its date: the ladder goes on as before', () => {
    const alerts = told({ life: 90 * DAY, every: 85 * DAY, lasts: 400 * DAY, rotates: true });
    expect(alerts.filter((line) => line.endsWith('720 h ahead'))).toHaveLength(4);
  });
});

describe('whose renewal stopped once, and who was replaced by hand', () => {
  const FORTNIGHT = 14 * DAY;

  /** Renewed every week by a week more; what `v1` had is over, and `v2` is renewed twice, then no more. */
  const twice = (record: TokenRecord | undefined, versionId: string, from: Instant, until: Instant) => {
    let before = record;
    const kinds: string[] = [];
    for (let now = from; now < until; now += DAY) {
      const date = from + FORTNIGHT + Math.min(2, Math.floor((now - from) / WEEK)) * WEEK;
      const observation = accepted({ expiry: { at: date, source: 'issuer' } });
      const step = transition(
        before,
        lookAt(before, { observation, now, versionId, issuedAt: from }),
        DEFAULT_POLICY,
        now,
      );
      before = step.record;
      kinds.push(...step.alerts.flatMap(({ kind }) => (kind === 'expiring' ? [`${(now - from) / DAY} d`] : [])));
    }
    return { record: before, kinds };
  };

  test('is renewed in place again: the new version is warned of as the old one was, and not by fixed days', () => {
    const first = twice(undefined, 'v1', START, START + 27 * DAY);
    const second = twice(first.record, 'v2', START + 29 * DAY, START + 56 * DAY);
    expect(first.kinds.length).toBeGreaterThan(0);
    expect(second.kinds).toEqual(first.kinds);
  });
});
