import { setTimeout as sleepFor } from 'node:timers/promises';
import { type Instant, SECOND } from '../../core/base/time.ts';
import type { Channel, Clock, Sent, Slot, TakeSlot } from '../../monitor/ports.ts';
import type { OpenChannel } from './kind.ts';

export type Pace = {
  readonly takeSlot: TakeSlot;
  readonly clock: Clock;
  readonly sleep?: (ms: number) => Promise<unknown>;
};

/** A moment further away than this is left to a later run: a function that waits is paid for, and may be ended. */
const PATIENCE = 8 * SECOND;

/** A sender that slept through its moment takes another. */
const MISSED = SECOND;

/** The same channel, at most so often a second whoever sends: all senders share one row of moments. */
export const paced = (channel: OpenChannel, { takeSlot, clock, sleep = sleepFor }: Pace): Channel => {
  const interval = Math.ceil(SECOND / channel.perSecond);
  /** Waits for its moment; gives what stands in the way of one. */
  const waitForTurn = async (latest: Instant): Promise<Sent | undefined> => {
    const now = clock();
    const slot = await takeSlot(channel.name, interval, now, latest).catch(() => undefined);
    if (slot === undefined || !slot.granted) return notNow(slot);
    if (slot.at > now) await sleep(slot.at - now);
    return clock() - slot.at > MISSED && clock() < latest ? waitForTurn(latest) : undefined;
  };
  return {
    ...channel,
    send: async (telling, text) => (await waitForTurn(clock() + PATIENCE)) ?? channel.send(telling, text),
  };
};

/** Nothing is sent unpaced: SNS would suspend the subscription, and Slack the webhook. */
const notNow = (slot: Extract<Slot, { granted: false }> | undefined): Sent =>
  slot === undefined
    ? { sent: false, why: 'the table by which all senders share their pace could not be used', untried: true }
    : { sent: false, why: 'too many messages at once: it waits for its turn', untried: true, retryAt: slot.freeAt };
