import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../core/base/time.ts';
import type { SubscribersNotice } from '../../../core/model/notice.ts';
import type { SubscribersRecord, Subscription } from '../../../monitor/ports.ts';
import { judgeSubscribers } from '../../../monitor/subscribers/judge.ts';
import { readinessOf } from '../../../monitor/subscribers/readiness.ts';
import { watchSubscribers } from '../../../monitor/subscribers/watch.ts';

const NOW = Date.UTC(2026, 10, 27, 9);
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alerts';
const by = (id: string, confirmed = true): Subscription => ({
  id,
  protocol: 'email',
  endpoint: `${id}***@example.org`,
  confirmed,
});

type Look = readonly [after: number, ...listed: readonly Subscription[]];

/** Counts one after the other, each some time after the one before; gives what was told, and the last record. */
const looks = (...all: readonly Look[]) => {
  let record: SubscribersRecord | undefined;
  let now = NOW;
  const told: SubscribersNotice[] = [];
  for (const [after, ...listed] of all) {
    now += after;
    const judged = judgeSubscribers(record, { topic: TOPIC, listed, whole: true }, now);
    if (judged.changed) record = judged.record;
    told.push(...judged.notices);
  }
  return { told: told.map(({ why, lost }) => [why, ...lost.map(({ endpoint }) => endpoint)].join(' ')), record, now };
};

const A = by('a');
const B = by('b');
const FIVE = 5 * MINUTE;

describe('told of the topic is', () => {
  test.each<[sentence: string, told: readonly string[], looks: readonly Look[]]>([
    [
      'nothing while all are there',
      [],
      [
        [0, A, B],
        [FIVE, A, B],
        [DAY, A, B],
      ],
    ],
    [
      'nothing of who confirms in time',
      [],
      [
        [0, by('a', false)],
        [FIVE, by('a', false)],
        [FIVE, A],
      ],
    ],
    [
      'once that nobody has confirmed for a quarter of an hour',
      ['none'],
      [
        [0, by('a', false)],
        [15 * MINUTE, by('a', false)],
        [DAY, by('a', false)],
      ],
    ],
    ['nothing of a topic that nobody was ever invited to: Slack alone', [], [[0], [HOUR], [DAY]]],
    [
      'one of two who is gone, missed in two counts',
      ['lost b***@example.org'],
      [
        [0, A, B],
        [FIVE, A],
        [FIVE, A],
        [FIVE, A],
      ],
    ],
    [
      'nothing of one that the list left out once',
      [],
      [
        [0, A, B],
        [FIVE, A],
        [FIVE, A, B],
        [FIVE, A, B],
      ],
    ],
    [
      'at once the last one who is gone, and that nobody is left',
      ['none a***@example.org'],
      [[0, A], [FIVE], [FIVE], [HOUR]],
    ],
    [
      'anew when it happens anew',
      ['none', 'none a***@example.org'],
      [
        [0, by('a', false)],
        [HOUR, by('a', false)],
        [HOUR, A],
        [HOUR, by('a', false)],
        [HOUR, by('a', false)],
      ],
    ],
    [
      'nothing of one who was never confirmed',
      [],
      [
        [0, A, by('b', false)],
        [FIVE, A],
        [FIVE, A],
      ],
    ],
  ])('%s', (_, told, all) => {
    expect(looks(...all).told).toEqual(told);
  });

  test('nothing of anybody when there are more than were listed', () => {
    const { record, now } = looks([0, A, B]);
    const seen = { topic: TOPIC, listed: [A], whole: false };
    const first = judgeSubscribers(record, seen, now + FIVE);
    expect(judgeSubscribers(first.record, seen, now + 2 * FIVE).notices).toEqual([]);
  });

  test('each story under its own stable id', () => {
    const { record, now } = looks([0, A, B], [FIVE, A]);
    const again = () => judgeSubscribers(record, { topic: TOPIC, listed: [A], whole: true }, now + FIVE).notices[0]?.id;
    expect(again()).toBe(again());
  });
});

test('what has not changed is written anew only twice a day, so that it is never stale', () => {
  const { record, now } = looks([0, A]);
  const at = (later: number) =>
    judgeSubscribers(record, { topic: TOPIC, listed: [A], whole: true }, now + later).changed;
  expect([at(FIVE), at(11 * HOUR), at(13 * HOUR)]).toEqual([false, false, true]);
});

describe('the topic is', () => {
  const record = (facts: Partial<SubscribersRecord>): SubscribersRecord => ({
    schema: 1,
    revision: 1,
    confirmed: 0,
    pending: 0,
    at: NOW - HOUR,
    meant: true,
    known: [],
    ...facts,
  });
  test.each<[string, SubscribersRecord | undefined, object]>([
    ['open when somebody is confirmed', record({ confirmed: 1 }), { state: 'open' }],
    [
      'closed while nobody has confirmed',
      record({ pending: 1 }),
      { state: 'closed', why: 'nobody has confirmed the subscription yet' },
    ],
    ['closed when the last one is gone', record({}), { state: 'closed', why: 'nobody is subscribed any more' }],
    ['pointless when nobody was ever invited', record({ meant: false }), { state: 'pointless' }],
    [
      'open, and said to be unsure, before the first count',
      undefined,
      { state: 'open', unsure: 'subscribers were not counted yet' },
    ],
    [
      'open, and said to be unsure, when the count is three days old',
      record({ at: NOW - 3 * DAY }),
      { state: 'open', unsure: 'subscribers were not counted for two days' },
    ],
  ])('%s', (_, known, wanted) => expect(readinessOf(known, NOW)).toEqual(wanted));
});

test('a count is stored with what it tells, measured each time, and written only when it says something new', async () => {
  const stored: unknown[] = [];
  const measured: number[] = [];
  let record: SubscribersRecord | undefined;
  const ports = {
    topic: TOPIC,
    list: async () => ({ listed: [A], whole: true }),
    load: async () => record,
    commit: async (change: { record: SubscribersRecord; expectedRevision: number | undefined }) => {
      record = change.record;
      stored.push(change.expectedRevision);
      return 'stored' as const;
    },
    clock: () => NOW,
    measure: {
      probe: () => {},
      verdicts: () => {},
      count: (_name: string, value: number) => void measured.push(value),
    },
  };
  expect(await watchSubscribers(ports)).toEqual({ confirmed: 1, pending: 0 });
  await watchSubscribers(ports);
  expect([stored, measured]).toEqual([[undefined], [1, 1]]);
});
