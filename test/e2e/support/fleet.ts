import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { ProbeMessage } from '../../../monitor/ports.ts';
import { until } from './until.ts';
import { killFunction } from './workers.ts';
import type { World } from './world.ts';

const [d, b, v, o] = ['discord.bot', 'openbao', 'vault', 'oauth2-introspection'];
const [h, n, l] = ['github', 'npm', 'gitlab'];
/** In turn: at any moment of a sweep some have messages that are not full. Those that may be asked often have more, so that none waits long. */
const ISSUERS = [d, b, v, o, h, b, v, o, n, d, b, v, o, h, b, v, o, n, d, l];

/** Names of tagged secrets, which are listed before all others. */
export const FLEET = Array.from({ length: 3000 }, (_, i) => `fleet/${`${i}`.padStart(4, '0')}`);

/** Discord's are asked about at the world's own. */
export const plantFleet = async ({ createSecret, discord: { url } }: World, value: string): Promise<void> => {
  const left = [...FLEET.entries()];
  const plantAll = async (): Promise<void> => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) {
      const provider = ISSUERS[one[0] % ISSUERS.length] ?? '';
      await createSecret(one[1], value, { provider, ...(provider === d && { url }) });
    }
  };
  await Promise.all(Array.from({ length: 20 }, plantAll));
};

const receive = async (sqs: SQSClient, QueueUrl: string): Promise<readonly string[]> => {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  if (Messages.length === 0) return [];
  const Entries = Messages.map(({ ReceiptHandle }, i) => ({ Id: `${i}`, ReceiptHandle }));
  await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  return Messages.map(({ Body = '' }) => Body);
};

const COUNTED = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesDelayed'] as const;

const isEmpty = async (sqs: SQSClient, QueueUrl: string): Promise<boolean> => {
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTED] });
  const { Attributes = {} } = await sqs.send(command);
  return COUNTED.every((name) => Attributes[name] === '0');
};

/** Takes every message off the queue, the delayed ones too. */
export const drain = async (sqs: SQSClient, queueUrl: string): Promise<readonly ProbeMessage[]> => {
  const bodies: string[] = [];
  await until('the queue to be empty', 90, async () => {
    const some = await receive(sqs, queueUrl);
    bodies.push(...some);
    return some.length === 0 && (await isEmpty(sqs, queueUrl)) ? true : undefined;
  });
  return bodies.map((body) => JSON.parse(body));
};

export const namesIn = (messages: readonly ProbeMessage[]): readonly string[] =>
  messages.flatMap(({ items }) => items.map(({ name }) => name));

export const countsOf = (names: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

/** What one call put on the queue. */
export const messagesOf = ({ sent }: { readonly sent: string }): readonly ProbeMessage[] => {
  const { Entries } = JSON.parse(sent) as { Entries: readonly { MessageBody: string }[] };
  return Entries.map(({ MessageBody }) => JSON.parse(MessageBody));
};

/** What the functions last put on the queue. */
const lastSent = ({ proxy: { calls } }: World): readonly ProbeMessage[] => {
  const call = calls.findLast(({ operation }) => operation === 'AmazonSQS.SendMessageBatch');
  return messagesOf(call ?? { sent: '' });
};

/**
 * Discover dies over these legs when their messages are on the queue: before the table knows of the leg (`lost`), or right after (`kept`).
 * What each death had queued, in order.
 */
export const killedAt = (world: World, discover: string, legs: Readonly<Record<number, 'lost' | 'kept'>>) => {
  const deaths: (readonly ProbeMessage[])[] = [];
  for (const [leg, end] of Object.entries(legs))
    world.proxy.nextWith('DynamoDB.PutItem', `#leg#${leg.padStart(6, '0')}`, async (sent, forward) => {
      if (end === 'kept') await forward(sent);
      if (killFunction(discover) > 0) deaths.push(lastSent(world));
      return 'cut';
    });
  return deaths;
};
