import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AnswersServer, startAnswersServer } from '../support/answers-server.ts';
import type { RightVerdict, Situation, Situations } from './case.ts';
import { play, type Told } from './play.ts';

/** Where nobody is asked, only `unchecked` says so without calling the token healthy. */
const rightVerdicts = ({ answer, provider, right }: Situation): readonly RightVerdict[] => {
  if (answer !== undefined && provider !== 'slack.webhook') return right.verdict;
  const open = right.verdict.filter((verdict) => verdict === 'healthy' || verdict === 'indeterminate');
  if (open.length === 0) return right.verdict;
  const others = right.verdict.filter((verdict) => verdict !== 'healthy' && verdict !== 'indeterminate');
  return [...others, 'unchecked'];
};

/** Plays every situation, and holds what was told against what is right. */
export const judge = (bySubject: Readonly<Record<string, Situations>>): void => {
  const told = new Map<string, Told>();
  let issuer: AnswersServer;
  beforeAll(async () => {
    issuer = await startAnswersServer();
    for (const situation of Object.values(bySubject).flatMap(Object.values<Situation>))
      told.set(situation.id, await play(situation, issuer));
  }, 120_000);
  afterAll(() => issuer.close());

  for (const [subject, situations] of Object.entries(bySubject))
    describe(subject, () => {
      for (const [sentence, situation] of Object.entries(situations)) {
        const { id, right, stays } = situation;
        test(`${id}: ${sentence}`, () => {
          const one = told.get(id);
          expect(rightVerdicts(situation), one?.evidence.join('\n')).toContain(one?.verdict);
          if (right.cause) expect(right.cause).toContain(one?.cause);
          if (right.expiresAt) expect(one?.expiresAt).toBe(right.expiresAt);
        });
        test(`${id} prints no part of the value${stays ? ', and sends none' : ''}`, () => {
          expect(told.get(id)?.leaks).toEqual([]);
          if (stays) expect(told.get(id)?.asked).toBe(0);
        });
      }
    });
};
