import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../adapters/local/store.ts';
import { DAY, HOUR, MINUTE } from '../../core/base/time.ts';
import { publicationOf } from '../../messages/publication.ts';
import { deliverDue, deliverNew } from '../../monitor/deliver/deliver.ts';
import type { Channel, DeliveryMark, Outbox, Readiness } from '../../monitor/ports.ts';
import { sampleAlert, sampleRecord } from '../adapters/local/samples.ts';
import { nobody } from '../messages/notices.ts';
import { botToken, startWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

/** Bots that were healthy and are refused now, told to nobody yet; more of them go on, or it would be called an outage. */
const dead = async (count: number): Promise<readonly string[]> => {
  for (let n = 1; n <= 2 * count + 1; n++) {
    world.put(`bot-${n}`, botToken(n));
    world.discord.accept(botToken(n));
  }
  await world.sweep();
  world.pass(11 * MINUTE);
  await world.deliver();
  for (let n = 1; n <= count; n++) world.discord.reset(botToken(n));
  world.pass(HOUR);
  await world.sweep();
  world.sent.length = 0;
  return (await world.ports.outbox.due(world.now())).map(({ alert }) => alert.id);
};
const sentIds = () => world.sent.flat().map(({ id }) => id);

test('F53, F54, F55: alerts that the stream never shows are sent by the sweep of the table', async () => {
  const ids = await dead(3);
  world.pass(DAY);
  await world.deliver();
  expect(sentIds().sort()).toEqual([...ids].sort());
});

test('F56: a batch that comes again from its lowest failure sends nothing twice', async () => {
  const ids = await dead(3);
  world.channelSays((alerts) => (alerts[0]?.id === ids[1] ? { sent: false, why: 'down' } : { sent: true }));
  await world.deliverNew(ids);
  world.channelSays(() => ({ sent: true }));
  world.pass(2 * MINUTE);
  await world.deliverNew(ids.slice(1));
  await world.deliverNew(ids);
  expect(sentIds().sort()).toEqual([...ids].sort());
});

test('F57: a sender that dies after sending and before marking repeats the same id and the same bytes', async () => {
  await dead(1);
  const { mark } = world.ports.outbox;
  Object.assign(world.ports.outbox, { mark: () => Promise.reject(new Error('killed')) });
  await expect(world.deliver()).rejects.toThrow('killed');
  Object.assign(world.ports.outbox, { mark });
  world.pass(2 * MINUTE);
  await world.deliver();
  await world.deliver();
  const [first, second, ...more] = world.sent;
  expect(more).toEqual([]);
  expect(publicationOf([second![0]!])).toEqual(publicationOf([first![0]!]));
});

test('F59: a sender that wakes after its claim ended marks nothing of the one that took over', async () => {
  const [id = ''] = await dead(1);
  const { outbox } = world.ports;
  const [item] = await outbox.due(world.now());
  const by = (sender: string, deliveredTo: readonly string[], done: boolean) =>
    outbox.mark([{ alertId: id, sender, deliveredTo, done, attempts: 1, nextAttemptAt: world.now(), failures: {} }]);
  await outbox.claim([item!.alert.id], 'zombie', world.now(), world.now() + 90_000);
  world.pass(91_000);
  expect(await outbox.claim([id], 'heir', world.now(), world.now() + 90_000)).toHaveLength(1);
  await by('zombie', ['test'], true);
  expect(await outbox.find(id)).toMatchObject({ deliveredTo: [] });
  await by('heir', ['test'], true);
  expect(await outbox.find(id)).toBeUndefined();
});

test('F60: the sweep and the stream at the same time send once', async () => {
  const ids = await dead(5);
  const [sweep, stream] = ['sweep', 'stream'].map((sender) => ({ ...world.ports, sender }));
  await Promise.all([deliverDue(sweep!), deliverNew(ids, stream!)]);
  expect(sentIds().sort()).toEqual([...ids].sort());
});

test('F64: a channel that is down for a week gets the alert on its first good day', async () => {
  const ids = await dead(1);
  world.channelSays(() => ({ sent: false, why: 'down' }));
  let tries = 0;
  for (const end = world.now() + 7 * DAY; world.now() < end; world.pass(HOUR)) tries += (await world.deliver()).failed;
  world.channelSays(() => ({ sent: true }));
  await world.deliver();
  expect(tries).toBeGreaterThan(100);
  expect(sentIds()).toEqual(ids);
});

test('F65: an alert that the channel will not have keeps the others from nobody', async () => {
  const ids = await dead(3);
  world.channelSays((alerts) =>
    alerts.some(({ id }) => id === ids[1]) ? { sent: false, why: 'no', refused: true } : { sent: true },
  );
  expect(await world.deliver()).toEqual({ sent: 2, failed: 1, waiting: 0 });
  expect(sentIds().sort()).toEqual([ids[0], ids[2]].sort());
  expect(await world.ports.outbox.find(ids[1]!)).toBeDefined();
});

test('F65: a message over which a channel breaks keeps the others from nobody, and the run fails loudly', async () => {
  const ids = await dead(3);
  world.channelSays((alerts) => {
    if (alerts.some(({ id }) => id === ids[0])) throw new TypeError('no text for that');
    return { sent: true };
  });
  await expect(world.deliver()).rejects.toThrow('a channel broke over 1 messages');
  expect(sentIds().sort()).toEqual([ids[1], ids[2]].sort());
  expect(await world.ports.outbox.find(ids[0]!)).toMatchObject({ attempts: 1, deliveredTo: [] });
});

test('F69, F70: a channel that refuses is tried again alone; the one that took it gets it once', async () => {
  const ids = await dead(1);
  let refuses = true;
  const took: Record<string, string[]> = { sns: [], slack: [] };
  const channel = (name: 'sns' | 'slack'): Channel => ({
    name,
    send: async (alerts) => {
      if (name === 'slack' && refuses) return { sent: false, why: 'Slack: webhook refused (410)' };
      took[name]?.push(...alerts.map(({ id }) => id));
      return { sent: true };
    },
  });
  const ports = { ...world.ports, channels: [channel('slack'), channel('sns')] };
  for (let tries = 0; tries < 4; tries++) {
    await deliverDue(ports);
    world.pass(HOUR);
  }
  expect(took).toEqual({ sns: ids, slack: [] });
  refuses = false;
  await deliverDue(ports);
  expect(took).toEqual({ sns: ids, slack: ids });
});

const WRITER = `
  const { openStore } = await import('./adapters/local/store.ts');
  const { sampleAlert, sampleRecord } = await import('./test/adapters/local/samples.ts');
  const store = openStore(process.argv[1]);
  console.log('ready');
  for (let n = 0; ; n++)
    await store.commit({ record: sampleRecord('t' + n), expectedRevision: undefined, alerts: [sampleAlert('t' + n, 1), sampleAlert('t' + n + ':2', 1)] });
`;

test('F23: a process killed at any moment leaves every record with all its alerts', { timeout: 30_000 }, async () => {
  let written = 0;
  for (const after of [3, 17, 40]) {
    const folder = mkdtempSync(join(tmpdir(), 'th-kill-'));
    const file = join(folder, 'state.db');
    const child = spawn(process.execPath, ['--input-type=module', '--eval', WRITER, file]);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await new Promise((resolve) => setTimeout(resolve, after));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    const store = openStore(file);
    const told = (await store.outbox.due(2)).map(({ alert }) => alert.id).sort();
    const whole = store.records().flatMap(({ ref: { name } }) => [name, `${name}:2`]);
    store.close();
    rmSync(folder, { recursive: true });
    expect(told).toEqual(whole.sort());
    written += whole.length;
  }
  expect(written).toBeGreaterThan(0);
});

/** Two channels of which the topic is as `door` says. */
const withTopic = (door: () => Readiness) => {
  const took: Record<string, string[]> = { sns: [], slack: [] };
  const channel = (name: 'sns' | 'slack', ready?: () => Promise<Readiness>): Channel => ({
    name,
    ...(ready && { ready }),
    send: async (telling) => {
      took[name]?.push(...telling.map(({ id }) => id));
      return { sent: true };
    },
  });
  const sns = channel('sns', async () => door());
  return {
    took,
    alone: { ...world.ports, channels: [sns] },
    both: { ...world.ports, channels: [sns, channel('slack')] },
  };
};
const CLOSED: Readiness = { state: 'closed', why: 'nobody has confirmed the subscription yet' };
const OPEN: Readiness = { state: 'open' };

test('F68: while nobody is confirmed nothing is published, and all of it is sent once somebody is', async () => {
  const ids = await dead(3);
  let door: Readiness = CLOSED;
  const { took, alone } = withTopic(() => door);
  for (let minute = 0; minute < 60; minute++) {
    expect(await deliverDue(alone)).toMatchObject({ sent: 0, failed: 0 });
    world.pass(MINUTE);
  }
  expect(took.sns).toEqual([]);
  expect(await world.ports.outbox.find(ids[0]!)).toMatchObject({ attempts: 0, deliveredTo: [] });
  expect(world.counts.get('OldestUndeliveredSeconds')).toBeGreaterThan(0);
  door = OPEN;
  expect(await deliverDue(alone)).toMatchObject({ sent: 3 });
  expect(took.sns?.sort()).toEqual([...ids].sort());
});

test('F68: what Slack took meanwhile goes to the topic within minutes after somebody has confirmed, and only there', async () => {
  const ids = await dead(2);
  let door: Readiness = CLOSED;
  const { took, both } = withTopic(() => door);
  for (let minute = 0; minute < 20; minute++) {
    await deliverDue(both);
    world.pass(MINUTE);
  }
  expect([took.sns, took.slack?.sort()]).toEqual([[], [...ids].sort()]);
  door = OPEN;
  world.pass(5 * MINUTE);
  await deliverDue(both);
  expect([took.sns?.sort(), took.slack?.length]).toEqual([[...ids].sort(), 2]);
});

test('F68: with Slack alone the topic, to which nobody was invited, is not waited for', async () => {
  const ids = await dead(2);
  const { took, both, alone } = withTopic(() => ({ state: 'pointless' }));
  expect(await deliverDue(alone)).toMatchObject({ sent: 0, failed: 0 });
  expect(await deliverDue(both)).toMatchObject({ sent: 2, failed: 0 });
  expect([took.sns, took.slack?.length]).toEqual([[], ids.length]);
});

test('F68: a topic whose subscribers nobody could count is published to, and the log says so', async () => {
  const ids = await dead(1);
  const { took, alone } = withTopic(() => ({ state: 'open', unsure: 'subscribers were not counted for two days' }));
  await deliverDue(alone);
  expect(took.sns).toEqual(ids);
  expect(world.warnings.at(-1)).toEqual([
    'sending without knowing who gets it',
    { channel: 'sns', why: 'subscribers were not counted for two days' },
  ]);
});

test('F68: that nobody is subscribed is told by the other channel, and does not wait for the topic', async () => {
  const stored = new Map([[nobody.id, { alert: nobody, deliveredTo: [], attempts: 0, nextAttemptAt: 0 }]]);
  const marks: DeliveryMark[] = [];
  const outbox: Outbox = {
    due: async () => [...stored.values()],
    oldestDue: async () => 0,
    find: async (id) => stored.get(id),
    claim: async () => [...stored.values()],
    mark: async (all) => void marks.push(...all),
  };
  const { took, both, alone } = withTopic(() => CLOSED);
  await deliverDue({ ...alone, outbox });
  expect(marks).toEqual([]);
  await deliverDue({ ...both, outbox });
  expect(took).toEqual({ sns: [], slack: [nobody.id] });
  expect(marks).toMatchObject([{ done: true, deliveredTo: ['slack'] }]);
});

test('F64: every send that failed is a line of the log and kept on the alert: channel, reason, when and how often', async () => {
  const [id = ''] = await dead(1);
  world.channelSays(() => ({ sent: false, why: 'Slack: webhook refused (410): make a new one and store its address' }));
  await world.deliver();
  world.pass(HOUR);
  const at = world.now();
  await world.deliver();
  const why = 'Slack: webhook refused (410): make a new one and store its address';
  expect(world.warnings).toEqual([
    ['not sent', { channel: 'test', why, alerts: 1, alertIds: [id] }],
    ['not sent', { channel: 'test', why, alerts: 1, alertIds: [id] }],
  ]);
  expect(await world.ports.outbox.find(id)).toMatchObject({ failures: { test: { why, at, count: 2 } } });
});

test('F65: an alert that a channel will not have is sent alone from then on: what comes later does not wait for it', async () => {
  const ids = await dead(3);
  const sizes: number[] = [];
  world.channelSays((alerts) => {
    sizes.push(alerts.length);
    return alerts.some(({ id }) => id === ids[1]) ? { sent: false, why: 'no', refused: true } : { sent: true };
  });
  await world.deliver();
  expect(await world.ports.outbox.find(ids[1]!)).toMatchObject({ failures: { test: { refused: true } } });
  world.pass(HOUR);
  for (const n of [4, 5]) world.discord.reset(botToken(n));
  await world.sweep();
  sizes.length = 0;
  expect(await world.deliver()).toMatchObject({ sent: 2, failed: 1 });
  expect(sizes).toEqual([1, 2]);
});

test('F65: a channel that refuses whatever it is sent is not tried once for each of hundreds', async () => {
  let sends = 0;
  const ids = Array.from({ length: 500 }, (_, n) => `token-${n}`);
  for (const id of ids)
    await world.store.commit({ record: sampleRecord(id), expectedRevision: undefined, alerts: [sampleAlert(id, 1)] });
  world.channelSays(() => {
    sends += 1;
    return { sent: false, why: 'no', refused: true };
  });
  expect(await world.deliver()).toMatchObject({ sent: 0, failed: 500 });
  expect(sends).toBeLessThanOrEqual(32);
});

test('F77: the first finding of an owner is told at once; what follows within a minute is one message of the next run', async () => {
  const ids = await dead(4);
  expect(await world.deliverNew([ids[0]!])).toMatchObject({ sent: 1 });
  world.pass(20_000);
  for (const id of ids.slice(1)) expect(await world.deliverNew([id])).toMatchObject({ sent: 0, waiting: 1 });
  await world.deliver();
  expect(world.sent.map(({ length }) => length)).toEqual([1, 3]);
});
