import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../core/base/time.ts';
import { diagnose } from '../../../core/diagnose/diagnose.ts';
import { causeOf } from '../../../core/model/diagnosis.ts';
import { type History, NO_HISTORY } from '../../../core/model/history.ts';
import type { Flaw, Observation } from '../../../core/model/observation.ts';
import { renewalOf } from '../../../core/model/renewal.ts';
import { accepted, expiresIn, proven, refused, START, subject, unanswered } from '../../support/make.ts';

const worked: History = { ...NO_HISTORY, acceptedAt: START - HOUR };
const flawed = (flaw: Flaw['flaw'], certain: boolean): Observation => ({
  seen: 'flawed',
  flaws: [{ flaw, says: 'a sentence', certain }],
});
const unasked = (parts: object = {}): Observation => ({
  seen: 'unasked',
  reason: 'no harmless probe',
  expiry: 'unknown',
  ...parts,
});
const embedded = (days: number) => ({ expiry: { at: START + days * DAY, source: 'embedded' as const } });

type Row = readonly [
  sentence: string,
  seen: Observation,
  history: History,
  about: ReturnType<typeof subject>,
  expected: string,
];

const rows: readonly Row[] = [
  ['accepted with no date is healthy', accepted(), NO_HISTORY, subject(), 'healthy - certain'],
  ['accepted far from its date is healthy', expiresIn(69, START), NO_HISTORY, subject(), 'healthy - certain'],
  ['accepted inside the ladder is expiring', expiresIn(29, START), NO_HISTORY, subject(), 'expiring - certain'],
  ['accepted past the issuer’s date is not called dead', expiresIn(-1, START), worked, subject(), 'expiring - certain'],
  [
    'accepted past the date on its tag is overdue',
    accepted(),
    NO_HISTORY,
    subject({ expiresAt: START - DAY }),
    'overdue - certain',
  ],
  [
    'accepted past its age policy is overdue',
    accepted(),
    NO_HISTORY,
    subject({ maxAgeDays: 90 }, { issuedAt: START - 91 * DAY }),
    'overdue - certain',
  ],
  [
    'accepted near its age policy is expiring',
    accepted(),
    NO_HISTORY,
    subject({ maxAgeDays: 90 }, { issuedAt: START - 85 * DAY }),
    'expiring - certain',
  ],
  [
    'a date on the tag does not beat the issuer’s',
    expiresIn(69, START),
    NO_HISTORY,
    subject({ expiresAt: START - DAY }),
    'healthy - certain',
  ],
  [
    'accepted without a required scope is degraded',
    accepted({ scopes: ['identify'] }),
    NO_HISTORY,
    subject({ requiredScopes: ['identify', 'email'] }),
    'degraded insufficient-scope certain',
  ],
  [
    'accepted, and the issuer names a missing right: degraded',
    accepted({ lacking: ['repo'] }),
    NO_HISTORY,
    subject(),
    'degraded insufficient-scope certain',
  ],
  [
    'required scopes that cannot be read are not missing',
    accepted(),
    NO_HISTORY,
    subject({ requiredScopes: ['repo'] }),
    'healthy - certain',
  ],
  [
    'accepted with a tag that cannot be read is misconfigured',
    accepted(),
    NO_HISTORY,
    subject({}, { problems: [{ tag: 't', says: 's', remedy: 'r' }] }),
    'misconfigured bad-tag certain',
  ],
  ['refused and never accepted is unrecognised', refused(), NO_HISTORY, subject(), 'rejected unrecognised likely'],
  [
    'refused before its date, accepted before: revoked',
    refused(),
    { ...worked, knownExpiry: { at: START + DAY, source: 'issuer' } },
    subject(),
    'rejected revoked likely',
  ],
  [
    'refused past the date the issuer gave: expired',
    refused(),
    { ...worked, knownExpiry: { at: START - HOUR, source: 'issuer' } },
    subject(),
    'expired expired certain',
  ],
  [
    'refused past the date on its tag: expired, likely',
    refused(),
    worked,
    subject({ expiresAt: START - HOUR }),
    'expired expired likely',
  ],
  [
    'refused past its age policy is not expired: that date is the owner’s',
    refused(),
    worked,
    subject({ maxAgeDays: 1 }, { issuedAt: START - 9 * DAY }),
    'rejected revoked likely',
  ],
  [
    'a new version is refused and the last one worked: bad rotation',
    refused(),
    { ...NO_HISTORY, previousWorked: true },
    subject(),
    'rejected bad-rotation likely',
  ],
  [
    '… certain when the previous one is still accepted',
    refused(),
    { ...NO_HISTORY, previousWorked: true, previousNow: 'accepted' },
    subject(),
    'rejected bad-rotation certain',
  ],
  [
    'the issuer’s own word for revoked beats inference',
    refused({ meaning: 'revoked' }),
    NO_HISTORY,
    subject(),
    'rejected revoked certain',
  ],
  [
    'the issuer’s own word for expired needs no date',
    refused({ meaning: 'expired' }),
    worked,
    subject(),
    'expired expired certain',
  ],
  [
    'the issuer’s "unknown" of a token it accepted before means revoked',
    refused({ meaning: 'unrecognised' }),
    worked,
    subject(),
    'rejected revoked likely',
  ],
  [
    'an account switched off is not a dead token’s usual cause',
    refused({ meaning: 'account-disabled' }),
    worked,
    subject(),
    'rejected account-disabled certain',
  ],
  [
    'no answer is indeterminate, whatever was before',
    unanswered(),
    { ...worked, knownExpiry: { at: START - DAY, source: 'issuer' } },
    subject(),
    'indeterminate network certain',
  ],
  ['a certain flaw is malformed', flawed('quoted', true), NO_HISTORY, subject(), 'rejected malformed certain'],
  [
    'an unknown shape alone is not dead',
    flawed('shape', false),
    NO_HISTORY,
    subject(),
    'misconfigured malformed likely',
  ],
  [
    'another issuer’s token is told as such',
    flawed('other-provider', true),
    NO_HISTORY,
    subject(),
    'rejected wrong-provider certain',
  ],
  ['a JWT past its exp is expired', unasked(embedded(-1)), NO_HISTORY, subject(), 'expired expired certain'],
  [
    'a JWT before its exp is unchecked: nobody was asked',
    unasked(embedded(60)),
    NO_HISTORY,
    subject(),
    'unchecked - likely',
  ],
  [
    'a JWT not valid yet is unchecked',
    unasked({ ...embedded(60), notBefore: START + HOUR }),
    NO_HISTORY,
    subject(),
    'unchecked - likely',
  ],
  ['nobody asked and no date: unchecked', unasked(), NO_HISTORY, subject(), 'unchecked - likely'],
  [
    'nobody asked, a date on the tag: judged by the date',
    unasked(),
    NO_HISTORY,
    subject({ expiresAt: START + 5 * DAY }),
    'expiring - likely',
  ],
  [
    'an unreadable secret is misconfigured',
    { seen: 'unreadable', cause: 'unreadable-secret', detail: 'd', remedy: ['r'] },
    worked,
    subject(),
    'misconfigured unreadable-secret certain',
  ],
];

describe('diagnose', () => {
  test.each(rows)('%s', (_sentence, seen, history, about, expected) => {
    const diagnosis = diagnose(proven(seen), history, about, START);
    expect(`${diagnosis.verdict} ${causeOf(diagnosis) ?? '-'} ${diagnosis.confidence}`).toBe(expected);
  });

  test.each([
    ['five minutes ahead is a clock that differs', 5 * MINUTE, false],
    ['later is said', 5 * MINUTE + 1, true],
  ])('a JWT whose nbf lies %s', (_sentence, ahead, said) => {
    const { evidence } = diagnose(
      proven(unasked({ ...embedded(60), notBefore: START + ahead })),
      NO_HISTORY,
      subject(),
      START,
    );
    expect(evidence.some((line) => line.startsWith('not valid before'))).toBe(said);
  });

  const problem = { tag: 't', says: 's', remedy: 'r' };
  const near = { expiresAt: START + 5 * DAY };
  const unknownKind: Observation = { seen: 'unreadable', cause: 'bad-tag', detail: 'd', remedy: ['r'] };
  test.each<[string, Observation, ReturnType<typeof subject>, number | undefined]>([
    ['a missing scope hides no date', accepted({ lacking: ['repo'] }), subject(near), 5],
    ['a wrong tag hides no date', accepted(), subject(near, { problems: [problem] }), 5],
    [
      'a wrong tag hides no date of a token nobody is asked about',
      unasked(),
      subject(near, { problems: [problem] }),
      5,
    ],
    ['a kind that nobody knows hides no date', unknownKind, subject(near), 5],
    ['a verdict about the date says it itself', accepted(), subject(near), undefined],
    ['an end that has come is not near as well', unasked(embedded(-1)), subject(), undefined],
    [
      'a date above the ladder is not near',
      accepted({ lacking: ['repo'] }),
      subject({ expiresAt: START + 99 * DAY }),
      undefined,
    ],
  ])('%s', (_sentence, seen, about, days) => {
    const { alsoDue } = diagnose(proven(seen), NO_HISTORY, about, START);
    expect(alsoDue).toEqual(days === undefined ? undefined : { at: START + days * DAY, source: 'tag' });
  });

  const scoped = { requiredScopes: ['repo'] };
  const FILE = 'file:/app/.env:BOT';
  const tagged = 'the tag token-health:required-scopes';
  test.each<[string, Observation, ReturnType<typeof subject>, readonly string[]]>([
    [
      'required scopes have no effect where the issuer tells none',
      accepted(),
      subject(scoped, { tellsScopes: false }),
      [`${tagged} has no effect: Discord tells no scopes of such a token`],
    ],
    [
      'nor where nobody is asked',
      unasked(),
      subject(scoped, { tellsScopes: false, source: FILE }),
      ['the word required-scopes in its comment has no effect: Discord tells no scopes of such a token'],
    ],
    [
      'this time no scopes were told',
      accepted(),
      subject(scoped),
      [`${tagged} was held against nothing: this time no scopes were told`],
    ],
    ['scopes that were told need no remark', accepted({ scopes: ['repo'] }), subject(scoped), []],
    ['nor do none that are required', accepted(), subject({}, { tellsScopes: false }), []],
    [
      'an age counts from the file',
      accepted(),
      subject({ maxAgeDays: 90 }, { agedFrom: { at: START - DAY, by: 'file' } }),
      ['its age counts from Sun 2026-11-22 09:00 UTC, when its file was last changed'],
    ],
    ['nobody asked for an age', accepted(), subject({}, { agedFrom: { at: START - DAY, by: 'file' } }), []],
    ['a version whose making is known', accepted(), subject({ maxAgeDays: 90 }, { issuedAt: START - DAY }), []],
  ])('remark: %s', (_sentence, seen, about, remarks) => {
    const diagnosis = diagnose(proven(seen), NO_HISTORY, about, START);
    expect(diagnosis.remarks ?? []).toEqual(remarks);
    expect(diagnosis.evidence).toEqual(expect.arrayContaining([...remarks]));
  });

  test.each([
    [
      'where nobody tells when it was made',
      { agedFrom: { at: START - 91 * DAY, by: 'first look' as const } },
      'overdue',
    ],
    ['but the making counts where it is known', { issuedAt: START - DAY }, 'healthy'],
  ])('an age policy counts from the first look %s', (_sentence, parts, verdict) => {
    const about = subject({ maxAgeDays: 90 }, parts);
    expect(diagnose(proven(accepted()), NO_HISTORY, about, START).verdict).toBe(verdict);
    const refusal = diagnose(proven(refused()), NO_HISTORY, about, START);
    expect(refusal.expiry).toMatchObject({ source: 'age-policy' });
  });

  test('an age policy shorter than the ladder scales it, whoever tells the age', () => {
    const verdict = (days: number) =>
      diagnose(
        proven(accepted()),
        NO_HISTORY,
        subject({ maxAgeDays: 10 }, { agedFrom: { at: START - days * DAY, by: 'first look' } }),
        START,
      ).verdict;
    expect([1, 4, 8].map(verdict)).toEqual(['healthy', 'healthy', 'expiring']);
  });

  test('a kind that nobody is asked about carries the reason, whatever its verdict is', () => {
    for (const parts of [{}, embedded(60), embedded(2), embedded(-1)])
      expect(diagnose(proven(unasked(parts)), NO_HISTORY, subject(), START).unasked).toBe('no harmless probe');
    expect(diagnose(proven(accepted()), NO_HISTORY, subject(), START).unasked).toBeUndefined();
  });

  test('says which scopes are missing', () => {
    const about = subject({ requiredScopes: ['identify', 'email'] });
    const diagnosis = diagnose(proven(accepted({ scopes: ['identify'] })), NO_HISTORY, about, START);
    expect(diagnosis).toMatchObject({ missing: ['email'] });
  });

  test('reports the drift between the tag and the issuer', () => {
    const diagnosis = diagnose(proven(expiresIn(69, START)), NO_HISTORY, subject({ expiresAt: START + DAY }), START);
    expect(diagnosis.evidence).toContain(
      "the tag says Tue 2026-11-24 09:00 UTC, the issuer Sun 2027-01-31 09:00 UTC: the issuer's date counts",
    );
  });

  test('evidence does not change with the clock, or every sweep would write', () => {
    const dated = { ...worked, knownExpiry: { at: START + 99 * DAY, source: 'issuer' as const } };
    const at = (now: number) => diagnose(proven(refused()), dated, subject(), now);
    expect(at(START)).toEqual(at(START + HOUR));
  });
});

test('of a token that is said to be renewed, before its date was ever seen to move, it is said that it may', () => {
  const seen = accepted({ expiry: { at: START + 9 * DAY, source: 'issuer' }, renewable: { life: 10 * DAY } });
  const renewal = renewalOf(undefined, 'v1', seen, undefined);
  const { evidence } = diagnose(proven(seen), { ...NO_HISTORY, ...(renewal && { renewal }) }, subject(), START);
  expect(evidence).toContain('it can be renewed: its date may move');
});
