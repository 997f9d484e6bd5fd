import type { SNSClient } from '@aws-sdk/client-sns';
import { outbox } from '../../adapters/aws/outbox.ts';
import { publishTo } from '../../adapters/aws/publish.ts';
import { commit } from '../../adapters/aws/records.ts';
import { takeSlot } from '../../adapters/aws/slots.ts';
import { turns } from '../../adapters/aws/turns.ts';
import { paced } from '../../adapters/channels/paced.ts';
import { sns } from '../../adapters/channels/sns.ts';
import { parseJson } from '../../core/base/json.ts';
import { type Instant, MINUTE, SECOND } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import { type DeliverPorts, deliverDue, deliverNew } from '../../monitor/deliver/deliver.ts';
import type { TakeSlot } from '../../monitor/ports.ts';
import { worldOf } from '../adapters/channels/loopback.ts';
import { sampleRecord } from '../adapters/local/samples.ts';
import { fakeDynamo } from '../support/fake-dynamo.ts';
import { START } from '../support/make.ts';
import { chance } from './random.ts';
import { createTimeline } from './timeline.ts';

export type Storm = {
  readonly senders: number;
  readonly alerts: readonly Alert[];
  /** In this time they are stored, one after the other, and each is shown to one of the senders. */
  readonly foundWithin: number;
  /** A pace that every sender keeps for itself: a defect, to see the test fail. */
  readonly ownPace?: boolean;
};

export type Published = { readonly at: Instant; readonly subject: string; readonly told: number };

const TABLE = 'table';

/** Of the topic's JSON: the tokens that it lists and those it counts. */
const toldBy = (message: string): number => {
  const { default: body } = parseJson(message) as { default: string };
  const { tokens, omitted = 0 } = parseJson(body) as { tokens?: readonly unknown[]; omitted?: number };
  return tokens === undefined ? 1 : tokens.length + omitted;
};

/** Senders side by side on a virtual clock, over one table: real use cases and adapters; only the services behind the clients are played. */
export const weather = async ({ senders, alerts, foundWithin, ownPace = false }: Storm) => {
  const timeline = createTimeline(START);
  const { now } = timeline;
  let draws = 0;
  const pause = (ms: number): Promise<void> => new Promise((resolve) => timeline.at(now() + ms, () => resolve()));
  const latency = (): number => 2 + Math.floor(40 * chance(7, draws++) ** 3);
  const around = async <T>(act: () => T): Promise<T> => {
    await pause(latency());
    const answer = act();
    await pause(latency());
    return answer;
  };
  const { client, calls } = fakeDynamo(around);
  const published: Published[] = [];
  const topic = {
    send: ({ input }: { readonly input: { readonly Subject: string; readonly Message: string } }) =>
      around(() => void published.push({ at: now(), subject: input.Subject, told: toldBy(input.Message) })),
  } as unknown as SNSClient;

  const slots = (sender: number): TakeSlot => {
    const take = takeSlot(client, TABLE);
    return (channel, ...rest) => take(ownPace ? `${channel}-${sender}` : channel, ...rest);
  };
  const portsOf = (sender: number, run: number): DeliverPorts => {
    const settings = { topicArn: 'arn:aws:sns:eu-west-1:123456789012:t' };
    const channel = sns.open('sns', settings, worldOf('', { publish: publishTo(topic) }));
    const pace = { takeSlot: slots(sender), clock: now, sleep: pause };
    return {
      outbox: outbox(client, TABLE, now),
      turns: turns(client, TABLE),
      channels: [paced(channel, pace)],
      clock: now,
      measure: { probe: () => {}, verdicts: () => {}, count: () => {} },
      warn: () => {},
      sender: `sender-${sender}-${run}`,
    };
  };

  /** One sender works on its records one after the other, as Lambda does on a shard. */
  const shown: string[][] = Array.from({ length: senders }, () => []);
  const woken = new Map<number, () => void>();
  const readStream = async (sender: number): Promise<void> => {
    for (let run = 0; ; run++) {
      const id = shown[sender]?.shift();
      if (id === undefined) await new Promise<void>((resolve) => woken.set(sender, resolve));
      else await deliverNew([id], portsOf(sender, run));
    }
  };
  alerts.forEach((alert, n) => {
    timeline.at(START + Math.floor((n * foundWithin) / alerts.length), async () => {
      await commit(client, TABLE)({ record: sampleRecord(alert.id), expectedRevision: undefined, alerts: [alert] });
      shown[n % senders]?.push(alert.id);
      woken.get(n % senders)?.();
    });
  });
  for (let sender = 0; sender < senders; sender++) {
    void readStream(sender);
    const everyMinute = (run: number): void => {
      // All at the same time: the scheduler may start one run twice, and a late one may meet the next.
      timeline.at(START + run * MINUTE, () => {
        void deliverDue(portsOf(sender, -run));
        everyMinute(run + 1);
      });
    };
    everyMinute(1);
  }
  await timeline.runUntil(START + foundWithin + 6 * MINUTE);
  return { published, calls };
};

/** The most that came in any second, wherever it begins. */
export const worstSecond = (published: readonly Published[]): number =>
  Math.max(
    0,
    ...published.map(({ at: from }) => published.filter(({ at }) => from <= at && at < from + SECOND).length),
  );
