import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MetricName } from '../../adapters/names.ts';
import type { ProbeMessage } from '../../monitor/ports.ts';
import { listedAsPending, underOneRequestId } from '../support/ministack-faults.ts';
import { deploy } from './support/cdk.ts';
import { alarmOn, pointsFor, statesOf } from './support/deployed-alarm.ts';
import { deploymentOf } from './support/deployment.ts';
import { countsOf, drain, FLEET, killedAt, namesIn, plantFleet } from './support/fleet.ts';
import { subscribeHook } from './support/hook.ts';
import { BOT } from './support/planted.ts';
import { quiet } from './support/quiet.ts';
import { until } from './support/until.ts';
import { newBotToken, startWorld, type World } from './support/world.ts';

const SETTINGS = {
  target: 'local',
  nobodyIsTold: 'true',
  // Not in the time of this test, which sweeps by hand.
  schedule: 'rate(1 hour)',
  confirmAfterSeconds: '60',
  collectSeconds: '60',
  removalPolicy: 'destroy',
};

let world: World;
let monitor: ReturnType<typeof deploymentOf>;
let hook: Awaited<ReturnType<typeof subscribeHook>>;
const WELL = 'prod/healthy-bot';
const refused = newBotToken();
const accepted = newBotToken();
/** When each began. */
const sweeps: number[] = [];
const counts: number[] = [];

const sweep = async (): Promise<void> => {
  // A tick is a second, and swept once.
  await sleep(1100);
  sweeps.push(Date.now());
  await monitor.sweep();
};

const count = async (): Promise<void> => {
  counts.push(Date.now());
  await monitor.countSubscribers();
};

/** Until probe has looked at a bot token because of this. */
const seen = async (act: () => Promise<void>): Promise<void> => {
  const before = world.discord.asked();
  await act();
  await until('a look at a bot token', 20, () => (world.discord.asked() > before ? true : undefined));
  await quiet(world);
};

/** The alarm on a metric, and what these functions wrote of it. */
const written = async (metric: MetricName, ...functions: string[]) => {
  const alarm = await alarmOn(world.cloudWatch, metric);
  const logs = await Promise.all(functions.map(world.logOf));
  return { alarm, points: logs.map((log) => pointsFor(alarm, log)) };
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const callsOf = (operation: string) => world.proxy.calls.filter((call) => call.operation === operation);

beforeAll(async () => {
  world = await startWorld();
  const tags = { provider: 'discord.bot', url: world.discord.url };
  for (const value of [refused, accepted]) world.discord.accept(value);
  await world.createSecret(BOT, refused, tags);
  await world.createSecret(WELL, accepted, tags);
  monitor = deploymentOf(world, await deploy(world.endpoint, { ...SETTINGS, selfHosted: world.discord.url }));
  hook = await subscribeHook(world.endpoint, monitor.out('TopicArn'));
  const pending = listedAsPending(hook.isPending);
  // By hand once, and by its schedule on a slow machine.
  world.proxy.next('sns.ListSubscriptionsByTopic', pending, pending, pending, pending);
  await count();
  await seen(sweep);
  world.discord.reset(refused);
  await seen(sweep);
}, 240_000);

afterAll(() => Promise.all([world?.stop(), hook?.stop()]), 30_000);

describe('what nobody would hear of', () => {
  // In the minute before the second look at the refused token.
  test('a disabled mapping of probe rings, until it is enabled and probe judges again', async () => {
    const asked = world.discord.asked();
    await monitor.enableProbe(false);
    for (let more = 0; more < 3; more++) await sweep();
    await quiet(world);
    expect(world.discord.asked()).toBe(asked);
    const enabledAt = Date.now();
    await seen(() => monitor.enableProbe(true));
    const { discover, probe } = monitor.functions;
    const { alarm, points } = await written('TokensJudged', discover, probe);
    const [found = [], judged = []] = points;
    expect(found.map((point) => point.value)).toEqual([0, 0, 0, 0, 0]);
    expect(judged.filter(({ at }) => at >= sweeps[2]! && at < enabledAt)).toEqual([]);
    expect(statesOf(alarm, [...found, ...judged], sweeps)).toEqual(['OK', 'ALARM', 'OK']);
    expect(alarm.AlarmActions).toEqual([monitor.out('AlarmTopicArn')]);
  });

  test('alerts are held while nobody has confirmed the subscription, and that rings', {
    timeout: 150_000,
  }, async () => {
    // The minute of the second look would only be waited for.
    const planting = plantFleet(world, accepted);
    await until('the second look', 120, async () => (await monitor.told()).find(({ kind }) => kind === 'rejected'));
    await planting;
    await monitor.deliver();
    expect((await monitor.told()).map(({ kind, held }) => `${kind} ${held}`).sort()).toEqual([
      'rejected true',
      'started true',
      'started true',
    ]);
    expect(callsOf('sns.Publish')).toEqual([]);
    expect(await world.logOf(monitor.functions.notify)).toContain('nobody has confirmed the subscription yet');
    const { alarm, points } = await written('ConfirmedSubscribers', monitor.functions.watch);
    const counted = points.flat();
    expect([...new Set(counted.map((point) => point.value))]).toEqual([0]);
    expect(statesOf(alarm, counted, counts)).toEqual(['OK', 'ALARM']);
  });

  test('what was held is told once each when the subscription is confirmed, and the alarm ends', async () => {
    const held = (await monitor.told()).map(({ id }) => id);
    await hook.confirm();
    await count();
    await monitor.deliver();
    await until('what was held', 30, () => (hook.ids().length >= held.length ? true : undefined));
    await monitor.deliver();
    await quiet(world);
    expect([...hook.ids()].sort()).toEqual(held.sort());
    expect((await monitor.told()).filter((alert) => alert.held)).toEqual([]);
    const { alarm, points } = await written('ConfirmedSubscribers', monitor.functions.watch);
    expect(statesOf(alarm, points.flat(), counts)).toEqual(['OK', 'ALARM', 'OK']);
  });
});

test('a digest of each owner comes by the topic once, whatever its function is started', async () => {
  const isDigest = (id: string): boolean => id.startsWith('digest:');
  await monitor.makeDigests();
  await until('a digest', 30, () => (hook.ids().some(isDigest) ? true : undefined));
  await monitor.makeDigests();
  await monitor.deliver();
  await quiet(world);
  expect(hook.ids().filter(isDigest)).toEqual([expect.stringMatching(/^digest::\d{4}-W\d\d$/)]);
  expect(await world.logOf(monitor.functions.digest)).toMatch(/"owners":1,"stored":0,"tokens":[1-9]/);
  expect((await monitor.told()).filter((told) => told.held)).toEqual([]);
});

describe('discover, killed half way over 3,000 secrets', () => {
  let inFlight: readonly ProbeMessage[] = [];

  test('queues each once, but for the one leg that was queued and not kept', { timeout: 120_000 }, async () => {
    const { discover } = monitor.functions;
    await monitor.enableProbe(false);
    const sameRun = underOneRequestId();
    for (let run = 0; run < 3; run++) world.proxy.nextWith('DynamoDB.PutItem', '"busyUntil"', sameRun);
    const deaths = killedAt(world, discover, { 4: 'lost', 6: 'kept' });
    await world.start(discover, { trigger: 'sweep', scheduledAt: new Date().toISOString() });
    await until('the end of the sweep', 60, async () =>
      (await world.logOf(discover)).includes(`"found":${FLEET.length + 2},`) ? true : undefined,
    );
    const messages = await drain(world.sqs, monitor.out('QueueUrl'));
    inFlight = deaths[0] ?? [];
    const again = new Set(namesIn(inFlight));
    const times = countsOf(namesIn(messages));
    const wrong = [...FLEET, BOT, WELL].filter((name) => times.get(name) !== (again.has(name) ? 2 : 1));
    expect([deaths.length, times.size, wrong.length, wrong.slice(0, 5)]).toEqual([2, FLEET.length + 2, 0, []]);
    expect(new Set(messages.map(({ sweep: { id } }) => id)).size).toBe(1);
    say(`of ${messages.length} messages ${inFlight.length} came twice, with ${again.size} references`);
  });

  test('stores once and tells once what is queued twice', { timeout: 60_000 }, async () => {
    const whole = inFlight.find(({ provider }) => provider === 'discord')!;
    // All hundred would take half a minute at the issuer's pace.
    const message = { ...whole, items: whole.items.slice(0, 20) };
    const names = namesIn([message]);
    const { sqs } = (await monitor.sessions()).discover;
    const asked = world.discord.asked();
    for (let copy = 0; copy < 2; copy++)
      await sqs.send(
        new SendMessageCommand({ QueueUrl: monitor.out('QueueUrl'), MessageBody: JSON.stringify(message) }),
      );
    await monitor.enableProbe(true);
    await until('both looks', 45, () => (world.discord.asked() >= asked + 2 * names.length ? true : undefined));
    await quiet(world);
    const taken = callsOf('DynamoDB.TransactWriteItems').filter(
      ({ answered }) => !/Transaction\w+Exception/.test(answered),
    );
    for (const name of names) expect([name, taken.filter(({ sent }) => sent.includes(name)).length]).toEqual([name, 1]);
    const records = (await monitor.records()).filter(({ ref }) => names.includes(ref.name));
    expect(records.map(({ ref, revision }) => `${ref.name} ${revision}`).sort()).toEqual(
      names.map((name) => `${name} 1`),
    );
    const told = (await monitor.told()).filter(({ token }) => names.includes(token));
    expect(told.map(({ kind, token }) => `${token} ${kind}`).sort()).toEqual(names.map((name) => `${name} started`));
  });
});
