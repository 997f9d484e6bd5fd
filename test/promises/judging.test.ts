import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAsk } from '../../adapters/http/ask.ts';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { DAY, HOUR, MINUTE, utc } from '../../core/base/time.ts';
import { answerOf } from '../../core/model/answer.ts';
import { thresholdReached } from '../../core/model/ladder.ts';
import { DEFAULT_POLICY } from '../../core/transition/policy.ts';
import { transition } from '../../core/transition/transition.ts';
import type { QueuedMessage } from '../../monitor/ports.ts';
import { probe } from '../../monitor/probe/probe.ts';
import { interpret } from '../../providers/interpret.ts';
import { requestTo } from '../adapters/http/asking.ts';
import { exchange, lookAt, refused, START } from '../support/make.ts';
import { botToken, startWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const settled = async (): Promise<void> => {
  world.put('bot', botToken(1));
  world.discord.accept(botToken(1));
  await world.sweep();
  world.pass(11 * MINUTE);
  await world.deliver();
  world.sent.length = 0;
  world.pass(HOUR);
};
const look = ({ message }: QueuedMessage) => probe(world.ports, message, world.now() + 60_000);
const verdict = () => world.store.records().find(({ ref }) => ref.name === 'bot')?.diagnosis.verdict;
const openAlerts = async () => (await world.ports.outbox.due(world.now() + DAY)).map(({ alert }) => alert.kind);

test("F40: a date is told when our clock and the issuer's both say so, and the difference is counted", async () => {
  const tags = { 'token-health:provider': 'discord.bot', 'token-health:expires-at': '2026-12-24' };
  world.put('bot', botToken(1), tags);
  world.discord.accept(botToken(1));
  await world.sweep();
  world.pass(30 * DAY + 17 * HOUR);
  world.issuerAhead(-5 * HOUR);
  await world.sweep();
  expect(await openAlerts()).toContain('started');
  expect(await openAlerts()).not.toContain('overdue');
  expect(world.counts.get('ClockSkewSeconds')).toBe(5 * 3600);
  world.pass(5 * HOUR);
  await world.sweep();
  expect(await openAlerts()).toContain('overdue');
});

test('F40: a refusal is not called expired while one of two clocks is before its date', () => {
  const now = START + HOUR;
  const verdictWith = (skew: number) =>
    lookAt(undefined, {
      observation: refused({ exchange: { ...exchange(401, now), skew } }),
      now,
      watch: { expiresAt: START },
    }).diagnosis;
  expect([verdictWith(5 * HOUR).verdict, verdictWith(-5 * HOUR).verdict]).toEqual(['rejected', 'expired']);
  expect(verdictWith(5 * HOUR).evidence).toContain(
    "our clock is 5 h ahead of the issuer's: a date counts as reached when both say so",
  );
});

test('F13: one message delivered twice at the same time stores one state and tells once', async () => {
  await settled();
  world.discord.answer(botToken(1), 'unverified');
  await world.sweepWithId('twice');
  const [message] = world.queue.splice(0);
  await Promise.all([look(message!), look(message!), look(message!)]);
  expect(await openAlerts()).toEqual(['rejected']);
  expect(world.store.records()[0]?.refused?.looks).toBe(3);
  await look(message!);
  expect(await openAlerts()).toEqual(['rejected']);
});

test('F14: a message that comes late, after a newer one, judges the value of now and says no old thing', async () => {
  await settled();
  await world.sweepWithId('old');
  const [late] = world.queue.splice(0);
  world.discord.reset(botToken(1));
  world.put('bot', botToken(1, 'n'));
  world.discord.accept(botToken(1, 'n'));
  world.pass(HOUR);
  await world.sweep();
  await look(late!);
  await world.drain();
  expect(verdict()).toBe('healthy');
  expect(await openAlerts()).toEqual([]);
});

test('F14: a slow worker with an old value drops its verdict when a newer version was stored before it', async () => {
  await settled();
  world.discord.answer(botToken(1), 'unverified');
  await world.sweepWithId('slow');
  const [slow] = world.queue.splice(0);
  const { commit } = world.ports;
  const late = async (...change: Parameters<typeof commit>) => {
    Object.assign(world.ports, { commit });
    world.put('bot', botToken(1, 'n'));
    world.discord.accept(botToken(1, 'n'));
    await world.labelMoved('bot');
    return commit(...change);
  };
  Object.assign(world.ports, { commit: late });
  await expect(look(slow!)).rejects.toThrow('a record moved to another version');
  expect(await openAlerts()).toEqual([]);
  await look(slow!);
  expect(verdict()).toBe('healthy');
});

/** Where in a probe the owner stores the new value, after the issuer has killed the old one. */
const STEPS = ['list', 'readSecrets', 'load', 'ask', 'describe', 'commit'] as const;

test.each(STEPS)('F29: a rotation that ends just before %s is never blamed', async (step) => {
  await settled();
  // A refusal that explains itself needs no second look; after the last check of the version only the second look helps.
  if (step === 'commit') world.discord.reset(botToken(1));
  else world.discord.answer(botToken(1), 'unverified');
  let rotated = false;
  const whole = world.ports[step] as (...given: readonly unknown[]) => unknown;
  Object.assign(world.ports, {
    [step]: (...given: readonly unknown[]) => {
      if (!rotated) {
        rotated = true;
        world.put('bot', botToken(1, 'n'));
        world.discord.accept(botToken(1, 'n'));
      }
      return whole(...given);
    },
  });
  for (let sweeps = 0; sweeps < 3; sweeps++) {
    await world.sweep();
    await world.deliver();
    world.pass(HOUR);
  }
  expect(rotated).toBe(true);
  expect(world.kinds()).toEqual([]);
  expect(verdict()).toBe('healthy');
});

test.each(['ENOTFOUND', 'EAI_AGAIN', 'ESERVFAIL', 'ETIMEOUT', 'ENODATA'])(
  'F36: %s of DNS is no answer',
  async (code) => {
    const ask = createAsk({ lookup: () => Promise.reject(Object.assign(new Error('dns'), { code })), random: () => 0 });
    const asked = await ask(requestTo('https://issuer.example', 'x', 'value', { trust: 'public' }));
    ask.close();
    expect(asked).toMatchObject({
      ok: false,
      failure: { why: 'network', detail: expect.stringMatching(/DNS|address/) },
    });
  },
);

describe('F42: the calendar', () => {
  test.each([
    ['a leap day', '2028-03-01T00:00:00Z', 'Tue 2028-02-29 00:00 UTC'],
    ['no leap day in 2100', '2100-03-01T00:00:00Z', 'Sun 2100-02-28 00:00 UTC'],
    ['a year end', '2027-01-01T00:00:00Z', 'Thu 2026-12-31 00:00 UTC'],
    ['the night the clocks go forward in Europe', '2027-03-28T12:00:00Z', 'Sat 2027-03-27 12:00 UTC'],
    ['the night they go back in America', '2026-11-01T12:00:00Z', 'Sat 2026-10-31 12:00 UTC'],
  ])('%s moves no threshold', (_, date, dayBefore) => {
    const due = Date.parse(date);
    expect(utc(due - DAY)).toBe(dayBefore);
    expect(thresholdReached([7, 1], due, due - DAY)).toBe(1);
    expect(thresholdReached([7, 1], due, due - DAY - 1)).toBe(7);
  });
});

test('F48: the largest answer that is read makes a record and an alert below the 400 KB of one item', () => {
  const kind = REGISTRY.findKind('oauth2-introspection.token')!;
  const scope = Array.from({ length: 26_000 }, (_, n) => `s${n}:read`)
    .join(' ')
    .slice(0, 250 * 1024);
  const body = JSON.stringify({ active: true, scope, sub: 'x'.repeat(5_000) });
  const observation = interpret(answerOf(200, {}, body, START), kind, 'POST id.example.org');
  const { record, alerts } = transition(
    undefined,
    lookAt(undefined, { observation, now: START }),
    DEFAULT_POLICY,
    START,
  );
  for (const item of [record, ...alerts]) expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThan(380 * 1024);
});

test('F49: a table that throttles fails the message, which is judged when it comes again', async () => {
  await settled();
  world.discord.answer(botToken(1), 'unverified');
  await world.sweepWithId('busy');
  const [message] = world.queue.splice(0);
  const { commit } = world.ports;
  Object.assign(world.ports, { commit: () => Promise.reject(new Error('ProvisionedThroughputExceededException')) });
  await expect(look(message!)).rejects.toThrow();
  expect(await openAlerts()).toEqual([]);
  Object.assign(world.ports, { commit });
  await look(message!);
  expect(await openAlerts()).toEqual(['rejected']);
});

test('F84, F85: a label event looks at the new value at once, whatever the list still says', async () => {
  await settled();
  world.discord.reset(botToken(1));
  await world.sweep();
  const stale = [await world.ports.describe('bot')];
  world.put('bot', botToken(1, 'n'));
  world.discord.accept(botToken(1, 'n'));
  Object.assign(world.ports, {
    list: async function* () {
      yield { secrets: stale };
    },
  });
  await world.labelMoved('bot');
  expect(verdict()).toBe('healthy');
  world.pass(HOUR);
  await world.sweep();
  await world.deliver();
  expect(world.kinds()).toEqual(['recovered bot + rejected bot']);
});

test('F87: an address family without a way does not hide the one that has one', async () => {
  const server = createServer((_, response) => response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://issuer.test:${(server.address() as AddressInfo).port}`;
  const both = [
    { address: '::1', family: 6 },
    { address: '127.0.0.1', family: 4 },
  ];
  const ask = createAsk({ allowedOrigins: [origin], lookup: async () => both });
  const asked = await ask(requestTo(origin, 'x', 'value'));
  ask.close();
  server.closeAllConnections();
  server.close();
  expect(asked).toMatchObject({ ok: true, answer: { status: 200 } });
});
