import { describe, expect, test } from 'vitest';
import { HOUR } from '../../../core/base/time.ts';
import { droppedBy, type Gone, judgeLeft, type Missing, type Whereabouts } from '../../../core/list/left.ts';
import { goneNotices } from '../../../core/list/notices.ts';
import { START } from '../../support/make.ts';

const name = 'prod/bot';
const BEFORE = START - HOUR;
const FIRST: Missing = { name };
const AGAIN: Missing = { name, since: BEFORE, why: 'deleted' };

describe('a secret that the list leaves out', () => {
  test.each<[string, Missing, Whereabouts, Missing | Gone | undefined]>([
    ['and that is there, is looked for again', FIRST, 'watched', { name }],
    ['once, and is deleted, waits for a second sweep', FIRST, 'deleted', { name, since: START, why: 'deleted' }],
    ['once, and has no tag, waits for a second sweep', FIRST, 'untagged', { name, since: START, why: 'untagged' }],
    [
      'once, and may not be described, waits for a second sweep',
      FIRST,
      'denied',
      { name, since: START, why: 'denied' },
    ],
    ['twice, has left', AGAIN, 'deleted', { name, why: 'deleted', since: BEFORE }],
    ['twice, is told with the newest reason', AGAIN, 'denied', { name, why: 'denied', since: BEFORE }],
    ['and is there after all, begins anew', AGAIN, 'watched', { name }],
    ['and of which nothing can be said, keeps what was known', AGAIN, 'unknown', AGAIN],
    ['and of which nothing could ever be said, stays missing', FIRST, 'unknown', FIRST],
    ['and that is not ours to watch any more, is forgotten', AGAIN, 'elsewhere', undefined],
  ])('%s', (_, before, now, expected) => {
    const { gone, missing } = judgeLeft([[before, now]], START);
    expect([...gone, ...missing]).toEqual(expected === undefined ? [] : [expected]);
    expect(gone).toHaveLength(
      expected !== undefined && before === AGAIN && expected !== AGAIN && 'why' in expected ? 1 : 0,
    );
  });
});

test.each([
  ['from 10 to 4 is a drop', 4, 10, 6],
  ['from 10 to 5 is none', 5, 10, 0],
  ['from 9 to nothing is none: too few to say', 0, 9, 0],
  ['from 1,000 to nothing is one', 0, 1000, 1000],
  ['a longer list is none', 20, 10, 0],
])('%s', (_, found, before, lost) => {
  expect(droppedBy(found, before)).toBe(lost);
});

describe('what is told', () => {
  const gone = (count: number): readonly Gone[] =>
    Array.from({ length: count }, (_, n) => ({ name: `bot-${n}`, why: 'untagged', since: BEFORE }));
  const told = (count: number, dropped = false) => goneNotices(gone(count), dropped, START, START + 1);

  test.each([
    ['nothing, when nobody left', 0, false, []],
    ['each by itself, when five left', 5, false, [1, 1, 1, 1, 1]],
    ['one notice, when six left', 6, false, [6]],
    ['one notice, when the list has dropped', 3, true, [3]],
  ])('%s', (_, count, dropped, counts) => {
    expect(told(count, dropped).map(({ counts: { untagged } }) => untagged)).toEqual(counts);
  });

  test('of many twenty by name, all by number', () => {
    const [notice] = told(1000);
    expect(notice?.secrets).toHaveLength(20);
    expect(notice?.counts).toEqual({ untagged: 1000, deleted: 0, denied: 0 });
  });

  test('has the same id when the sweep is repeated later, and another for another secret or time', () => {
    const idOf = (secret: string, since: number): string | undefined =>
      goneNotices([{ name: secret, why: 'deleted', since }], false, START, START)[0]?.id;
    expect(goneNotices(gone(2), false, START, START + HOUR).map(({ id }) => id)).toEqual(told(2).map(({ id }) => id));
    expect(new Set([idOf('a', 1), idOf('b', 1), idOf('a', 2), idOf('a:gone:1', 1)]).size).toBe(4);
  });
});
