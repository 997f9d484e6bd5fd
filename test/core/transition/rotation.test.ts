import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../core/base/time.ts';
import type { Rotation } from '../../../core/listed/rotation.ts';
import type { Observation } from '../../../core/model/observation.ts';
import type { Watch } from '../../../core/model/tags.ts';
import { accepted, expiresIn, refused, START } from '../../support/make.ts';
import { storyOf } from '../../support/story.ts';

const at = (days: number): number => START + days * DAY;
const issuer = (days: number): Observation => accepted({ expiry: { at: at(days), source: 'issuer' } });
const due = (days: number, more: Partial<Rotation> = {}): Rotation => ({ nextAt: at(days), ...more });

/** A look a day, from first sight to `until`. */
const daily = (until: number, observation: Observation, rotation: Rotation | undefined, watch: Partial<Watch> = {}) => {
  const walk = storyOf();
  for (let day = 0; day <= until; day++)
    walk.look({ observation, now: at(day), issuedAt: at(-1), watch, ...(rotation && { rotation }) });
  return walk;
};

describe('a secret that is rotated', () => {
  test.each<[string, number, Observation, Rotation | undefined, Partial<Watch>, readonly string[]]>([
    ['is told nothing ahead while its rotation is due later', 27, issuer(40), due(30), {}, []],
    ['is told as any other without rotation', 27, issuer(40), undefined, {}, ['expiring note 30', 'expiring note 14']],
    [
      'is told as any other where nothing is scheduled',
      27,
      issuer(40),
      {},
      {},
      ['expiring note 30', 'expiring note 14'],
    ],
    ['is told at the tightest threshold when the date comes first', 39, issuer(40), due(50), {}, ['expiring warn 1']],
    ['is told nothing of an age policy ahead', 29, accepted(), due(35), { maxAgeDays: 31 }, []],
    ['is told once when its age policy has passed', 33, accepted(), due(40), { maxAgeDays: 31 }, ['overdue warn']],
    ['is told nothing on the day of its rotation', 30, accepted(), due(30), {}, []],
    ['is told once when its rotation is a day late', 33, accepted(), due(30), {}, ['overdue warn']],
    [
      'is told of its date again once its rotation is late',
      33,
      issuer(40),
      due(30),
      {},
      ['overdue warn', 'expiring note 14', 'expiring note 7'],
    ],
  ])('%s', (_, until, observation, rotation, watch, told) => {
    expect(daily(until, observation, rotation, watch).told().slice(1)).toEqual(told);
  });

  test('names the rotation as what is overdue, and what to look at', () => {
    const [alert] = daily(31, issuer(90), due(30)).alerts.slice(-1);
    expect(alert?.diagnosis).toMatchObject({
      verdict: 'overdue',
      due: { at: at(30), source: 'rotation' },
      expiry: { at: at(90) },
    });
    expect(alert?.diagnosis.remedy[0]).toContain('aws secretsmanager describe-secret');
    expect(alert?.diagnosis.evidence).toContain(
      'Secrets Manager was to rotate it by Wed 2026-12-23 09:00 UTC, and this is still the version of before',
    );
  });

  test('has recovered once a new version is there', () => {
    const walk = daily(31, accepted(), due(30));
    walk.look({ observation: accepted(), now: at(31) + HOUR, versionId: 'v2', issuedAt: at(31), rotation: due(60) });
    expect(walk.told()).toEqual(['started note', 'overdue warn', 'recovered note']);
    expect(walk.alerts[2]).toMatchObject({
      ended: { finding: 'overdue', severity: 'warn', newVersion: true },
      versionStoredAt: at(31),
    });
  });

  test('is not late when somebody stored a version by hand since', () => {
    const walk = storyOf();
    for (const day of [0, 30, 32, 33])
      walk.look({
        observation: accepted(),
        now: at(day),
        issuedAt: day < 31 ? at(-1) : at(31),
        versionId: day < 31 ? 'v1' : 'v2',
        rotation: due(30),
      });
    expect(walk.told()).toEqual(['started note']);
  });
});

describe('a rotation that failed', () => {
  const FAILED = { at: at(3), says: 'Timeout: no answer' };
  const failing = (more: Partial<Rotation> = {}) => {
    const walk = daily(2, accepted(), due(30));
    walk.look({
      observation: accepted(),
      now: at(3) + MINUTE,
      issuedAt: at(-1),
      rotation: due(30, { failed: FAILED, ...more }),
    });
    return walk;
  };

  test('is told once, as a warning, in the words of the service', () => {
    const walk = failing();
    for (const day of [4, 5]) walk.look({ observation: accepted(), now: at(day), issuedAt: at(-1), rotation: due(30) });
    walk.look({ observation: accepted(), now: at(6), issuedAt: at(-1), rotation: due(30, { failed: { at: at(6) } }) });
    expect(walk.told()).toEqual(['started note', 'overdue warn']);
    expect(walk.alerts[1]?.diagnosis).toMatchObject({ rotationFailed: FAILED, due: { at: at(3), source: 'rotation' } });
    expect(walk.alerts[1]?.diagnosis.evidence).toContain(
      'its rotation failed Thu 2026-11-26 09:00 UTC: "Timeout: no answer"',
    );
    expect(walk.record()?.rotationFailed).toEqual(FAILED);
  });

  test.each<[string, Partial<Rotation> | undefined, string]>([
    ['a rotation succeeds', { lastAt: at(4) }, 'v1'],
    ['another version is stored', {}, 'v2'],
    ['rotation is turned off', undefined, 'v1'],
  ])('is over when %s', (_, more, versionId) => {
    const walk = failing();
    const rotation = more && due(30, more);
    walk.look({
      observation: accepted(),
      now: at(5),
      issuedAt: versionId === 'v2' ? at(4) : at(-1),
      versionId,
      ...(rotation && { rotation }),
    });
    expect(walk.told()).toEqual(['started note', 'overdue warn', 'recovered note']);
    expect(walk.record()?.rotationFailed).toBeUndefined();
  });

  test.each<[string, Partial<Rotation>, number]>([
    ['a rotation has succeeded since', { lastAt: at(3) }, at(-1)],
    ['the version is of later', {}, at(3)],
  ])('is not told when %s: the event came late', (_, more, issuedAt) => {
    const walk = storyOf();
    walk.look({ observation: accepted(), now: at(0), issuedAt });
    walk.look({ observation: accepted(), now: at(4), issuedAt, rotation: due(30, { failed: FAILED, ...more }) });
    expect(walk.told()).toEqual(['started note']);
  });

  test('lets the ladder speak again', () => {
    const walk = storyOf();
    walk.look({ observation: issuer(13), now: at(0), issuedAt: at(-90), rotation: due(5) });
    walk.look({
      observation: issuer(13),
      now: at(3) + MINUTE,
      issuedAt: at(-90),
      rotation: due(5, { failed: FAILED }),
    });
    expect(walk.told()).toEqual(['started note', 'overdue warn', 'expiring note 14']);
  });

  test('pages when the token is dead, and stands in the evidence', () => {
    const walk = failing();
    const died = { observation: refused({ meaning: 'revoked' }), issuedAt: at(-1), rotation: due(30) };
    walk.look({ ...died, now: at(4) });
    walk.look({ ...died, now: at(4) + HOUR });
    expect(walk.told()).toEqual(['started note', 'overdue warn', 'rejected page']);
    expect(walk.alerts[2]?.diagnosis.evidence.join('\n')).toContain('its rotation failed');
  });
});

test('a renewal in place is watched by its moves, whatever is scheduled', () => {
  const walk = storyOf();
  // Renewed every day for another three, then no more.
  for (let day = 0; day < 5; day++)
    walk.look({ observation: expiresIn(3, at(day)), now: at(day), issuedAt: at(-1), rotation: due(60) });
  for (let hour = 0; hour < 70; hour++)
    walk.look({ observation: issuer(7), now: at(4) + hour * HOUR, issuedAt: at(-1), rotation: due(60) });
  expect(walk.told()[1]).toMatch(/^expiring warn/);
});
