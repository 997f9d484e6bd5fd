import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { registryWith } from '../../adapters/issuers/built-in.ts';
import { type AnswerRule, type Kind, type Provider, requestsOf } from '../../providers/provider.ts';
import { WORDED } from '../support/fixtures.ts';
import { TARGETS } from '../support/targets.ts';

const FILE = 'test/golden/advice.txt';

const said = (rule: AnswerRule): readonly string[] => {
  if (rule.say === 'ambiguous') return [rule.otherwise, ...rule.settle];
  if (rule.say === 'misconfigured' || rule.say === 'unanswered') return [rule.detail, ...(rule.remedy ?? [])];
  return [];
};

const answersOf = (kind: Kind): readonly AnswerRule[] => requestsOf(kind).flatMap((request) => request.answers);

const ofKind = (kind: Kind): readonly string[] => [
  ...(kind.shape?.headerPrefixes ?? []).map((prefix) => `${kind.id} may stand behind "${prefix}"`),
  ...(kind.docs === undefined ? [] : [`${kind.id}: ${kind.docs}`]),
  ...Object.entries(kind.remedies).flatMap(([cause, steps]) => steps.map((step) => `${cause}: ${step}`)),
  ...answersOf(kind).flatMap((rule) => {
    const [why, ...steps] = said(rule);
    return why === undefined
      ? []
      : [`${rule.say} by ${[rule.status].flat().join(' ')}: ${[why, ...steps].join(' | ')}`];
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
  const worded = registryWith(TARGETS).providers.filter(({ id }) => [...WORDED, 'http', 'jwt'].includes(id));
  const text = worded.flatMap(ofProvider).join('\n');
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(FILE, text);
  expect(text).toBe(readFileSync(FILE, 'utf8'));
});

test.each([
  ['user and password, as they are', 'ci:hunter2hunter2', { basic: btoa('ci:hunter2hunter2') }],
  ['the base64 of them', btoa('ci:hunter2hunter2'), { basic: btoa('ci:hunter2hunter2') }],
  ['neither: nothing is sent', 'hunter2hunter2', {}],
])('an address that takes HTTP Basic gets %s', (_what, value, parts) => {
  const target = { url: 'https://build.example.org/me', header: 'Authorization', expect: 200, basic: true };
  expect(registryWith({ build: target }).findKind('http.build')?.kind.parts?.(value)).toEqual(parts);
});

test('a value that is no webhook has no parts, rather than no answer', () => {
  expect(registryWith({}).findKind('discord.webhook')?.kind.parts?.('no webhook')).toEqual({});
});
