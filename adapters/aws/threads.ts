import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DAY, SECOND } from '../../core/base/time.ts';
import type { Clock } from '../../monitor/ports.ts';
import type { Threads } from '../channels/kind.ts';
import { TABLE } from '../names.ts';
import { threadKey } from './keys.ts';
import { text } from './stored.ts';

/** An incident that lasts longer begins a new thread. */
const KEPT = 90 * DAY;

/** Where incidents began in a channel. A thread that cannot be read or kept costs a thread and no alert: nothing is thrown. */
export const threads = (client: DynamoDBClient, table: string, clock: Clock): Threads => ({
  find: async (channel, incident) => {
    const command = new GetItemCommand({ TableName: table, Key: threadKey(channel, incident), ConsistentRead: true });
    return client.send(command).then(
      ({ Item }) => text(Item?.body),
      () => undefined,
    );
  },
  keep: async (channel, incidents, thread) => {
    const until = { N: `${Math.floor((clock() + KEPT) / SECOND)}` };
    const put = (incident: string) =>
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: { ...threadKey(channel, incident), body: { S: thread }, [TABLE.ttl]: until },
        }),
      );
    await Promise.all(incidents.map((incident) => put(incident).catch(() => undefined)));
  },
});
