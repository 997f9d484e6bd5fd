import { describe, expect, test } from 'vitest';
import { HOUR, type Instant, MINUTE } from '../../../core/base/time.ts';
import { guard, type IssuerRecord } from '../../../core/issuer/guard.ts';
import { HOLD } from '../../../core/issuer/hold.ts';
import type { SeenTurn } from '../../../core/issuer/tally.ts';
import { exchange, START } from '../../support/make.ts';

const DISCORD = { host: 'discord.com', issuerName: 'Discord', docsUrl: 'https://docs.discord.com/' };

const turn = (id: string, refused: boolean, at = START): SeenTurn =>
  refused
    ? { id, at, said: 'refused', acceptedAt: at - HOUR, exchange: exchange(401, at) }
    : { id, at, said: 'accepted', acceptedAt: at };
/** The first are refused, the next get no answer, the rest are accepted. */
const turns = (refused: number, of: number, at = START, unanswered = 0): readonly SeenTurn[] =>
  Array.from({ length: of }, (_, n) => {
    const silent = n >= refused && n < refused + unanswered;
    return silent
      ? { id: `token-${n}`, at, said: 'nothing', acceptedAt: at - HOUR }
      : turn(`token-${n}`, n < refused, at);
  });

/** Sees batches one after another and keeps the record between them. */
const see = (...batches: readonly (readonly SeenTurn[])[]) => {
  let record: IssuerRecord | undefined;
  const steps = batches.map((batch) => {
    const step = guard(record, DISCORD, batch, batch[0]?.at ?? START);
    record = step.record;
    return step;
  });
  return { last: steps.at(-1)!, notices: steps.flatMap(({ notices }) => notices) };
};

const HELD = { since: START, until: START + 2 * HOUR, toldAt: START };
const idsOf = (refused: number): readonly string[] => turns(refused, refused).map(({ id }) => id);

describe('one batch', () => {
  const CASES: Readonly<Record<string, readonly [refused: number, of: number, held: boolean, unanswered?: number]>> = {
    'all of three tokens that worked are refused: held': [3, 3, true],
    'half of many are refused: held': [5, 10, true],
    'less than half are refused: believed': [4, 9, false],
    'two of two are refused: too few to tell, believed': [2, 2, false],
    'all are accepted: nothing to hold': [0, 9, false],
    'some are refused and the others get no answer: held, for nobody is accepted': [1, 3, true, 2],
    'one is refused and one of many is accepted, the others get no answer: believed': [1, 9, false, 7],
    'half of those that get an answer are refused: held': [3, 12, true, 6],
    'nobody gets an answer: nothing to hold': [0, 9, false, 9],
  };
  for (const [sentence, [refused, of, held, unanswered]] of Object.entries(CASES)) {
    test(sentence, () => {
      const { last, notices } = see(turns(refused, of, START, unanswered));
      expect(last.hold).toEqual(held ? { ...HELD, tokens: idsOf(refused) } : undefined);
      expect(notices.map((notice) => `${notice.refused} of ${notice.of}`)).toEqual(held ? [`${refused} of ${of}`] : []);
    });
  }
});

describe('over batches', () => {
  const one = (id: string, at: Instant) => [turn(id, true, at)];

  test('tokens that are looked at one by one within half an hour count together', () => {
    const { last, notices } = see(one('a', START), one('b', START + 9 * MINUTE), one('c', START + 29 * MINUTE));
    expect(last.hold?.since).toBe(START + 29 * MINUTE);
    expect(notices).toHaveLength(1);
  });

  test('tokens that are looked at half an hour apart do not', () => {
    expect(see(one('a', START), one('b', START + 9 * MINUTE), one('c', START + 30 * MINUTE)).last.hold).toBeUndefined();
  });

  test('the same token looked at three times is one token', () => {
    expect(see(one('a', START), one('a', START + MINUTE), one('a', START + 2 * MINUTE)).last.hold).toBeUndefined();
  });

  test('refusals hours apart do not count together', () => {
    expect(see(one('a', START), one('b', START + HOUR), one('c', START + 2 * HOUR)).last.hold).toBeUndefined();
  });

  test('tokens that the issuer still accepts count against a hold', () => {
    const healthy = turns(0, 4).map((seen) => ({ ...seen, id: `healthy-${seen.id}` }));
    expect(see([...healthy, ...one('a', START)], one('b', START + 1), one('c', START + 2)).last.hold).toBeUndefined();
  });

  test('a hold is told once and lasts two hours, whatever is seen meanwhile', () => {
    const { last, notices } = see(turns(3, 3), turns(3, 3, START + HOUR), turns(3, 3, START + HOLD - 1));
    expect(last).toMatchObject({ hold: { until: START + HOLD }, changed: false });
    expect(notices).toHaveLength(1);
  });

  test('what was held and never accepted again is believed when the hold ends', () => {
    const after = turns(3, 3, START + HOLD).map((seen) => ({ ...seen, acceptedAt: START - HOUR }));
    expect(see(turns(3, 3), after).last).toMatchObject({ changed: false, notices: [] });
    expect(see(turns(3, 3), after).last.hold).toBeUndefined();
  });

  test('tokens that were accepted after a hold may be held again', () => {
    const again = turns(3, 3, START + 5 * HOUR).map((seen) => ({ ...seen, acceptedAt: START + 4 * HOUR }));
    const { last, notices } = see(turns(3, 3), again);
    expect(last.hold?.since).toBe(START + 5 * HOUR);
    expect(last.hold?.before).toBe(START);
    expect(notices).toHaveLength(1);
  });

  test('what is remembered of an issuer stays small, however many tokens it has', () => {
    const { last } = see(
      ...Array.from({ length: 50 }, (_, n) => [
        turn(`refused-${n}`, true, START + n),
        ...Array.from({ length: 19 }, (_, m) => turn(`healthy-${n}-${m}`, false, START + n)),
      ]),
    );
    expect(last.hold).toBeUndefined();
    expect(last.record.turns.length).toBeLessThanOrEqual(120);
  });
});

test('an issuer that does it again is told again after a day, and not before', () => {
  const at = (hours: number) =>
    turns(3, 3, START + hours * HOUR).map((seen) => ({ ...seen, acceptedAt: START + (hours - 1) * HOUR }));
  expect(see(at(0), at(4), at(23)).notices).toHaveLength(1);
  expect(see(at(0), at(4), at(25)).notices).toHaveLength(2);
});

test('the second look at a token that is remembered writes nothing', () => {
  const [first] = turns(1, 1);
  const later = { ...first!, at: START + 3 * MINUTE };
  expect(see([first!]).last.changed).toBe(true);
  expect(see([first!], [later]).last.changed).toBe(false);
});

test('a hold that a clock made that runs ahead is not in force', () => {
  const record: IssuerRecord = {
    schema: 1,
    host: 'discord.com',
    revision: 1,
    turns: [],
    hold: { since: START + 5 * HOUR, until: START + 7 * HOUR, toldAt: START + 5 * HOUR },
  };
  expect(guard(record, DISCORD, [], START).hold).toBeUndefined();
  expect(guard(record, DISCORD, [], START + 6 * HOUR).hold).toBeDefined();
});

describe('more tokens than are remembered', () => {
  test.each([
    ['60 refused before 40 accepted: held', 60, 40, true],
    ['30 refused after 70 accepted: believed', 30, 70, false],
  ])('%s', (_sentence, refused, accepted, held) => {
    const bad = turns(refused, refused);
    const good = turns(0, accepted).map((seen) => ({ ...seen, id: `good-${seen.id}` }));
    expect(see(refused > accepted ? [...bad, ...good] : [...good, ...bad]).last.hold !== undefined).toBe(held);
  });
});

test('an alert id of an issuer is none that a secret can have', () => {
  const [notice] = see(turns(3, 3)).notices;
  expect(notice?.id).toBe(`issuer/discord.com:outage:${START}`);
});
