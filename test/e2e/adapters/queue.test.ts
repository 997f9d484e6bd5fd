import { CreateQueueCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enqueue } from '../../../adapters/aws/queue.ts';
import type { QueuedMessage } from '../../../monitor/ports.ts';
import { requireLoopback } from '../../support/ministack.ts';
import { clients } from '../../support/ministack-fixtures.ts';
import { type AwsProxy, startProxy } from '../../support/ministack-proxy.ts';

const SEND = 'AmazonSQS.SendMessageBatch';
let proxy: AwsProxy;
let sqs: SQSClient;

beforeAll(async () => {
  proxy = await startProxy(requireLoopback());
  sqs = clients(proxy.endpoint).sqs;
});
afterAll(() => proxy.stop());

const newQueue = async (name: string) => {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  return QueueUrl ?? '';
};

const message = (n: number, provider = 'discord', padding = ''): QueuedMessage => ({
  message: {
    v: 1,
    sweep: { id: 's', startedAt: 1 },
    reason: 'schedule',
    provider,
    items: [{ arn: `arn-${n}`, name: `name-${n}`, tags: { padding } }],
  },
  delaySeconds: 0,
});

const received = async (url: string): Promise<string[]> => {
  const all: string[] = [];
  for (;;) {
    const ask = new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['MessageGroupId'],
    });
    const { Messages = [] } = await sqs.send(ask);
    if (Messages.length === 0) return all.sort();
    all.push(
      ...Messages.map(({ Body, Attributes }) => `${JSON.parse(Body ?? '').items[0].arn} ${Attributes?.MessageGroupId}`),
    );
  }
};

describe('the queue', () => {
  test('takes every message, ten to a call, grouped by provider', async () => {
    const url = await newQueue('all');
    const before = proxy.calls.filter(({ operation }) => operation === SEND).length;
    await enqueue(sqs, url)(Array.from({ length: 23 }, (_, i) => message(i)));
    expect(proxy.calls.filter(({ operation }) => operation === SEND).length - before).toBe(3);
    const all = await received(url);
    expect(all).toHaveLength(23);
    expect(all[0]).toBe('arn-0 discord');
  });

  test('gets again only what it did not take', async () => {
    const url = await newQueue('partial');
    proxy.next(SEND, async (sent, forward) => {
      const request = JSON.parse(sent);
      const [first, ...others] = request.Entries;
      const reply = await forward(JSON.stringify({ ...request, Entries: [first] }));
      const Failed = others.map(({ Id }: { Id: string }) => ({ Id, Code: 'InternalError', SenderFault: false }));
      return { ...reply, body: JSON.stringify({ ...JSON.parse(reply.body), Failed }) };
    });
    await enqueue(sqs, url)([message(1), message(2), message(3)]);
    expect(await received(url)).toEqual(['arn-1 discord', 'arn-2 discord', 'arn-3 discord']);
  });

  test('fails the caller when a message is refused for good', async () => {
    const url = await newQueue('refused');
    const refuse = async () => ({
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify({ Failed: [{ Id: '0', Code: 'InvalidMessageContents', SenderFault: true }] }),
    });
    proxy.next(SEND, refuse, refuse, refuse, refuse, refuse, refuse);
    await expect(enqueue(sqs, url)([message(1)])).rejects.toThrow('the queue did not take every message');
  });

  test('gets batches no larger than it takes, and group ids that it takes, whatever the tag says', async () => {
    const url = await newQueue('large');
    const big = 'x'.repeat(60_000);
    await enqueue(sqs, url)(Array.from({ length: 9 }, (_, i) => message(i, 'my issuer: ü/', big)));
    const sizes = proxy.calls.filter(({ operation }) => operation === SEND).map(({ sent }) => sent.length);
    expect(Math.max(...sizes)).toBeLessThan(256 * 1024);
    const all = await received(url);
    expect(all).toHaveLength(9);
    expect(all[0]).toBe('arn-0 my_issuer____');
  });
});
