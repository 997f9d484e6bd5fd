import { describe, expect, test } from 'vitest';
import { ALERT_PREFIX, TABLE, VARIABLES } from '../../adapters/names.ts';
import { FULL, type Json, ofType, one, type Resource, type Resources, refs, resources, synth } from './synth.ts';

const all = resources(synth(FULL));
const shipped = resources(synth());
const [tableId, table] = one(all, 'AWS::DynamoDB::Table', 'Table');
const [keyId, key] = one(all, 'AWS::KMS::Key', 'Key');
const [workId, work] = one(all, 'AWS::SQS::Queue', 'WorkQueue');
const [, topic] = one(all, 'AWS::SNS::Topic', 'AlertsTopic');
const functions = ofType(all, 'AWS::Lambda::Function');
const lambda = (name: string) => one(all, 'AWS::Lambda::Function', `${name}Function`);
const variablesOf = ({ Environment }: Resource['Properties']) =>
  (Environment as { Variables: { [name: string]: Json } }).Variables;
const mapping = (source: string) => {
  const found = ofType(all, 'AWS::Lambda::EventSourceMapping').filter(([, { Properties }]) =>
    refs(Properties.EventSourceArn).includes(source),
  );
  expect(found).toHaveLength(1);
  return found[0]![1].Properties;
};
const queues = (part: string) => one(all, 'AWS::SQS::Queue', part);
const schedule = (part: string) => one(all, 'AWS::Scheduler::Schedule', part)[1].Properties;
const target = (part: string) => schedule(part).Target as { [key: string]: Json };
const sources = (a: Resources) => ofType(a, 'AWS::SNS::Subscription').filter(([id]) => id.includes('AlertsTopic'));

const RULES: Record<string, () => void> = {
  'the table is keyed by pk and sk and paid by request': () =>
    expect(table.Properties).toMatchObject({
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  'the table can be restored to any moment of 35 days': () =>
    expect(table.Properties.PointInTimeRecoverySpecification).toMatchObject({ PointInTimeRecoveryEnabled: true }),
  'the table is encrypted with the one key': () => {
    expect(table.Properties.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
    expect(refs(table.Properties.SSESpecification)).toEqual([keyId]);
  },
  'the table shows new items on its stream': () =>
    expect(table.Properties.StreamSpecification).toEqual({ StreamViewType: 'NEW_IMAGE' }),
  'the table forgets by its expiry attribute': () =>
    expect(table.Properties.TimeToLiveSpecification).toEqual({ AttributeName: TABLE.ttl, Enabled: true }),
  'the sparse index finds undelivered alerts by time, and since when each waits (every item is read again)': () => {
    expect(table.Properties.GlobalSecondaryIndexes).toEqual([
      {
        IndexName: TABLE.undeliveredIndex,
        KeySchema: [
          { AttributeName: TABLE.undelivered, KeyType: 'HASH' },
          { AttributeName: TABLE.nextAttemptAt, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [TABLE.dueAt] },
      },
    ]);
    expect(table.Properties.AttributeDefinitions).toContainEqual({
      AttributeName: TABLE.nextAttemptAt,
      AttributeType: 'N',
    });
  },
  'the probe alone is told to ask who stored a version, and only where the deployment wants it': () => {
    const told = (of: Resources) =>
      ofType(of, 'AWS::Lambda::Function').filter(([, { Properties }]) =>
        JSON.stringify(Properties.Environment).includes(VARIABLES.whoChanged),
      );
    expect(told(all).map(([id]) => id)).toEqual([lambda('Probe')[0]]);
    expect(JSON.stringify(lambda('Probe')[1].Properties.Environment)).toContain(`"${VARIABLES.whoChanged}":"true"`);
    expect(told(shipped)).toEqual([]);
  },
  'the probe alone may lead to itself: its chains end by themselves, and Lambda would cut them in silence': () => {
    const loops = ofType(all, 'AWS::Lambda::Function').filter(
      ([, { Properties }]) => Properties.RecursiveLoop === 'Allow',
    );
    expect(loops.map(([id]) => id)).toEqual([lambda('Probe')[0]]);
  },
  'F80: the table outlives its stack, cannot be deleted, and keeps its logical id': () => {
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(table.Properties.DeletionProtectionEnabled).toBe(true);
    expect([tableId, keyId]).toEqual(['MonitorStorageTable61054A77', 'MonitorKey8DF0ED26']);
    expect(key).toMatchObject({ DeletionPolicy: 'Retain' });
  },
  'removalPolicy destroy lets table and key go': () => {
    const gone = resources(synth({ removalPolicy: 'destroy' }));
    expect(one(gone, 'AWS::DynamoDB::Table', 'Table')[1]).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: { DeletionProtectionEnabled: false },
    });
    expect(one(gone, 'AWS::KMS::Key', 'Key')[1]).toMatchObject({ DeletionPolicy: 'Delete' });
  },
  'the key is rotated': () => expect(key.Properties.EnableKeyRotation).toBe(true),
  'every queue is encrypted with the key': () => {
    for (const [, { Properties }] of ofType(all, 'AWS::SQS::Queue'))
      expect(refs(Properties.KmsMasterKeyId)).toEqual([keyId]);
  },
  'F15: a message is tried five times, and nothing reserves concurrency': () => {
    expect(work.Properties.RedrivePolicy).toMatchObject({ maxReceiveCount: 5 });
    for (const [, { Properties }] of functions) expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    expect(mapping(workId).ScalingConfig).toEqual({ MaximumConcurrency: 2 });
  },
  'F16: a message stays hidden six times as long as the probe may take': () =>
    expect(work.Properties.VisibilityTimeout).toBe(6 * Number(lambda('Probe')[1].Properties.Timeout)),
  'F18: both mappings report which items failed': () => {
    for (const source of [workId, tableId])
      expect(mapping(source).FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  },
  'F20: every dead-letter queue keeps 14 days, the work queue one': () => {
    expect(work.Properties.MessageRetentionPeriod).toBe(86_400);
    const dead = ofType(all, 'AWS::SQS::Queue').filter(([id]) => id !== workId);
    expect(dead).toHaveLength(6);
    for (const [, { Properties }] of dead) expect(Properties.MessageRetentionPeriod).toBe(14 * 86_400);
  },
  'the probe takes one message at a time, and at once': () => {
    expect(mapping(workId).BatchSize).toBe(1);
    expect(mapping(workId).MaximumBatchingWindowInSeconds).toBeUndefined();
  },
  'F3: the scheduler tries for an hour, then leaves the sweep in the dead-letter queue': () => {
    expect(target('DiscoverSweep').RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 185 });
    expect(refs(target('DiscoverSweep').DeadLetterConfig)).toEqual([queues('DiscoverFailed')[0]]);
  },
  'F4: what discover throws after it was accepted reaches a queue as well': () => {
    const [, { Properties }] = one(all, 'AWS::Lambda::EventInvokeConfig', 'Discover');
    expect(refs(Properties.DestinationConfig)).toEqual([queues('DiscoverFailed')[0]]);
    expect(Properties.MaximumRetryAttempts).toBe(2);
  },
  'the sweep is named by the time it was due': () =>
    expect(target('DiscoverSweep').Input).toBe('{"trigger":"sweep","scheduledAt":"<aws.scheduler.scheduled-time>"}'),
  'schedule and time zone are those of the configuration': () => {
    const berlin = resources(synth({ schedule: 'cron(0 6 * * ? *)', timezone: 'Europe/Berlin' }));
    expect(one(berlin, 'AWS::Scheduler::Schedule', 'DiscoverSweep')[1].Properties).toMatchObject({
      ScheduleExpression: 'cron(0 6 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
    });
  },
  'a rotated secret starts discover, with retries and a dead-letter queue': () => {
    const [, { Properties }] = one(all, 'AWS::Events::Rule', 'Rotated');
    expect(Properties.EventPattern).toEqual({
      source: ['aws.secretsmanager'],
      'detail-type': ['Secret Label Updated'],
      detail: { labelUpdated: ['AWSCURRENT'] },
    });
    const [only] = Properties.Targets as { [key: string]: Json }[];
    expect(refs(only?.Arn)).toEqual([lambda('Discover')[0]]);
    expect(refs(only?.DeadLetterConfig)).toEqual([queues('DiscoverFailed')[0]]);
    expect(only?.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 185 });
  },
  'a rotation that failed starts it too': () => {
    const [, { Properties }] = one(all, 'AWS::Events::Rule', 'RotationFailed');
    expect(Properties.EventPattern).toEqual({
      source: ['aws.secretsmanager'],
      'detail-type': ['AWS Service Event via CloudTrail'],
      detail: { eventSource: ['secretsmanager.amazonaws.com'], eventName: ['RotationFailed'] },
    });
    const [only] = Properties.Targets as { [key: string]: Json }[];
    expect(refs(only?.Arn)).toEqual([lambda('Discover')[0]]);
    expect(refs(only?.DeadLetterConfig)).toEqual([queues('DiscoverFailed')[0]]);
  },
  'F50, F51, F52, F53: the stream is read from its start and gives up soon, to a queue': () => {
    expect(mapping(tableId)).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 10,
      ParallelizationFactor: 1,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 5,
      MaximumRecordAgeInSeconds: 900,
    });
    expect(refs(mapping(tableId).DestinationConfig)).toEqual([queues('NotifyFailed')[0]]);
  },
  'F63: only new alerts wake notify': () =>
    expect(mapping(tableId).FilterCriteria).toEqual({
      Filters: [
        {
          Pattern: JSON.stringify({
            eventName: ['INSERT'],
            dynamodb: { Keys: { pk: { S: [{ prefix: ALERT_PREFIX }] } } },
          }),
        },
      ],
    }),
  'F54, F55: the table itself is asked every minute': () => {
    expect(schedule('NotifySweeper').ScheduleExpression).toBe('rate(1 minute)');
    expect(refs(target('NotifySweeper').Arn)).toEqual([lambda('Notify')[0]]);
    expect(target('NotifySweeper').Input).toBe('{"trigger":"deliver"}');
  },
  'F66: every subscription has a dead-letter queue': () => {
    expect(sources(all).map(([, { Properties }]) => Properties.Endpoint)).toEqual(FULL.alertEmail);
    for (const [, { Properties }] of sources(all)) {
      expect(Properties.Protocol).toBe('email');
      expect(refs(Properties.RedrivePolicy)).toEqual([queues('Undeliverable')[0]]);
    }
  },
  'without an address there is no subscription': () => expect(sources(shipped)).toEqual([]),
  'the topic is encrypted with the key and has a name fit for mail': () => {
    expect(refs(topic.Properties.KmsMasterKeyId)).toEqual([keyId]);
    expect(topic.Properties.DisplayName).toBe('Token Health');
  },
  'functions run Node 24 on arm64 with an own log group that ends': () => {
    expect(functions).toHaveLength(8);
    for (const [, { Properties }] of functions) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
      const [group] = refs(Properties.LoggingConfig);
      expect(all[group ?? '']?.Properties.RetentionInDays).toBe(90);
    }
  },
  'notify lives shorter than its claim of 90 seconds': () =>
    expect(lambda('Notify')[1].Properties.Timeout).toBeLessThan(90),
  'the widget has a whole CPU, and knows its table, the function that acts, and how often a sweep comes': () => {
    const [, { Properties }] = lambda('Widget');
    expect([Properties.MemorySize, Properties.Timeout]).toEqual([1769, 15]);
    const variables = variablesOf(Properties);
    expect(refs(variables[VARIABLES.table])).toEqual([tableId]);
    expect(variables[VARIABLES.actFunction]).toEqual({ 'Fn::GetAtt': [lambda('Act')[0], 'Arn'] });
    expect(variables[VARIABLES.sweepSeconds]).toBe('3600');
    const daily = one(resources(synth({ schedule: 'cron(0 6 * * ? *)' })), 'AWS::Lambda::Function', 'WidgetFunction');
    expect(variablesOf(daily[1].Properties)[VARIABLES.sweepSeconds]).toBe('86400');
  },
  'who acts knows its table and whom to ask for a look, and is not started again by Lambda': () => {
    const [id, { Properties }] = lambda('Act');
    expect(Properties.Timeout).toBe(15);
    const variables = variablesOf(Properties);
    expect(refs(variables[VARIABLES.table])).toEqual([tableId]);
    expect(variables[VARIABLES.discoverFunction]).toEqual({ Ref: lambda('Discover')[0] });
    const invoke = one(all, 'AWS::Lambda::EventInvokeConfig', 'MonitorAct')[1].Properties;
    expect([refs(invoke.FunctionName), invoke.MaximumRetryAttempts]).toEqual([[id], 0]);
  },
  'no policy lets CloudWatch start them: viewers do, each with his own rights': () => {
    const started = ofType(all, 'AWS::Lambda::Permission').flatMap(([, { Properties }]) =>
      refs(Properties.FunctionName),
    );
    expect(started.filter((id) => [lambda('Act')[0], lambda('Widget')[0]].includes(id))).toEqual([]);
  },
  'functions get variables of the table of names and no others': () => {
    const names: readonly string[] = Object.values(VARIABLES);
    for (const [, { Properties }] of functions)
      for (const name of Object.keys(variablesOf(Properties))) expect(names).toContain(name);
  },
  'no name steers Node, TLS, proxies or the logging of events': () => {
    for (const name of Object.values(VARIABLES)) expect(name).not.toMatch(/^NODE_|PROXY|TLS|LOG_EVENT|LD_|AWS_/i);
  },
  'trap 14: no chat channel comes with a guardrail that allows everything': () =>
    expect(Object.values(all).filter(({ Type }) => Type.startsWith('AWS::Chatbot'))).toEqual([]),
  'no value stands in the template': () => expect(ofType(all, 'AWS::SecretsManager::Secret')).toEqual([]),
  'nothing has a fixed name, so that two monitors fit in one account': () => {
    for (const { Properties } of Object.values(all))
      for (const fixed of [
        'TableName',
        'QueueName',
        'TopicName',
        'FunctionName',
        'RoleName',
        'AlarmName',
        'DashboardName',
      ])
        expect(typeof Properties?.[fixed]).not.toBe('string');
  },
};

describe('the template', () => {
  test.each(Object.entries(RULES))('%s', (_, rule) => rule());

  test('outputs are those that a person and the end-to-end test read', () => {
    expect(Object.keys(synth().toJSON().Outputs).sort()).toEqual([
      'ActFunctionArn',
      'AlarmDlqUrl',
      'AlarmTopicArn',
      'DashboardName',
      'DigestFunctionName',
      'DiscoverDlqUrl',
      'DiscoverFunctionName',
      'NotifyDlqUrl',
      'NotifyFunctionName',
      'ProbeDlqUrl',
      'ProbeFunctionName',
      'QueueUrl',
      'SubscriberDlqUrl',
      'SubscribersDlqUrl',
      'TableName',
      'TopicArn',
      'WatchSubscribersFunctionName',
      'WidgetFunctionArn',
    ]);
  });
});
