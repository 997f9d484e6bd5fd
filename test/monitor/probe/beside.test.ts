import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../core/base/time.ts';
import type { Observation } from '../../../core/model/observation.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import type { Gathered } from '../../../monitor/inspect/seen.ts';
import { besideOf } from '../../../monitor/probe/beside.ts';
import { accepted, refused, START, unanswered, WATCH } from '../../support/make.ts';

type Given = {
  readonly name: string;
  readonly field?: string;
  readonly saw: Observation;
  readonly host?: string;
  readonly owner?: string;
  /** The account that it was of when it was last accepted. */
  readonly subject?: string;
  readonly before?: 'healthy' | 'rejected' | 'nothing';
  readonly versionBefore?: string;
  readonly storedAt?: number;
};

const look = ({ name, field, saw, host = 'discord.com', owner, subject, ...past }: Given): Gathered => {
  const { before = 'healthy', versionBefore = 'v1', storedAt } = past;
  const record = {
    versionId: versionBefore,
    diagnosis: { verdict: before },
    ...(subject !== undefined && { accepted: { subject } }),
  } as unknown as TokenRecord;
  return {
    seen: {
      ref: { id: `${name}#${field}`, name, source: name, ...(field !== undefined && { field }) },
      watch: { ...WATCH, ...(owner !== undefined && { owner }) },
      problems: [],
      observation: saw,
      host,
      versionId: 'v1',
      ...(storedAt !== undefined && { issuedAt: storedAt }),
      sweep: { id: 's', startedAt: START },
    },
    record: before === 'nothing' ? undefined : record,
    sameVersion: true,
  };
};

const ONE = look({ name: 'prod/bot', field: 'A', saw: refused(), owner: 'team', subject: 'orders' });

const beside = (...others: readonly Given[]) => besideOf(ONE, [ONE, ...others.map(look)]);

test.each<[string, readonly Given[], ReturnType<typeof besideOf>]>([
  ['alone in its message has no others', [], undefined],
  ['of another issuer do not count', [{ name: 'x', saw: refused(), host: 'api.github.com' }], undefined],
  [
    'are counted by what the issuer said',
    [
      { name: 'a', saw: accepted() },
      { name: 'b', saw: accepted() },
      { name: 'c', saw: unanswered() },
    ],
    { accepted: 2, refused: 0, changed: [] },
  ],
  [
    'that were told dead before are no news',
    [{ name: 'a', saw: refused(), before: 'rejected' }],
    { accepted: 0, refused: 1, changed: [] },
  ],
  [
    'that are seen for the first time are no news either',
    [{ name: 'a', saw: refused(), before: 'nothing' }],
    { accepted: 0, refused: 1, changed: [] },
  ],
  [
    'that are refused too are named, the nearest first',
    [
      { name: 'far', saw: refused() },
      { name: 'mine', saw: refused(), owner: 'team' },
      { name: 'account', saw: refused(), subject: 'orders' },
      { name: 'prod/bot', field: 'B', saw: refused() },
    ],
    {
      accepted: 0,
      refused: 4,
      changed: [
        { label: 'prod/bot.B', how: 'same secret' },
        { label: 'account', how: 'same account' },
        { label: 'mine', how: 'same owner' },
        { label: 'far', how: 'same issuer' },
      ],
    },
  ],
  [
    'whose version changed within the hour are named too',
    [{ name: 'a', saw: accepted(), versionBefore: 'v0', storedAt: START - 20 * MINUTE }],
    { accepted: 1, refused: 0, changed: [{ label: 'a', how: 'same issuer' }] },
  ],
  [
    'whose version changed long ago are not',
    [{ name: 'a', saw: accepted(), versionBefore: 'v0', storedAt: START - 2 * HOUR }],
    { accepted: 1, refused: 0, changed: [] },
  ],
])('others %s', (_, others, expected) => {
  expect(beside(...others)).toEqual(expected);
});

test('no more than five are named', () => {
  const many = Array.from({ length: 9 }, (_, n): Given => ({ name: `t${n}`, saw: refused() }));
  expect(beside(...many)?.changed).toHaveLength(5);
});
