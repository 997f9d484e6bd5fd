import type * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  glimpses,
  history,
  massRefusals,
  midSweeps,
  overlaps,
  restless,
  rotations,
  sleepers,
  sleepyLooks,
  snoozes,
  unseenRotations,
} from './arbitraries.ts';
import type { History } from './history.ts';
import type { Mutation } from './monitor.ts';
import { type Defect, MUTATIONS } from './mutations.ts';
import { search } from './search.ts';

/** Histories among which each defect must show; most show within a hundred. */
const WITHIN = 10_000;

/** What makes a leak late: leaks.test.ts. */
type Late = 'what an issuer names is not heeded';

type Expected = { readonly shows: RegExp; readonly among?: fc.Arbitrary<History> };

/** What is then held against the monitor. Defects that need an unlucky sender are sought among unlucky senders. */
const EXPECTED: Readonly<Record<Exclude<Defect, Late>, Expected>> = {
  'an alert is marked before it is sent': { shows: /^lost/ },
  'record and alerts are written one after the other, not in one transaction': {
    shows: /^half|^untold|^stale|^unseen/m,
  },
  'a claim has no owner: anybody may mark': { shows: /^flood/, among: sleepers },
  'nothing is claimed before it is sent': { shows: /^flood/ },
  'an alert has a TTL before it is delivered': { shows: /^doomed|^lost/ },
  'one refusal is enough': { shows: /^unconfirmed|^false/ },
  'an alert is not read again once it is claimed': { shows: /^flood/, among: overlaps },
  'only the stream delivers': { shows: /^lost/ },
  'the issuer guard is off': { shows: /^false/, among: massRefusals },
  'a record is written over whatever is there': { shows: /^stepped back/, among: rotations },
  'a good look closes at once': { shows: /^false|^hasty/, among: glimpses },
  'nothing is remembered of flapping': { shows: /^flood/, among: restless },
  'a look is dated when it is stored': { shows: /^unconfirmed|^false/, among: sleepyLooks },
  'the secret is not asked again before it is blamed': { shows: /^blamed/, among: rotations },
  'nobody asks for the second look': { shows: /^late/ },
  'a failed delivery waits for two hours': { shows: /^lost/ },
  'a secret that nobody can describe is taken as unchanged': { shows: /^blamed/, among: unseenRotations },
  'a snooze is not heeded': { shows: /^unquiet/, among: snoozes },
  'a snoozed token is not looked at': { shows: /^late/, among: snoozes },
  'a snooze ends when its tag is taken away': { shows: /^late/, among: snoozes },
  'nobody is asked along': { shows: /^false/, among: midSweeps },
  'others that were accepted before the first refusal are heard': { shows: /^false/, among: midSweeps },
  'a hold ends without a word': { shows: /^unended/, among: massRefusals },
  'how a hold ended is not remembered': { shows: /^flood/, among: massRefusals },
  'an outage is taken for a refusal': { shows: /^false|^invented|^unconfirmed/ },
};

describe('the simulation finds it when', () => {
  for (const [defect, { shows, among = history }] of Object.entries<Expected>(EXPECTED)) {
    test(defect, { timeout: 120_000 }, async () => {
      const mutation: Mutation = MUTATIONS[defect as Defect];
      const found = await search(WITHIN, 20_261_123, mutation, among);
      expect(found?.violations.join('\n')).toMatch(shows);
    });
  }
});
