import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../infra/read-config.ts';

type Context = Record<string, unknown>;

const TOLD = 'team@example.org';
const kept = { tokenHealth: { alertEmail: [TOLD] } };
const told = (context: Context): string => {
  const reading = readConfig(context);
  return reading.ok ? '' : reading.says;
};

describe('the context of others', () => {
  test.each<[string, Context]>([
    ['a stage', { env: 'prod' }],
    ['any word', { foo: 'bar' }],
    ['a word like a short key of ours', { https: true, tag: 'x', leader: 'a' }],
    ['a name that two swaps away would be ours', { stageName: 'prod' }],
    ['an object', { network: { vpc: 'vpc-1' } }],
    [
      'what the CDK keeps',
      { 'availability-zones:account=1:region=eu-west-1': ['a'], 'acknowledged-issue-numbers': [1] },
    ],
    ['a flag', { '@aws-cdk/core:stackRelativeExports': true }],
    ['a dotted key', { 'network.alertEmail': 'x' }],
  ])('%s changes nothing', (_, context) => {
    expect(readConfig({ ...kept, ...context })).toEqual(readConfig(kept));
    expect(told({ ...kept, ...context })).toBe('');
  });

  test.each([
    ['alertEmial', 'alertEmail'],
    ['alertMail', 'alertEmail'],
    ['alertemail', 'alertEmail'],
    ['alert-email', 'alertEmail'],
    ['ALERT_EMAIL', 'alertEmail'],
    ['alertEmails', 'alertEmail'],
    ['Schedule', 'schedule'],
    ['schedul', 'schedule'],
    ['scheudle', 'schedule'],
    ['stack-name', 'stackName'],
    ['nobodyistold', 'nobodyIsTold'],
    ['permissionBoundaryArn', 'permissionsBoundaryArn'],
    ['Tags', 'tags'],
    ['tokenhealth', 'tokenHealth'],
    ['token-health', 'tokenHealth'],
    ['tokenhealth.alertEmail', 'tokenHealth.alertEmail'],
    ['token-health.alertEmail', 'tokenHealth.alertEmail'],
    ['Target', 'target'],
  ])('%s looks like %s, and would otherwise change nothing without a word', (key, meant) => {
    expect(told({ ...kept, [key]: 'x' })).toContain(`  ${key}: no such key; did you mean ${meant}?`);
  });

  test.each([
    ['alert-email', 'did you mean alertEmail?'],
    ['env', 'the keys are alertEmail,'],
  ])('inside tokenHealth %s is always wrong', (key, hint) => {
    for (const context of [{ tokenHealth: { [key]: 'x' } }, { [`tokenHealth.${key}`]: 'x' }])
      expect(told(context)).toContain(`  tokenHealth.${key}: no such key; ${hint}`);
  });
});

describe('a setting on the command line', () => {
  test.each<[string, Context]>([
    ['by its key', { alertEmail: TOLD }],
    ['by its whole name', { 'tokenHealth.alertEmail': TOLD }],
    ['in the JSON of all', { tokenHealth: `{"alertEmail": ["${TOLD}"]}` }],
    ['with spaces around', { alertEmail: ` ${TOLD} ` }],
  ])('is understood %s', (_, context) => {
    const reading = readConfig(context);
    expect(reading.ok && reading.config.alertEmail).toEqual([TOLD]);
  });

  test('stands above cdk.json, also by its whole name', () => {
    const reading = readConfig({ tokenHealth: { ...kept.tokenHealth, ladder: [9] }, 'tokenHealth.ladder': '5,3' });
    expect(reading.ok && reading.config.ladder).toEqual([5, 3]);
  });
});

const { context: SHIPPED } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Context };
const NOBODY =
  'tokenHealth.alertEmail: nobody would be told; write "alertEmail": ["you@example.org"] into tokenHealth of cdk.json, or slackWebhookSecret, discordWebhookSecret, channels or topicArn; "nobodyIsTold": true deploys without';
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alerts';

describe('a channel at an address of one’s own', () => {
  const ORIGIN = 'https://pager.example.org';
  const says = (channel: object, selfHosted: readonly string[] = []): string => {
    const reading = readConfig({
      tokenHealth: { alertEmail: ['a@example.org'], channels: { ops: channel }, selfHosted },
    });
    return reading.ok ? '' : reading.says;
  };
  const PAGER = { type: 'pagerduty', secret: 'pager', url: ORIGIN };
  const SLACK = { type: 'slack-bot', secret: 'bot', channel: 'C0123ABCDEF' };
  const WRONG = `tokenHealth.channels.ops: nothing may be sent to ${ORIGIN}; add it to selfHosted`;

  test.each<[string, object, readonly string[], string]>([
    ['a pager', PAGER, [], WRONG],
    ['another pager', { ...PAGER, type: 'opsgenie' }, [], WRONG],
    ['a Slack', { ...SLACK, origin: ORIGIN }, [], WRONG],
    ['a pager that is allowed', PAGER, [ORIGIN], ''],
    ['a Slack that is allowed', { ...SLACK, origin: ORIGIN }, [ORIGIN], ''],
    ['Slack itself', SLACK, [], ''],
    ['GovSlack', { ...SLACK, origin: 'https://slack-gov.com' }, [], ''],
    ['a pager at its maker', { type: 'pagerduty', secret: 'pager' }, [], ''],
  ])('%s', (_sentence, channel, selfHosted, expected) => {
    if (expected === '') expect(says(channel, selfHosted)).toBe('');
    else expect(says(channel, selfHosted)).toContain(expected);
  });
});

describe('a route to a channel that is not there', () => {
  const says = (owners: object): string => {
    const reading = readConfig({ tokenHealth: { alertEmail: ['a@example.org'], slackWebhookSecret: 'hook', owners } });
    return reading.ok ? '' : reading.says;
  };

  test.each<[string, object, string]>([
    [
      'by a slip of the keys',
      { 'team-x': { channels: ['slak'] } },
      'tokenHealth.owners.team-x.channels: no such channel; did you mean slack?',
    ],
    [
      'of all others',
      { '*': { channels: { page: ['slack'], note: ['pigeons'] } } },
      'tokenHealth.owners.*.channels: no such channel; there are sns, slack',
    ],
    ['is none where they are there', { 'team-x': { channels: ['slack', 'sns'] } }, ''],
  ])('%s', (_sentence, owners, expected) => {
    expect(says(owners)).toContain(expected);
    expect(says(owners) === '').toBe(expected === '');
  });
});

describe('a monitor that would tell nobody', () => {
  test.each<[string, Context]>([
    ['as shipped', SHIPPED],
    ['without any setting', {}],
    ['with an empty list', { tokenHealth: { alertEmail: [] } }],
    ['with an empty -c', { alertEmail: '' }],
    ['with an alarm action only, which hears of no token', { alarmActionArn: TOPIC }],
    ['said to be false', { nobodyIsTold: 'false' }],
  ])('is not synthesised %s', (_, context) => expect(told(context)).toContain(`\n  ${NOBODY}\n`));

  test.each<[string, Context]>([
    ['an address', { alertEmail: TOLD }],
    ['Slack', { slackWebhookSecret: 'chat/hook' }],
    ['Discord', { discordWebhookSecret: 'chat/hook' }],
    ['a channel of a name of its own', { channels: { ops: { type: 'slack', secret: 'chat/hook' } } }],
    ['a topic of your own', { topicArn: TOPIC }],
    ['that nobody is told, on purpose', { nobodyIsTold: 'true' }],
    ['the emulator', { target: 'local' }],
  ])('is synthesised with %s', (_, context) => expect(readConfig(context).ok).toBe(true));
});

describe('a recipient that the next plain deploy would take away', () => {
  const warned = (context: Context): string[] => {
    const reading = readConfig(context);
    return reading.ok ? reading.warnings.map(({ id }) => id) : ['failed'];
  };

  test.each<[string, Context, string[]]>([
    ['an address by -c', { alertEmail: TOLD }, ['token-health:alertEmail']],
    ['an address by its whole name', { 'tokenHealth.alertEmail': TOLD }, ['token-health:alertEmail']],
    ['an address in JSON by -c', { tokenHealth: `{"alertEmail":["${TOLD}"]}` }, ['token-health:alertEmail']],
    ['one more address by -c', { ...kept, alertEmail: `${TOLD},b@example.org` }, ['token-health:alertEmail']],
    ['a webhook by -c', { ...kept, slackWebhookSecret: 'hook' }, ['token-health:slackWebhookSecret']],
    ['a webhook of Discord by -c', { ...kept, discordWebhookSecret: 'hook' }, ['token-health:discordWebhookSecret']],
    ['a topic by -c', { ...kept, topicArn: TOPIC }, ['token-health:topicArn']],
    ['what cdk.json says', kept, []],
    ['what both say', { ...kept, alertEmail: TOLD }, []],
    ['another setting by -c', { ...kept, schedule: 'rate(1 day)' }, []],
    ['an address on the emulator', { target: 'local', alertEmail: TOLD }, []],
  ])('is warned of: %s', (_, context, wanted) => expect(warned(context)).toEqual(wanted));

  test('the warning names the key, the remedy and no address', () => {
    const reading = readConfig({ alertEmail: TOLD });
    expect(reading.ok && reading.warnings.map(({ says }) => says)).toEqual([
      'alertEmail is given with -c only: the next deploy without it takes that recipient away. Write it into tokenHealth of cdk.json.',
    ]);
  });
});

describe('the region of the stack', () => {
  const KEY = 'arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9';
  const HOOK = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:hook';
  const PLAN = 'arn:aws:ssm-incidents::123456789012:response-plan/bots';

  test.each<[string, Context, string | undefined, string[]]>([
    ['an ARN of its own', { topicArn: TOPIC }, 'eu-west-1', []],
    ['a region that nobody knows yet', { topicArn: TOPIC }, undefined, []],
    ['an ARN without a region', { ...kept, alarmActionArn: PLAN }, 'eu-west-1', []],
    ['the name of a secret', { slackWebhookSecret: 'hook' }, 'eu-west-1', []],
    ['a topic elsewhere', { topicArn: TOPIC }, 'us-east-1', ['topicArn']],
    ['a webhook elsewhere', { slackWebhookSecret: HOOK }, 'eu-west-1', ['slackWebhookSecret']],
    ['a webhook of Discord elsewhere', { discordWebhookSecret: HOOK }, 'eu-west-1', ['discordWebhookSecret']],
    ['a channel elsewhere', { channels: { ops: { type: 'slack', secret: HOOK } } }, 'eu-west-1', ['channels']],
    ['two that disagree', { topicArn: TOPIC, keyArn: KEY }, undefined, ['keyArn']],
    ['an alarm action elsewhere', { ...kept, alarmActionArn: TOPIC }, 'us-east-1', ['alarmActionArn']],
  ])('%s', (_, context, region, wrong) => {
    const reading = readConfig(context, region);
    const says = reading.ok ? [] : reading.says.split('\n').filter((line) => line.includes('of another region than'));
    expect(says.map((line) => line.trim().split(':')[0])).toEqual(wrong.map((key) => `tokenHealth.${key}`));
    expect(reading.ok).toBe(wrong.length === 0);
  });
});
