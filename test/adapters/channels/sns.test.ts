import { SNSClient } from '@aws-sdk/client-sns';
import { afterEach, expect, test } from 'vitest';
import { publishTo } from '../../../adapters/aws/publish.ts';
import { sns } from '../../../adapters/channels/sns.ts';
import { publicationOf } from '../../../messages/publication.ts';
import { findings } from '../../messages/notices.ts';
import { samples } from '../../messages/samples.ts';
import { listen, type Reply, worldOf } from './loopback.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:token-health';
const TAKEN: Reply = {
  status: 200,
  body: '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>',
};
const refusal = (code: string, status = 400): Reply => ({
  status,
  body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>words of SNS</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
});

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

const topic = async (reply: Reply) => {
  const server = await listen(() => reply);
  const client = new SNSClient({
    region: 'eu-west-1',
    endpoint: server.origin,
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
  });
  open.push(server.close, () => client.destroy());
  return { ...server, channel: sns.open('sns', { topicArn: TOPIC }, worldOf('', { publish: publishTo(client) })) };
};

test('publishes text for mail, JSON for the rest, and the attributes', async () => {
  const { channel, seen } = await topic(TAKEN);
  const alerts = samples['rejected-revoked']!;
  expect(await channel.send([alerts[0]])).toEqual({ sent: true });
  const form = new URLSearchParams(seen[0]?.body);
  const { subject, message, attributes } = publicationOf(alerts);
  expect(form.get('TopicArn')).toBe(TOPIC);
  expect(form.get('Subject')).toBe(subject);
  expect(form.get('MessageStructure')).toBe('json');
  expect(form.get('Message')).toBe(message);
  const sent = Object.keys(attributes).map((_, n) => [
    form.get(`MessageAttributes.entry.${n + 1}.Name`),
    form.get(`MessageAttributes.entry.${n + 1}.Value.StringValue`),
  ]);
  expect(Object.fromEntries(sent)).toEqual(attributes);
});

test('publishes the text that was stored, and renders only where nothing usable was', async () => {
  const { channel, seen } = await topic(TAKEN);
  const [alert] = samples['rejected-revoked']!;
  const stored = { subject: 'the words of then', message: '{"default":"{}"}', attributes: { severity: 'page' } };
  for (const text of [JSON.stringify(stored), 'no JSON', '{"subject":1}']) await channel.send([alert], text);
  const subjects = seen.map(({ body }) => new URLSearchParams(body).get('Subject'));
  const { subject } = publicationOf([alert]);
  expect(subjects).toEqual(['the words of then', subject, subject]);
});

test.each([
  ['a topic that is gone', 'NotFound', 404, 'the SNS topic does not exist'],
  ['a missing permission', 'AuthorizationError', 403, 'publishing to the SNS topic is denied: sns:Publish is needed'],
  [
    'a key that may not be used',
    'KMSAccessDenied',
    400,
    'the key of the SNS topic may not be used: kms:GenerateDataKey* and kms:Decrypt are needed',
  ],
  ['throttling', 'Throttled', 429, 'SNS is throttling'],
  ['a message called wrong', 'InvalidParameter', 400, 'SNS refused the message as wrong'],
])('%s is told in our words', async (_, code, status, why) => {
  const { channel } = await topic(refusal(code, status));
  expect(await channel.send([samples.degraded![0]])).toMatchObject({ sent: false, why });
});

test('an error nobody foresaw is told by its name, never by its text', async () => {
  const { channel } = await topic(refusal('SomethingNew'));
  const sent = await channel.send([samples.degraded![0]]);
  expect(sent).toEqual({ sent: false, why: 'SNS did not take it (SomethingNew)' });
});

test('no answer is a failure, not an exception', async () => {
  const { channel, close } = await topic(TAKEN);
  close();
  expect((await channel.send([samples.degraded![0]])).sent).toBe(false);
});

test('what the tokens of a collection differ in goes out as a list', async () => {
  const { channel, seen } = await topic(TAKEN);
  await channel.send(findings);
  const form = new URLSearchParams(seen[0]?.body);
  const names = Object.keys(publicationOf(findings).attributes);
  const n = names.indexOf('finding') + 1;
  expect(form.get(`MessageAttributes.entry.${n}.Value.DataType`)).toBe('String.Array');
  expect(JSON.parse(form.get(`MessageAttributes.entry.${n}.Value.StringValue`) ?? '')).toContain('rejected');
});

test('only a message called wrong counts as refused: the rest is trouble of the channel', async () => {
  const { channel } = await topic(refusal('InvalidParameter', 400));
  expect(await channel.send([samples.degraded![0]])).toMatchObject({ sent: false, refused: true });
  const { channel: busy } = await topic(refusal('Throttled', 429));
  expect(await busy.send([samples.degraded![0]])).not.toHaveProperty('refused');
});
