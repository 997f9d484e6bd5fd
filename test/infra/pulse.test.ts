import { expect, test } from 'vitest';
import { type Change, changesOf, type Point, passes, type Weather } from './cloudwatch.ts';
import { type Life, type Series, seriesOf } from './pulse-model.ts';
import { FULL, ofType, type Resource, resources, shown, synth } from './synth.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** CloudWatch does not say how far back it looks for real data; what a log writes is minutes late at times. */
const WEATHERS: readonly Weather[] = [
  { extra: 0, late: 0 },
  { extra: 3, late: 0 },
  { extra: 0, late: 120 },
  { extra: 3, late: 120 },
];

type Deployed = { readonly alarms: readonly [string, Resource['Properties']][]; readonly filter: unknown };

const deploy = (schedule: string): Deployed => {
  const all = resources(synth({ ...FULL, schedule }));
  const alarms = ofType(all, 'AWS::CloudWatch::Alarm').map(
    ([id, { Properties }]) =>
      [id.replace(/^Monitor(?:Pulse)?|[0-9A-F]{8}$/g, ''), Properties] as [string, Resource['Properties']],
  );
  const [, mail] = ofType(all, 'AWS::SNS::Subscription').find(([id]) => id.includes('AlarmsTopic'))!;
  return { alarms, filter: mail.Properties.FilterPolicy };
};

const SCHEDULES = ['rate(1 minute)', 'rate(1 hour)', 'rate(24 hours)', 'cron(0 6 * * ? *)'];
const made = new Map(SCHEDULES.map((schedule) => [schedule, deploy(schedule)]));
const deployed = (schedule: string): Deployed => made.get(schedule)!;

/** Name of a metric; of several functions or queues, with the one that it is of. */
const seriesFor = (properties: Resource['Properties'], series: Series): readonly Point[] => {
  const name = String(properties.MetricName);
  const of = shown(properties.Dimensions ?? null);
  const [, who = ''] =
    /Monitor(Discover|Probe|Notify|WorkFailed|AlarmsFailed|AlarmsToSlack|AlarmsToDiscord)/.exec(of) ?? [];
  return series.get(`${who} ${name}`) ?? series.get(name) ?? [];
};

type Rung = Change & { readonly alarm: string };

const happens = (schedule: string, life: Life, weather: Weather): readonly Rung[] => {
  const series = seriesOf(life);
  return deployed(schedule)
    .alarms.flatMap(([alarm, properties]) =>
      changesOf(properties, seriesFor(properties, series), life.until, weather).map((change) => ({ alarm, ...change })),
    )
    .sort((a, b) => a.at - b.at);
};

/** What comes by mail. */
const told = (schedule: string, life: Life, weather: Weather): readonly string[] =>
  happens(schedule, life, weather)
    .filter((change) => passes(deployed(schedule).filter, change))
    .map(({ alarm, to, at }) => `${alarm} ${to} at ${(at / HOUR).toFixed(1)} h`);

const HEALTHY: Life = { interval: HOUR, firstTick: 20, tagged: 0, until: 4 * DAY };

test.each([
  ['deploy, then tag three hours later', 'rate(1 hour)', { ...HEALTHY, tagged: 3 * HOUR }],
  ['deploy, then tag twenty hours later', 'rate(1 hour)', { ...HEALTHY, tagged: 20 * HOUR }],
  [
    'a daily cron whose first tick is 24 hours away',
    'cron(0 6 * * ? *)',
    { ...HEALTHY, interval: DAY, firstTick: DAY },
  ],
  [
    'a daily cron, tagged after its first tick',
    'cron(0 6 * * ? *)',
    { ...HEALTHY, interval: DAY, firstTick: HOUR, tagged: 2 * HOUR },
  ],
  ['the day that is an hour longer', 'cron(0 6 * * ? *)', { ...HEALTHY, interval: 25 * HOUR, firstTick: 5 * HOUR }],
  ['every minute', 'rate(1 minute)', { ...HEALTHY, interval: 60, until: DAY }],
  ['every minute, tagged after an hour', 'rate(1 minute)', { ...HEALTHY, interval: 60, tagged: HOUR, until: DAY }],
  ['once in 24 hours', 'rate(24 hours)', { ...HEALTHY, interval: DAY, until: 8 * DAY }],
  [
    'once in 24 hours, tagged three hours after the first',
    'rate(24 hours)',
    { ...HEALTHY, interval: DAY, tagged: 3 * HOUR },
  ],
] as [string, string, Life][])('nobody gets a mail: %s', (_, schedule, life) => {
  for (const weather of WEATHERS) expect(told(schedule, life, weather)).toEqual([]);
});

test('without the filter, a deployment would send a mail for every alarm', () => {
  const changes = happens('rate(1 hour)', { ...HEALTHY, until: HOUR }, WEATHERS[0]!);
  expect(changes.map(({ from, to }) => `${from} ${to}`)).toEqual(
    deployed('rate(1 hour)').alarms.map(() => 'INSUFFICIENT_DATA OK'),
  );
});

const DEATH = 30 * HOUR;
const every = (seconds: number, value: number): readonly Point[] =>
  Array.from({ length: (2 * DAY) / seconds }, (_, n) => ({ at: DEATH + n * seconds, value }));

/** Each way to die without a word, what rings, and within how many hours. */
const DEATHS: readonly [death: string, life: Partial<Life>, alarm: string, hours: number][] = [
  ['the schedule of discover is switched off', { sweeps: DEATH }, 'Silence', 2.1],
  ['the log of discover is gone, and its metrics with it', { discoverLog: DEATH }, 'Silence', 2.1],
  [
    'discover fails at every try',
    { sweeps: DEATH, also: { 'Discover Errors': every(HOUR / 3, 1) } },
    'DiscoverErrors',
    1,
  ],
  [
    'discover was given up',
    { also: { 'Discover ApproximateNumberOfMessagesVisible': every(300, 1) } },
    'DiscoverFailedAlarm',
    0.1,
  ],
  [
    'discover may not run: concurrency 0',
    { sweeps: DEATH, also: { 'Discover Throttles': every(240, 4) } },
    'DiscoverThrottles',
    0.5,
  ],
  ['every tag was removed', { tags: DEATH }, 'NothingFound', 49],
  ['the mapping of probe is switched off', { probe: DEATH }, 'Unjudged', 2.2],
  [
    'messages wait for a probe that does not come, before the day after which SQS drops them',
    { probe: DEATH },
    'Backlog',
    3.2,
  ],
  ['the queue is purged, or its messages expire', { probe: DEATH }, 'Unjudged', 2.2],
  [
    'probe may not run: concurrency 0',
    { probe: DEATH, also: { 'Probe Throttles': every(60, 9) } },
    'ProbeThrottles',
    0.5,
  ],
  ['probe breaks over every message', { probe: DEATH, also: { 'Probe Errors': every(360, 1) } }, 'ProbeErrors', 0.5],
  ['probe takes every message and judges none', { judging: DEATH }, 'Unjudged', 2.2],
  ['the log of probe is gone, and its metrics with it', { probeLog: DEATH }, 'Unjudged', 2.2],
  [
    'a message fails five times',
    { also: { 'WorkFailed ApproximateNumberOfMessagesVisible': every(300, 1) } },
    'WorkFailedAlarm',
    0.1,
  ],
  ['the schedule of notify is switched off', { notify: DEATH }, 'Stopped', 0.6],
  ['the log of notify is gone, and its metrics with it', { notifyLog: DEATH }, 'Stopped', 0.6],
  [
    'notify may not run: concurrency 0',
    { notify: DEATH, also: { 'Notify Throttles': every(60, 6) } },
    'NotifyThrottles',
    0.5,
  ],
  ['notify breaks every minute', { notify: DEATH, also: { 'Notify Errors': every(60, 1) } }, 'NotifyErrors', 0.1],
  ['notify and discover are switched off together', { notify: DEATH, sweeps: DEATH }, 'Stopped', 0.6],
  ['a channel takes nothing, whatever the back-off', { channel: DEATH }, 'Undelivered', 1.2],
  ['the stream is not read any more', { also: { 'Notify IteratorAge': every(60, 600_000) } }, 'StreamBehind', 0.3],
  [
    'a chat takes no alarm',
    { also: { 'AlarmsFailed ApproximateNumberOfMessagesVisible': every(300, 1) } },
    'AlarmsFailedAlarm',
    0.1,
  ],
];

test.each(DEATHS)('%s: it rings', (_, death, alarm, hours) => {
  for (const weather of WEATHERS) {
    const life = { ...HEALTHY, until: DEATH + 2 * DAY + 2 * HOUR, ...death };
    const mails = happens('rate(1 hour)', life, weather).filter((change) =>
      passes(deployed('rate(1 hour)').filter, change),
    );
    expect(mails.filter(({ at }) => at < DEATH)).toEqual([]);
    const rung = mails.find((change) => change.alarm === alarm && change.to === 'ALARM');
    expect(rung, alarm).toBeDefined();
    expect((rung!.at - DEATH) / HOUR).toBeLessThanOrEqual(hours);
  }
});

test('what begins dead is told too: nothing ever ran', () => {
  const life = { ...HEALTHY, sweeps: 0, notify: 0, until: DAY };
  expect(told('rate(1 hour)', life, WEATHERS[0]!)).toEqual(['Stopped ALARM at 0.5 h']);
});

test('what comes back is told as over, once', () => {
  const life = { ...HEALTHY, also: { 'Notify IteratorAge': every(60, 600_000).slice(0, 60) } };
  const mails = told('rate(1 hour)', life, { extra: 0, late: 0 });
  expect(mails.map((text) => text.split(' at ')[0])).toEqual(['StreamBehind ALARM', 'StreamBehind OK']);
});

test('one failure, and a moment of throttling, ring nothing', () => {
  const once = [{ at: DEATH, value: 1 }];
  const also = {
    'Probe Errors': once,
    'Discover Errors': once,
    'Notify Errors': once,
    'Probe Throttles': every(60, 5).slice(0, 4),
  };
  for (const weather of WEATHERS) expect(told('rate(1 hour)', { ...HEALTHY, also }, weather)).toEqual([]);
});

test.each(SCHEDULES)(
  'with %s every alarm is one that CloudWatch takes, and old work is told before SQS forgets it',
  (schedule) => {
    for (const [, { Period, EvaluationPeriods }] of deployed(schedule).alarms) {
      expect(Number(Period) % 60).toBe(0);
      expect(Number(Period) * Number(EvaluationPeriods)).toBeLessThanOrEqual(Number(Period) < HOUR ? DAY : 7 * DAY);
    }
    const backlog = deployed(schedule).alarms.find(([name]) => name === 'Backlog')?.[1];
    expect(Number(backlog?.Threshold)).toBeLessThanOrEqual(DAY / 2);
    expect(Number(backlog?.Threshold)).toBeGreaterThanOrEqual(HOUR);
  },
);
