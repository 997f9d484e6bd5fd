import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { DAY } from '../../core/base/time.ts';
import type { Diagnosis } from '../../core/model/diagnosis.ts';
import { type KindOf, kindId } from '../../providers/provider.ts';
import { type AnswersServer, bodyText, type RecordedAnswer, startAnswersServer } from '../support/answers-server.ts';
import { type Beside, type Recorded, recordedAnswers, recordedBeside } from '../support/fixtures.ts';
import { lookAt } from './look.ts';

const AT = Date.UTC(2026, 10, 23, 9, 0);
const ONLINE = REGISTRY.kinds.filter(({ kind }) => kind.probe.online);
const IDS = [...new Set(ONLINE.map(({ provider }) => provider.id))];
const RECORDED = Map.groupBy(recordedAnswers(IDS), ({ kind }) => kind);
const BESIDE = Map.groupBy(recordedBeside(IDS), ({ kind }) => kind);

/** No source shows the words of their dead answer: a 401 of their own host is ambiguous by itself, whatever it says. */
const WORDLESS: ReadonlySet<string> = new Set(['codemagic.api-token', 'packagecloud.api-token', 'semgrep.api-token']);

let issuer: AnswersServer;
beforeAll(async () => {
  issuer = await startAnswersServer();
});
afterAll(() => issuer.close());

/** What a first look at it must come to. */
const wanted = ({
  seen,
  lacking,
  meaning,
  why,
  expiry,
  cause,
  renewable,
}: Recorded['expect']): readonly [string, string?] => {
  const end = typeof expiry === 'string' ? Date.parse(expiry) : Number.NaN;
  if (seen === 'accepted' && Array.isArray(lacking)) return ['degraded', 'insufficient-scope'];
  if (seen === 'accepted' && end <= AT) return ['expired', 'expired'];
  // What is renewed in place is told when a renewal is missed.
  if (seen === 'accepted' && renewable) return ['healthy'];
  if (seen === 'accepted') return [end < AT + 30 * DAY ? 'expiring' : 'healthy'];
  if (seen === 'refused' && meaning === 'expired') return ['expired', 'expired'];
  if (seen === 'refused') return ['rejected', String(meaning ?? 'unrecognised')];
  if (seen === 'unreadable') return ['misconfigured', String(cause)];
  return seen === 'ambiguous' ? ['indeterminate'] : ['indeterminate', String(why)];
};

const said = ({ verdict, ...rest }: Diagnosis, causeToo: boolean): readonly (string | undefined)[] =>
  causeToo ? [verdict, 'cause' in rest ? rest.cause : undefined] : [verdict];

/** The other requests of a kind are answered as when they were accepted, so that they decide nothing here. */
const beside = (id: string): Partial<Record<Beside, RecordedAnswer>> =>
  Object.fromEntries(
    (BESIDE.get(id) ?? []).flatMap(({ by, answer, expect: { seen } }) =>
      by === 'more' && seen === 'accepted' ? [[by, answer]] : [],
    ),
  );

const look = async (kind: KindOf, probe: RecordedAnswer) => {
  const { diagnosis } = await lookAt(kind, { probe, ...beside(kindId(kind)) }, issuer, AT);
  return diagnosis;
};

/** Half of what an accepted token gets, with its status. */
const truncated = (answers: readonly Recorded[]): RecordedAnswer => {
  const { answer } = answers.find(({ expect: { seen } }) => seen === 'accepted')!;
  const text = bodyText(answer.body);
  return { ...answer, body: text.slice(0, text.length / 2), headers: { 'content-type': 'application/json' } };
};

const HTML: RecordedAnswer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html><html><body>Sign in</body></html>',
};

describe.each(ONLINE.map((kind) => [kindId(kind), kind] as const))('%s', (id, kind) => {
  const answers = RECORDED.get(id) ?? [];

  test('has at least an accepted and a dead answer on record', () => {
    const seen = answers.map((one) => String(one.expect.seen));
    expect(seen).toContain('accepted');
    expect(seen.some((one) => one === 'refused' || one === 'ambiguous')).toBe(!WORDLESS.has(id));
  });

  test.each(answers)('$sentence', async ({ answer, expect: read }) => {
    const [verdict, cause] = wanted(read);
    const diagnosis = await look(kind, answer);
    expect(said(diagnosis, cause !== undefined)).toEqual(cause === undefined ? [verdict] : [verdict, cause]);
  });

  test.each([
    ['is limited by a bare 429', { status: 429 }, 'rate-limited'],
    ['meets an outage', { status: 500, body: { message: 'try later' } }, 'provider-outage'],
    ['meets a page for browsers', HTML, 'blocked'],
    ['gets an answer that is cut in the middle', truncated(answers), 'blocked'],
  ] as const)('%s, and nothing is said of it', async (_, answer, cause) => {
    expect(said(await look(kind, answer), true)).toEqual(['indeterminate', cause]);
  });
});
