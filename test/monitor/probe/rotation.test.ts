import { describe, expect, test } from 'vitest';
import { REGISTRY } from '../../../adapters/issuers/built-in.ts';
import { answerOf } from '../../../core/model/answer.ts';
import { Secret } from '../../../core/model/secret.ts';
import { DEFAULT_POLICY } from '../../../core/transition/policy.ts';
import { transition } from '../../../core/transition/transition.ts';
import type { SecretReading } from '../../../monitor/ports.ts';
import { previousNow } from '../../../monitor/probe/rotation.ts';
import { accepted, lookAt, REF, refused, START, unanswered, WATCH } from '../../support/make.ts';
import { botToken } from '../../support/samples.ts';

const NEW = botToken('123456789012345678', 38, 1);
const OLD = botToken('123456789012345678', 38, 2);

const { record } = transition(
  undefined,
  lookAt(undefined, { observation: accepted(), now: START }),
  DEFAULT_POLICY,
  START,
);

/** What is said of the version before, of which `text` is the value, when this one gets `seen`; and how often anybody was asked. */
const previous = async (reading: SecretReading | undefined, seen = refused(), version = 'v2') => {
  let asked = 0;
  const ports = {
    ask: async () => {
      asked += 1;
      return {
        ok: true,
        answer: answerOf(200, {}, '{"id":"123456789012345678","username":"bot","bot":true}', START),
      } as const;
    },
    origins: {},
    allowedOrigins: [],
    mayLeave: () => true,
    registry: REGISTRY,
    readPrevious: async () => reading,
  };
  const target = { ref: REF, provider: 'discord.bot', watch: WATCH, value: new Secret(NEW), siblings: {} };
  const said = await previousNow({ observation: seen }, record, version, REF.source, target, ports, START);
  return { said, asked };
};

const read = (text: string): SecretReading => ({ read: true, value: new Secret(text), versionId: 'v1' });

describe('of the version before', () => {
  test('is said that it is still accepted', async () => {
    expect(await previous(read(OLD))).toEqual({ said: 'accepted', asked: 1 });
  });

  test.each<[string, SecretReading | undefined]>([
    ['there is none', undefined],
    ['it may not be read', { read: false, why: 'denied', detail: 'AccessDenied' }],
    ['it holds several tokens, and nothing says which', read(JSON.stringify({ a: OLD, b: OLD }))],
  ])('nothing is said when %s, and nobody is asked', async (_sentence, reading) => {
    expect(await previous(reading)).toEqual({ said: undefined, asked: 0 });
  });

  test('nothing is asked while this one is not refused', async () => {
    expect(await previous(read(OLD), unanswered())).toEqual({ said: undefined, asked: 0 });
  });

  test('nothing is asked when this same version worked', async () => {
    expect(await previous(read(OLD), refused(), 'v1')).toEqual({ said: undefined, asked: 0 });
  });
});
