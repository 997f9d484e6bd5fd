import { SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, onTestFinished, test } from 'vitest';
import { publishTo } from '../../../adapters/aws/publish.ts';
import { amazonQ } from '../../../adapters/channels/amazon-q.ts';
import { parseJson } from '../../../core/base/json.ts';
import type { Alert } from '../../../core/model/alert.ts';
import { renderAmazonQ } from '../../../messages/amazon-q/amazon-q.ts';
import { tellings } from '../../messages/notices.ts';
import { samples } from '../../messages/samples.ts';
import { customNotification } from '../../support/amazon-q.ts';
import { listen, type Reply, worldOf } from './loopback.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:token-health-q';
const TAKEN: Reply = {
  status: 200,
  body: '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>',
};
const refusal = (code: string, status: number): Reply => ({
  status,
  body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Code>${code}</Code><Message>words of SNS</Message></Error></ErrorResponse>`,
});
const [alert] = samples['rejected-revoked']!;

const topic = async (reply: (call: number) => Reply) => {
  let calls = 0;
  const server = await listen(() => {
    calls += 1;
    return reply(calls);
  });
  const client = new SNSClient({
    region: 'eu-west-1',
    endpoint: server.origin,
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
  });
  onTestFinished(() => {
    server.close();
    client.destroy();
  });
  const forms = () => server.seen.map(({ body }) => new URLSearchParams(body));
  return { forms, channel: amazonQ.open('ops-q', { topicArn: TOPIC }, worldOf('', { publish: publishTo(client) })) };
};

test('publishes the notification as it is, to its own topic, without a subject or parts', async () => {
  const { channel, forms } = await topic(() => TAKEN);
  expect(await channel.send([alert])).toEqual({ sent: true });
  const [form] = forms();
  expect([form?.get('TopicArn'), form?.get('Subject'), form?.get('MessageStructure')]).toEqual([TOPIC, null, null]);
  expect(parseJson(form?.get('Message') ?? '')).toEqual(renderAmazonQ([alert]));
});

test('takes every kind of message, throttled and broken now and then: none lost, none twice', async () => {
  const faults: Readonly<Record<number, Reply>> = { 0: refusal('Throttled', 429), 3: refusal('InternalError', 500) };
  const taken = new Set<number>();
  const { channel, forms } = await topic((call) => {
    const fault = faults[call % 6];
    if (fault === undefined) taken.add(call);
    return fault ?? TAKEN;
  });
  for (const telling of Object.values(tellings))
    for (let sent = false; !sent; ) sent = (await channel.send(telling)).sent;
  const messages = forms().flatMap((form, n) => (taken.has(n + 1) ? [parseJson(form.get('Message') ?? '')] : []));
  expect(messages.map((message) => customNotification.parse(message))).toEqual(
    Object.values(tellings).map(renderAmazonQ),
  );
});

test('posts the text that was stored, and renders only where nothing usable was', async () => {
  const { channel, forms } = await topic(() => TAKEN);
  const stored = { ...renderAmazonQ([alert]), id: 'the id of then' };
  for (const text of [JSON.stringify(stored), '{"version":"2.0","source":"custom","content":{}}'])
    await channel.send([alert], text);
  expect(forms().map((form) => parseJson(form.get('Message') ?? ''))).toEqual([stored, renderAmazonQ([alert])]);
});

test.each([
  ['a topic that is gone', 'NotFound', 404],
  ['a topic that may not be published to', 'AuthorizationError', 403],
])('%s is told', async (_, code, status) => {
  const { channel } = await topic(() => refusal(code, status));
  expect(await channel.send([alert])).toMatchObject({ sent: false, why: expect.stringContaining('SNS') });
});

describe('what it says', () => {
  test('stands in the thread of its incident, as what ends it does', () => {
    const { metadata } = renderAmazonQ([alert]);
    expect(metadata.threadId).toBe(alert.incident);
    const [over] = samples.recovered!;
    expect(renderAmazonQ([{ ...over, incident: alert.incident }]).metadata.threadId).toBe(metadata.threadId);
  });

  test('is cut between its lines, and keeps every step', () => {
    const path = 'x'.repeat(900);
    const large: Alert = {
      ...alert,
      impact: 'wide '.repeat(400),
      runbook: `https://wiki.example.org/${path}`,
      diagnosis: { ...alert.diagnosis, docsUrl: `https://docs.discord.com/${path}`, subject: 'y'.repeat(500) },
    };
    const { content } = customNotification.parse(renderAmazonQ([large]));
    expect(content.description.split('\n').at(-1)).toBe('… more in the mail');
    expect(content.nextSteps).toEqual(renderAmazonQ([alert]).content.nextSteps);
  });

  test('has a command in one piece, to be copied', () => {
    const command = 'aws secretsmanager put-secret-value --secret-id a_b --secret-string file://new.json';
    const withCommand = { ...alert, diagnosis: { ...alert.diagnosis, remedy: [`Store it: ${command}`] } };
    expect(renderAmazonQ([withCommand]).content.nextSteps).toEqual([`Store it: \`${command}\``]);
  });
});
