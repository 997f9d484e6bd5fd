import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MARKER_TAG } from '../../adapters/names.ts';

type Request = { readonly action: string; readonly role: string; readonly tags: readonly string[] };
type Operator = (pattern: string, request: Request) => boolean;
type Statement = {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: string;
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

const text = readFileSync('docs/policies/deny-tagging.json', 'utf8');
const policy = JSON.parse(text) as { Version: string; Statement: readonly Statement[] };

const like = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(value);

/** Operator and key as the reference of IAM's condition operators describes them. Anything else is an error of the policy. */
const OPERATORS: Readonly<Record<string, Operator>> = {
  'ForAnyValue:StringLike aws:TagKeys': (pattern, { tags }) => tags.some((tag) => like(pattern, tag)),
  'ForAnyValue:StringEqualsIgnoreCase aws:TagKeys': (wanted, { tags }) =>
    tags.some((tag) => tag.toLowerCase() === wanted.toLowerCase()),
  'ArnNotLike aws:PrincipalArn': (pattern, { role }) => !like(pattern, role),
};

const holds = (operator: string, key: string, pattern: string, request: Request): boolean => {
  const judge = OPERATORS[`${operator} ${key}`];
  if (judge === undefined) throw new Error(`${operator} ${key}`);
  return judge(pattern, request);
};

const denied = (request: Request): boolean =>
  policy.Statement.some(
    ({ Action, Condition }) =>
      Action.includes(request.action) &&
      Object.entries(Condition).every(([operator, keys]) =>
        Object.entries(keys).every(([key, pattern]) => holds(operator, key, pattern, request)),
      ),
  );

const DEVELOPER = 'arn:aws:iam::123456789012:role/Developer';
const ADMIN = 'arn:aws:iam::123456789012:role/TokenHealthTagAdmin';
const TAGGING = ['secretsmanager:CreateSecret', 'secretsmanager:TagResource', 'secretsmanager:UntagResource'];

describe('deny-tagging.json', () => {
  test('A1: is a policy that only denies, in the size of a service control policy', () => {
    expect(policy.Version).toBe('2012-10-17');
    expect(policy.Statement.map(({ Effect }) => Effect)).toEqual(['Deny', 'Deny']);
    for (const { Action, Resource } of policy.Statement) expect([Action, Resource]).toEqual([TAGGING, '*']);
    expect(text.length).toBeLessThan(5120);
  });

  test.each([
    ['the marker', [MARKER_TAG]],
    ['the marker among others', ['team', MARKER_TAG]],
    ['the marker in other case, by which IAM lets the probe read as well', ['Token-Health:Provider']],
    ['an address', ['token-health:url']],
    ['a tag of a later release', ['token-health:new']],
  ])('A1: keeps everybody but the admin from %s', (_, tags) => {
    for (const action of TAGGING) {
      expect(denied({ action, role: DEVELOPER, tags })).toBe(true);
      expect(denied({ action, role: `${ADMIN}2`, tags })).toBe(true);
      expect(denied({ action, role: ADMIN, tags })).toBe(false);
    }
  });

  test.each([
    ['secrets without a tag', 'secretsmanager:CreateSecret', []],
    ['other tags', 'secretsmanager:TagResource', ['team', 'my-token-health:provider']],
    ['other calls', 'secretsmanager:PutSecretValue', [MARKER_TAG]],
  ])('A1: leaves %s alone', (_, action, tags) => expect(denied({ action, role: DEVELOPER, tags })).toBe(false));
});

describe('pages', () => {
  const security = readFileSync('SECURITY.md', 'utf8');

  test('SECURITY.md and docs/deploy.md lead to the policy, and every link of theirs to a file', () => {
    const deploy = readFileSync('docs/deploy.md', 'utf8');
    expect(security).toContain('docs/policies/README.md');
    expect(deploy).toContain('policies/README.md');
    for (const [from, page] of [
      ['.', security],
      ['docs', deploy],
    ] as const)
      for (const [, target = ''] of page.matchAll(/\]\((?!https?:|#)([^)#]+)/g))
        expect(existsSync(join(from, target))).toBe(true);
  });

  test.each(['tagger', 'issuer', 'network', 'viewer', 'dep', 'insider'])(
    'SECURITY.md says what is done against the %s',
    (kind) => expect(security).toContain(`| **${kind}**`),
  );
});
