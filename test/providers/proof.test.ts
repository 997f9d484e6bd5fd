import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { registryWith } from '../../adapters/issuers/built-in.ts';
import { answerOf } from '../../core/model/answer.ts';
import { interpret } from '../../providers/interpret.ts';
import { type AnswerRule, type Kind, type KindOf, kindId, requestsOf } from '../../providers/provider.ts';
import { bodyText } from '../support/answers-server.ts';
import { recordedAnswers, WORDED } from '../support/fixtures.ts';
import { TARGETS } from '../support/targets.ts';

const REGISTRY = registryWith(TARGETS);
const KINDS = REGISTRY.kinds.filter(({ kind }) => kind.probe.online);
/** The deployment declares what statuses of its own address mean; all others must prove it. */
const ISSUERS = KINDS.filter(({ provider }) => provider.id !== 'http');
const STATUSES = Array.from({ length: 500 }, (_, index) => 100 + index);
const HTML = '<!DOCTYPE html><html><body>Sign in</body></html>';

const seen = (kind: KindOf, status: number, text: string, headers: Record<string, string> = {}) =>
  interpret(answerOf(status, headers, text, 0), kind, 'GET x').seen;

const named = (kinds: readonly KindOf[]) => kinds.map((kind) => [kindId(kind), kind] as const);

/** Of the answers here, the only one that may mean death: verdaccio's to a dead token, and of a broken back end. */
const isAmbiguous = (id: string, status: number, text: string) =>
  id.startsWith('npm.') && status === 200 && text === '{}';

/** Of the probe, and of the requests beside it. */
const rulesOf = (kind: Kind): readonly AnswerRule[] => requestsOf(kind).flatMap((request) => request.answers);

describe.each(named(ISSUERS))('%s is neither alive nor dead', (id, kind) => {
  const bodies = [
    '',
    '{}',
    '[]',
    'null',
    'true',
    '0',
    '""',
    HTML,
    '{"ok":',
    '{"message":"',
    'Unauthorized',
    '{"error":"x"}',
  ];

  test.each(bodies)('by any status with the body %s', (text) => {
    const wrong = STATUSES.filter(
      (status) => seen(kind, status, text) !== (isAmbiguous(id, status, text) ? 'ambiguous' : 'unanswered'),
    );
    expect(wrong).toEqual([]);
  });

  test('by any status with any JSON', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.json(), (status, text) => {
        fc.pre(!isAmbiguous(id, status, text.replace(/\s/g, '')));
        expect(seen(kind, status, text)).toBe('unanswered');
      }),
      { numRuns: WORDED.includes(kind.provider.id) ? 100 : 20 },
    );
  });

  test('by a proving body under a status that it does not belong to', () => {
    const proofs = recordedAnswers([kind.provider.id]).filter(
      ({ kind: of, expect: read }) => of === id && read.seen !== 'unanswered',
    );
    const ownStatuses = new Set(
      kind.kind.probe.online
        ? kind.kind.probe.answers.filter(({ say }) => say !== 'unanswered').flatMap(({ status }) => status)
        : [],
    );
    const strange = STATUSES.filter((status) => !ownStatuses.has(status));
    for (const { answer } of proofs)
      for (const status of strange)
        expect(seen(kind, status, bodyText(answer.body), answer.headers as Record<string, string>)).toBe('unanswered');
  });
});

describe.each(named(KINDS))('%s', (_id, { kind, provider }) => {
  const rules = rulesOf(kind);
  const proving = rules.filter((rule) => rule.say !== 'unanswered');

  test('proves by something that is there', () => {
    const empty = (rule: AnswerRule) =>
      !('proof' in rule) &&
      Object.keys(rule.body ?? {}).length === 0 &&
      Object.keys(rule.header ?? {}).length === 0 &&
      (rule.text === undefined || rule.text.test(''));
    expect(proving.filter(empty)).toEqual([]);
  });

  test('leaves declared statuses to addresses of the deployment', () => {
    expect(proving.some((rule) => 'proof' in rule)).toBe(provider.id === 'http' && !kind.id.startsWith('words'));
  });

  test('says what to do about an answer of the issuer itself, and that is not to look for a firewall', () => {
    const own = rules.filter(
      (rule) => rule.say === 'unanswered' && rule.why === 'blocked' && !/^Cloudflare stands before/.test(rule.detail),
    );
    const silent = own.filter((rule) => rule.say === 'unanswered' && !(rule.remedy && rule.remedy.length > 0));
    expect(silent.map((rule) => 'detail' in rule && rule.detail)).toEqual([]);
    const steps = own.flatMap((rule) => (rule.say === 'unanswered' && rule.remedy) || []);
    expect(steps.filter((step) => /firewall/i.test(step))).toEqual([]);
  });

  test('gives at most three steps with every rule, each a sentence', () => {
    const steps = rules.map((rule) => ('settle' in rule && rule.settle) || ('remedy' in rule && rule.remedy) || []);
    expect(steps.filter((few) => few.length > 3)).toEqual([]);
    expect(steps.flat().filter((step) => !/^(?:[A-Z]|https:).{15,}$/.test(step))).toEqual([]);
  });

  test('reads no redirect and no server error as a verdict', () => {
    const statuses = proving.flatMap(({ status }) => status);
    expect(statuses.filter((status) => (status >= 300 && status < 400) || status >= 500)).toEqual([]);
  });
});

describe.each(named(REGISTRY.kinds))('%s is described for the reader', (_id, { kind }) => {
  test('with at most three steps per cause, none of them empty', () => {
    for (const steps of Object.values(kind.remedies)) {
      expect(steps.length).toBeGreaterThan(0);
      expect(steps.length).toBeLessThanOrEqual(3);
      for (const step of steps) expect(step.length).toBeGreaterThan(10);
    }
  });

  test('with what stops, in one sentence', () => {
    expect(kind.impact).toMatch(/^[A-Z].*\.$/);
  });
});
