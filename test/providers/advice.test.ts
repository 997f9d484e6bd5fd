import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { REGISTRY } from '../../providers/index.ts';
import type { AnswerRule, Kind, Provider } from '../../providers/provider.ts';

const FILE = 'test/golden/advice.txt';

const said = (rule: AnswerRule): readonly string[] => {
  if (rule.say === 'ambiguous') return [rule.otherwise, ...rule.settle];
  if (rule.say === 'misconfigured' || rule.say === 'unanswered') return [rule.detail, ...(rule.remedy ?? [])];
  return [];
};

const answersOf = ({ probe }: Kind): readonly AnswerRule[] =>
  probe.online ? [probe, probe.before, probe.sparing].flatMap((request) => request?.answers ?? []) : [];

const ofKind = (kind: Kind): readonly string[] => [
  ...(kind.docs === undefined ? [] : [`${kind.id}: ${kind.docs}`]),
  ...Object.entries(kind.remedies).flatMap(([cause, steps]) => steps.map((step) => `${cause}: ${step}`)),
  ...answersOf(kind).flatMap((rule) => {
    const [why, ...steps] = said(rule);
    return why === undefined ? [] : [`${rule.say} by ${[rule.status].flat().join(' ')}: ${why}`, ...steps];
  }),
];

const ofProvider = ({ id, budget, docs, limits, scopeTree = {}, statusPage, kinds }: Provider): readonly string[] => [
  `== ${id}`,
  `asked ${budget.perSecond} times a second, ${budget.concurrency} at once; its limits count ${limits?.counts ?? 'nothing that is known'}`,
  docs,
  ...(statusPage === undefined ? [] : [statusPage]),
  ...Object.entries(scopeTree).map(([scope, covers]) => `${scope} covers ${covers.join(', ')}`),
  ...new Set(kinds.flatMap(ofKind)),
  '',
];

test('what is told about the answers of each issuer, and how it is asked; UPDATE_GOLDEN=1 writes it anew', () => {
  const text = REGISTRY.providers.flatMap(ofProvider).join('\n');
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(FILE, text);
  expect(text).toBe(readFileSync(FILE, 'utf8'));
});
