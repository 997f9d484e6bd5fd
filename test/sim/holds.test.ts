import { expect, test } from 'vitest';
import { massRefusals } from './arbitraries.ts';
import { describeFound, search } from './search.ts';

const RUNS = Number(process.env.SIM_RUNS ?? 2000);
const SEED = Number(process.env.SIM_SEED ?? 20_261_123);

test(`F33: over ${RUNS} histories in which an issuer refuses everybody, no token is called dead`, {
  timeout: 600_000,
}, async () => {
  const found = await search(RUNS, SEED, undefined, massRefusals);
  expect(found && describeFound(found)).toBeUndefined();
});
