import { describe, expect, test } from 'vitest';
import { PARTITIONS } from '../../adapters/names.ts';
import { resourcePolicies, roleOf, roles, type Statement } from '../infra/statements.ts';
import { FULL, ofType, one, type Resources, refs, resources, synth } from '../infra/synth.ts';

const full = resources(synth(FULL));
const shipped = resources(synth());
const TEMPLATES: readonly [string, Resources][] = [
  ['as shipped', shipped],
  ['with everything on', full],
];

const allowed = (statements: readonly Statement[]): readonly Statement[] =>
  statements.filter(({ effect }) => effect === 'Allow');
const actionsOf = (statements: readonly Statement[]): string[] => [
  ...new Set(allowed(statements).flatMap(({ actions }) => actions)),
];
const granting = (statements: readonly Statement[], action: string): readonly Statement[] =>
  allowed(statements).filter(({ actions }) => actions.includes(action));
const services = (statements: readonly Statement[]): string[] =>
  [...new Set(actionsOf(statements).map((action) => action.split(':')[0] ?? ''))].sort();

const MARKED = { StringLike: { 'secretsmanager:ResourceTag/token-health:provider': '*' } };

describe('the role of probe, stolen', () => {
  const statements = roleOf(full, 'ProbeRole');

  test('A47: reads tagged secrets only, and lists and changes none', () => {
    const secrets = actionsOf(statements).filter((action) => action.startsWith('secretsmanager:'));
    expect(secrets.sort()).toEqual([
      'secretsmanager:BatchGetSecretValue',
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetSecretValue',
    ]);
    for (const action of ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'])
      expect(granting(statements, action).map(({ conditions }) => conditions)).toEqual([MARKED]);
  });

  test('A47: decrypts through Secrets Manager only, and only what belongs to a secret of this account', () => {
    const [decrypt, ...more] = granting(statements, 'kms:Decrypt').filter(({ resources: [arn] }) =>
      arn?.includes(':key/'),
    );
    expect(more).toEqual([]);
    expect(Object.keys(decrypt?.conditions ?? {}).sort()).toEqual(['StringEquals', 'StringLike']);
    expect(decrypt?.conditions.StringEquals).toHaveProperty(['kms:ViaService']);
    expect(decrypt?.conditions.StringLike).toHaveProperty(['kms:EncryptionContext:SecretARN']);
    expect(actionsOf(statements)).not.toContain('kms:CreateGrant');
  });

  test('A47: tells nobody, starts nothing, and takes no other role', () => {
    const needed = ['dynamodb', 'kms', 'logs', 'secretsmanager', 'sqs'];
    expect(services(roleOf(shipped, 'ProbeRole'))).toEqual(needed);
    // With `whoChanged` it reads the trail as well, which holds names and no value.
    expect(services(statements)).toEqual(['cloudtrail', ...needed]);
  });

  test('A47: sees its own items by their keys, never the whole table', () => {
    const table = actionsOf(statements).filter((action) => action.startsWith('dynamodb:'));
    expect(table.join()).not.toMatch(/Scan|Query|Delete|Export|Stream|Table/);
    const ofParts = (...parts: readonly string[]) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': parts } });
    const own = ofParts(PARTITIONS.token, PARTITIONS.issuer, PARTITIONS.alert);
    for (const action of table)
      expect(granting(statements, action).map(({ conditions }) => conditions)).toEqual(
        action === 'dynamodb:PutItem' ? [own, ofParts(PARTITIONS.audit)] : [own],
      );
  });
});

describe('the role of notify, stolen', () => {
  test('A48: reads the webhook by its exact ARN and no monitored secret', () => {
    const statements = roleOf(full, 'NotifyRole');
    const [read, ...more] = granting(statements, 'secretsmanager:GetSecretValue');
    expect(more).toEqual([]);
    expect(read?.resources).toEqual([
      'arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:chat/slack-webhook-??????',
    ]);
    expect(actionsOf(statements).filter((action) => action.startsWith('secretsmanager:'))).toEqual([
      'secretsmanager:GetSecretValue',
    ]);
  });

  test('A48: decrypts, besides our own key, what belongs to that webhook only', () => {
    const foreign = granting(roleOf(full, 'NotifyRole'), 'kms:Decrypt').filter(({ resources: [arn] }) =>
      arn?.includes(':key/'),
    );
    expect(foreign).toHaveLength(1);
    expect(JSON.stringify(foreign[0]?.conditions.StringLike)).toContain('secret:chat/slack-webhook-??????');
  });

  test('A48: without Slack it knows nothing of secrets', () => {
    expect(services(roleOf(shipped, 'NotifyRole'))).toEqual(['dynamodb', 'kms', 'logs', 'sns', 'sqs']);
  });
});

describe.each(TEMPLATES)('the roles behind the dashboard, stolen, %s', (_, all) => {
  const [drawing, acting] = [roleOf(all, 'MonitorWidgetRole'), roleOf(all, 'MonitorActRole')];

  test('A32: who draws writes nothing, starts nothing and knows no other service', () => {
    expect(services(drawing)).toEqual(['dynamodb', 'kms', 'logs']);
    const onTable = actionsOf(drawing).filter((action) => action.startsWith('dynamodb:'));
    expect(onTable.sort()).toEqual(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan']);
  });

  test('A32: who acts neither lists nor reads a secret, nor publishes, nor reads what it was not told the id of', () => {
    expect(services(acting)).toEqual(['dynamodb', 'kms', 'lambda', 'logs']);
    expect(actionsOf(acting).join()).not.toMatch(/Scan|Query|Delete/);
    const started = granting(acting, 'lambda:InvokeFunction').flatMap(({ resources: arns }) => arns);
    expect(started).toEqual([`<${one(all, 'AWS::Lambda::Function', 'DiscoverFunction')[0]}.Arn>`]);
  });

  test('neither opens a key but that of the table, through DynamoDB', () => {
    for (const { actions, conditions } of [...drawing, ...acting])
      if (actions.join().includes('kms:')) expect(JSON.stringify(conditions)).toMatch(/"kms:ViaService".*"dynamodb\./);
  });

  test('only who acts starts a function by its own code, and a function that it starts is not itself', () => {
    const functions = new Set(
      ofType(all, 'AWS::Lambda::Function').flatMap(([, { Properties }]) => refs(Properties.Role)),
    );
    const starting = [...roles(all)].filter(
      ([id, own]) => functions.has(id) && actionsOf(own).join().includes('lambda:'),
    );
    expect(starting.map(([id]) => id)).toEqual([one(all, 'AWS::IAM::Role', 'MonitorActRole')[0]]);
  });
});

describe.each(TEMPLATES)('who is let in, %s', (_, all) => {
  const ours = new Set(ofType(all, 'AWS::IAM::Role').map(([id]) => id));

  test('A46: only notify publishes, only probe and discover write alerts, the watcher those of subscribers alone, the digest its own, notify those of channels, who acts those of quiet, and nobody else is let in by a policy of a resource', () => {
    const may = (action: string, part: string): string[] =>
      [...roles(all)]
        .filter(([, statements]) =>
          granting(statements, action).some(({ conditions }) => JSON.stringify(conditions).includes(part)),
        )
        .map(([id]) => id);
    const publishers = [...roles(all)].filter(([, own]) => actionsOf(own).includes('sns:Publish')).map(([id]) => id);
    expect(publishers).toEqual([one(all, 'AWS::IAM::Role', 'NotifyRole')[0]]);
    const ofParts = (...parts: string[]): string[] => parts.map((part) => one(all, 'AWS::IAM::Role', part)[0]);
    expect(may('dynamodb:PutItem', `"${PARTITIONS.alert}"`).sort()).toEqual(
      ofParts('MonitorDiscoverRole', 'ProbeRole'),
    );
    expect(may('dynamodb:PutItem', '"alert#').sort()).toEqual(
      ofParts('MonitorDiscoverRole', 'ProbeRole', 'WatchRole', 'DigestMakeRole', 'NotifyRole', 'MonitorActRole').sort(),
    );
    for (const { Properties } of Object.values(all)) expect(Properties).not.toHaveProperty('ResourcePolicy');
  });

  test('A46: a service that publishes or sends names its source; EventBridge cannot towards the key', () => {
    const key = one(all, 'AWS::KMS::Key', 'Key')[0];
    const open = resourcePolicies(all)
      .filter(({ id }) => !ours.has(id))
      .filter(({ statement: { effect, services: who } }) => effect === 'Allow' && who.length > 0)
      .filter(({ statement }) => !/aws:Source(?:Arn|Account)/.test(JSON.stringify(statement.conditions)));
    expect(open.map(({ id, statement }) => [id, statement.services])).toEqual([[key, ['events.amazonaws.com']]]);
  });

  test('A46: what EventBridge and the alarm topic may start is one function each', () => {
    const permissions = ofType(all, 'AWS::Lambda::Permission').map(([, { Properties }]) => Properties);
    const by = (service: string) =>
      permissions.filter(({ Principal }) => Principal === service).flatMap(({ SourceArn }) => refs(SourceArn));
    const rules = ['Rotated', 'RotationFailed'].map((rule) => one(all, 'AWS::Events::Rule', rule)[0]);
    expect(by('events.amazonaws.com').sort()).toEqual(rules.sort());
    const alarmed = permissions.length > rules.length ? [one(all, 'AWS::SNS::Topic', 'AlarmsTopic')[0]] : [];
    expect(by('sns.amazonaws.com')).toEqual(alarmed);
    expect(permissions).toHaveLength(rules.length + alarmed.length);
    expect(ofType(all, 'AWS::Lambda::Url')).toEqual([]);
  });

  test('rule 19: no role has two of list, read, publish', () => {
    const POWERS = ['secretsmanager:ListSecrets', 'secretsmanager:BatchGetSecretValue', 'sns:Publish'];
    const held = [...roles(all)].map(([, own]) => POWERS.filter((action) => actionsOf(own).includes(action)));
    expect(held.filter(({ length }) => length > 0)).toHaveLength(3);
    expect(held.filter(({ length }) => length > 1)).toEqual([]);
  });

  test('every read of a value is bound to the marker tag or to one exact secret', () => {
    const reads = [...roles(all).values()].flatMap((own) => granting(own, 'secretsmanager:GetSecretValue'));
    expect(reads).not.toEqual([]);
    for (const { conditions, resources: arns } of reads)
      if (arns.join().includes('*')) expect(conditions).toEqual(MARKED);
  });

  test('nobody writes secrets, tags them, or hands a role on', () => {
    for (const [, own] of roles(all))
      expect(actionsOf(own).join()).not.toMatch(
        /secretsmanager:(?:Put|Create|Update|Delete|Tag|Untag|Rotate)|iam:|sts:|lambda:(?!InvokeFunction)/,
      );
  });
});
