import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../../core/base/time.ts';
import { climb, descending, repeatedIn, scaledLadder, thresholdReached } from '../../../core/model/ladder.ts';
import { START } from '../../support/make.ts';

const LADDER = [30, 14, 7, 3, 1];
const DUE = START + 30 * DAY;
const dueAt = (at: number) => ({ at, source: 'issuer' as const });

describe('a ladder', () => {
  test.each([
    [
      [1, 7, 30],
      [30, 7, 1],
    ],
    [
      [7, 7, 10, 100],
      [100, 10, 7],
    ],
    [[], []],
  ])('written as %j reads %j', (written, read) => expect(descending(written)).toEqual(read));

  test.each([
    [[30, 14, 7], undefined],
    [[30, 14, 30], 30],
    [[1, 2, 2, 1], 2],
    [[], undefined],
  ])('%j holds a number twice: %j', (days, twice) => expect(repeatedIn(days)).toBe(twice));

  test.each<[string, number | undefined, readonly number[]]>([
    ['an unknown lifetime', undefined, LADDER],
    ['as long as its widest step', 30 * DAY, LADDER],
    ['shorter: the steps under half of it', 30 * DAY - 1, [14, 7, 3, 1]],
    ['two weeks', 14 * DAY, [3, 1]],
    ['six days: half is a step, and stays out', 6 * DAY, [1]],
    ['a day: a quarter of it', DAY, [0.25]],
  ])('is fitted to %s', (_sentence, lifetime, fitted) => expect(scaledLadder(LADDER, lifetime)).toEqual(fitted));
});

describe('the threshold that is reached', () => {
  test.each<[string, number, number | undefined]>([
    ['above the widest is none', 30 * DAY + 1, undefined],
    ['on the widest is it', 30 * DAY, 30],
    ['between two is the wider', 13 * DAY, 14],
    ['on the last day is the last', HOUR, 1],
    ['at the date is none', 0, undefined],
    ['past the date is none', -1, undefined],
  ])('%s', (_sentence, left, reached) => expect(thresholdReached(LADDER, START + left, START)).toBe(reached));
});

describe('what is told of a ladder', () => {
  const told = (days: number) => ({ due: DUE, told: days });

  test.each<[string, number, ReturnType<typeof told> | undefined, object]>([
    ['nothing before its first step', 31, undefined, {}],
    ['its first step', 30, undefined, { tell: 30, state: told(30) }],
    ['no step twice', 29, told(30), { state: told(30) }],
    ['the next step', 14, told(30), { tell: 14, state: told(14) }],
    ['the tightest alone where steps were missed', 2, told(30), { tell: 3, state: told(3) }],
    ['nothing past its date', -1, told(1), { state: told(1) }],
  ])('%s', (_sentence, daysLeft, state, expected) => {
    expect(climb(LADDER, dueAt(DUE), state, DUE - daysLeft * DAY)).toEqual(expected);
  });

  test('a later date arms again what it moved out of reach, and no more', () => {
    const now = DUE - 2 * DAY;
    const later = DUE + 8 * DAY;
    const renewed = climb(LADDER, dueAt(later), told(3), now);
    expect(renewed).toEqual({ state: { due: later, told: 14 } });
    expect(climb(LADDER, dueAt(later), renewed.state, later - 7 * DAY)).toMatchObject({ tell: 7 });
  });

  test('an earlier date arms nothing', () => {
    const earlier = DUE - DAY;
    expect(climb(LADDER, dueAt(earlier), told(3), earlier - 2 * DAY)).toEqual({ state: { due: earlier, told: 3 } });
  });
});
