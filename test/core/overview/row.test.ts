import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../../core/base/time.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import { byUrgency, rowOf, type State } from '../../../core/overview/row.ts';
import { at, DIAGNOSES, NOW, recordOf } from '../../support/digest-records.ts';

const { healthy, expiring, overdue, rejected, expired, degraded, unreadable, unchecked, unclear } = DIAGNOSES;

const quiet = (finding: 'expiring' | 'degraded' | 'dead', until = NOW + DAY): Pick<TokenRecord, 'quiet'> => ({
  quiet: { what: 'snoozed', finding, versionId: 'v1', severity: 'warn', since: NOW - DAY, until, by: 'alice' },
});

type Case = readonly [says: string, record: TokenRecord, state: State, needsYou: boolean];

const CASES: readonly Case[] = [
  ['a refused one is rejected', recordOf('a', rejected()), 'rejected', true],
  ['one past its date and refused is expired', recordOf('a', expired(at(-1))), 'expired', true],
  ['one whose secret cannot be read is misconfigured', recordOf('a', unreadable()), 'misconfigured', true],
  ['one with a near date is expiring', recordOf('a', expiring(at(5))), 'expiring', true],
  [
    'one with a date in 29 days is expiring, whatever its ladder says',
    recordOf('a', healthy(at(29))),
    'expiring',
    true,
  ],
  ['one with a date in 31 days is healthy', recordOf('a', healthy(at(31))), 'healthy', false],
  [
    'one near the date of an age policy is to be rotated',
    recordOf('a', healthy(at(9, 'age-policy'))),
    'rotate-by',
    true,
  ],
  ['one past its own date that works is overdue', recordOf('a', overdue(at(-2, 'age-policy'))), 'overdue', true],
  ['one that lacks a scope is degraded', recordOf('a', degraded('repo')), 'degraded', true],
  ['one without an answer is indeterminate', recordOf('a', unclear()), 'indeterminate', true],
  [
    'one that was healthy and has been silent for a day is indeterminate',
    recordOf('a', healthy(), { look: { seen: 'unanswered', since: NOW - 2 * DAY } }),
    'indeterminate',
    true,
  ],
  [
    'one that was healthy and is silent for an hour is healthy',
    recordOf('a', healthy(), { look: { seen: 'unanswered', since: NOW - HOUR } }),
    'healthy',
    false,
  ],
  ['one that nobody can be asked about is unchecked', recordOf('a', unchecked()), 'unchecked', false],
  ['one without a date is healthy', recordOf('a', healthy('never')), 'healthy', false],
  ['one that is kept quiet needs nobody', recordOf('a', degraded('repo'), quiet('degraded')), 'degraded', false],
  [
    'one whose quiet has passed needs somebody',
    recordOf('a', degraded('repo'), quiet('degraded', NOW)),
    'degraded',
    true,
  ],
  ['a date that is kept quiet needs nobody', recordOf('a', expiring(at(5)), quiet('expiring')), 'expiring', false],
  ['a dead one needs somebody, quiet or not', recordOf('a', rejected(), quiet('dead')), 'rejected', true],
];

describe('a row', () => {
  test.each(CASES)('of %s', (_, record, state, needsYou) => {
    expect(rowOf(record, NOW)).toMatchObject({ state, needsYou });
  });

  test('has the quiet of the version in use alone', () => {
    expect(rowOf(recordOf('a', rejected(), { ...quiet('dead'), versionId: 'v2' }), NOW).quiet).toBeUndefined();
  });
});

describe('the order', () => {
  const ORDER: readonly TokenRecord[] = [
    recordOf('rejected', rejected()),
    recordOf('expired', expired(at(-1))),
    recordOf('misconfigured', unreadable()),
    recordOf('rotate in 2 days', healthy(at(2, 'age-policy'))),
    recordOf('expires in 3 days', expiring(at(3))),
    recordOf('overdue', overdue(at(-2, 'age-policy'))),
    recordOf('degraded in production', degraded('repo'), { environment: 'production' }),
    recordOf('degraded in ci', degraded('repo'), { environment: 'ci' }),
    recordOf('degraded nowhere', degraded('repo')),
    recordOf('no answer', unclear()),
    recordOf('quiet', degraded('repo'), quiet('degraded')),
    recordOf('unchecked', unchecked()),
    recordOf('healthy until 40 days', healthy(at(40))),
    recordOf('healthy until 50 days', healthy(at(50))),
    recordOf('a healthy one without a date', healthy('never')),
    recordOf('b healthy one without a date', healthy('never')),
  ];

  test('is what needs somebody first, then by date, then production first, then by name, however they come', () => {
    const names = ORDER.map(({ ref }) => ref.name);
    for (const mixed of [ORDER, ORDER.toReversed(), ORDER.toSorted((a, b) => (a.ref.name < b.ref.name ? -1 : 1))])
      expect(
        mixed
          .map((record) => rowOf(record, NOW))
          .sort(byUrgency)
          .map(({ record }) => record.ref.name),
      ).toEqual(names);
  });
});
