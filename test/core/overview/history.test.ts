import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../../core/base/time.ts';
import { historyOf, stripOf, type Told } from '../../../core/overview/history.ts';
import { DIAGNOSES, NOW, recordOf } from '../../support/digest-records.ts';

const told = (kind: Told['kind'], days: number, versionId = 'v1'): Told => ({
  kind,
  at: NOW - days * DAY,
  incident: 'TH-4K7Q2',
  versionId,
});

const record = recordOf('bot', DIAGNOSES.healthy());
const dead = recordOf('bot', DIAGNOSES.rejected(), {
  incident: { id: 'TH-4K7Q2', finding: 'rejected', openedAt: NOW - 2 * DAY, versionId: 'v1' },
});

test('what happened to a token is told newest first: versions, alerts, who asked for quiet or for a look', () => {
  const quiet = {
    what: 'snoozed',
    finding: 'dead',
    versionId: 'v1',
    severity: 'page',
    since: NOW - DAY,
    until: NOW,
    by: 'alice',
  } as const;
  const audit = [
    { schema: 1, token: record.ref, revision: 2, at: NOW - DAY, by: 'alice', quiet },
    { schema: 1, token: record.ref, at: NOW - HOUR, by: 'bob', looked: true },
    { schema: 1, token: { ...record.ref, id: 'another' }, at: NOW - HOUR, by: 'eve', looked: true },
  ] as const;
  const rotated = { ...record, versionId: 'v2', versionSince: NOW - 3 * DAY };
  expect(historyOf(rotated, [told('started', 99), told('rejected', 2, 'v2')], audit).map(({ what }) => what)).toEqual([
    'looked',
    'quiet',
    'told',
    'version',
    'found',
  ]);
});

test.each<[string, typeof record, Told[], [string, number, number][]]>([
  ['nothing was ever wrong', record, [told('started', 80), told('expiring', 5)], []],
  ['it came and went', record, [told('degraded', 60), told('recovered', 52)], [['degraded', 60, 52]]],
  [
    'it got worse',
    record,
    [told('degraded', 60), told('rejected', 50), told('recovered', 49)],
    [
      ['degraded', 60, 50],
      ['rejected', 50, 49],
    ],
  ],
  ['it stands still', dead, [told('rejected', 2)], [['rejected', 2, 0]]],
  ['it stands, and what told of it is no longer kept', dead, [], [['rejected', 2, 0]]],
  ['it began before the ninety days', record, [told('overdue', 120), told('recovered', 80)], [['overdue', 90, 80]]],
  ['it ended before the ninety days', record, [told('overdue', 120), told('recovered', 100)], []],
])('a strip of ninety days where %s', (_, of, its, expected) => {
  const days = stripOf(of, its, NOW).map(({ finding, from, to }) => [finding, (NOW - from) / DAY, (NOW - to) / DAY]);
  expect(days).toEqual(expected);
});
