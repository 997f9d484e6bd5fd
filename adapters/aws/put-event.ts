import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Sent } from '../../monitor/ports.ts';
import type { BusEvent } from '../channels/kind.ts';
import { errorName } from './calls.ts';

/** Puts one event on a bus. Never throws for what EventBridge answers: a call that succeeds can hold an entry that failed. */
export const putEventWith =
  (client: EventBridgeClient) =>
  async ({ bus, source, type, detail }: BusEvent): Promise<Sent> => {
    const entry = { EventBusName: bus, Source: source, DetailType: type, Detail: detail };
    try {
      const { Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
      const code = Entries?.[0]?.ErrorCode;
      return code === undefined ? { sent: true } : failedBy(code);
    } catch (error) {
      return failedBy(errorName(error));
    }
  };

/** Ours to mend: the entry itself is not right. */
const REFUSALS: readonly string[] = ['MalformedDetail', 'InvalidArgument', 'ValidationException'];

const failedBy = (code: string): Sent => ({
  sent: false,
  why: `EventBridge did not take it (${/^[A-Za-z]{1,60}$/.test(code) ? code : 'Error'})`,
  ...(REFUSALS.includes(code) && { refused: true }),
});
