import { describe, expect, test } from 'vitest';
import type { Json } from '../../core/base/json.ts';
import { synth } from '../infra/synth.ts';
import { forEmulator } from './support/for-emulator.ts';

const TEMPLATE: Json = synth({ slackWebhookSecret: 'ops/slack-webhook', alertEmail: ['team@example.org'] }).toJSON();

/** Every place in which two documents differ, with what stands there. */
const differences = (from: Json | undefined, to: Json | undefined, path = ''): string[] => {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (typeof from !== 'object' || from === null || typeof to !== 'object' || to === null)
    return [`${path}: ${JSON.stringify(from)} -> ${JSON.stringify(to)}`];
  const [a, b] = [from, to] as [Record<string, Json>, Record<string, Json>];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
    differences(a[key], b[key], `${path}/${key}`),
  );
};

const shown = (line: string): string =>
  line
    .replace('/Resources/', '')
    .replace(/\/Properties\/PolicyDocument\/Statement\/\d+/, '')
    .replace(/[0-9A-F]{8}(?=\W)/g, '');

describe('the template that is deployed on the emulator', () => {
  test('differs from the one of `cdk synth` in these lines and no others', () => {
    expect(differences(TEMPLATE, forEmulator(TEMPLATE)).map(shown)).toMatchInlineSnapshot(`
      [
        "MonitorWorkQueuePolicy/Condition/ArnNotEquals/aws:PrincipalArn/0/Fn::GetAtt: ["MonitorDiscoverRole","Arn"] -> undefined",
        "MonitorWorkQueuePolicy/Condition/ArnNotEquals/aws:PrincipalArn/0/Fn::Sub: undefined -> "arn:\${AWS::Partition}:sts::\${AWS::AccountId}:assumed-role/\${MonitorDiscoverRole}/*"",
        "MonitorWorkQueuePolicy/Condition/ArnNotEquals/aws:PrincipalArn/1/Fn::GetAtt: ["MonitorProbeRole","Arn"] -> undefined",
        "MonitorWorkQueuePolicy/Condition/ArnNotEquals/aws:PrincipalArn/1/Fn::Sub: undefined -> "arn:\${AWS::Partition}:sts::\${AWS::AccountId}:assumed-role/\${MonitorProbeRole}/*"",
        "MonitorDiscoverRoleDefaultPolicy/Action: "sqs:SendMessage" -> ["sqs:SendMessage","sqs:SendMessageBatch"]",
        "MonitorProbeRoleDefaultPolicy/Condition/StringLike/secretsmanager:ResourceTag/token-health:provider: "*" -> undefined",
        "MonitorProbeRoleDefaultPolicy/Condition/StringLike/aws:ResourceTag/token-health:provider: undefined -> "*"",
        "MonitorProbeRoleDefaultPolicy/Action/4: undefined -> "sqs:SendMessageBatch"",
      ]
    `);
  });

  test.each([
    ['who is allowed sqs:SendMessage', '"sqs:SendMessage"'],
    ['secretsmanager:ResourceTag/KEY', 'secretsmanager:ResourceTag/'],
    ['a role in aws:PrincipalArn', '"aws:PrincipalArn"'],
  ])('is refused when nothing is left of what is changed: %s', (change, text) => {
    const other = JSON.stringify(TEMPLATE).replaceAll(text, text.replace(':', ':Other'));
    expect(() => forEmulator(JSON.parse(other))).toThrow(`nothing in the template needs: ${change}`);
  });

  test('is refused when the work queue lets in somebody who is no role of the stack', () => {
    const foreign = JSON.parse(
      JSON.stringify(TEMPLATE).replace(/"aws:PrincipalArn":\[\{[^}]*\}/, '"aws:PrincipalArn":["*"'),
    );
    expect(() => forEmulator(foreign)).toThrow('what is not the ARN of a role of the template');
  });
});
