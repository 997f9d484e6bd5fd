import { describe, expect, test } from 'vitest';
import { HOUR } from '../../../core/base/time.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import { DEFAULT_POLICY } from '../../../core/transition/policy.ts';
import { sameState } from '../../../core/transition/same-state.ts';
import { transition } from '../../../core/transition/transition.ts';
import { accepted, lookAt, START } from '../../support/make.ts';

const { record: BASE } = transition(
  undefined,
  lookAt(undefined, { observation: accepted({ scopes: ['bot'] }), now: START }),
  DEFAULT_POLICY,
  START,
);
const ACCEPTED = BASE.accepted!;
const LATER = START + HOUR;

const WORTH_A_WRITE: Readonly<Record<string, Partial<TokenRecord>>> = {
  'its kind': { kind: 'discord.oauth' },
  'its owner': { owner: 'another team' },
  'its environment': { environment: 'staging' },
  'its version': { versionId: 'v2' },
  'what was seen': { look: { seen: 'refused', since: START } },
  'since when it was seen': { look: { ...BASE.look, since: LATER } },
  'that the version before worked': { previousWorked: true },
  'its verdict': { diagnosis: { ...BASE.diagnosis, verdict: 'unchecked' } as TokenRecord['diagnosis'] },
  'its scopes': { diagnosis: { ...BASE.diagnosis, scopes: ['bot', 'email'] } },
  'a refusal': { refused: { since: START, looks: 1, askAgainAt: LATER } },
  'a doubt': { doubted: { since: START, looks: 1 } },
  'who stored its version': { changedBy: { asked: 1 } },
  'a renewal': { renewal: { versionId: 'v1' } as unknown as NonNullable<TokenRecord['renewal']> },
  'that it was announced': { announced: !BASE.announced },
  'an incident': { incident: { id: 'TH-AAAAA', finding: 'rejected', openedAt: START, versionId: 'v1' } },
  'how many incidents there were': { episodes: BASE.episodes + 1 },
  'how often one was opened': { openings: { degraded: { since: START, times: 2 } } },
  'the threshold that was told': {
    ladder: { versionId: 'v1', told: 7 } as unknown as NonNullable<TokenRecord['ladder']>,
  },
  'the quiet that was asked for': {
    quiet: {
      what: 'snoozed',
      finding: 'degraded',
      versionId: 'v1',
      severity: 'warn',
      since: START,
      until: LATER,
      by: 'a',
    },
  },
  'the date of what was accepted': { accepted: { ...ACCEPTED, expiry: { at: LATER, source: 'issuer' } } },
  'whose it is': { accepted: { ...ACCEPTED, subject: 'bot-2' } },
  'the request that was answered': { accepted: { ...ACCEPTED, request: 'GET example.org/me' } },
  'the uses that are left': { accepted: { ...ACCEPTED, uses: 3 } },
  'the version that was accepted': { accepted: { ...ACCEPTED, versionId: 'v0' } },
};

describe('a record is written when it differs in', () => {
  test.each(Object.entries(WORTH_A_WRITE))('%s', (_what, change) => {
    expect(sameState(BASE, { ...BASE, ...change })).toBe(false);
    expect(sameState({ ...BASE, ...change }, BASE)).toBe(false);
  });

  test('the scope that is missing', () => {
    const lacking = (missing: readonly string[]): TokenRecord => ({
      ...BASE,
      diagnosis: {
        ...BASE.diagnosis,
        verdict: 'degraded',
        cause: 'insufficient-scope',
        missing,
      } as TokenRecord['diagnosis'],
    });
    expect(sameState(lacking(['a']), lacking(['a', 'b']))).toBe(false);
    expect(sameState(lacking(['a']), lacking(['a']))).toBe(true);
  });

  test('the cause of the same verdict', () => {
    const wrong = (cause: string): TokenRecord => ({
      ...BASE,
      diagnosis: { ...BASE.diagnosis, verdict: 'misconfigured', cause } as TokenRecord['diagnosis'],
    });
    expect(sameState(wrong('bad-tag'), wrong('malformed'))).toBe(false);
    expect(sameState(wrong('bad-tag'), wrong('bad-tag'))).toBe(true);
  });

  test('an acceptance that was not there', () => {
    const { accepted: _accepted, ...never } = BASE;
    expect(sameState(BASE, never)).toBe(false);
    expect(sameState(never, { ...never })).toBe(true);
  });
});

describe('a record is not written when it differs only in', () => {
  test.each<[string, Partial<TokenRecord>]>([
    ['when it was accepted last', { accepted: { ...ACCEPTED, lastAt: LATER } }],
    ['its revision', { revision: BASE.revision + 1 }],
    ['the words of its diagnosis', { diagnosis: { ...BASE.diagnosis, evidence: ['said otherwise'] } }],
  ])('%s', (_what, change) => expect(sameState(BASE, { ...BASE, ...change })).toBe(true));
});
