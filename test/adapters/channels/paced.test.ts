import { expect, test } from 'vitest';
import { takeSlot } from '../../../adapters/aws/slots.ts';
import type { OpenChannel } from '../../../adapters/channels/kind.ts';
import { paced } from '../../../adapters/channels/paced.ts';
import type { TakeSlot } from '../../../monitor/ports.ts';
import { samples } from '../../messages/samples.ts';
import { createTimeline } from '../../sim/timeline.ts';
import { fakeDynamo } from '../../support/fake-dynamo.ts';

const TELLING = samples.degraded!;

/** Senders that share a table on a virtual clock; `sent` holds the moments of what went out. */
const outside = () => {
  const timeline = createTimeline(1_000_000);
  const { now } = timeline;
  const pause = (ms: number): Promise<void> => new Promise((resolve) => timeline.at(now() + ms, () => resolve()));
  const { client } = fakeDynamo(async (act) => {
    await pause(3);
    return act();
  });
  const sent: number[] = [];
  const channel: OpenChannel = {
    name: 'sns',
    perSecond: 7,
    send: async () => {
      sent.push(now());
      return { sent: true };
    },
  };
  const sender = (take: TakeSlot = takeSlot(client, 'table')) =>
    paced(channel, { takeSlot: take, clock: now, sleep: pause });
  return { timeline, now, pause, sent, sender };
};

test('senders side by side share one row of moments', async () => {
  const { timeline, sender, sent, now } = outside();
  const [a, b, c] = [sender(), sender(), sender()];
  const all = Promise.all([a, b, c, a, b, c, a, b, c].map((one) => one!.send(TELLING)));
  await timeline.runUntil(now() + 5_000);
  expect((await all).every((answer) => answer.sent)).toBe(true);
  const gaps = sent.slice(1).map((at, n) => at - sent[n]!);
  expect(sent).toHaveLength(9);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(137);
});

test('a quiet channel sends at once', async () => {
  const { timeline, sender, sent, now } = outside();
  const start = now();
  void sender().send(TELLING);
  await timeline.runUntil(start + 60_000);
  void sender().send(TELLING);
  await timeline.runUntil(start + 120_000);
  expect(sent.map((at) => at - start)).toEqual([3, 60_003]);
});

test('a moment too far away is not taken: the message waits for a later run, and is told when', async () => {
  const { timeline, sender, now } = outside();
  const one = sender();
  const many = Promise.all(Array.from({ length: 80 }, () => one.send(TELLING)));
  await timeline.runUntil(now() + 20_000);
  const late = (await many).filter((answer) => !answer.sent);
  expect(late.length).toBeGreaterThan(10);
  expect(late[0]).toMatchObject({ why: 'too many messages at once: it waits for its turn' });
  expect(late[0]).toHaveProperty('retryAt');
});

test('without the shared table nothing is sent', async () => {
  const { sender, sent } = outside();
  const answer = await sender(() => Promise.reject(new Error('unreachable'))).send(TELLING);
  expect(answer).toEqual({
    sent: false,
    untried: true,
    why: 'the table by which all senders share their pace could not be used',
  });
  expect(sent).toEqual([]);
});

test('who sleeps through its moment takes another', async () => {
  const { timeline, sender, sent, now, pause } = outside();
  const start = now();
  const given: number[] = [];
  const take: TakeSlot = async (_channel, _interval, at) => {
    given.push(at);
    // The first answer is long under way: a frozen function.
    if (given.length === 1) await pause(5_000);
    return { granted: true, at };
  };
  void sender(take).send(TELLING);
  await timeline.runUntil(start + 20_000);
  expect(given.map((at) => at - start)).toEqual([0, 5_000]);
  expect(sent.map((at) => at - start)).toEqual([5_000]);
});
