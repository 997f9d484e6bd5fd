import { describe, expect, test } from 'vitest';
import { alertKey } from '../../adapters/aws/keys.ts';
import { PARTITIONS } from '../../adapters/names.ts';
import { alertId } from '../../core/base/ids.ts';
import { resourcePolicies, roleOf, roles, type Statement } from './statements.ts';
import { FULL, type Json, one, resources, shown, synth } from './synth.ts';

const all = resources(synth(FULL));
const everyStatement = [...roles(all)].flatMap(([role, statements]) =>
  statements.map((statement) => ({ role, statement })),
);
const allows = (statements: Statement[], action: string): Statement[] =>
  statements.filter(({ effect, actions }) => effect === 'Allow' && actions.includes(action));

/** What a role may do with the table, statement by statement, and with which of its items; undefined for all. */
const tableRights = (role: string) =>
  roleOf(all, role)
    .filter(({ actions }) => actions.join().includes('dynamodb:'))
    .map(({ actions, conditions }) => [
      actions.join(),
      (conditions['ForAllValues:StringLike'] as { [key: string]: Json } | undefined)?.['dynamodb:LeadingKeys'],
    ]);

/** Beside the table, the key that it is encrypted with, and the function's own log. */
const otherServices = (role: string): string[] => {
  const others = roleOf(all, role).filter(
    ({ conditions }) => !/"kms:ViaService".*"dynamodb\./.test(JSON.stringify(conditions)),
  );
  return others.flatMap(({ actions }) => actions).filter((action) => !/^(?:dynamodb|logs):/.test(action));
};

/** These take no resource in the service authorization reference. */
const WITHOUT_RESOURCE = [
  'secretsmanager:ListSecrets',
  'secretsmanager:BatchGetSecretValue',
  'dynamodb:ListStreams',
  'cloudtrail:LookupEvents',
];

const MARKER = { StringLike: { 'secretsmanager:ResourceTag/token-health:provider': '*' } };
const SECRET = 'arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:';

describe('rights', () => {
  test('there are statements to look at', () => {
    expect(everyStatement.length).toBeGreaterThan(20);
    expect([...roles(all).keys()]).toHaveLength(12);
  });

  test('no action holds a wildcard', () => {
    for (const { statement } of everyStatement) expect(statement.actions.join()).not.toContain('*');
  });

  test('resource * is for what takes no resource', () => {
    const wide = everyStatement.filter(({ statement }) => statement.resources.includes('*'));
    for (const action of wide.flatMap(({ statement }) => statement.actions)) expect(WITHOUT_RESOURCE).toContain(action);
    expect(wide).not.toEqual([]);
  });

  test('nobody has rights by a managed policy', () => {
    for (const { Type, Properties } of Object.values(all))
      if (Type === 'AWS::IAM::Role') expect(Properties.ManagedPolicyArns).toBeUndefined();
  });

  test('the probe reads values of tagged secrets below the name prefix only', () => {
    const [read, ...more] = allows(roleOf(all, 'ProbeRole'), 'secretsmanager:GetSecretValue');
    expect(more).toEqual([]);
    expect(read).toMatchObject({ resources: [`${SECRET}prod/*`], conditions: MARKER });
  });

  test('the probe decrypts through Secrets Manager only', () => {
    const decrypts = allows(roleOf(all, 'ProbeRole'), 'kms:Decrypt').filter(({ resources: [arn] }) =>
      arn?.includes('key/*'),
    );
    expect(decrypts.map(({ actions }) => actions)).toEqual([['kms:Decrypt']]);
    expect(JSON.stringify(decrypts[0]?.conditions)).toContain('kms:ViaService');
    expect(JSON.stringify(decrypts[0]?.conditions)).toContain('secretsmanager.');
  });

  test('with whoChanged the probe alone may look into the trail, and there it may do nothing else', () => {
    const asking = everyStatement.flatMap(({ role, statement: { actions } }) =>
      actions.filter((action) => action.startsWith('cloudtrail:')).map((action) => [role, action]),
    );
    expect(asking).toEqual([[one(all, 'AWS::IAM::Role', 'ProbeRole')[0], 'cloudtrail:LookupEvents']]);
  });

  test('without whoChanged nobody may look into the trail', () => {
    const { whoChanged: _, ...others } = FULL;
    for (const settings of [{}, others, { whoChanged: false }])
      expect(JSON.stringify(resources(synth(settings)))).not.toMatch(/cloudtrail:/i);
  });

  test('nobody uses the own key but through DynamoDB, SNS or SQS: a decrypt without that condition would open everything kept under it', () => {
    const key = `<${one(all, 'AWS::KMS::Key', 'Key')[0]}.Arn>`;
    const own = everyStatement.filter(({ statement }) => statement.resources.includes(key));
    const open = own.filter(
      ({ statement }) => !/"kms:ViaService".*"(?:dynamodb|sns|sqs)\./.test(JSON.stringify(statement.conditions)),
    );
    expect(own.length).toBeGreaterThan(5);
    expect(open).toEqual([]);
  });

  test.each([
    ['sqs', ['kms:Decrypt', 'kms:GenerateDataKey']],
    ['sns', ['kms:Decrypt', 'kms:GenerateDataKey']],
  ])('the own key serves senders by %s for what sending needs and nothing else', (service, needs) => {
    const uses = everyStatement.filter(({ statement }) =>
      new RegExp(`"kms:ViaService".*"${service}\\.`).test(JSON.stringify(statement.conditions)),
    );
    for (const { statement } of uses) expect(needs).toEqual(expect.arrayContaining(statement.actions));
  });

  test('the name of a service in kms:ViaService ends in amazonaws.com in every partition, as the KMS guide says', () => {
    const names = everyStatement.flatMap(({ statement: { conditions } }) =>
      shown((conditions.StringEquals as { [key: string]: Json } | undefined)?.['kms:ViaService'] ?? ''),
    );
    expect([...new Set(names.filter((name) => name !== ''))].sort()).toEqual(
      ['dynamodb', 'secretsmanager', 'sns', 'sqs'].map((service) => `${service}.<AWS::Region>.amazonaws.com`),
    );
  });

  test('notify reads exactly the one webhook secret', () => {
    const reads = allows(roleOf(all, 'NotifyRole'), 'secretsmanager:GetSecretValue');
    expect(reads.map(({ resources: [arn] }) => arn)).toEqual([`${SECRET}chat/slack-webhook-??????`]);
  });

  test.each([
    ['a complete ARN as it is', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:hook-AbCdEf', ''],
    ['an ARN without its suffix with any', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:slack', '-??????'],
  ])('notify reads %s', (_, slackWebhookSecret, suffix) => {
    const statements = roleOf(resources(synth({ slackWebhookSecret })), 'NotifyRole');
    const [read] = allows(statements, 'secretsmanager:GetSecretValue');
    expect(read?.resources).toEqual([`${slackWebhookSecret}${suffix}`]);
  });

  test.each<[string, Record<string, unknown>, readonly string[]]>([
    ['one of Discord alone', { discordWebhookSecret: 'chat/discord' }, ['chat/discord']],
    [
      'both',
      { slackWebhookSecret: 'chat/slack', discordWebhookSecret: 'chat/discord' },
      ['chat/slack', 'chat/discord'],
    ],
    ['one of a channel of its own name', { channels: { ops: { type: 'discord', secret: 'chat/ops' } } }, ['chat/ops']],
  ])('notify reads exactly the webhook secrets that are named: %s', (_, settings, names) => {
    const reads = allows(roleOf(resources(synth(settings)), 'NotifyRole'), 'secretsmanager:GetSecretValue');
    expect(reads.flatMap(({ resources: arns }) => arns).sort()).toEqual(
      names.map((name) => `${SECRET}${name}-??????`).sort(),
    );
  });

  test.each([
    ['AlarmsToSlack', 'chat/slack'],
    ['AlarmsToDiscord', 'chat/discord'],
  ])('%s may read its one secret, and write its log and the queue of failed alarms', (id, secret) => {
    const chats = resources(synth({ slackWebhookSecret: 'chat/slack', discordWebhookSecret: 'chat/discord' }));
    const statements = roleOf(chats, id).filter(({ effect }) => effect === 'Allow');
    const own = statements.filter(({ actions }) => actions.includes('kms:GenerateDataKey'));
    expect(own.map(({ conditions }) => JSON.stringify(conditions))).toEqual([expect.stringContaining('sqs.')]);
    expect(statements.filter((statement) => !own.includes(statement)).map(({ actions }) => actions)).toEqual([
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      ['secretsmanager:GetSecretValue'],
      ['kms:Decrypt'],
      ['sqs:SendMessage'],
    ]);
    const [read] = allows(statements, 'secretsmanager:GetSecretValue');
    expect(read?.resources).toEqual([`${SECRET}${secret}-??????`]);
  });

  test('without Slack notify reads no secret', () => {
    expect(JSON.stringify(roleOf(resources(synth()), 'NotifyRole'))).not.toContain('secretsmanager');
  });

  test('no role has two of: list secrets, read tagged values, publish', () => {
    const powers = (statements: Statement[]): string[] => [
      ...allows(statements, 'secretsmanager:ListSecrets').map(() => 'list'),
      ...allows(statements, 'secretsmanager:GetSecretValue')
        .filter((s) => 'StringLike' in s.conditions)
        .map(() => 'read'),
      ...allows(statements, 'sns:Publish').map(() => 'publish'),
    ];
    const found = [...roles(all)].map(([, statements]) => powers(statements));
    expect(found.filter((list) => list.length > 0).sort()).toEqual([['list'], ['publish'], ['read']]);
  });

  test.each([
    ['MonitorDiscoverRole', ['sweep']],
    ['ProbeRole', ['token#*', 'issuer#*', 'alert#*']],
    ['NotifyRole', ['alert#*', 'pace#*']],
  ])('%s touches its own items of the table only', (role, partitions) => {
    const writes = allows(roleOf(all, role), 'dynamodb:UpdateItem');
    expect(writes.map(({ conditions }) => conditions)).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
    ]);
  });

  test('who delivers stores nothing but that a channel is down, and the threads of incidents', () => {
    const puts = allows(roleOf(all, 'NotifyRole'), 'dynamodb:PutItem').map(({ conditions }) => conditions);
    expect(puts[0]).toEqual({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['alert#channel:*'] } });
    expect(puts.slice(1).every((one) => JSON.stringify(one).includes('thread#*'))).toBe(true);
  });

  test('who counts subscribers lists those of one topic, and writes the count and what it tells, nothing else', () => {
    const statements = roleOf(all, 'WatchRole');
    const [list, ...more] = statements.filter(({ actions }) => actions.join().includes('sns:'));
    expect([list?.actions, more]).toEqual([['sns:ListSubscriptionsByTopic'], []]);
    expect(list?.resources.join()).toMatch(/Topic/);
    const [put, ...others] = allows(statements, 'dynamodb:PutItem');
    expect([put?.conditions, others]).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['topic', 'alert#subscribers:*'] } },
      [],
    ]);
    expect(allows(statements, 'dynamodb:UpdateItem')).toEqual([]);
  });

  test('discover may put alerts, for who left the list, and neither read nor change one', () => {
    const onAlerts = roleOf(all, 'MonitorDiscoverRole').filter(({ conditions }) =>
      JSON.stringify(conditions).includes('alert#'),
    );
    expect(onAlerts.map(({ actions }) => actions)).toEqual([['dynamodb:PutItem']]);
    const queries = allows(roleOf(all, 'MonitorDiscoverRole'), 'dynamodb:Query');
    expect(queries.map(({ conditions }) => JSON.stringify(conditions))).toEqual([
      expect.stringMatching(/^\{"ForAllValues:StringLike":\{"dynamodb:LeadingKeys":\["sweep"\]\}\}$/),
    ]);
  });

  test('nobody may delete items, and who makes digests and who draws the dashboard alone may scan', () => {
    for (const { statement } of everyStatement)
      expect(statement.actions.join()).not.toMatch(/dynamodb:(?:Delete|PartiQL)/);
    const scanning = everyStatement.filter(({ statement }) => statement.actions.includes('dynamodb:Scan'));
    expect(scanning.map(({ role }) => role)).toEqual([
      expect.stringMatching(/^MonitorDigestMakeRole/),
      expect.stringMatching(/^MonitorWidgetRole/),
    ]);
    for (const { statement } of scanning) {
      expect(statement.actions).toEqual(['dynamodb:Scan']);
      expect(statement.resources.join()).toMatch(/^<?\w*Table\w*(?:\.Arn)?>?$/);
    }
  });

  test('who draws the dashboard reads the table, and has no right at any other service', () => {
    const table = tableRights('MonitorWidgetRole');
    expect(table).toEqual([
      ['dynamodb:Scan', undefined],
      ['dynamodb:GetItem,dynamodb:Query', ['sweep']],
      ['dynamodb:Query', ['audit#*']],
    ]);
    expect(otherServices('MonitorWidgetRole')).toEqual([]);
  });

  test('who acts for a viewer changes the record, the audit and the notice of quiet, and starts discover, nothing else', () => {
    expect(tableRights('MonitorActRole')).toEqual([
      ['dynamodb:BatchGetItem,dynamodb:PutItem', ['token#*']],
      ['dynamodb:PutItem', ['audit#*', 'alert#*:quiet:*']],
      ['dynamodb:UpdateItem', ['pace#look#*']],
    ]);
    expect(otherServices('MonitorActRole')).toEqual(['lambda:InvokeFunction']);
    const invoke = allows(roleOf(all, 'MonitorActRole'), 'lambda:InvokeFunction');
    const [discover] = one(all, 'AWS::Lambda::Function', 'DiscoverFunction');
    expect(invoke.map(({ resources }) => resources)).toEqual([[`<${discover}.Arn>`]]);
  });

  test('a notice of quiet lies where who acts may store it, and an alert of another kind does not', () => {
    const pattern = new RegExp(`^${PARTITIONS.quietAlert.replaceAll('*', '.*')}$`);
    const keyOf = (...parts: readonly string[]) => alertKey(alertId('0123abcd', ...parts)).pk.S;
    expect(keyOf('quiet', '7')).toMatch(pattern);
    for (const parts of [
      ['dead', 'v1'],
      ['dead', ':quiet:'],
      ['recovered', 'quiet:7'],
    ])
      expect(keyOf(...parts)).not.toMatch(pattern);
  });

  test('who makes digests reads, stores digests, and neither publishes nor reads a secret', () => {
    const statements = roleOf(all, 'MonitorDigestMakeRole');
    const [put, ...others] = allows(statements, 'dynamodb:PutItem');
    expect([put?.conditions, others]).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['alert#digest:*'] } },
      [],
    ]);
    const actions = statements.flatMap(({ actions }) => actions);
    expect(actions.filter((action) => /UpdateItem|sns:|secretsmanager:/.test(action))).toEqual([]);
    expect(roles(resources(synth({ digest: 'off' }))).size).toBe(roles(resources(synth())).size - 2);
  });

  test('the schedulers invoke their one function and nothing else', () => {
    for (const part of ['SweepRole', 'SweeperRole', 'CountRole', 'TimerRole']) {
      const [invoke, ...more] = allows(roleOf(all, part), 'lambda:InvokeFunction');
      expect(more).toEqual([]);
      expect(invoke?.resources).toHaveLength(1);
      expect(invoke?.resources[0]).not.toContain('*');
    }
  });

  test('the own key is used through the services that hold our data only', () => {
    const uses = everyStatement.filter(({ statement }) => statement.actions.includes('kms:GenerateDataKey'));
    expect(uses.length).toBeGreaterThan(5);
    for (const { statement } of uses) expect(JSON.stringify(statement.conditions)).toMatch(/(?:dynamodb|sns|sqs)\./);
  });
});

describe('who else is let in', () => {
  const admitted = resourcePolicies(all)
    .filter(({ statement: { effect, services } }) => effect === 'Allow' && services.length > 0)
    .map(({ id, statement }) => ({
      id,
      service: statement.services.join(),
      conditions: JSON.stringify(statement.conditions),
    }));

  test('every service names its source, but for those that cannot', () => {
    const open = admitted.filter(({ conditions }) => !/aws:Source(?:Arn|Account)/.test(conditions));
    const [key] = one(all, 'AWS::KMS::Key', 'Key');
    expect(open.filter(({ service }) => service !== 'lambda.amazonaws.com')).toEqual([
      { id: key, service: 'events.amazonaws.com', conditions: '{}' },
    ]);
  });

  test('trap 1: alarms may use the key of the topic they notify', () => {
    const [key] = one(all, 'AWS::KMS::Key', 'Key');
    const grant = resourcePolicies(all).find(
      ({ id, statement }) => id === key && statement.services.includes('cloudwatch.amazonaws.com'),
    );
    expect(grant?.statement.actions).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
    expect(JSON.stringify(grant?.statement.conditions)).toContain(':alarm:*');
  });

  test('trap 2: the topic, closed to plain http, is open to alarms by name', () => {
    const policy = resourcePolicies(all)
      .filter(({ id }) => id.includes('AlarmsTopicPolicy'))
      .map(({ statement }) => statement);
    expect(
      policy.some(
        ({ effect, conditions }) => effect === 'Deny' && JSON.stringify(conditions).includes('aws:SecureTransport'),
      ),
    ).toBe(true);
    const [allow] = policy.filter(({ services }) => services.includes('cloudwatch.amazonaws.com'));
    expect(allow?.actions).toEqual(['sns:Publish']);
    expect(JSON.stringify(allow?.conditions)).toMatch(/aws:SourceAccount.*:alarm:\*/);
  });

  test('F67: SNS may use the key of its dead-letter queue, and send to it', () => {
    const sns = admitted.filter(({ service }) => service === 'sns.amazonaws.com').map(({ id }) => id);
    expect(sns.some((id) => id.includes('Key'))).toBe(true);
    expect(sns.some((id) => id.includes('UndeliverableQueuePolicy'))).toBe(true);
  });

  test('every queue refuses plain http', () => {
    const closed = resourcePolicies(all).filter(
      ({ statement }) =>
        statement.effect === 'Deny' && JSON.stringify(statement.conditions).includes('aws:SecureTransport'),
    );
    expect(closed.filter(({ id }) => id.includes('QueuePolicy'))).toHaveLength(7);
  });
});
