import { describe, expect, test } from 'vitest';
import { DAY, HOUR, type Instant } from '../../../core/base/time.ts';
import type { IssuerRecord } from '../../../core/issuer/guard.ts';
import { type SilentToken, silence } from '../../../core/issuer/silence.ts';
import { START } from '../../support/make.ts';

const DISCORD = { host: 'discord.com', issuerName: 'Discord', docsUrl: 'https://docs.discord.com/' };
const NOW = START + 10 * DAY;
const recordOf = (silenceToldAt?: Instant): IssuerRecord => ({
  schema: 1,
  host: 'discord.com',
  revision: 1,
  turns: [],
  ...(silenceToldAt !== undefined && { silenceToldAt }),
});
/** Silent for so many hours. */
const silentFor = (hours: number): SilentToken => ({
  since: NOW - hours * HOUR,
  cause: 'network',
  detail: `no answer for ${hours} h`,
});

describe('a silence', () => {
  const CASES: Readonly<
    Record<string, readonly [hours: readonly number[], toldHoursAgo: number | undefined, tokens: number]>
  > = {
    'of less than a day is not told': [[23, 5], undefined, 0],
    'of a day is told': [[24], undefined, 1],
    'counts the tokens that are silent for a day, no others': [[50, 30, 5], undefined, 2],
    'that was told is not told again, however long it lasts': [[200, 199], 100, 0],
    'that began after the last one was told is told': [[30, 200], 100, 2],
    'of all, told before of one that was silent for longer, is told a day after that': [[49, 42, 42], 24, 3],
    'of one sweep, whose looks are minutes apart, is told once': [[48, 47.5], 24, 0],
    'that began an hour after those that were told, to the second, is of their sweep': [[47], 24, 0],
    'that began later than that is another': [[46.9], 24, 1],
    'that began after the last one was told waits until that is a day ago': [[24], 23, 0],
  };
  for (const [sentence, [hours, toldHoursAgo, tokens]] of Object.entries(CASES)) {
    test(sentence, () => {
      const toldAt = toldHoursAgo === undefined ? undefined : NOW - toldHoursAgo * HOUR;
      const step = silence(recordOf(toldAt), DISCORD, hours.map(silentFor), 0, NOW);
      expect(step?.notices.map((notice) => notice.tokens) ?? []).toEqual(tokens === 0 ? [] : [tokens]);
      if (step) expect(step.record.silenceToldAt).toBe(NOW);
    });
  }

  test('is told by the token that is silent for longest', () => {
    const [notice] = silence(recordOf(), DISCORD, [30, 99, 50].map(silentFor), 4, NOW)?.notices ?? [];
    expect(notice).toMatchObject({
      since: NOW - 99 * HOUR,
      detail: 'no answer for 99 h',
      cause: 'network',
      answered: 4,
    });
  });
});
