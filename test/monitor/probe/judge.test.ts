import { describe, expect, test } from 'vitest';
import { REGISTRY } from '../../../adapters/issuers/built-in.ts';
import { HOUR, type Instant } from '../../../core/base/time.ts';
import type { Observation } from '../../../core/model/observation.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import { DEFAULT_POLICY } from '../../../core/transition/policy.ts';
import { transition } from '../../../core/transition/transition.ts';
import type { Seen } from '../../../monitor/inspect/seen.ts';
import { isAnswered, silentOf, turnOf } from '../../../monitor/issuer/issuer-signs.ts';
import { judge } from '../../../monitor/probe/judge.ts';
import { accepted, ambiguous, lookAt, proven, REF, refused, START, unanswered, WATCH } from '../../support/make.ts';

const BOT = REGISTRY.findKind('discord.bot')!;
const NOW = START + 2 * HOUR;

const seenAs = <Observed>(observation: Observed): Seen<Observed> => ({
  ref: REF,
  watch: WATCH,
  problems: [],
  kind: BOT,
  observation,
  versionId: 'v1',
  sweep: { id: 'sweep', startedAt: NOW },
});

/** The record after looks one after the other, an hour apart until now. */
const recordAfter = (...observations: readonly Observation[]): TokenRecord | undefined => {
  let record: TokenRecord | undefined;
  observations.forEach((observation, n) => {
    const now: Instant = NOW - (observations.length - n) * HOUR;
    record = transition(record, lookAt(record, { observation, now }), DEFAULT_POLICY, now).record;
  });
  return record;
};

describe('what is judged', () => {
  const judged = (observation: Observation) => judge(seenAs(proven(observation)), undefined, DEFAULT_POLICY, NOW);

  test('is named by its kind, and what breaks without it', () => {
    expect(judged(accepted())).toMatchObject({
      kind: 'discord.bot',
      kindName: BOT.kind.name,
      impact: BOT.kind.impact,
      diagnosis: { exchange: { status: 200 } },
    });
  });

  test('is told how its own kind is mended', () => {
    const { remedy } = judged(refused({ meaning: 'revoked' })).diagnosis;
    const own = Object.values(BOT.kind.remedies).flat();
    expect(own.some((step) => remedy.includes(step))).toBe(true);
  });

  test('of a damaged value, to whom it was not sent', () => {
    const flawed: Observation = { seen: 'flawed', flaws: [{ flaw: 'cut', says: 'it is cut', certain: true }] };
    expect(judged(flawed).diagnosis.evidence).toEqual(['it is cut', 'not sent to Discord']);
  });

  test('of a value that is only unlike its kind, with how to let it through between its steps', () => {
    const letThrough = 'Let it through.';
    const flaws = [{ flaw: 'cut', says: 'it is short', certain: false }] as const;
    const { diagnosis } = judged({ seen: 'flawed', flaws, letThrough });
    const { remedy } = judged({ seen: 'flawed', flaws }).diagnosis;
    expect(diagnosis.remedy).toEqual([remedy[0], letThrough, remedy.at(-1)]);
    expect(new Set(diagnosis.remedy).size).toBe(3);
  });
});

test('a token that its own uses used up is told how to make one that lasts', () => {
  const record = recordAfter(accepted({ uses: 0 }));
  expect(judge(seenAs(proven(refused())), record, DEFAULT_POLICY, NOW).diagnosis).toMatchObject({
    verdict: 'indeterminate',
    cause: 'blocked',
    remedy: [
      'It is used up. Make a new one whose uses are not counted, or at least two: a look takes one of them.',
      'Store the new value in its place, then restart what uses it.',
    ],
  });
});

describe('of which an issuer says nothing', () => {
  const signOf = (record: TokenRecord | undefined, observation: Observation) =>
    silentOf({ seen: seenAs(observation), record, sameVersion: true });
  const usedUp = accepted({ uses: 0 });

  test.each<[string, readonly Observation[], Observation, string | undefined]>([
    ['no answer twice', [unanswered(), unanswered()], unanswered(), 'no answer within 5 s'],
    ['no answer once', [accepted()], unanswered(), undefined],
    ['a refusal', [accepted(), refused()], refused(), undefined],
    ['a refusal that may be something else', [ambiguous(), ambiguous()], ambiguous(), ': dead, or it may only be used'],
    ['a refusal after the look took its last use', [usedUp, refused()], refused(), ': used up by the look before'],
  ])('%s', (_sentence, before, observation, detail) => {
    const silent = signOf(recordAfter(...before), observation);
    if (detail === undefined) expect(silent).toBeUndefined();
    else expect(silent?.detail).toContain(detail);
  });

  test('is not what was said of the version before', () => {
    const record = recordAfter(unanswered(), unanswered());
    const other = { ...seenAs(unanswered()), versionId: 'v2' };
    expect(silentOf({ seen: other, record, sameVersion: true })).toBeUndefined();
  });

  test.each<[string, Observation, boolean]>([
    ['accepted', accepted(), true],
    ['refused', refused(), true],
    ['perhaps refused', ambiguous(), false],
    ['not answered', unanswered(), false],
  ])('%s: it counts as answered %s', (_sentence, observation, answered) => {
    expect(isAnswered({ seen: seenAs(observation), record: undefined, sameVersion: true })).toBe(answered);
  });
});

describe('what a token says of its issuer', () => {
  const expired = accepted({ expiry: { at: NOW - HOUR / 2, source: 'issuer' } });
  const said = (before: readonly Observation[], observation: Observation) =>
    turnOf({ seen: seenAs(observation), record: recordAfter(...before), sameVersion: true }, NOW)?.said;

  test.each<[string, readonly Observation[], Observation, string | undefined]>([
    ['that it accepts it', [accepted()], accepted(), 'accepted'],
    ['that it refuses it', [accepted()], refused(), 'refused'],
    ['that it may refuse it', [accepted()], ambiguous(), 'refused'],
    ['nothing, where no answer came', [accepted()], unanswered(), 'nothing'],
    ['no word, where its date explains it', [expired], refused(), undefined],
    ['no word, where it never worked', [refused()], refused(), undefined],
    ['no word, where nobody looked before', [], accepted(), undefined],
    ['no word, where it is known to be dead', [accepted(), refused(), refused(), refused()], refused(), undefined],
  ])('%s', (_sentence, before, observation, word) => expect(said(before, observation)).toBe(word));
});
