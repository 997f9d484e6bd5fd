import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../core/base/time.ts';
import type { Alert } from '../../../core/model/alert.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import { DEFAULT_POLICY } from '../../../core/transition/policy.ts';
import { transition } from '../../../core/transition/transition.ts';
import { accepted, ambiguous, type LookParts, lookAt, refused, START, unanswered } from '../../support/make.ts';

const story = () => {
  let record: TokenRecord | undefined;
  const alerts: Alert[] = [];
  const look = (minute: number, observation: LookParts['observation'], more: Partial<LookParts> = {}) => {
    const now = START + minute * MINUTE;
    const step = transition(record, lookAt(record, { observation, now, ...more }), DEFAULT_POLICY, now);
    record = step.record;
    alerts.push(...step.alerts);
    return step;
  };
  return { look, told: () => alerts.map(({ kind }) => kind), alerts, record: () => record };
};

const accepting = () => {
  const walk = story();
  walk.look(0, accepted());
  return walk;
};

describe('an ambiguous answer of a token that worked', () => {
  test('is told after three looks over half an hour, and asks for these looks itself', () => {
    const walk = accepting();
    expect(walk.look(60, ambiguous()).confirmAt).toBe(START + 75 * MINUTE);
    expect(walk.look(75, ambiguous()).confirmAt).toBe(START + 90 * MINUTE);
    expect(walk.told()).toEqual(['started']);
    expect(walk.look(90, ambiguous()).confirmAt).toBeUndefined();
    expect(walk.told()).toEqual(['started', 'rejected']);
    expect(walk.alerts.at(-1)).toMatchObject({ refusedSince: START + 60 * MINUTE, severity: 'page' });
    expect(walk.alerts.at(-1)?.diagnosis.confidence).toBe('likely');
  });

  test('keeps what was believed until then', () => {
    const walk = accepting();
    walk.look(60, ambiguous());
    expect(walk.record()?.diagnosis.verdict).toBe('healthy');
  });

  test('is forgotten by a good answer in between', () => {
    const walk = accepting();
    for (const minute of [60, 75]) walk.look(minute, ambiguous());
    walk.look(80, accepted());
    expect(walk.record()?.doubted).toBeUndefined();
    for (const minute of [90, 105]) walk.look(minute, ambiguous());
    expect(walk.told()).toEqual(['started']);
  });

  test('is not forgotten by an answer in between that says nothing', () => {
    const walk = accepting();
    for (const minute of [60, 75]) walk.look(minute, ambiguous());
    walk.look(80, unanswered());
    walk.look(90, ambiguous());
    expect(walk.told()).toEqual(['started', 'rejected']);
  });

  test('is told once, then asked less and less often', () => {
    const walk = accepting();
    for (const minute of [60, 75, 90, 150, 500, 2000]) walk.look(minute, ambiguous());
    expect(walk.told()).toEqual(['started', 'rejected']);
    expect(walk.record()?.doubted?.askAgainAt).toBe(START + 2000 * MINUTE + DAY);
  });

  test('that counted ends when the token is accepted twice', () => {
    const walk = accepting();
    for (const minute of [60, 75, 90]) walk.look(minute, ambiguous());
    for (const minute of [200, 203]) walk.look(minute, accepted());
    expect(walk.told()).toEqual(['started', 'rejected', 'recovered']);
  });

  test('does not end what a named refusal has opened', () => {
    const walk = accepting();
    for (const minute of [60, 63]) walk.look(minute, refused());
    for (const minute of [120, 135, 150, 165]) walk.look(minute, ambiguous());
    expect(walk.told()).toEqual(['started', 'rejected']);
  });

  test('of another version begins anew', () => {
    const walk = accepting();
    for (const minute of [60, 75]) walk.look(minute, ambiguous());
    walk.look(90, ambiguous(), { versionId: 'v2' });
    expect(walk.told()).toEqual(['started']);
    expect(walk.record()?.doubted).toEqual({ since: START + 90 * MINUTE, looks: 1 });
  });

  test('hides no date that was known before', () => {
    const walk = story();
    const expiry = { at: START + 8 * DAY, source: 'issuer' } as const;
    walk.look(0, accepted({ expiry }));
    walk.look(25 * 60, ambiguous());
    expect(walk.told()).toEqual(['started', 'expiring']);
  });
});

describe('an ambiguous answer of a token never seen accepted', () => {
  test('is listed as not judged, and never told', () => {
    const walk = story();
    for (let hour = 0; hour < 100; hour++) walk.look(hour * 60, ambiguous());
    expect(walk.told()).toEqual(['started']);
    expect(walk.alerts[0]?.diagnosis.verdict).toBe('indeterminate');
  });

  test('that is a bare 401 is told after a day of it', () => {
    const walk = story();
    for (let hour = 0; hour < 24; hour++) walk.look(hour * 60, ambiguous('bare'));
    expect(walk.told()).toEqual(['started']);
    walk.look(24 * 60, ambiguous('bare'));
    expect(walk.told()).toEqual(['started', 'rejected']);
  });
});

describe('a version is young from when it became the current one', () => {
  const MADE_LONG_AGO = { versionId: 'v2', issuedAt: START - 30 * HOUR };

  test('a certain refusal of one that was made a day ago and put in use now needs a second look', () => {
    const walk = accepting();
    walk.look(60, refused({ meaning: 'revoked' }), MADE_LONG_AGO);
    expect(walk.told()).toEqual(['started']);
    walk.look(62, accepted(), MADE_LONG_AGO);
    walk.look(120, accepted(), MADE_LONG_AGO);
    expect(walk.told()).toEqual(['started']);
  });

  test('and is told at the second', () => {
    const walk = accepting();
    for (const minute of [60, 63]) walk.look(minute, refused({ meaning: 'revoked' }), MADE_LONG_AGO);
    expect(walk.told()).toEqual(['started', 'rejected']);
  });

  test('an old one is told at the first', () => {
    const walk = story();
    walk.look(0, accepted(), MADE_LONG_AGO);
    walk.look(60, refused({ meaning: 'revoked' }), MADE_LONG_AGO);
    expect(walk.told()).toEqual(['started', 'rejected']);
  });
});
