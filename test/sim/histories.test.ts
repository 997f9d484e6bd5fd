import { expect, test } from 'vitest';
import { describeFound, search } from './search.ts';

/** SIM_RUNS=200000 SIM_SEED=7 for a long run of other histories. */
const RUNS = Number(process.env.SIM_RUNS ?? 10_000);
const SEED = Number(process.env.SIM_SEED ?? 20_261_123);

test(`over ${RUNS} random histories with crashes, losses and repeats at every effect, no promise is broken`, {
  timeout: 600_000,
}, async () => {
  const found = await search(RUNS, SEED);
  expect(found && describeFound(found)).toBeUndefined();
});
