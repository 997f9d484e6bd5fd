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
  ])('%s', (_, event, wanted) => expect(parseEvent(discoverEvent, event)).toEqual(wanted));

  test.each([
    ['a label event without a secret', { ...LABEL, resources: [] }],
    ['another event', { ...LABEL, 'detail-type': 'AWS API Call via CloudTrail' }],
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

  test('the clock', () => expect(parseEvent(notifyEvent, { trigger: 'deliver' })).toEqual({ stream: false }));

  test('new alerts of the stream, by the id in their key', () => {
    const came = parseEvent(notifyEvent, { Records: [record({ S: 'alert#ab#c' })] });
    expect(came.stream && came.records.map(alertIdOf)).toEqual(['ab#c']);
  });

  test.each([
    ['another kind of item', { S: 'token#x' }],
    ['a key of another type', { N: '1' }],
    ['no key', undefined],
  ])('%s fails that record', (_, pk) => {
    const came = parseEvent(notifyEvent, { Records: [record(pk)] });
    expect(() => came.stream && came.records.map(alertIdOf)).toThrow(/^not understood$/);
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
