import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registryWith } from '../../adapters/issuers/built-in.ts';
import { answerOf } from '../../core/model/answer.ts';
import { isDated } from '../../core/model/expiry.ts';
import type { Observation } from '../../core/model/observation.ts';
import { interpret } from '../../providers/interpret.ts';
import { kindId } from '../../providers/provider.ts';
import { type AnswersServer, getOnce, startAnswersServer } from '../support/answers-server.ts';
import { type Recorded, recordedAnswers, recordedBeside, WORDED } from '../support/fixtures.ts';
import { TARGETS } from '../support/targets.ts';

const AT = Date.UTC(2026, 10, 23, 9, 0);
const REGISTRY = registryWith(TARGETS);
const ONLINE = REGISTRY.kinds.filter(
  ({ provider, kind }) => kind.probe.online && [...WORDED, 'http'].includes(provider.id),
);
const ISSUERS = [...new Set(ONLINE.map(({ provider }) => provider.id))];
const RECORDED = recordedAnswers(ISSUERS);
const BESIDE = recordedBeside(ISSUERS);

let issuer: AnswersServer;
beforeAll(async () => {
  issuer = await startAnswersServer();
});
afterAll(() => issuer.close());

/** Over real HTTP, so that header case, content types and empty bodies are those of a server. */
const replay = async ({ kind, by, answer }: Recorded): Promise<Observation> => {
  const found = REGISTRY.findKind(kind);
  if (found === undefined) throw new Error(`no such kind: ${kind}`);
  issuer.answer(answer);
  const { status, headers, text } = await getOnce(issuer.origin);
  const { probe } = found.kind;
  const beside = by !== undefined && probe.online ? probe[by] : undefined;
  if (by !== undefined && beside === undefined) throw new Error(`${kind} has no request ${by}`);
  return interpret(answerOf(status, headers, text, AT), found, 'GET issuer', beside && { answers: beside.answers });
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
    case 'ambiguous': {
      const { seen, doubt } = observation;
      return { seen, by: doubt.by, ...words };
    }
    case 'unreadable': {
      const { seen, cause } = observation;
      return { seen, cause };
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

describe.each(BESIDE)('$kind, asked $by the probe or in its place', (recorded) => {
  test(recorded.sentence, async () => {
    expect(readingOf(await replay(recorded))).toEqual(recorded.expect);
  });
});

describe('the recorded answers cover every kind that is asked', () => {
  const seen = (id: string, what: Partial<Record<'seen' | 'why', string>>) =>
    RECORDED.some(({ kind, expect: read }) => kind === id && Object.entries(what).every(([k, v]) => read[k] === v));

  test.each(ONLINE.map(kindId).filter((id) => !id.startsWith('http.')))('%s', (id) => {
    const missing = [
      [{ seen: 'accepted' }],
      // Some issuers never refuse in words that nothing else may have.
      [{ seen: 'refused' }, { seen: 'ambiguous' }],
      [{ why: 'rate-limited' }],
      [{ why: 'provider-outage' }],
      [{ why: 'blocked' }],
    ].filter((any) => !any.some((what) => seen(id, what)));
    expect(missing).toEqual([]);
  });

  test.each(ONLINE.filter(({ kind: { probe } }) => probe.online && (probe.before || probe.sparing)).map(kindId))(
    'and every request beside the probe of %s',
    (id) => {
      const probe = REGISTRY.findKind(id)?.kind.probe;
      const bys = (['before', 'sparing'] as const).filter((by) => probe?.online && probe[by]);
      const lacking = bys.filter((by) => !BESIDE.some((one) => one.kind === id && one.by === by));
      expect(lacking).toEqual([]);
    },
  );

  test('no two answers of a kind have the same sentence', () => {
    const names = [...RECORDED, ...BESIDE].map(({ kind, sentence }) => `${kind}: ${sentence}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
