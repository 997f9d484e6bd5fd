import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../core/base/time.ts';
import type { Alert } from '../../../core/model/alert.ts';
import type { Observation } from '../../../core/model/observation.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import type { Policy } from '../../../core/transition/policy.ts';
import { DEFAULT_POLICY } from '../../../core/transition/policy.ts';
import { transition } from '../../../core/transition/transition.ts';
import {
  accepted,
  exchange,
  expiresIn,
  type LookParts,
  lookAt,
  refused,
  START,
  unanswered,
  WATCH,
} from '../../support/make.ts';

const OTHER = { ...exchange(200, START), request: 'GET discord.com/api/v10/oauth2/@me' };

/** Walks a token through looks and collects what is told, as `kind` or `kind threshold`. */
const story = (policy: Policy = DEFAULT_POLICY) => {
  let record: TokenRecord | undefined;
  const alerts: Alert[] = [];
  const writes: boolean[] = [];
  const look = (parts: LookParts) => {
    const step = transition(record, lookAt(record, parts, policy), policy, parts.now);
    record = step.record;
    alerts.push(...step.alerts);
    writes.push(step.changed);
    return step;
  };
  const told = () => alerts.map(({ kind, threshold }) => (threshold === undefined ? kind : `${kind} ${threshold}`));
  return { look, told, alerts, writes, record: () => record };
};

const healthyFor = (walk: ReturnType<typeof story>, now = START) => walk.look({ observation: accepted(), now });

test('what is told carries whose it is, where it is used and what to read, as its tags say', () => {
  const watch = { ...WATCH, owner: 'team-bots', environment: 'production', runbook: 'https://wiki.example.org/bots' };
  const walk = story();
  walk.look({ observation: accepted(), now: START, watch });
  walk.look({ observation: refused({ meaning: 'revoked' }), now: START + DAY, watch });
  walk.look({ observation: refused({ meaning: 'revoked' }), now: START + DAY + HOUR, watch });
  expect(walk.told()).toEqual(['started', 'rejected']);
  const { owner, environment, runbook } = watch;
  for (const alert of walk.alerts) expect(alert).toMatchObject({ owner, environment, runbook });
});

describe('first sight', () => {
  test.each([
    ['a healthy token', accepted()],
    ['a token that expires tomorrow', expiresIn(1, START)],
    ['a token its issuer calls revoked', refused({ meaning: 'revoked' })],
    ['a token nobody could ask about', unanswered()],
  ])('%s is listed once, to be collected, and told no other way', (_sentence, observation) => {
    const walk = story();
    walk.look({ observation, now: START });
    walk.look({ observation, now: START + HOUR });
    expect(walk.told()).toEqual(['started']);
    expect(walk.alerts[0]?.collectUntil).toBe(START + DEFAULT_POLICY.collect);
  });

  test('an unconfirmed refusal is listed only when the second look agrees', () => {
    const walk = story();
    const first = walk.look({ observation: refused(), now: START });
    expect(walk.told()).toEqual([]);
    expect(first.confirmAt).toBe(START + DEFAULT_POLICY.confirmAfter);
    walk.look({ observation: refused(), now: START + 3 * MINUTE });
    expect(walk.told()).toEqual(['started']);
    expect(walk.alerts[0]?.diagnosis.verdict).toBe('rejected');
  });
});

describe('a record is written', () => {
  const lacking = (...rights: readonly string[]) => accepted({ lacking: rights });

  test.each([
    ['when another right is missing', lacking('repo'), lacking('repo', 'read:org'), true],
    ['not when the same are', lacking('repo'), lacking('repo'), false],
    ['when another date is told', expiresIn(80, START), expiresIn(90, START), true],
    ['when another request accepted it', accepted(), accepted({ exchange: OTHER }), true],
    ['when other scopes are told', accepted({ scopes: ['a'] }), accepted({ scopes: ['a', 'b'] }), true],
  ])('%s', (_sentence, first, second, written) => {
    const walk = story();
    walk.look({ observation: first, now: START });
    walk.look({ observation: first, now: START + HOUR });
    walk.look({ observation: second, now: START + 2 * HOUR });
    expect(walk.writes.at(-1)).toBe(written);
  });
});

describe('a refusal', () => {
  test('is told when a second look minutes later agrees, once', () => {
    const walk = story();
    healthyFor(walk);
    walk.look({ observation: refused(), now: START + HOUR });
    expect(walk.told()).toEqual(['started']);
    walk.look({ observation: refused(), now: START + HOUR + 3 * MINUTE });
    walk.look({ observation: refused(), now: START + 3 * HOUR });
    expect(walk.told()).toEqual(['started', 'rejected']);
    expect(walk.alerts[1]).toMatchObject({ severity: 'page', lastAcceptedAt: START });
  });

  test('says that the token was accepted in the sweep before, though that sweep wrote nothing', () => {
    const walk = story();
    for (const hour of [0, 1, 2]) walk.look({ observation: accepted(), now: START + hour * HOUR });
    walk.look({ observation: refused({ meaning: 'revoked' }), now: START + 3 * HOUR });
    expect(walk.alerts[1]).toMatchObject({ kind: 'rejected', lastAcceptedAt: START + 2 * HOUR });
  });

  test('a second look that comes too early does not confirm it', () => {
    const walk = story();
    healthyFor(walk);
    walk.look({ observation: refused(), now: START + HOUR });
    walk.look({ observation: refused(), now: START + HOUR + MINUTE });
    expect(walk.told()).toEqual(['started']);
  });

  test('that the second look does not repeat is never told', () => {
    const walk = story();
    healthyFor(walk);
    walk.look({ observation: refused(), now: START + HOUR });
    walk.look({ observation: accepted(), now: START + HOUR + 3 * MINUTE });
    expect(walk.told()).toEqual(['started']);
  });

  test('that a clock that ran ahead dated is confirmed all the same', () => {
    const walk = story();
    healthyFor(walk);
    walk.look({ observation: refused(), now: START + 30 * DAY });
    walk.look({ observation: refused(), now: START + HOUR });
    walk.look({ observation: refused(), now: START + HOUR + 3 * MINUTE });
    expect(walk.told()).toEqual(['started', 'rejected']);
  });

  test('that the issuer explains needs no second look', () => {
    const walk = story();
    healthyFor(walk);
    walk.look({ observation: refused({ meaning: 'revoked' }), now: START + HOUR });
    expect(walk.told()).toEqual(['started', 'rejected']);
  });

  test('of a version minutes old is looked at twice even when explained', () => {
    const walk = story();
    healthyFor(walk);
    const now = START + HOUR;
    const fresh = { observation: refused({ meaning: 'revoked' }), versionId: 'v2', issuedAt: now - MINUTE };
    walk.look({ ...fresh, now });
    expect(walk.told()).toEqual(['started']);
    walk.look({ ...fresh, now: now + 3 * MINUTE });
    expect(walk.told()).toEqual(['started', 'rejected']);
  });

  test('makes the token wait longer and longer, up to a day', () => {
    const walk = story();
    healthyFor(walk);
    const waits = [];
    let now = START + HOUR;
    for (let i = 0; i < 6; i++) {
      walk.look({ observation: refused(), now });
      const wait = (walk.record()?.refused?.askAgainAt ?? now) - now;
      waits.push(wait / MINUTE);
      now += wait;
    }
    expect(waits).toEqual([3, 60, 360, 1440, 1440, 1440]);
  });

  test('that many looks repeat within minutes makes it wait no longer', () => {
    const walk = story();
    healthyFor(walk);
    const now = START + HOUR + 6 * MINUTE;
    for (let minute = 0; minute <= 6; minute++)
      walk.look({ observation: refused(), now: START + HOUR + minute * MINUTE });
    expect((walk.record()?.refused?.askAgainAt ?? 0) - now).toBe(HOUR);
  });

  test('is not undone by an unanswered look', () => {
    const walk = story();
    healthyFor(walk);
    walk.look({ observation: refused(), now: START + HOUR });
    walk.look({ observation: unanswered(), now: START + HOUR + 2 * MINUTE });
    walk.look({ observation: refused(), now: START + HOUR + 3 * MINUTE });
    expect(walk.told()).toEqual(['started', 'rejected']);
  });
});

describe('recovery', () => {
  const broken = () => {
    const walk = story();
    healthyFor(walk);
    walk.look({ observation: refused({ meaning: 'revoked' }), now: START + HOUR });
    return walk;
  };

  test('is told once, in the same incident, and says that a new version brought it', () => {
    const walk = broken();
    walk.look({ observation: accepted(), now: START + 2 * HOUR, versionId: 'v2' });
    walk.look({ observation: accepted(), now: START + 3 * HOUR, versionId: 'v2' });
    expect(walk.told()).toEqual(['started', 'rejected', 'recovered']);
    expect(walk.alerts[2]).toMatchObject({
      incident: walk.alerts[1]?.incident,
      ended: { finding: 'rejected', newVersion: true },
    });
  });

  test('a new version that is refused too is told as such', () => {
    const walk = broken();
    walk.look({ observation: refused({ meaning: 'revoked' }), now: START + 2 * HOUR, versionId: 'v2' });
    expect(walk.told()).toEqual(['started', 'rejected']);
    walk.look({ observation: refused({ meaning: 'revoked' }), now: START + 2 * HOUR + 3 * MINUTE, versionId: 'v2' });
    expect(walk.told()).toEqual(['started', 'rejected', 'rejected']);
    expect(new Set(walk.alerts.map(({ id }) => id)).size).toBe(3);
  });

  test('by the same version is told when a second look minutes later agrees', () => {
    const walk = broken();
    const first = walk.look({ observation: accepted(), now: START + 2 * HOUR });
    expect(walk.told()).toEqual(['started', 'rejected']);
    expect(first.confirmAt).toBe(START + 2 * HOUR + DEFAULT_POLICY.confirmAfter);
    walk.look({ observation: accepted(), now: START + 2 * HOUR + MINUTE });
    expect(walk.told()).toEqual(['started', 'rejected']);
    walk.look({ observation: accepted(), now: START + 2 * HOUR + 3 * MINUTE });
    expect(walk.told()).toEqual(['started', 'rejected', 'recovered']);
  });

  test('is not told when the second look is refused again', () => {
    const walk = broken();
    walk.look({ observation: accepted(), now: START + 2 * HOUR });
    walk.look({ observation: refused({ meaning: 'revoked' }), now: START + 2 * HOUR + 3 * MINUTE });
    walk.look({ observation: accepted(), now: START + 3 * HOUR });
    expect(walk.told()).toEqual(['started', 'rejected']);
  });

  test('an answer that comes between two good ones and says nothing changes nothing', () => {
    const walk = broken();
    walk.look({ observation: accepted(), now: START + 2 * HOUR });
    walk.look({ observation: unanswered(), now: START + 2 * HOUR + 3 * MINUTE });
    walk.look({ observation: accepted(), now: START + 2 * HOUR + 6 * MINUTE });
    expect(walk.told()).toEqual(['started', 'rejected', 'recovered']);
  });

  test('dying again a day after it is a new alert with a new id', () => {
    const walk = broken();
    walk.look({ observation: accepted(), now: START + 2 * HOUR });
    walk.look({ observation: accepted(), now: START + 3 * HOUR });
    walk.look({ observation: refused({ meaning: 'revoked' }), now: START + 26 * HOUR });
    expect(walk.alerts.at(-1)?.flapping).toBeUndefined();
    expect(walk.told()).toEqual(['started', 'rejected', 'recovered', 'rejected']);
    expect(new Set(walk.alerts.map(({ id }) => id)).size).toBe(4);
  });

  test('F76: an issuer that changes its mind every half hour for two days is told three times', () => {
    const walk = story();
    healthyFor(walk);
    const MINDS = [refused({ meaning: 'revoked' }), accepted()];
    for (let half = 2; half < 96; half++)
      for (const minute of [0, 4])
        walk.look({ observation: MINDS[half % 2]!, now: START + half * 30 * MINUTE + minute * MINUTE });
    expect(walk.told()).toEqual(['started', 'rejected', 'recovered', 'rejected']);
    expect(walk.alerts.map(({ flapping }) => flapping)).toEqual([undefined, undefined, undefined, true]);
  });

  test('F76: what came and went is told as recovered after a day in order, and may be told anew after that', () => {
    const walk = story();
    healthyFor(walk);
    const at = (hours: number, observation: Observation, versionId = 'v1') =>
      walk.look({ observation, now: START + hours * HOUR, versionId });
    const [bad, good] = [refused({ meaning: 'revoked' }), accepted()];
    for (const [hours, seen] of [
      [1, bad],
      [2, good],
      [3, good],
      [4, bad],
      [5, good],
      [20, good],
      [28, good],
    ] as const)
      at(hours, seen);
    expect(walk.told()).toEqual(['started', 'rejected', 'recovered', 'rejected']);
    at(29, good);
    expect(walk.told().slice(4)).toEqual(['recovered']);
    at(30, bad);
    expect(walk.told().slice(5)).toEqual(['rejected']);
    expect(walk.alerts.at(-1)?.flapping).toBeUndefined();
  });

  test('F76: what came and went and is dead for a whole day then is told, once', () => {
    const walk = story();
    healthyFor(walk);
    const at = (hours: number, observation: Observation, versionId: string) =>
      walk.look({ observation, now: START + hours * HOUR, versionId });
    const [bad, good] = [refused({ meaning: 'revoked' }), accepted()];
    for (const [hours, seen, version] of [
      [1, bad, 'v1'],
      [2, good, 'v2'],
      [8, bad, 'v2'],
      [9, good, 'v3'],
    ] as const)
      at(hours, seen, version);
    expect(walk.told()).toEqual(['started', 'rejected', 'recovered', 'rejected']);
    for (let hours = 10; hours < 32; hours++) at(hours, good, 'v3');
    for (let hours = 32; hours < 200; hours += 4) at(hours, bad, 'v3');
    expect(walk.told()).toEqual(['started', 'rejected', 'recovered', 'rejected', 'rejected']);
    expect(walk.alerts.at(-1)).toMatchObject({ versionId: 'v3', at: START + 56 * HOUR });
    expect(walk.alerts.at(-1)?.flapping).toBeUndefined();
  });

  test('A36: whoever stores good and bad values in turn is told three times', () => {
    const walk = story();
    healthyFor(walk);
    for (let n = 2; n < 90; n++) {
      const observation = n % 2 === 0 ? refused({ meaning: 'malformed' }) : accepted();
      for (const minute of [0, 3])
        walk.look({ observation, now: START + (n * 15 + minute) * MINUTE, versionId: `v${n}` });
    }
    expect(walk.told()).toEqual(['started', 'rejected', 'recovered', 'rejected']);
  });

  test('A36: whoever stores one bad value after another is told twice, then that it goes on', () => {
    const walk = story();
    healthyFor(walk);
    for (let n = 2; n < 90; n++)
      for (const minute of [0, 3]) {
        const now = START + (n * 15 + minute) * MINUTE;
        walk.look({ observation: refused({ meaning: 'malformed' }), now, versionId: `v${n}` });
      }
    expect(walk.told()).toEqual(['started', 'rejected', 'rejected', 'rejected']);
    expect(walk.alerts.at(-1)?.flapping).toBe(true);
  });

  test('A36: whoever sets a wrong tag and takes it away in turn is told three times', () => {
    const walk = story();
    healthyFor(walk);
    const requiredScopes = ['email'];
    for (let n = 2; n < 90; n++) {
      const watch = n % 2 === 0 ? { requiredScopes } : {};
      walk.look({ observation: accepted({ scopes: ['identify'] }), now: START + n * 15 * MINUTE, watch });
    }
    expect(walk.told()).toEqual(['started', 'degraded', 'recovered', 'degraded']);
  });

  test('a fix after two bad tries is told at once', () => {
    const walk = broken();
    for (const minute of [0, 3]) {
      const now = START + 2 * HOUR + minute * MINUTE;
      walk.look({ observation: refused({ meaning: 'malformed' }), now, versionId: 'v2' });
    }
    walk.look({ observation: accepted(), now: START + 3 * HOUR, versionId: 'v3' });
    expect(walk.told()).toEqual(['started', 'rejected', 'rejected', 'recovered']);
  });

  test('of a dead token is told though what is wrong with it besides is snoozed, and its next death is too', () => {
    const walk = story();
    const watch = { requiredScopes: ['email'], snoozeUntil: START + 20 * DAY };
    const at = (minutes: number, observation: Observation) =>
      walk.look({ observation, now: START + minutes * MINUTE, watch });
    const lacking = accepted({ scopes: [] });
    for (const [hour, seen] of [
      [0, lacking],
      [1, refused()],
      [2, lacking],
      [3, lacking],
      [240, refused()],
    ] as const)
      for (const minute of [0, 4]) at(hour * 60 + minute, seen);
    expect(walk.told()).toEqual(['started', 'rejected', 'recovered', 'rejected']);
  });

  test('asks for no second look in the past, however long a snooze lasts', () => {
    const walk = story();
    healthyFor(walk);
    walk.look({ observation: refused({ meaning: 'revoked' }), now: START + HOUR });
    walk.look({ observation: accepted(), now: START + 2 * HOUR });
    const watch = { expiresAt: START + 3 * HOUR, snoozeUntil: START + 20 * DAY };
    for (const hours of [4, 5, 6]) {
      const now = START + hours * HOUR;
      expect(walk.look({ observation: accepted(), now, watch }).confirmAt ?? now + 1).toBeGreaterThan(now);
    }
  });

  test('of a token that nobody can be asked about is told when its secret can be read again', () => {
    const walk = story();
    const unasked: Observation = { seen: 'unasked', reason: 'no probe', expiry: 'unknown' };
    const denied: Observation = {
      seen: 'unreadable',
      cause: 'unreadable-secret',
      detail: 'denied',
      remedy: ['allow it'],
    };
    for (const [hours, observation] of [
      [0, unasked],
      [1, denied],
      [2, unasked],
      [700, denied],
    ] as const)
      walk.look({ observation, now: START + hours * HOUR });
    expect(walk.told()).toEqual(['started', 'misconfigured', 'recovered', 'misconfigured']);
  });

  test('expired after rejected is the same story, not news', () => {
    const walk = broken();
    walk.look({ observation: refused({ meaning: 'expired' }), now: START + 2 * HOUR });
    expect(walk.told()).toEqual(['started', 'rejected']);
  });
});

describe('the ladder', () => {
  const due = START + 40 * DAY;
  const at = (now: number, end = due) => ({ observation: accepted({ expiry: { at: end, source: 'issuer' } }), now });

  test('tells each threshold once', () => {
    const walk = story();
    for (let day = 0; day < 40; day += 0.5) walk.look(at(START + day * DAY));
    expect(walk.told()).toEqual(['started', 'expiring 30', 'expiring 14', 'expiring 7', 'expiring 3', 'expiring 1']);
    expect(walk.alerts.map(({ severity }) => severity)).toEqual(['note', 'note', 'note', 'note', 'warn', 'warn']);
  });

  test.each<[string, Partial<Policy>, LookParts['watch']]>([
    ['of a deployment that ascends', { ladder: [1, 3, 7, 14, 30] }, {}],
    ['of a deployment with a step twice', { ladder: [7, 1, 30, 7, 3, 14, 1] }, {}],
    ['of a tag that ascends', {}, { ladder: [1, 3, 7, 14, 30] }],
  ])('%s tells all its warnings, each once', (_, ladder, watch) => {
    const walk = story({ ...DEFAULT_POLICY, ...ladder });
    for (let day = 0; day < 40; day += 0.5) walk.look({ ...at(START + day * DAY), ...(watch && { watch }) });
    expect(walk.told()).toEqual(['started', 'expiring 30', 'expiring 14', 'expiring 7', 'expiring 3', 'expiring 1']);
    expect(walk.alerts.map(({ nextThresholds }) => nextThresholds.length)).toEqual([5, 4, 3, 2, 1, 0]);
  });

  test('that ascends fits short lifetimes too', () => {
    const walk = story({ ...DEFAULT_POLICY, ladder: [1, 3, 7, 14, 30] });
    const made = { issuedAt: START };
    for (let hour = 0; hour < 168; hour++) walk.look({ ...at(START + hour * HOUR, START + 7 * DAY), ...made });
    expect(walk.told()).toEqual(['started', 'expiring 3', 'expiring 1']);
  });

  test('goes on while the issuer does not answer: the date was known before', () => {
    const walk = story();
    walk.look(at(START));
    for (let day = 1; day < 40; day += 0.5)
      walk.look({ observation: unanswered(), now: START + day * DAY, previousSweepAt: START });
    expect(walk.told()).toEqual(['started', 'expiring 30', 'expiring 14', 'expiring 7', 'expiring 3', 'expiring 1']);
    expect(walk.alerts.at(-1)?.diagnosis).toMatchObject({ verdict: 'expiring', due: { at: due } });
    expect(walk.record()?.diagnosis.verdict).toBe('healthy');
  });

  test('does not go on for a token that was told dead', () => {
    const walk = story();
    walk.look(at(START));
    walk.look({ observation: refused({ meaning: 'revoked' }), now: START + DAY });
    walk.look({ observation: unanswered(), now: START + 38 * DAY });
    expect(walk.told()).toEqual(['started', 'rejected']);
  });

  test('tells only the tightest after missed runs', () => {
    const walk = story();
    walk.look(at(START));
    walk.look(at(START + 38 * DAY));
    expect(walk.told()).toEqual(['started', 'expiring 3']);
  });

  test('is armed again by a new version', () => {
    const walk = story();
    walk.look(at(START));
    walk.look(at(START + 38 * DAY));
    walk.look({ ...at(START + 39 * DAY, START + 45 * DAY), versionId: 'v2' });
    expect(walk.told()).toEqual(['started', 'expiring 3', 'expiring 7']);
  });

  test('is armed again by a later date, for the thresholds that it moved away', () => {
    const walk = story();
    walk.look(at(START));
    walk.look(at(START + 38 * DAY));
    walk.look(at(START + 39 * DAY, START + 79 * DAY));
    walk.look(at(START + 70 * DAY, START + 79 * DAY));
    expect(walk.told()).toEqual(['started', 'expiring 3', 'expiring 14']);
  });

  test('does not tell a token that is renewed every hour every hour', () => {
    const walk = story();
    for (let hour = 0; hour < 48; hour++) walk.look(at(START + hour * HOUR, START + (hour + 24) * HOUR));
    expect(walk.told()).toEqual(['started']);
  });

  test('fits short lifetimes', () => {
    const walk = story();
    const made = { issuedAt: START, watch: {} };
    for (let hour = 0; hour < 168; hour++) walk.look({ ...at(START + hour * HOUR, START + 7 * DAY), ...made });
    expect(walk.told()).toEqual(['started', 'expiring 3', 'expiring 1']);
  });

  test('says rotate by for an age policy, and overdue once it has passed', () => {
    const walk = story();
    const aged = { observation: accepted(), issuedAt: START, watch: { maxAgeDays: 40 } };
    for (const day of [0, 37, 41, 42]) walk.look({ ...aged, now: START + day * DAY });
    expect(walk.told()).toEqual(['started', 'rotate-by 3', 'overdue']);
  });

  test('goes on while a scope is missing', () => {
    const walk = story();
    const lacking = (now: number) => ({
      ...at(now),
      observation: accepted({ lacking: ['repo'], expiry: { at: due, source: 'issuer' } }),
      now,
    });
    walk.look(at(START));
    walk.look(lacking(START + DAY));
    walk.look(lacking(START + 39 * DAY));
    expect(walk.told()).toEqual(['started', 'degraded', 'expiring 1']);
    expect(walk.alerts[1]?.diagnosis.remedy).not.toEqual(['renew it']);
    expect(walk.alerts[2]?.diagnosis).toMatchObject({ verdict: 'expiring', remedy: ['renew it'] });
  });

  test('is quiet until a snooze ends, then tells', () => {
    const walk = story();
    const watch = { snoozeUntil: START + 34 * DAY };
    walk.look({ ...at(START), watch });
    walk.look({ ...at(START + 33 * DAY), watch });
    expect(walk.told()).toEqual(['started']);
    walk.look({ ...at(START + 35 * DAY), watch });
    expect(walk.told()).toEqual(['started', 'expiring 7']);
  });
});

describe('writes', () => {
  test('a token whose state does not change costs none', () => {
    const walk = story();
    for (let hour = 0; hour < 24; hour++) walk.look({ observation: accepted(), now: START + hour * HOUR });
    expect(walk.writes.filter(Boolean)).toHaveLength(1);
  });

  test('an outage costs one when it begins and one when it ends', () => {
    const walk = story();
    healthyFor(walk);
    for (let hour = 1; hour < 9; hour++) walk.look({ observation: unanswered(), now: START + hour * HOUR });
    walk.look({ observation: accepted(), now: START + 9 * HOUR });
    expect(walk.writes.filter(Boolean)).toHaveLength(3);
    expect(walk.told()).toEqual(['started']);
  });

  test('a snooze never silences a dead token', () => {
    const walk = story();
    const watch = { snoozeUntil: START + 9 * DAY };
    walk.look({ observation: accepted(), now: START, watch });
    walk.look({ observation: refused({ meaning: 'revoked' }), now: START + HOUR, watch });
    expect(walk.told()).toEqual(['started', 'rejected']);
  });
});
