import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../../core/base/time.ts';
import { beginHold, goOn, HOLD, heldLookAt, isReleased } from '../../../core/issuer/hold.ts';
import type { Turn } from '../../../core/issuer/tally.ts';
import { START } from '../../support/make.ts';

const named = (id: string): Turn => ({ id, at: START, said: 'refused', named: true });
const bare = (id: string): Turn => ({ id, at: START, said: 'refused' });
const silent: Turn = { id: 'x', at: START, said: 'nothing' };
const begun = (turns: readonly Turn[]) => beginHold(undefined, START, turns, START);
const NAMED = [named('a'), named('b'), named('c')];

describe('a hold is over for a token', () => {
  const CASES: Readonly<
    Record<string, readonly [turns: readonly Turn[], others: boolean, isNamed: boolean, minutes: number, over: boolean]>
  > = {
    'when others are accepted, after seven minutes': [[bare('a')], true, false, 7, true],
    'not before': [[bare('a')], true, false, 6.9, false],
    'when every token is named as revoked, after ten minutes': [NAMED, false, true, 10, true],
    'not before, though named': [NAMED, false, true, 9.9, false],
    'not when one of the others was refused without a name': [[...NAMED, bare('d')], false, true, 60, false],
    'not when one of the others got no answer': [[...NAMED, silent], false, true, 60, false],
    'not when it is not named itself': [NAMED, false, false, 60, false],
    'not when all are refused with the bare answer': [[bare('a')], false, false, 119, false],
  };
  for (const [sentence, [turns, othersAccepted, isNamed, minutes, over]] of Object.entries(CASES)) {
    test(sentence, () => {
      const hold = begun(turns);
      expect(isReleased(hold, { othersAccepted, named: isNamed }, START + minutes * MINUTE)).toBe(over);
    });
  }
});

test('a refusal without a name, or no answer, ends for good that an issuer names them all', () => {
  for (const turn of [bare('d'), silent]) expect(goOn(goOn(begun(NAMED), [turn]), NAMED).named).toBeUndefined();
  expect(goOn(begun(NAMED), [named('d')]).named).toBe(true);
});

test('tokens that are held later are remembered too, once, and 200 at most', () => {
  const hold = begun([bare('a')]);
  expect(goOn(hold, [bare('a'), { ...bare('z'), said: 'accepted' }])).toBe(hold);
  expect(goOn(hold, [bare('b'), bare('a')]).tokens).toEqual(['a', 'b']);
  const many = goOn(
    hold,
    Array.from({ length: 500 }, (_, n) => bare(`token-${n}`)),
  );
  expect(many.tokens).toHaveLength(200);
  expect(goOn(many, [bare('one more')])).toBe(many);
});

test('what is held is looked at when something can be decided, then rarely, and when it ends', () => {
  const looks: number[] = [];
  for (let at = START; at < START + HOLD; looks.push((at - START) / MINUTE)) at = heldLookAt(begun([]), at);
  expect(looks).toEqual([3, 7, 10, 15, 20, 35, 50, 65, 80, 95, 110, 120]);
});
