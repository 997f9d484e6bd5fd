import { describe, expect, test } from 'vitest';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../../../core/base/time.ts';
import { diagnose } from '../../../core/diagnose/diagnose.ts';
import { type History, NO_HISTORY } from '../../../core/model/history.ts';
import type { Observation } from '../../../core/model/observation.ts';
import { accepted, exchange, proven, START, subject } from '../../support/make.ts';

const LOOKUP = 'GET vault.example.org/v1/auth/token/lookup-self';
const MOUNTS = 'GET vault.example.org/v1/sys/internal/ui/mounts';

const doubtful = (at: Instant, parts: object = {}): Observation => ({
  seen: 'ambiguous',
  exchange: exchange(403, at, { request: LOOKUP }),
  doubt: { by: 'named', otherwise: 'it is bound to other addresses', settle: ['Try it there.'] },
  ...parts,
});

const WORKED: History = { ...NO_HISTORY, acceptedAt: START - HOUR, acceptedBy: LOOKUP };

/** The third look in a row, so long after the first. */
const third = (
  after: number,
  history: Partial<History> = {},
  observation: object = {},
  doubting = {},
  known = WORKED,
) => {
  const now = START + after;
  const past = { ...known, doubted: { since: START, looks: 2 }, ...history };
  return diagnose(proven(doubtful(now, observation)), past, subject({}, { doubting: { ...POLICY, ...doubting } }), now);
};

const POLICY = { doubtLooks: 3, doubtLasts: 30 * MINUTE };

describe('an answer that may mean something else', () => {
  test.each<[string, ReturnType<typeof third>, string]>([
    ['counts at the third look after half an hour', third(30 * MINUTE), 'rejected'],
    ['does not count before', third(29 * MINUTE), 'indeterminate'],
    ['does not count at the second look', third(DAY, { doubted: { since: START, looks: 1 } }), 'indeterminate'],
    ['does not count for a token that nobody saw accepted', third(DAY, {}, {}, {}, NO_HISTORY), 'indeterminate'],
    ['does not count against another request', third(DAY, { acceptedBy: MOUNTS }), 'indeterminate'],
    [
      'counts against a request that asks the same',
      third(DAY, { acceptedBy: MOUNTS }, { alike: [MOUNTS] }),
      'rejected',
    ],
    ['counts as soon as a policy says', third(3 * SECOND, {}, {}, { doubtLasts: 3 * SECOND }), 'rejected'],
    ['does not count while a policy wants more looks', third(DAY, {}, {}, { doubtLooks: 4 }), 'indeterminate'],
    ['counts at once when the token itself is past its date', third(0, {}, { ownDate: START }), 'expired'],
  ])('%s', (_sentence, { verdict }, expected) => {
    expect(verdict).toBe(expected);
  });

  test('tells first why it counts, then what else it may mean', () => {
    expect(third(30 * MINUTE).evidence.slice(1, 3)).toEqual([
      'this same version was accepted by the same request before, last at Mon 2026-11-23 08:00 UTC',
      'this means that the token is dead, or that it is bound to other addresses',
    ]);
  });

  test('tells what it takes to count, in the words of the policy', () => {
    expect(third(SECOND).evidence.join('\n')).toContain('this counts after 3 looks over 30 minutes');
    expect(third(SECOND, {}, {}, { doubtLasts: 3 * SECOND }).evidence.join('\n')).toContain('3 looks over 3 seconds');
  });

  test('tells the steps that settle it, not to look for a firewall', () => {
    expect(third(SECOND).remedy).toEqual(['Try it there.']);
  });
});

describe('a token whose uses are counted', () => {
  const evidence = (uses: number): string =>
    diagnose(proven(accepted({ uses })), NO_HISTORY, subject(), START).evidence.join('\n');

  test('says at its first look that the others cost nothing', () => {
    expect(evidence(2)).toContain('from now on it is asked about by a request that costs none');
  });

  test('says when the look took the last one', () => {
    expect(evidence(0)).toContain('there was one left: this look took it');
  });

  test('keeps date and scopes at a look that tells neither', () => {
    const history = {
      ...WORKED,
      knownExpiry: { at: START + 90 * DAY, source: 'issuer' } as const,
      knownScopes: ['read'],
    };
    const about = subject({ requiredScopes: ['write'] });
    const seen = accepted({ sparing: true, expiry: 'unknown' });
    expect(diagnose(proven(seen), history, about, START)).toMatchObject({
      verdict: 'degraded',
      missing: ['write'],
      scopes: ['read'],
      expiry: { at: START + 90 * DAY },
    });
  });
});
