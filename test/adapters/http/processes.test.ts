import { expect, test } from 'vitest';
import { createPace } from '../../../adapters/http/pace.ts';
import { REGISTRY } from '../../../adapters/issuers/built-in.ts';
import { SECOND } from '../../../core/base/time.ts';
import type { Budget } from '../../../core/model/answer.ts';

const PROCESSES = 5;
const TOKENS = 200_000;
const A_MESSAGE = 20;
/** AWS may replace a container at any time; the new one remembers nothing. */
const LIFE = 400;

/** When each of 200,000 requests leaves, where five containers take messages as fast as they can. In order. */
const requests = (budget: Budget, processes: number): readonly number[] => {
  const times: number[] = [];
  const clocks = Array.from({ length: PROCESSES }, () => 0);
  const paces = clocks.map((_, n) => createPace(() => clocks[n] ?? 0, processes));
  for (let message = 0; message < TOKENS / A_MESSAGE; message += 1) {
    const free = clocks.indexOf(Math.min(...clocks));
    if (message % LIFE === free) paces[free] = createPace(() => clocks[free] ?? 0, processes);
    for (let token = 0; token < A_MESSAGE; token += 1) {
      const turn = paces[free]!.turn(budget, Number.POSITIVE_INFINITY);
      if (!turn.ok) throw new Error('a turn was refused');
      clocks[free] = Math.max(clocks[free] ?? 0, turn.at);
      times.push(clocks[free] ?? 0);
    }
  }
  return times.sort((a, b) => a - b);
};

/** The most requests in any window of so many seconds. */
const most = (times: readonly number[], seconds: number): number => {
  let from = 0;
  let found = 0;
  times.forEach((at, index) => {
    while (at - (times[from] ?? at) >= seconds * SECOND) from += 1;
    found = Math.max(found, index - from + 1);
  });
  return found;
};

const BUDGETS = [
  ...new Map(REGISTRY.providers.map(({ id, budget }) => [`${budget.perSecond}`, [id, budget] as const])),
];

test.each(BUDGETS.map(([, row]) => row))(
  '200,000 tokens over five containers stay inside the budget of %s',
  (_id, budget) => {
    const times = requests(budget, PROCESSES);
    expect(times).toHaveLength(TOKENS);
    const seconds = Math.max(20, 20 / budget.perSecond);
    expect(most(times, seconds)).toBeLessThanOrEqual(budget.perSecond * seconds);
    expect(most(times, 1)).toBeLessThanOrEqual(budget.perSecond + PROCESSES);
    // Nor is much of it left unused.
    expect(most(times, 600)).toBeGreaterThan(0.85 * 600 * budget.perSecond);
  },
);

test('without their part each the five go over it: what the part is there for', () => {
  const { budget } = REGISTRY.findProvider('slack')!;
  expect(most(requests(budget, 1), 20)).toBeGreaterThan(2 * 20 * budget.perSecond);
});

test('at once they ask no more than the issuer allows altogether', () => {
  const budget = { perSecond: 1000, concurrency: 8 };
  const taken = Array.from({ length: PROCESSES }, () => createPace(() => 0, PROCESSES)).flatMap((pace) =>
    Array.from({ length: 8 }, () => pace.enter(budget, 0)),
  );
  expect(taken.filter((wait) => wait === undefined)).toHaveLength(PROCESSES);
});
