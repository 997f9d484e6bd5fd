import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../adapters/local/store.ts';
import { DAY, HOUR, MINUTE } from '../../core/base/time.ts';
import { publicationOf } from '../../messages/publication.ts';
import { deliverDue, deliverNew } from '../../monitor/deliver/deliver.ts';
import type { Channel } from '../../monitor/ports.ts';
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
