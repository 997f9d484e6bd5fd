import { expect, test } from 'vitest';
import { DAY } from '../../../core/base/time.ts';
import { DEFAULT_POLICY } from '../../../core/transition/policy.ts';
import { transition } from '../../../core/transition/transition.ts';
import { agedFrom } from '../../../monitor/check/age.ts';
import { accepted, lookAt, START } from '../../support/make.ts';

const { record } = transition(
  undefined,
  lookAt(undefined, { observation: accepted(), now: START }),
  DEFAULT_POLICY,
  START,
);
const NOW = START + 10 * DAY;
const SAME = { versionId: record.versionId };

test.each<[string, Parameters<typeof agedFrom>[0], typeof record | undefined, ReturnType<typeof agedFrom>]>([
  ['is not needed where it is known when the value was made', { ...SAME, createdAt: START }, record, {}],
  ['is the first look at this value', SAME, record, { agedFrom: { at: record.versionSince, by: 'first look' } }],
  ['is now for a value that nobody looked at before', SAME, undefined, { agedFrom: { at: NOW, by: 'first look' } }],
  ['is now for another value', { versionId: 'v2' }, record, { agedFrom: { at: NOW, by: 'first look' } }],
  [
    'is the last change of its file, where that is earlier',
    { ...SAME, changedAt: START - DAY },
    record,
    { agedFrom: { at: START - DAY, by: 'file' } },
  ],
  [
    'is the first look where the file was changed later',
    { ...SAME, changedAt: START + DAY },
    record,
    { agedFrom: { at: record.versionSince, by: 'first look' } },
  ],
])('the moment from which an age counts %s', (_sentence, value, before, expected) => {
  expect(agedFrom(value, before, NOW)).toEqual(expected);
});
