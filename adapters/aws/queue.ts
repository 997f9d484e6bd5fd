import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from '@aws-sdk/client-sqs';
import { Fault } from '../../core/base/fault.ts';
import type { Enqueue, QueuedMessage } from '../../monitor/ports.ts';
import { backOff, MAX_ROUNDS } from './calls.ts';

/** The service's limits for one batch; the payload one is the older, smaller one. */
const MAX_ENTRIES = 10;
const MAX_BYTES = 256 * 1024;
const MAX_DELAY_SECONDS = 900;

/** A tag may hold what the service refuses as a group id, and a refused entry must not stop the sweep. */
const groupId = (provider: string): string => provider.replace(/[^\w.-]/g, '_').slice(0, 128) || 'none';

const entry = ({ message, delaySeconds }: QueuedMessage, index: number): SendMessageBatchRequestEntry => ({
  Id: `${index}`,
  MessageBody: JSON.stringify(message),
  MessageGroupId: groupId(message.provider),
  DelaySeconds: Math.min(Math.max(0, Math.ceil(delaySeconds)), MAX_DELAY_SECONDS),
});

/** Many long tags can make a message larger than the service takes: it is sent as two. */
const fitting = (queued: QueuedMessage): readonly QueuedMessage[] => {
  const { items } = queued.message;
  if (items.length < 2 || Buffer.byteLength(JSON.stringify(queued.message)) <= MAX_BYTES) return [queued];
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)].flatMap((half) =>
    fitting({ ...queued, message: { ...queued.message, items: half } }),
  );
};

const batches = (entries: readonly SendMessageBatchRequestEntry[]): SendMessageBatchRequestEntry[][] => {
  const all: SendMessageBatchRequestEntry[][] = [];
  let bytes = 0;
  for (const next of entries) {
    const size = Buffer.byteLength(next.MessageBody ?? '');
    const last = all.at(-1);
    if (last === undefined || last.length === MAX_ENTRIES || bytes + size > MAX_BYTES) {
      all.push([next]);
      bytes = size;
    } else {
      last.push(next);
      bytes += size;
    }
  }
  return all;
};

/** Entries that the queue did not confirm by their own id. */
const send = async (client: SQSClient, url: string, entries: SendMessageBatchRequestEntry[]) => {
  const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: entries }));
  const taken = new Set((answer.Successful ?? []).map(({ Id }) => Id));
  return entries.filter(({ Id }) => !taken.has(Id));
};

/** Puts messages on the queue by `sqs:SendMessage`, 10 to a call. Throws unless every one was taken. */
export const enqueue =
  (client: SQSClient, url: string): Enqueue =>
  async (messages) => {
    for (const batch of batches(messages.flatMap(fitting).map(entry))) {
      let left = batch;
      for (let round = 0; left.length > 0; round++) {
        if (round === MAX_ROUNDS) throw new Fault('the queue did not take every message');
        if (round > 0) await backOff(round);
        left = await send(client, url, left);
      }
    }
  };
