import { describe, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../core/base/time.ts';
import { type Other, type OthersSay, othersSay } from '../../../core/issuer/others.ts';
import { START } from '../../support/make.ts';

const NOW = START + 3 * MINUTE;
const REFUSING = { kind: 'discord.bot', at: NOW, after: START };
const bot = (said: Other['said'], at = NOW - SECOND): Other => ({ kind: 'discord.bot', said, at });
const hook = (said: Other['said']): Other => ({ ...bot(said), kind: 'discord.webhook' });

describe('of a second refusal', () => {
  const CASES: Readonly<Record<string, readonly [others: readonly Other[], say: OthersSay]>> = {
    'another that is accepted in the same moment tells that it is no outage': [[bot('accepted')], 'accepted'],
    'one of two is enough': [[bot('refused'), bot('accepted')], 'accepted'],
    'one that was accepted before the first refusal tells nothing': [[bot('accepted', START)], 'unheard'],
    'one that was accepted more than a minute before tells nothing': [[bot('accepted', NOW - MINUTE - 1)], 'unheard'],
    'one that is accepted after it may be accepted because the outage is over': [[bot('accepted', NOW + 1)], 'unheard'],
    'no other is known: it stands alone': [[], 'alone'],
    'the only other is refused as well: two are too few to tell': [[bot('refused')], 'alone'],
    'both others are refused as well: three may be an outage': [[bot('refused'), bot('refused')], 'unheard'],
    'the only other got no answer: nothing is known': [[bot('nothing')], 'unheard'],
    'the only other was not asked: nothing is known': [[bot('not asked')], 'unheard'],
    'one of another kind speaks where there is no other': [[hook('accepted')], 'accepted'],
    'the only other of its kind is refused, and others are accepted: it stands alone in its kind': [
      [bot('refused'), hook('accepted')],
      'alone',
    ],
    'the only other of its kind is refused, and so are all others: three may be an outage': [
      [bot('refused'), hook('refused')],
      'unheard',
    ],
    'one of another kind does not speak for its kind': [[hook('accepted'), bot('refused'), bot('nothing')], 'unheard'],
  };
  for (const [sentence, [others, say]] of Object.entries(CASES)) {
    test(sentence, () => expect(othersSay(REFUSING, others)).toBe(say));
  }
});
