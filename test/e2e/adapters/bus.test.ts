import { readFileSync } from 'node:fs';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, test } from 'vitest';
import { CLIENT_SETTINGS } from '../../../adapters/aws/calls.ts';
import { putEventWith } from '../../../adapters/aws/put-event.ts';
import { eventbridge } from '../../../adapters/channels/eventbridge.ts';
import { parseJson } from '../../../core/base/json.ts';
import { DETAIL_TYPES } from '../../../messages/eventbridge/event.ts';
import { message } from '../../../messages/json/schema.ts';
import { worldOf } from '../../adapters/channels/loopback.ts';
import { tellings } from '../../messages/notices.ts';
import { samples } from '../../messages/samples.ts';
import { requireLoopback } from '../../support/ministack.ts';
import { clients } from '../../support/ministack-fixtures.ts';

const BUS = 'token-health-events';
const endpoint = requireLoopback();
const client = new EventBridgeClient({ ...CLIENT_SETTINGS, endpoint });
const { sqs } = clients(endpoint);
const channel = eventbridge.open('events', { bus: BUS }, worldOf('', { putEvent: putEventWith(client) }));

beforeAll(async () => {
  await client.send(new CreateEventBusCommand({ Name: BUS }));
});

/** A queue that a rule of the bus feeds. */
const ruleToQueue = async (name: string, pattern: string): Promise<string> => {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  await client.send(new PutRuleCommand({ Name: name, EventBusName: BUS, EventPattern: pattern }));
  const Targets = [{ Id: 'queue', Arn: Attributes?.QueueArn ?? '' }];
  await client.send(new PutTargetsCommand({ Rule: name, EventBusName: BUS, Targets }));
  return QueueUrl;
};

type Event = { readonly source: string; readonly 'detail-type': string; readonly detail: { readonly id: string } };

const received = async (QueueUrl: string): Promise<readonly Event[]> => {
  const all: Event[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    if (Messages.length === 0) return all;
    all.push(...Messages.map(({ Body }) => parseJson(Body ?? '') as unknown as Event));
  }
};

const patterns = [...readFileSync('docs/alerts.md', 'utf8').matchAll(/```json pattern\n([\s\S]*?)```/g)].map(
  ([, pattern = '']) => pattern,
);

describe('a bus', () => {
  test('hands every kind of message to a rule of our source, in its type and within the documented schema', async () => {
    const queue = await ruleToQueue('all', '{"source":["token-health-monitor"]}');
    for (const telling of Object.values(tellings)) expect(await channel.send(telling)).toEqual({ sent: true });
    const events = await received(queue);
    expect(events).toHaveLength(Object.keys(tellings).length);
    for (const event of events) {
      expect(DETAIL_TYPES).toContain(event['detail-type']);
      expect(message.parse(event.detail)).toEqual(event.detail);
    }
  });

  test('hands on by the patterns of docs/alerts.md what they say', async () => {
    const queues = await Promise.all(patterns.map((pattern, n) => ruleToQueue(`pattern-${n}`, pattern)));
    const told = [samples['rejected-revoked']!, samples.recovered!, samples.degraded!];
    for (const [alert] of told) await channel.send([alert]);
    const types = await Promise.all(
      queues.map(async (queue) => (await received(queue)).map((event) => event['detail-type']).sort()),
    );
    expect(types).toEqual([
      ['Token Rejected'],
      ['Token Recovered', 'Token Rejected'],
      ['Token Degraded', 'Token Rejected'],
    ]);
  });
});
