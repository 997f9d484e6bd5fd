import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf } from '../../core/model/answer.ts';
import { isDated } from '../../core/model/expiry.ts';
import type { Observation } from '../../core/model/observation.ts';
import { registryWith } from '../../providers/index.ts';
import { interpret } from '../../providers/interpret.ts';
import { kindId } from '../../providers/provider.ts';
import { type AnswersServer, getOnce, startAnswersServer } from '../support/answers-server.ts';
import { type Recorded, recordedAnswers } from '../support/fixtures.ts';
import { TARGETS } from '../support/targets.ts';

const AT = Date.UTC(2026, 10, 23, 9, 0);
const REGISTRY = registryWith(TARGETS);
const ONLINE = REGISTRY.kinds.filter(({ kind }) => kind.probe.online);
const RECORDED = recordedAnswers([...new Set(ONLINE.map(({ provider }) => provider.id))]);

let issuer: AnswersServer;
beforeAll(async () => {
  issuer = await startAnswersServer();
});
afterAll(() => issuer.close());

/** Over real HTTP, so that header case, content types and empty bodies are those of a server. */
const replay = async ({ kind, answer }: Recorded): Promise<Observation> => {
  const found = REGISTRY.findKind(kind);
  if (found === undefined) throw new Error(`no such kind: ${kind}`);
  issuer.answer(answer);
  const { status, headers, text } = await getOnce(issuer.origin);
  return interpret(answerOf(status, headers, text, AT), found, 'GET issuer');
};

const iso = (at: number): string => new Date(at).toISOString();

/** All that was read, and nothing else: a reading too many fails like one too few. */
const readingOf = (observation: Observation): Record<string, unknown> => {
  const { code, message } = 'exchange' in observation ? { ...observation.exchange } : {};
  const words = { ...(code !== undefined && { code }), ...(message !== undefined && { message }) };
  switch (observation.seen) {
    case 'accepted': {
      const { exchange: _, expiry, ...rest } = observation;
      return { ...rest, ...words, expiry: isDated(expiry) ? iso(expiry.at) : expiry };
    }
    case 'refused': {
      const { exchange: _, ...rest } = observation;
      return { ...rest, ...words };
    }
    case 'unanswered': {
      const { seen, why, retryAt } = observation;
      return { seen, why, ...words, ...(retryAt !== undefined && { retryAt: iso(retryAt) }) };
    }
    default:
      throw new Error(`an answer was read as ${observation.seen}`);
  }
};

describe.each([...new Set(RECORDED.map(({ kind }) => kind))])('%s', (kind) => {
  test.each(RECORDED.filter((recorded) => recorded.kind === kind))('$sentence', async (recorded) => {
    expect(readingOf(await replay(recorded))).toEqual(recorded.expect);
  });
});

describe('the recorded answers cover every kind that is asked', () => {
  const seen = (id: string, what: Partial<Record<'seen' | 'why', string>>) =>
    RECORDED.some(({ kind, expect: read }) => kind === id && Object.entries(what).every(([k, v]) => read[k] === v));

  test.each(ONLINE.map(kindId).filter((id) => !id.startsWith('http.')))('%s', (id) => {
    const missing = [
      { seen: 'accepted' },
      { seen: 'refused' },
      { why: 'rate-limited' },
      { why: 'provider-outage' },
      { why: 'blocked' },
    ].filter((what) => !seen(id, what));
    expect(missing).toEqual([]);
  });

  test('no two answers of a kind have the same sentence', () => {
    const names = RECORDED.map(({ kind, sentence }) => `${kind}: ${sentence}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
