import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../core/base/time.ts';
import { type Held, refusalEnded, silenceEnded } from '../../../core/issuer/answers.ts';
import { type IssuerRecord, refusalIncident } from '../../../core/issuer/guard.ts';
import type { Hold } from '../../../core/issuer/hold.ts';
import { silenceIncident } from '../../../core/issuer/silence.ts';
import { START } from '../../support/make.ts';

const DISCORD = { host: 'discord.com', issuerName: 'Discord', docsUrl: 'https://docs.discord.com/' };
const HELD: Hold = { since: START, until: START + 2 * HOUR, toldAt: START, tokens: ['a', 'b'] };
const RECORD: IssuerRecord = { schema: 1, host: 'discord.com', revision: 4, turns: [], hold: HELD };
const NOW = START + HOUR;
const back = (minutesAgo: number): Held => ({ now: 'accepted', at: NOW - minutesAgo * MINUTE });
const DEAD: Held = { now: 'dead' };
const OPEN: Held = { now: 'open' };

describe('a hold that was told', () => {
  const CASES: Readonly<Record<string, readonly [held: readonly Held[], told: string | undefined]>> = {
    'is ended when all are accepted again': [[back(1), back(0)], '2 0 0'],
    'is ended when all are accepted or dead': [[back(1), DEAD], '1 1 0'],
    'is ended when all are dead: it was no outage': [[DEAD, DEAD], '0 2 0'],
    'waits for what nothing is known of': [[back(19), OPEN], undefined],
    'waits no longer than twenty minutes': [[back(20), OPEN], '1 0 1'],
    'waits for ever where none was accepted': [[DEAD, OPEN], undefined],
    'of which no token is known is not ended': [[], undefined],
  };
  for (const [sentence, [held, told]] of Object.entries(CASES)) {
    test(sentence, () => {
      const [notice] = refusalEnded(RECORD, DISCORD, held, NOW)?.notices ?? [];
      expect(notice && `${notice.accepted} ${notice.dead} ${notice.open}`).toBe(told);
    });
  }

  test('is ended once, under its incident', () => {
    const step = refusalEnded(RECORD, DISCORD, [back(1)], NOW);
    expect(step?.notices[0]).toMatchObject({ incident: refusalIncident('discord.com', START), since: START });
    expect(refusalEnded(step?.record ?? RECORD, DISCORD, [back(1)], NOW)).toBeUndefined();
  });

  test('and one that was not told itself ends without a word', () => {
    const second = { ...RECORD, hold: { ...HELD, toldAt: START - HOUR } };
    expect(refusalEnded(second, DISCORD, [back(1)], NOW)).toBeUndefined();
  });
});

describe('a silence that was told', () => {
  const told: IssuerRecord = { ...RECORD, silenceToldAt: START };
  const since = START - DAY;

  test('is ended once, when one of its tokens is accepted again', () => {
    const waiting = [
      { since, now: 'accepted' },
      { since, now: 'silent' },
      { since: START, now: 'accepted' },
    ] as const;
    const step = silenceEnded(told, DISCORD, waiting, NOW);
    expect(step?.notices[0]).toMatchObject({ accepted: 1, open: 1, incident: silenceIncident('discord.com', START) });
    expect(silenceEnded(step?.record ?? told, DISCORD, waiting, NOW)).toBeUndefined();
  });

  test.each([
    ['while its tokens are silent', told, { since, now: 'silent' }],
    ['by a token whose silence is younger', told, { since: START, now: 'accepted' }],
    ['where none was told', RECORD, { since, now: 'accepted' }],
  ] as const)('is not ended %s', (_sentence, record, one) => {
    expect(silenceEnded(record, DISCORD, [one], NOW)).toBeUndefined();
  });
});
