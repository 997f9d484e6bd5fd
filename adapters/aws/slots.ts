import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { Fault } from '../../core/base/fault.ts';
import type { Slot, TakeSlot } from '../../monitor/ports.ts';
import { paceKey } from './keys.ts';
import { type Item, whole } from './stored.ts';

type Try = { readonly set: string; readonly condition: string; readonly values: Item };

const at = (moment: number) => ({ N: `${moment}` });

/** Nobody waits: the moment is now. */
const ifFree = (interval: number, now: number): Try => ({
  set: 'SET freeAt = :next',
  condition: 'attribute_not_exists(freeAt) OR freeAt <= :now',
  values: { ':next': at(now + interval), ':now': at(now) },
});

/** Others have taken moments ahead: the one after them. */
const ifBusy = (interval: number, now: number, latest: number): Try => ({
  set: 'SET freeAt = freeAt + :interval',
  condition: 'freeAt > :now AND freeAt <= :latest',
  values: { ':interval': at(interval), ':now': at(now), ':latest': at(latest) },
});

/** `freeAt` after the update, or as it was where the condition failed. */
type Tried = { readonly held: boolean; readonly freeAt: number };

const attempt = async (client: DynamoDBClient, table: string, channel: string, update: Try): Promise<Tried> => {
  try {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: paceKey(channel),
        UpdateExpression: update.set,
        ConditionExpression: update.condition,
        ExpressionAttributeValues: update.values,
        ReturnValues: 'UPDATED_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return { held: true, freeAt: whole(Attributes?.freeAt) };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return { held: false, freeAt: whole(error.Item?.freeAt) };
    throw error;
  }
};

/** A race for the first moment is lost at most to somebody who has made it busy. */
const ROUNDS = 4;

/**
 * One item per channel holds its next free moment; two conditional updates share it among all senders without a lock: either it lies
 * behind us, and now is ours, or it is moved on by one interval.
 */
export const takeSlot =
  (client: DynamoDBClient, table: string): TakeSlot =>
  async (channel, interval, now, latest): Promise<Slot> => {
    for (let round = 0; round < ROUNDS; round++) {
      const free = await attempt(client, table, channel, ifFree(interval, now));
      if (free.held) return { granted: true, at: now };
      const busy = await attempt(client, table, channel, ifBusy(interval, now, latest));
      if (busy.held) return { granted: true, at: busy.freeAt - interval };
      if (busy.freeAt > latest) return { granted: false, freeAt: busy.freeAt };
    }
    throw new Fault('the next free moment of a channel could not be had');
  };
