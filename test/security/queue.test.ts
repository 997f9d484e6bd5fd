import { describe, expect, test } from 'vitest';
import { messageOf } from '../../functions/events.ts';
import { resourcePolicies } from '../infra/statements.ts';
import { FULL, ofType, one, refs, resources, synth } from '../infra/synth.ts';

const all = resources(synth(FULL));
const roleOf = (part: string): string => one(all, 'AWS::IAM::Role', part)[0];

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf';
const item = (change: object) => ({
  arn: ARN,
  name: 'prod/db',
  tags: { 'token-health:provider': 'http.orders' },
  ...change,
});
const message = (items: object[]) => ({
  messageId: 'm',
  body: JSON.stringify({
    v: 1,
    sweep: { id: 's', startedAt: 1 },
    reason: 'schedule',
    provider: 'http',
    items,
  }),
});

describe('a forged message', () => {
  test('A45: cannot be sent by anybody but discover and probe, whatever their own rights', () => {
    const denied = resourcePolicies(all).filter(
      ({ id, statement }) =>
        id.includes('WorkQueuePolicy') && statement.effect === 'Deny' && statement.actions.includes('sqs:SendMessage'),
    );
    expect(denied).toHaveLength(1);
    const { conditions, resources: queues } = denied[0]!.statement;
    expect(Object.keys(conditions)).toEqual(['ArnNotEquals']);
    expect(Object.keys(conditions.ArnNotEquals as object)).toEqual(['aws:PrincipalArn']);
    expect(refs(conditions.ArnNotEquals).sort()).toEqual([roleOf('MonitorDiscoverRole'), roleOf('ProbeRole')].sort());
    expect(queues).toEqual([`<${one(all, 'AWS::SQS::Queue', 'WorkQueue')[0]}.Arn>`]);
  });

  test('A45: the denial meets everybody', () => {
    const policy = ofType(all, 'AWS::SQS::QueuePolicy').find(([id]) => id.includes('WorkQueuePolicy'));
    const { Statement } = policy![1].Properties.PolicyDocument as {
      Statement: { Action: unknown; Principal: unknown }[];
    };
    expect(Statement.find(({ Action }) => Action === 'sqs:SendMessage')?.Principal).toEqual({ AWS: '*' });
  });

  test('A45: an item under its own name is read', () => {
    expect(messageOf(message([item({})])).items).toHaveLength(1);
  });

  test.each<[string, object[]]>([
    ['names a secret otherwise than its ARN, to meet a pattern of names', [item({ name: 'prod/discord-app' })]],
    ['names only the end of it', [item({ name: 'db' })]],
    ['names it with its suffix', [item({ name: 'prod/db-AbCdEf' })]],
    ['holds more than discover ever sends', Array.from({ length: 101 }, () => item({}))],
  ])('A45: one that %s is refused whole', (_, items) => {
    expect(() => messageOf(message(items))).toThrow(/^not understood$/);
  });
});
