import { describe, expect, test } from 'vitest';
import { alertIdOf, discoverEvent, messageOf, notifyEvent, parseEvent, queueEvent } from '../../functions/events.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/discord-bot-AbCdEf';

/** As AWS documents it (event-detail-secret-label-updated). */
const LABEL = {
  version: '0',
  id: 'e3f1a4c2-0000-4000-8000-000000000000',
  'detail-type': 'Secret Label Updated',
  source: 'aws.secretsmanager',
  account: '123456789012',
  time: '2026-11-23T20:00:00Z',
  region: 'us-east-1',
  resources: [ARN],
  detail: { name: 'prod/discord-bot', labelUpdated: 'AWSCURRENT', versionId: 'a1b2' },
};

/** As public programs quote one that they got (functions/events.ts). */
const FAILED = {
  version: '0',
  id: 'd82e0a2d-0000-4000-8000-000000000000',
  'detail-type': 'AWS Service Event via CloudTrail',
  source: 'aws.secretsmanager',
  account: '123456789012',
  time: '2026-11-23T20:00:00Z',
  region: 'us-east-1',
  resources: [],
  detail: {
    eventVersion: '1.08',
    userIdentity: { accountId: '123456789012', invokedBy: 'secretsmanager.amazonaws.com' },
    eventTime: '2026-11-23T20:00:00Z',
    eventSource: 'secretsmanager.amazonaws.com',
    eventName: 'RotationFailed',
    awsRegion: 'us-east-1',
    errorMessage:
      'Error when executing lambda arn:aws:lambda:us-east-1:123456789012:function:r during createSecret step',
    requestParameters: null,
    responseElements: null,
    additionalEventData: { SecretId: ARN },
    eventType: 'AwsServiceEvent',
    managementEvent: true,
  },
};
const failedWith = (detail: object) => ({ ...FAILED, detail: { ...FAILED.detail, ...detail } });
const failure = (says?: string) => ({
  sweep: false,
  secretId: ARN,
  failed: { at: Date.UTC(2026, 10, 23, 20), ...(says && { says }) },
});

describe('what starts discover', () => {
  test.each([
    [
      'a schedule',
      { trigger: 'sweep', scheduledAt: '2026-11-23T20:00:00Z' },
      { sweep: true, scheduledAt: Date.UTC(2026, 10, 23, 20) },
    ],
    [
      'a scheduler that fills in nothing',
      { trigger: 'sweep', scheduledAt: '<aws.scheduler.scheduled-time>' },
      { sweep: true, scheduledAt: undefined },
    ],
    ['a person', { trigger: 'sweep' }, { sweep: true, scheduledAt: undefined }],
    ['a moved label', LABEL, { sweep: false, secretId: ARN }],
    ['a failed rotation', FAILED, failure(FAILED.detail.errorMessage)],
    [
      'a failed rotation with a code',
      failedWith({ errorCode: 'Timeout' }),
      failure(`Timeout: ${FAILED.detail.errorMessage}`),
    ],
    ['a failed rotation that says nothing', failedWith({ errorMessage: null }), failure()],
    [
      'a failed rotation of a managed secret',
      failedWith({ additionalEventData: null, serviceEventDetails: { secretId: ARN } }),
      failure(FAILED.detail.errorMessage),
    ],
    [
      'a failed rotation that says much',
      failedWith({ errorMessage: 'x\n'.repeat(500) }),
      failure(`${'x '.repeat(148)}x...`),
    ],
  ])('%s', (_, event, wanted) => expect(parseEvent(discoverEvent, event)).toEqual(wanted));

  test.each([
    ['a label event without a secret', { ...LABEL, resources: [] }],
    ['another event', { ...LABEL, 'detail-type': 'AWS API Call via CloudTrail' }],
    ['a failed rotation of nobody knows what', failedWith({ additionalEventData: null })],
    ['a failed rotation without a time', { ...FAILED, time: 'soon' }],
    ['a rotation that succeeded', failedWith({ eventName: 'RotationSucceeded' })],
    ['another trigger', { trigger: 'deliver' }],
    ['nothing', undefined],
  ])('%s is refused and not quoted', (_, event) =>
    expect(() => parseEvent(discoverEvent, event)).toThrow(/^not understood$/),
  );
});

describe('what starts notify', () => {
  const record = (pk: unknown) => ({
    eventName: 'INSERT',
    eventID: '1',
    dynamodb: { SequenceNumber: '42', Keys: { pk, sk: { S: 'outbox' } }, StreamViewType: 'NEW_IMAGE' },
  });

  test('the clock', () => expect(parseEvent(notifyEvent, { trigger: 'deliver' })).toEqual({ came: 'clock' }));

  test.each([
    ['a test', {}, { by: undefined, channel: undefined }],
    ['a test by somebody', { by: 'alice', channel: 'ops' }, { by: 'alice', channel: 'ops' }],
    ['words that are too long, on one line', { by: `al\nice${'x'.repeat(100)}` }, { by: `al ice${'x'.repeat(51)}...` }],
    ['a name that is none', { by: '\u200b' }, { by: undefined }],
  ])('%s', (_, said, expected) =>
    expect(parseEvent(notifyEvent, { trigger: 'test', ...said })).toMatchObject({ came: 'test', ...expected }),
  );

  test('new alerts of the stream, by the id in their key', () => {
    const came = parseEvent(notifyEvent, { Records: [record({ S: 'alert#ab#c' })] });
    expect(came.came === 'stream' && came.records.map(alertIdOf)).toEqual(['ab#c']);
  });

  test.each([
    ['another kind of item', { S: 'token#x' }],
    ['a key of another type', { N: '1' }],
    ['no key', undefined],
  ])('%s fails that record', (_, pk) => {
    const came = parseEvent(notifyEvent, { Records: [record(pk)] });
    expect(() => came.came === 'stream' && came.records.map(alertIdOf)).toThrow(/^not understood$/);
  });
});

describe('what probe reads from the queue', () => {
  const message = {
    v: 1,
    sweep: { id: 'sweep-1', startedAt: 1 },
    reason: 'schedule',
    provider: 'discord',
    items: [{ arn: ARN, name: 'prod/discord-bot', tags: { 'token-health:provider': 'discord.bot' }, versionId: 'v' }],
  };
  const read = (body: string) => parseEvent(queueEvent, { Records: [{ messageId: 'm', body }] }).Records.map(messageOf);

  test('is what discover wrote', () => expect(read(JSON.stringify(message))).toEqual([message]));

  test.each([
    ['a later version', { ...message, v: 2 }],
    ['another reason', { ...message, reason: 'whim' }],
    ['an item without an ARN', { ...message, items: [{ name: 'x', tags: {} }] }],
  ])('%s is refused, not skipped', (_, wrong) => expect(() => read(JSON.stringify(wrong))).toThrow(/^not understood$/));

  test('broken JSON is refused and not quoted', () => expect(() => read('{"canary')).toThrow(/^not understood$/));
});
