import { expect, test } from 'vitest';
import type { Role } from '../../../cli/demo/cast/role.ts';
import { protocol } from '../../../cli/demo/protocol.ts';
import type { Alert, AlertKind } from '../../../core/model/alert.ts';
import type { Judgement } from '../../../core/model/diagnosis.ts';
import { rejectedBy } from '../../../core/model/proof.ts';
import type { Stored } from '../../../monitor/probe/settle.ts';
import { PROOF } from '../../support/make.ts';

const ref = { id: 'prod%2Fbot', name: 'prod/bot', source: 'prod/bot' };
const role = { name: 'prod/bot', verdict: ['healthy'], told: ['rejected', 'recovered'] } as unknown as Role;
const seen = (diagnosis: Judgement) => ({ look: { ref }, step: { record: { diagnosis } } }) as unknown as Stored;
const told = (kind: AlertKind) => ({ ref, kind }) as unknown as Alert;

const HEALTHY = seen({ verdict: 'healthy' });
const REVOKED = seen(rejectedBy(PROOF, 'revoked'));

const stories: Readonly<Record<string, readonly [readonly (Stored | AlertKind)[], readonly string[]]>> = {
  'a token seen and told as expected is no mistake': [
    [HEALTHY, 'started', REVOKED, 'rejected', HEALTHY, 'recovered'],
    [],
  ],
  'an alert told twice is a mistake': [
    [HEALTHY, 'started', 'rejected', 'rejected', 'recovered', HEALTHY],
    ['prod/bot, told: started, rejected, rejected, recovered; expected: started, rejected, recovered'],
  ],
  'an alert never told is a mistake': [
    [HEALTHY, 'started', 'rejected'],
    ['prod/bot, told: started, rejected; expected: started, rejected, recovered'],
  ],
  'another verdict at first is a mistake': [
    [REVOKED, 'started', 'rejected', HEALTHY, 'recovered'],
    ['prod/bot, verdict at first: rejected, revoked; expected: healthy'],
  ],
  'another verdict at the end is a mistake': [
    [HEALTHY, 'started', 'rejected', 'recovered', REVOKED],
    ['prod/bot, verdict at the end: rejected, revoked; expected: healthy'],
  ],
  'a token never looked at is a mistake': [
    ['started', 'rejected', 'recovered'],
    [
      'prod/bot, verdict at first: nothing; expected: healthy',
      'prod/bot, verdict at the end: nothing; expected: healthy',
    ],
  ],
};

test.each(Object.entries(stories))('%s', (_sentence, [events, mistakes]) => {
  const { see, tell, mistakes: found } = protocol();
  for (const event of events) typeof event === 'string' ? tell([told(event)]) : see(event);
  expect(found([role])).toEqual(mistakes);
});
