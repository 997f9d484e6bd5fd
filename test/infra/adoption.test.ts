import { describe, expect, test } from 'vitest';
import { VARIABLES } from '../../adapters/names.ts';
import { roleOf, roles, type Statement } from './statements.ts';
import { FULL, type Json, ofType, one, type Resources, refs, resources, synth, synthStack } from './synth.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alerts';
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9';
const PAGER = 'arn:aws:sns:eu-west-1:123456789012:pager';
const OPS_ITEM = 'arn:aws:ssm:eu-west-1:123456789012:opsitem:1#CATEGORY=Security';
const BOUNDARY = 'arn:aws:iam::123456789012:policy/boundary';
const NETWORK = { subnetIds: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'], securityGroupIds: ['sg-0a1b2c3d'] };

const adopting = (settings: Record<string, unknown>): Resources =>
  resources(synth({ ...FULL, ...settings, alarmActionArn: [PAGER, OPS_ITEM] }));
/** Each adopts all that its neighbours do not mind. */
const topicAdopted = adopting({ topicArn: TOPIC, logLevel: 'DEBUG' });
const keyAdopted = adopting({ keyArn: KEY, permissionsBoundaryArn: BOUNDARY, ...NETWORK });

const alarmsOf = (all: Resources) => ofType(all, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
const functionsOf = (all: Resources) => ofType(all, 'AWS::Lambda::Function').map(([, { Properties }]) => Properties);
const using = (statements: Statement[], action: string) =>
  statements.filter(({ effect, actions }) => effect === 'Allow' && actions.includes(action));

/** The monitor's own alarms have a topic of ours all the same: Slack is fed from it. */
const [ALARMS] = one(topicAdopted, 'AWS::SNS::Topic', 'AlarmsTopic');

describe('a topic that is there already', () => {
  test('is used instead of one of our own', () => {
    expect(ofType(topicAdopted, 'AWS::SNS::Topic').map(([id]) => id)).toEqual([ALARMS]);
    expect(ofType(topicAdopted, 'AWS::SNS::TopicPolicy')).toHaveLength(1);
    expect(ofType(topicAdopted, 'AWS::KMS::Key')).toHaveLength(1);
  });

  test('hears of every alarm, and gets the alerts', () => {
    for (const { AlarmActions } of alarmsOf(topicAdopted))
      expect(AlarmActions).toEqual([{ Ref: ALARMS }, TOPIC, PAGER, OPS_ITEM]);
    const variables = functionsOf(topicAdopted).map(
      ({ Environment }) => (Environment as { Variables: Record<string, Json> }).Variables[VARIABLES.topicArn],
    );
    // Of notify, and of who counts its subscribers.
    expect(variables.filter((arn) => arn !== undefined)).toEqual([TOPIC, TOPIC]);
  });

  test('is the one whose subscribers are counted, with or without an address of ours', () => {
    const unsubscribed = adopting({ topicArn: TOPIC, alertEmail: [] });
    for (const all of [topicAdopted, unsubscribed]) {
      const listing = using(roleOf(all, 'WatchRole'), 'sns:ListSubscriptionsByTopic');
      expect(listing.map(({ resources }) => resources)).toEqual([[TOPIC]]);
      const [, { Properties }] = one(all, 'AWS::Lambda::Function', 'Watch');
      expect((Properties.Environment as { Variables: Json }).Variables).toMatchObject({ [VARIABLES.topicArn]: TOPIC });
      const alarms = ofType(all, 'AWS::CloudWatch::Alarm').map(([id]) => id);
      expect(alarms.filter((id) => id.includes('SubscribersNobody'))).toHaveLength(1);
      const [, rejected] = one(all, 'AWS::CloudWatch::Alarm', 'SubscribersRejected');
      expect(rejected.Properties.Dimensions).toEqual([{ Name: 'TopicName', Value: 'alerts' }]);
    }
    const ours = ofType(unsubscribed, 'AWS::SNS::Subscription').filter(
      ([, { Properties }]) => !refs(Properties.TopicArn).includes(ALARMS),
    );
    expect(ours).toEqual([]);
  });

  test('gets the addresses of alertEmail as subscribers, whose failures we keep', () => {
    const subscriptions = ofType(topicAdopted, 'AWS::SNS::Subscription')
      .map(([, { Properties }]) => Properties)
      .filter(({ TopicArn }) => !refs(TopicArn).includes(ALARMS));
    expect(subscriptions.map(({ Endpoint, TopicArn }) => [Endpoint, TopicArn])).toEqual(
      FULL.alertEmail.map((address) => [address, TOPIC]),
    );
    const [queue] = one(topicAdopted, 'AWS::SQS::Queue', 'Undeliverable');
    for (const { RedrivePolicy } of subscriptions) expect(refs(RedrivePolicy)).toEqual([queue]);
  });

  test('may be published to by notify alone, with whichever key it has, and no other topic of that key', () => {
    const statements = roleOf(topicAdopted, 'NotifyRole');
    expect(using(statements, 'sns:Publish').map(({ resources }) => resources)).toEqual([[TOPIC]]);
    expect(using(statements, 'kms:GenerateDataKey').filter(({ resources: [arn] }) => arn?.endsWith('key/*'))).toEqual([
      {
        effect: 'Allow',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['arn:aws:kms:eu-west-1:123456789012:key/*'],
        services: [],
        conditions: {
          StringEquals: {
            'kms:ViaService': 'sns.eu-west-1.amazonaws.com',
            'kms:EncryptionContext:aws:sns:topicArn': TOPIC,
          },
        },
      },
    ]);
    for (const [role, others] of roles(topicAdopted))
      if (!role.includes('NotifyRole')) expect(using(others, 'sns:Publish')).toEqual([]);
  });
});

describe('a key that is there already', () => {
  test('is used instead of one of our own, for table, queues and topic', () => {
    expect(ofType(keyAdopted, 'AWS::KMS::Key')).toEqual([]);
    expect(one(keyAdopted, 'AWS::DynamoDB::Table', 'Table')[1].Properties.SSESpecification).toMatchObject({
      KMSMasterKeyId: KEY,
    });
    expect(one(keyAdopted, 'AWS::SNS::Topic', 'AlertsTopic')[1].Properties.KmsMasterKeyId).toBe(KEY);
    for (const [, { Properties }] of ofType(keyAdopted, 'AWS::SQS::Queue')) expect(Properties.KmsMasterKeyId).toBe(KEY);
  });

  test('may be used by our roles through the services that hold our data only', () => {
    const uses = [...roles(keyAdopted)].flatMap(([, statements]) =>
      using(statements, 'kms:GenerateDataKey').filter(({ resources: [arn] }) => arn === KEY),
    );
    expect(uses.length).toBeGreaterThan(3);
    for (const { conditions } of uses)
      expect(JSON.stringify(conditions)).toMatch(/kms:ViaService.*(?:dynamodb|sns|sqs)\./);
  });
});

test('an action of your own is started by every alarm, after the topic', () => {
  const [topic] = one(keyAdopted, 'AWS::SNS::Topic', 'AlarmsTopic');
  for (const { AlarmActions } of alarmsOf(keyAdopted)) {
    expect(refs((AlarmActions as Json[])[0])).toEqual([topic]);
    expect((AlarmActions as Json[]).slice(1)).toEqual([PAGER, OPS_ITEM]);
  }
});

test('every role stands under a boundary of your own', () => {
  const found = ofType(keyAdopted, 'AWS::IAM::Role');
  expect(found.length).toBeGreaterThan(4);
  for (const [, { Properties }] of found) expect(Properties.PermissionsBoundary).toBe(BOUNDARY);
});

describe('subnets of your own', () => {
  test('are where every function runs', () => {
    const functions = functionsOf(keyAdopted);
    expect(functions.length).toBeGreaterThan(2);
    for (const { VpcConfig } of functions)
      expect(VpcConfig).toEqual({ SubnetIds: NETWORK.subnetIds, SecurityGroupIds: NETWORK.securityGroupIds });
  });

  test('give Lambda the rights on network interfaces, without a managed policy, and the code of the function none', () => {
    for (const part of ['MonitorDiscoverRole', 'ProbeRole', 'NotifyRole', 'WatchRole']) {
      const statements = roleOf(keyAdopted, part).filter(({ actions }) => actions.join().includes('ec2:'));
      expect(statements.map(({ effect, resources }) => [effect, resources])).toEqual([
        ['Allow', ['*']],
        ['Deny', ['*']],
      ]);
      const [allowed, denied] = statements.map(({ actions }) => actions.filter((action) => action.startsWith('ec2:')));
      expect(allowed).toEqual(denied);
      expect(JSON.stringify(statements[1]?.conditions)).toContain('lambda:SourceFunctionArn');
    }
    for (const [, { Properties }] of ofType(keyAdopted, 'AWS::IAM::Role'))
      expect(Properties.ManagedPolicyArns).toBeUndefined();
  });

  test('without them no function is in a VPC, and nobody has rights on network interfaces', () => {
    for (const { VpcConfig } of functionsOf(topicAdopted)) expect(VpcConfig).toBeUndefined();
    expect(JSON.stringify(ofType(topicAdopted, 'AWS::IAM::Policy'))).not.toContain('ec2:');
  });
});

test('the level of the log is that of the setting, INFO by default', () => {
  for (const [all, level] of [
    [topicAdopted, 'DEBUG'],
    [keyAdopted, 'INFO'],
  ] as const)
    for (const { Environment } of functionsOf(all))
      expect((Environment as { Variables: Record<string, Json> }).Variables[VARIABLES.logLevel]).toBe(level);
});

describe('two monitors in one account and region', () => {
  const blue = synthStack({ stackName: 'Blue', tags: { team: 'bots' } });
  const green = synthStack({ stackName: 'Green' });
  const [a, b] = [resources(blue.template), resources(green.template)];

  test('have names of their own', () => expect([blue.name, green.name]).toEqual(['Blue', 'Green']));

  test('share no name that somebody gave: CloudFormation makes each from the name of its stack', () => {
    // An inline policy has its name within its role.
    const given = (all: Resources): string[] =>
      Object.entries(all)
        .filter(([, { Type }]) => Type !== 'AWS::IAM::Policy')
        .flatMap(([id, { Type, Properties }]) =>
          Object.keys(Properties ?? {})
            .filter((key) => key === 'Name' || key === `${Type.split('::').at(-1)}Name` || key === 'LogGroupName')
            .map((key) => `${id}.${key}`),
        );
    expect([...given(a), ...given(b)]).toEqual([]);
    expect(ofType(a, 'AWS::KMS::Alias')).toEqual([]);
  });

  test('read and write metrics of their own', () => {
    for (const [all, name] of [
      [a, 'Blue'],
      [b, 'Green'],
    ] as const) {
      const ours = alarmsOf(all).filter(({ Namespace }) => Namespace === 'TokenHealth');
      expect(ours.length).toBeGreaterThan(2);
      for (const { Dimensions } of ours) expect(Dimensions).toContainEqual({ Name: 'service', Value: name });
      for (const { Environment } of functionsOf(all))
        expect((Environment as { Variables: Record<string, Json> }).Variables[VARIABLES.service]).toBe(name);
      expect(JSON.stringify(ofType(all, 'AWS::CloudWatch::Dashboard'))).not.toContain(
        name === 'Blue' ? 'Green' : 'Blue',
      );
    }
  });

  test('carry the tags of the setting, on the stack, from which CloudFormation hands them down', () =>
    expect([blue.tags, green.tags]).toEqual([{ team: 'bots' }, {}]));
});
