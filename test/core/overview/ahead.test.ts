import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../core/base/time.ts';
import { horizonOf } from '../../../core/overview/horizon.ts';
import { heldNow, talliesOf } from '../../../core/overview/issuers.ts';
import { lateSince, type Sweeping } from '../../../core/overview/overview.ts';
import { rowOf } from '../../../core/overview/row.ts';
import { at, DIAGNOSES, NOW, recordOf } from '../../support/digest-records.ts';
import { SOME_OVERVIEW } from '../../support/overview.ts';

const { healthy, rejected } = DIAGNOSES;

describe('the horizon', () => {
  const lanes = horizonOf(SOME_OVERVIEW.rows, 12, NOW).lanes;

  test('has one line an owner, the first date first, and those without a date last', () => {
    expect(lanes.map(({ owner }) => owner)).toEqual([
      'team-ci',
      'team-bots',
      'team-pay',
      'team-ops',
      undefined,
      'team-mail',
    ]);
  });

  test('has one mark for each token with a date within ninety days that still works, and counts the others', () => {
    const all = lanes.reduce((sum, { marks, more }) => sum + marks.length + more, 0);
    expect(all).toBe(SOME_OVERVIEW.rows.length);
    expect(lanes[1]).toMatchObject({ marks: [{ day: 9 }], more: 2 });
  });

  test.each([
    ['today', healthy(at(0.5)), [0]],
    ['past, and still accepted', healthy(at(-3)), [0]],
    ['in 89 days', healthy(at(89.9)), [89]],
    ['in 90 days', healthy(at(90)), []],
    ['of a token that is dead', rejected(), []],
  ])('marks a date %s', (_, diagnosis, days) => {
    const marks = horizonOf([rowOf(recordOf('a', diagnosis), NOW)], 1, NOW).lanes.flatMap((lane) => lane.marks);
    expect(marks.map(({ day }) => day)).toEqual(days);
  });

  test('leaves out a date that something moves again and again', () => {
    const renewal = {
      versionId: 'v1',
      date: NOW + 3 * DAY,
      movedAt: NOW - HOUR,
      life: 4 * DAY,
      leftAtMoves: [DAY, DAY],
    };
    const rows = [recordOf('moves', healthy(at(3)), { renewal }), recordOf('stays', healthy(at(3)))];
    const marks =
      horizonOf(
        rows.map((one) => rowOf(one, NOW)),
        1,
        NOW,
      ).lanes[0]?.marks ?? [];
    expect(marks.map(({ row }) => row.record.ref.name)).toEqual(['stays']);
  });

  test('counts the owners for whom there is no room', () => {
    expect(horizonOf(SOME_OVERVIEW.rows, 2, NOW)).toMatchObject({ lanes: [{}, {}], others: 4 });
  });
});

test('issuers are counted by what was seen of each token last, those with trouble first', () => {
  expect(talliesOf(SOME_OVERVIEW.rows).slice(0, 3)).toMatchObject([
    { provider: 'discord', tokens: 3, accepted: 1, refused: 2, unanswered: 0 },
    { provider: 'stripe', tokens: 1, unanswered: 1, silentSince: NOW - 22 * MINUTE },
    { provider: 'github', tokens: 13, accepted: 13 },
  ]);
});

test('an issuer is held while its hold lasts, and not after', () => {
  const hold = { since: NOW - HOUR, until: NOW + HOUR, toldAt: NOW - HOUR };
  const issuer = { schema: 1, host: 'discord.com', revision: 1, turns: [], hold } as const;
  expect(heldNow([issuer], NOW)).toEqual([{ host: 'discord.com', since: NOW - HOUR, until: NOW + HOUR }]);
  expect(heldNow([issuer], NOW + HOUR)).toEqual([]);
});

test.each<[string, Sweeping, boolean]>([
  ['swept an hour ago, hourly', { last: NOW - HOUR, finished: NOW - HOUR, every: HOUR }, false],
  ['swept 89 minutes ago, hourly', { last: NOW - 89 * MINUTE, finished: NOW - 89 * MINUTE, every: HOUR }, false],
  ['swept 91 minutes ago, hourly', { last: NOW - 91 * MINUTE, finished: NOW - 91 * MINUTE, every: HOUR }, true],
  [
    'begun a minute ago, and none finished for 3 hours',
    { last: NOW - MINUTE, finished: NOW - 3 * HOUR, every: HOUR },
    true,
  ],
  ['swept 30 hours ago, daily', { last: NOW - 30 * HOUR, finished: NOW - 30 * HOUR, every: DAY }, false],
  ['swept 37 hours ago, daily', { last: NOW - 37 * HOUR, finished: NOW - 37 * HOUR, every: DAY }, true],
  ['nobody knows how often', { last: NOW - 99 * DAY }, false],
])('the monitor is late: %s', (_, sweeping, late) => {
  expect(lateSince(sweeping, NOW) !== undefined).toBe(late);
});
