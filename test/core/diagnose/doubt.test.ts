import { describe, expect, test } from 'vitest';
import { DAY, HOUR, type Instant, MINUTE } from '../../../core/base/time.ts';
import { diagnose } from '../../../core/diagnose/diagnose.ts';
import { causeOf } from '../../../core/model/diagnosis.ts';
import type { Expiry } from '../../../core/model/expiry.ts';
import { type History, NO_HISTORY } from '../../../core/model/history.ts';
import type { Observation } from '../../../core/model/observation.ts';
import { ambiguous, exchange, proven, START, subject } from '../../support/make.ts';

const REQUEST = exchange(401, START).request;
const worked: History = { ...NO_HISTORY, acceptedAt: START - HOUR, acceptedBy: REQUEST };
const looked = (looks: number, minutes: number): Pick<History, 'doubted'> => ({
  doubted: { since: START - minutes * MINUTE, looks },
});
const known = (at: Instant, source: 'issuer' | 'embedded' = 'issuer'): Expiry => ({ at, source });

type Row = readonly [
  sentence: string,
  observation: Observation,
  history: History,
  said: string,
  more?: { readonly acceptsOthers?: boolean; readonly watch?: Parameters<typeof subject>[0] },
];

const UNKNOWN = 'indeterminate blocked certain';

const ROWS: readonly Row[] = [
  ['a named doubt of a token never seen accepted', ambiguous(), NO_HISTORY, UNKNOWN],
  ['the same for the hundredth time in a month', ambiguous(), { ...NO_HISTORY, ...looked(99, 30 * 24 * 60) }, UNKNOWN],
  ['a named doubt where it worked, at the first look', ambiguous(), worked, UNKNOWN],
  ['a named doubt where it worked, at the second look', ambiguous(), { ...worked, ...looked(1, 40) }, UNKNOWN],
  ['a named doubt, three looks within 29 minutes', ambiguous(), { ...worked, ...looked(2, 29) }, UNKNOWN],
  [
    'a named doubt, three looks over 30 minutes',
    ambiguous(),
    { ...worked, ...looked(2, 30) },
    'rejected revoked likely',
  ],
  [
    'the same, where another request was accepted',
    ambiguous(),
    { ...worked, acceptedBy: 'GET elsewhere.example/', ...looked(9, 600) },
    UNKNOWN,
  ],
  [
    'the same, where nobody wrote down which request was accepted',
    ambiguous(),
    { ...NO_HISTORY, acceptedAt: START - HOUR, ...looked(9, 600) },
    UNKNOWN,
  ],
  [
    'a named doubt past the date that the issuer told, at the first look',
    ambiguous(),
    { ...worked, knownExpiry: known(START - MINUTE) },
    UNKNOWN,
  ],
  [
    'a named doubt past the date that the issuer told, after three looks',
    ambiguous(),
    { ...worked, knownExpiry: known(START - MINUTE), ...looked(2, 30) },
    'expired expired likely',
  ],
  [
    'a named doubt past the date on its tag, never seen accepted, after three looks',
    ambiguous(),
    { ...NO_HISTORY, ...looked(2, 30) },
    'expired expired likely',
    { watch: { expiresAt: START - DAY } },
  ],
  [
    'a named doubt past an age policy, which is no date of the token',
    ambiguous(),
    { ...NO_HISTORY, ...looked(9, 600) },
    UNKNOWN,
    { watch: { maxAgeDays: 1 } },
  ],
  [
    'past the date in the token itself, at the first look',
    ambiguous('named', { ownDate: START }),
    NO_HISTORY,
    'expired expired likely',
  ],
  ['ahead of the date in the token itself', ambiguous('named', { ownDate: START + MINUTE }), NO_HISTORY, UNKNOWN],
  [
    'past its own date by our clock alone, which is ahead',
    ambiguous('named', { ownDate: START - HOUR, exchange: exchange(200, START, { skew: 2 * HOUR }) }),
    NO_HISTORY,
    UNKNOWN,
  ],
  [
    'a bare 401 where it worked, three looks over 30 minutes, nobody else asked',
    ambiguous('bare'),
    { ...worked, ...looked(2, 30) },
    UNKNOWN,
  ],
  [
    'a bare 401 where it worked, three looks over 30 minutes, others accepted',
    ambiguous('bare'),
    { ...worked, ...looked(2, 30) },
    'rejected revoked likely',
    { acceptsOthers: true },
  ],
  ['a bare 401 where it worked, for 149 minutes alone', ambiguous('bare'), { ...worked, ...looked(9, 149) }, UNKNOWN],
  [
    'a bare 401 where it worked, for 150 minutes alone',
    ambiguous('bare'),
    { ...worked, ...looked(9, 150) },
    'rejected revoked likely',
  ],
  ['a bare 401 of a stranger for 23 hours', ambiguous('bare'), { ...NO_HISTORY, ...looked(23, 23 * 60) }, UNKNOWN],
  [
    'a bare 401 of a stranger for a day',
    ambiguous('bare'),
    { ...NO_HISTORY, ...looked(24, 24 * 60) },
    'rejected unrecognised likely',
  ],
  [
    'a bare 401 of a stranger at two looks a day apart',
    ambiguous('bare'),
    { ...NO_HISTORY, ...looked(1, 24 * 60) },
    UNKNOWN,
  ],
];

describe('an ambiguous answer', () => {
  test.each(ROWS.map((row) => [row[0], row] as const))('%s', (_sentence, [, observation, history, said, more = {}]) => {
    const { acceptsOthers = false, watch = {} } = more;
    const about = subject(watch, { issuedAt: START - 9 * DAY });
    const diagnosis = diagnose(proven(observation, acceptsOthers), history, about, START);
    expect(`${diagnosis.verdict} ${causeOf(diagnosis)} ${diagnosis.confidence}`).toBe(said);
  });

  test('says both of its meanings, what it takes to count, and what would settle it', () => {
    const { evidence, remedy } = diagnose(proven(ambiguous()), worked, subject(), START);
    expect(evidence.join('\n')).toContain('that the token is dead, or that it may only be used from another address');
    expect(evidence.join('\n')).toContain('this counts after 3 looks over 30 minutes');
    expect(remedy).toEqual(['Ask from that address.']);
  });

  test('that never counts says why', () => {
    const { evidence } = diagnose(proven(ambiguous()), NO_HISTORY, subject(), START);
    expect(evidence.join('\n')).toContain('never seen accepted by the same request');
  });

  test('says which meaning is the likelier one', () => {
    const doubt = { by: 'named', otherwise: 'this client may not see it', settle: [], unlikely: true } as const;
    const { evidence } = diagnose(proven(ambiguous('named', { doubt })), NO_HISTORY, subject(), START);
    expect(evidence.join('\n')).toContain('or that this client may not see it, which is the likelier here');
  });
});
