import type * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  glimpses,
  midSweeps,
  overlaps,
  restless,
  rotatedInOutages,
  rotations,
  sleepyLooks,
  slowIssuers,
  snoozes,
  unseenRotations,
} from './arbitraries.ts';
import type { History } from './history.ts';
import { describeFound, search } from './search.ts';

const RUNS = Number(process.env.SIM_RUNS ?? 500);
const SEED = Number(process.env.SIM_SEED ?? 20_261_123);

/** Where the defects of mutations.ts hide that histories of anything hardly ever meet. */
const CORNERS: Readonly<Record<string, fc.Arbitrary<History>>> = {
  'F76: owners put bad and good versions by turns': restless,
  'an issuer takes a dead token for a good one for moments': glimpses,
  'F60: the sweeper and the stream overlap while a channel is down': overlaps,
  'workers sleep over what they were told, beside others': sleepyLooks,
  'F29: secrets are rotated under the look': rotations,
  'F29: secrets are rotated under the look, and nobody can say so': unseenRotations,
  'an issuer knows a new version only after minutes': slowIssuers,
  'F83: owners ask for quiet': snoozes,
  'F33: an issuer begins to refuse everybody in the midst of a sweep': midSweeps,
  'F33: owners rotate while an issuer refuses everybody': rotatedInOutages,
};

describe(`over ${RUNS} histories each, no promise is broken when`, () => {
  for (const [corner, histories] of Object.entries(CORNERS)) {
    test(corner, { timeout: 600_000 }, async () => {
      const found = await search(RUNS, SEED, undefined, histories);
      expect(found && describeFound(found)).toBeUndefined();
    });
  }
});
