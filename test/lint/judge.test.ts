import { describe, expect, test } from 'vitest';
import type { Accepted } from './accepted.ts';
import { ACCEPTED } from './accepted.ts';
import { type Finding, readCfnLint, readCheckov } from './finding.ts';
import { judge, report } from './judge.ts';

const finding = (id: string, resource = 'AWS::Lambda::Function MonitorProbe1'): Finding => ({
  tool: 'checkov',
  id,
  resource,
  says: 'Ensure something',
});
const reason = (id: string, resource = /^AWS::Lambda::Function Monitor\w+$/): Accepted => ({
  id,
  resource,
  reason: 'said',
});

const CASES: Readonly<Record<string, [findings: Finding[], accepted: Accepted[], told: string[]]>> = {
  'a finding with its reason is in order': [[finding('A')], [reason('A')], []],
  'a finding without a reason is told with the remedy': [
    [finding('A'), finding('B')],
    [reason('A')],
    [
      'checkov B: AWS::Lambda::Function MonitorProbe1: Ensure something',
      'Mend these in infra/, or add each with its reason to test/lint/accepted.ts.',
    ],
  ],
  'the reason of another resource is none': [
    [finding('A'), finding('A', 'AWS::SQS::Queue MonitorWork1')],
    [reason('A')],
    [
      'checkov A: AWS::SQS::Queue MonitorWork1: Ensure something',
      'Mend these in infra/, or add each with its reason to test/lint/accepted.ts.',
    ],
  ],
  'what both templates have is told once': [
    [finding('A'), finding('A')],
    [],
    [
      'checkov A: AWS::Lambda::Function MonitorProbe1: Ensure something',
      'Mend these in infra/, or add each with its reason to test/lint/accepted.ts.',
    ],
  ],
  'a reason that matches nothing is told': [
    [],
    [reason('A', /^AWS::SQS::Queue/)],
    ['test/lint/accepted.ts: A ^AWS::SQS::Queue matches nothing any more; delete it.'],
  ],
};

describe('findings and reasons', () => {
  test.each(Object.entries(CASES))('%s', (_, [findings, accepted, told]) => {
    expect(report(judge(findings, accepted))).toEqual(told);
  });

  test('every reason is a sentence, and no pattern covers every resource', () => {
    for (const { reason: text, resource } of ACCEPTED) {
      expect(text).toMatch(/^[A-Z].{30,}\.$/);
      expect(resource.source).toMatch(/^\^AWS::\w+::\w+ Monitor.*\$$/);
    }
  });
});

const TEMPLATE = { Resources: { MonitorQueue1: { Type: 'AWS::SQS::Queue' } } };

describe('what the linters print', () => {
  test('cfn-lint: a resource by its type and id, another place by its path', () => {
    const at = (Path: (string | number)[] | null) => ({ Rule: { Id: 'W1' }, Message: 'says', Location: { Path } });
    const printed = JSON.stringify([
      at(['Resources', 'MonitorQueue1', 'Properties']),
      at(['Outputs', 'Url']),
      at(null),
    ]);
    expect(readCfnLint(printed, TEMPLATE).map(({ resource }) => resource)).toEqual([
      'AWS::SQS::Queue MonitorQueue1',
      'Outputs/Url',
      '',
    ]);
  });

  const checkov = (summary: object) =>
    JSON.stringify({
      results: { failed_checks: [{ check_id: 'C1', check_name: 'Ensure', resource: 'AWS::SQS::Queue.MonitorQueue1' }] },
      summary: { passed: 1, parsing_errors: 0, resource_count: 1, ...summary },
    });

  test('checkov: a resource by its type and id', () => {
    expect(readCheckov(checkov({}))).toEqual([
      { tool: 'checkov', id: 'C1', resource: 'AWS::SQS::Queue MonitorQueue1', says: 'Ensure' },
    ]);
  });

  test.each([
    ['it could not read the template', { parsing_errors: 1 }],
    ['it saw no resource', { resource_count: 0 }],
  ])('checkov: that %s is a failure, not a clean template', (_, summary) => {
    expect(() => readCheckov(checkov(summary))).toThrow();
  });
});
