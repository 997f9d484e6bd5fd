import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../core/base/time.ts';
import { botToken, startWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const SETTLE = 11 * MINUTE;

/** Two healthy bots, one of another owner, already announced. */
const settled = async () => {
  for (const [n, owner] of [
    [1, 'team-bots'],
    [2, 'team-bots'],
    [3, 'team-ops'],
  ] as const) {
    world.put(`bot-${n}`, botToken(n), { 'token-health:provider': 'discord.bot', 'token-health:owner': owner });
    world.discord.accept(botToken(n));
  }
  await world.sweep();
  world.pass(SETTLE);
  await world.deliver();
};

const verdictOf = (name: string) => world.store.records().find(({ ref }) => ref.name === name)?.diagnosis;

describe('a sweep', () => {
  test('lists, asks, stores, and starts with one message per owner', async () => {
    await settled();
    expect(world.kinds().sort()).toEqual(['started bot-1 + started bot-2', 'started bot-3']);
    expect(verdictOf('bot-1')).toMatchObject({ verdict: 'healthy' });
  });

  test('without a change writes no record and tells nothing', async () => {
    await settled();
    const before = world.store.records();
    world.pass(HOUR);
    await world.sweep();
    expect(world.store.records()).toEqual(before);
    expect((await world.deliver()).sent).toBe(0);
  });

  test('that fires twice for one tick is one sweep', async () => {
    world.put('bot-1', botToken(1));
    expect((await world.sweepWithId('tick')).queued).toBe(1);
    expect((await world.sweepWithId('tick')).queued).toBe(0);
  });

  test('counts an age from when the version was made, as Secrets Manager tells', async () => {
    const aged = { 'token-health:provider': 'discord.bot', 'token-health:max-age-days': '90' };
    world.put('old', botToken(1), aged, world.now() - 91 * DAY);
    world.put('young', botToken(2), aged, world.now() - 10 * DAY);
    for (const n of [1, 2]) world.discord.accept(botToken(n));
    await world.sweep();
    expect(verdictOf('old')).toMatchObject({ verdict: 'overdue' });
    expect(verdictOf('young')).toMatchObject({ verdict: 'healthy' });
  });

  test('leaves strangers and paused tokens alone', async () => {
    world.put('stranger', botToken(1), { 'token-health:provider-old': 'discord.bot' });
    world.put('paused', botToken(2), { 'token-health:provider': 'discord.bot', 'token-health:enabled': 'false' });
    await world.sweep();
    expect(world.discord.asked()).toBe(0);
    expect(world.counts.get('TokensDiscovered')).toBe(1);
  });

  test('queues five hundred of one issuer in messages of a hundred, spread over its budget', async () => {
    for (let n = 0; n < 500; n++) world.put(`bot-${n}`, botToken(n));
    expect(await world.sweepWithId('big')).toMatchObject({ found: 500, queued: 500 });
    expect(world.queue.map(({ message }) => message.items.length)).toEqual([100, 100, 100, 100, 100]);
    const delays = world.queue.map(({ delaySeconds }) => delaySeconds);
    expect(delays[0]).toBe(0);
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(delays[4]).toBeGreaterThan(delays[0] ?? 0);
  });
});

describe('a token that dies', () => {
  test('is told after a second look, then not asked again while it waits', async () => {
    await settled();
    world.pass(HOUR);
    world.discord.reset(botToken(1));
    await world.sweep();
    await world.deliver();
    expect(world.kinds().at(-1)).toBe('rejected bot-1');
    expect(verdictOf('bot-1')).toMatchObject({ verdict: 'rejected', cause: 'revoked' });
    const asked = world.discord.asked();
    world.pass(10 * MINUTE);
    await world.sweep();
    expect(world.discord.asked()).toBe(asked + 2);
    expect(world.reads.at(-1)).toEqual(['bot-2', 'bot-3']);
  });

  test('is counted as rejected by every sweep, also while it waits', async () => {
    await settled();
    world.discord.reset(botToken(1));
    world.pass(HOUR);
    await world.sweep();
    world.pass(10 * MINUTE);
    await world.sweep();
    expect(world.verdicts()).toMatchObject({ healthy: 2, rejected: 1 });
  });

  test('recovers with a new version at once when its label moves', async () => {
    await settled();
    world.discord.reset(botToken(1));
    world.pass(HOUR);
    await world.sweep();
    world.pass(MINUTE);
    world.put('bot-1', botToken(1, 'b'));
    world.discord.accept(botToken(1, 'b'));
    await world.labelMoved('bot-1');
    await world.deliver();
    expect(world.kinds().at(-1)).toBe('recovered bot-1 + rejected bot-1');
  });

  test('by a bad rotation says so, certain when the previous version still works', async () => {
    await settled();
    world.pass(HOUR);
    world.put('bot-1', botToken(1, 'c'));
    await world.sweep();
    await world.deliver();
    expect(world.sent.at(-1)?.[0]?.diagnosis).toMatchObject({ cause: 'bad-rotation', confidence: 'certain' });
  });

  test('F29: is not blamed when its secret was rotated between reading and asking', async () => {
    await settled();
    world.pass(HOUR);
    // A refusal that explains itself needs no second look: nothing else stands before the alert.
    world.discord.answer(botToken(1), 'unverified');
    world.rotateAfterReading('bot-1', botToken(1, 'd'));
    world.discord.accept(botToken(1, 'd'));
    await world.sweep();
    await world.deliver();
    expect(world.kinds().slice(2)).toEqual([]);
    expect(verdictOf('bot-1')).toMatchObject({ verdict: 'healthy' });
  });

  test('F29: is not blamed either when nobody could say whether it was rotated', async () => {
    await settled();
    world.pass(HOUR);
    const { describe } = world.ports;
    Object.assign(world.ports, { describe: () => Promise.reject(new Error('throttled')) });
    world.discord.answer(botToken(1), 'unverified');
    world.rotateAfterReading('bot-1', botToken(1, 'd'));
    world.discord.accept(botToken(1, 'd'));
    await world.sweep();
    Object.assign(world.ports, { describe });
    await world.deliver();
    expect(world.kinds().slice(2)).toEqual([]);
  });

  test('and nobody can say whether it was rotated is told after a second look', async () => {
    await settled();
    world.pass(HOUR);
    Object.assign(world.ports, { describe: () => Promise.reject(new Error('throttled')) });
    world.discord.answer(botToken(1), 'unverified');
    await world.sweep();
    await world.deliver();
    expect(world.kinds().slice(2)).toEqual(['rejected bot-1']);
    expect(world.sent.at(-1)?.[0]?.at).toBeGreaterThan(world.sent.at(-1)?.[0]?.refusedSince ?? 0);
  });

  test('during an outage is not judged, and nobody is told', async () => {
    await settled();
    world.discord.outage(true);
    world.pass(HOUR);
    await world.sweep();
    expect((await world.deliver()).sent).toBe(0);
    expect(verdictOf('bot-1')).toMatchObject({ verdict: 'healthy' });
  });
});

describe('an issuer that refuses everybody', () => {
  const ALL = [1, 2, 3].map((n) => botToken(n));
  /** Discord refuses all three bots, for the first 20 minutes of what follows. */
  const refusedAll = async () => {
    await settled();
    world.pass(HOUR);
    for (const token of ALL) world.discord.reset(token);
    await world.sweep(world.now() + 20 * MINUTE);
    await world.deliver();
  };

  const heldUntil = (): number => {
    const [notice] = world.notices;
    return notice?.why === 'refuses' ? notice.heldUntil : Number.NaN;
  };

  test('F33: is told once, and none of its tokens is called dead', async () => {
    await refusedAll();
    expect(world.notices.map((notice) => notice.why === 'refuses' && `${notice.refused} of ${notice.of}`)).toEqual([
      '3 of 3',
    ]);
    expect(world.kinds().slice(2)).toEqual([]);
    for (const n of [1, 2, 3]) expect(verdictOf(`bot-${n}`)).toMatchObject({ verdict: 'healthy' });
  });

  test('F33: that accepts them again leaves nothing to tell but that, once, under the same incident', async () => {
    await refusedAll();
    for (const token of ALL) world.discord.accept(token);
    await world.drain();
    world.pass(HOUR);
    await world.sweep();
    await world.deliver();
    const [told, over] = world.notices;
    expect(world.notices).toHaveLength(2);
    expect(over).toMatchObject({ why: 'answers', ends: 'refuses', accepted: 3, dead: 0, open: 0, since: told?.at });
    expect(over?.incident).toBe(told?.incident);
    expect(world.kinds().slice(2)).toEqual([]);
  });

  test('F33: for longer than two hours is believed: each token is told, one message to an owner, without a sweep in between', async () => {
    await refusedAll();
    const held = heldUntil();
    await world.drain();
    await world.deliver();
    expect(world.kinds().slice(2)).toEqual(['rejected bot-1 + rejected bot-2', 'rejected bot-3']);
    for (const alert of world.sent.slice(2).flat()) expect(alert.at).toBeGreaterThanOrEqual(held);
    expect(world.notices).toHaveLength(2);
    expect(world.notices[1]).toMatchObject({ why: 'answers', accepted: 0, dead: 3, open: 0 });
  });

  test('F33: holds a rotation too, which would be blamed else', async () => {
    await refusedAll();
    world.put('bot-1', botToken(1, 'e'));
    await world.labelMoved('bot-1', heldUntil() - 15 * MINUTE);
    expect(world.queue.some(({ message }) => message.reason === 'confirm')).toBe(true);
    await world.deliver();
    expect(world.kinds().slice(2)).toEqual([]);
  });

  test('F33: and explains itself is held all the same', async () => {
    await settled();
    world.pass(HOUR);
    for (const token of ALL) world.discord.answer(token, 'unverified');
    await world.sweep(world.now() + 20 * MINUTE);
    await world.deliver();
    expect(world.notices).toHaveLength(1);
    expect(world.kinds().slice(2)).toEqual([]);
  });

  test('while others are accepted is none: two of three are told', async () => {
    await settled();
    world.pass(HOUR);
    for (const token of ALL.slice(0, 2)) world.discord.reset(token);
    await world.sweep();
    await world.deliver();
    expect(world.notices).toEqual([]);
    expect(world.kinds().slice(2)).toEqual(['rejected bot-1 + rejected bot-2']);
  });
});

describe('an issuer that gives no answer', () => {
  const silentFor = async (hours: number) => {
    for (let hour = 0; hour < hours; hour++) {
      world.pass(HOUR);
      await world.sweep();
    }
    await world.deliver();
  };
  const told = () =>
    world.notices.map((notice) => {
      if (notice.why === 'silent') return `${notice.tokens} ${notice.cause}`;
      return notice.why === 'answers' ? `${notice.accepted} accepted` : notice.why;
    });

  test('for a day is told once, and nothing of its tokens', async () => {
    await settled();
    world.discord.outage(true);
    await silentFor(24);
    expect(told()).toEqual([]);
    await silentFor(72);
    expect(told()).toEqual(['3 provider-outage']);
    expect(world.kinds().slice(2)).toEqual([]);
  });

  test('for two days twice, with answers in between, is told twice', async () => {
    await settled();
    const { ask } = world.ports;
    const nobody = async () => ({ ok: false, failure: { why: 'network', detail: 'no answer' } }) as const;
    for (const next of [nobody, ask, nobody]) {
      Object.assign(world.ports, { ask: next });
      await silentFor(next === ask ? 1 : 48);
    }
    expect(told()).toEqual(['3 network', '3 accepted', '3 network']);
    expect(new Set(world.notices.map(({ id }) => id)).size).toBe(3);
    expect(world.notices[1]?.incident).toBe(world.notices[0]?.incident);
  });
});

describe('a secret that cannot be used', () => {
  test.each([
    ['is denied', { read: false, why: 'denied', detail: 'AccessDenied' } as const, 'unreadable-secret'],
    [
      'has a key that refuses',
      { read: false, why: 'undecryptable', detail: 'DecryptionFailure' } as const,
      'unreadable-secret',
    ],
    [
      'is refused under a name that we do not know',
      { read: false, why: 'refused', detail: 'SomethingNew' } as const,
      'unreadable-secret',
    ],
  ])('that %s is a finding about the configuration', async (_sentence, failure, cause) => {
    world.fail('locked', failure);
    await world.sweep();
    expect(verdictOf('locked')).toMatchObject({ verdict: 'misconfigured', cause });
  });

  test('that is throttled is put back on the queue and judged later', async () => {
    world.fail('busy', { read: false, why: 'throttled', detail: 'ThrottlingException' });
    await world.sweepWithId('tick');
    const [message] = world.queue.splice(0);
    const { probe } = await import('../../monitor/probe/probe.ts');
    const report = await probe(world.ports, message!.message, world.now() + 60_000);
    expect(report).toMatchObject({ judged: [], requeued: 1 });
    expect(world.queue[0]?.message).toMatchObject({ reason: 'requeue' });
  });

  test('with too little time left is put back on the queue, unasked', async () => {
    world.put('bot-1', botToken(1));
    await world.sweepWithId('tick');
    const [message] = world.queue.splice(0);
    const { probe } = await import('../../monitor/probe/probe.ts');
    expect((await probe(world.ports, message!.message, world.now() + 1000)).requeued).toBe(1);
    expect(world.discord.asked()).toBe(0);
  });

  test.each([
    ['a database password under a Discord tag', 'correct-horse-battery-staple-2026', 'discord.bot'],
    ['a GitHub token under a Discord tag', `ghp_${'a'.repeat(36)}`, 'discord.bot'],
    ['a kind without a shape that the deployment has not listed', 'abcdefghijklmnopqrstuvwxyz1234', 'discord.oauth'],
    ['an address that is not on the allow-list', botToken(5), 'discord.bot@https://evil.example'],
  ])('%s never leaves', async (_sentence, value, tagged) => {
    const [provider = '', url] = tagged.split('@');
    world.put('odd', value, { 'token-health:provider': provider, ...(url && { 'token-health:url': url }) });
    await world.sweep();
    expect(world.discord.asked()).toBe(0);
    expect(verdictOf('odd')?.verdict).not.toBe('healthy');
  });
});

describe('dates of one owner', () => {
  const tags = (owner: string) => ({
    'token-health:provider': 'discord.bot',
    'token-health:owner': owner,
    'token-health:expires-at': '2026-12-25',
  });
  const nearing = async (owners: readonly string[]) => {
    owners.forEach((owner, n) => {
      world.discord.accept(botToken(n + 1));
      world.put(`bot-${n + 1}`, botToken(n + 1), tags(owner));
    });
    await world.sweep();
    world.pass(11 * MINUTE);
    await world.deliver();
    world.sent.length = 0;
    // The threshold of 30 days.
    world.pass(3 * DAY);
    await world.sweep();
    world.pass(11 * MINUTE);
    await world.deliver();
  };

  test('that come near in one sweep are one message, however many they are', async () => {
    await nearing(Array.from({ length: 30 }, () => 'team-bots'));
    expect(world.sent.map((alerts) => alerts.length)).toEqual([30]);
    expect(new Set(world.sent[0]?.map(({ kind }) => kind))).toEqual(new Set(['expiring']));
  });

  test('are not mixed with those of another, and one alone is a message of its own', async () => {
    await nearing(['team-bots', 'team-web', 'team-bots']);
    expect(world.sent.map((alerts) => alerts.map(({ owner }) => owner)).sort()).toEqual([
      ['team-bots', 'team-bots'],
      ['team-web'],
    ]);
  });

  test('are not delivered before the others of their sweep can be there', async () => {
    world.discord.accept(botToken(1));
    world.put('bot-1', botToken(1), tags('team-bots'));
    await world.sweep();
    world.pass(11 * MINUTE);
    await world.deliver();
    world.sent.length = 0;
    world.pass(3 * DAY);
    await world.sweep();
    await world.deliver();
    expect(world.sent).toEqual([]);
  });
});

describe('delivery', () => {
  const dead = async () => {
    await settled();
    world.discord.reset(botToken(1));
    world.pass(HOUR);
    await world.sweep();
    world.sent.length = 0;
  };

  test('a channel that fails gets it again, with the same id, after a growing wait', async () => {
    await dead();
    world.channelSays(() => ({ sent: false, why: 'down' }));
    expect(await world.deliver()).toMatchObject({ sent: 0, failed: 1 });
    expect((await world.deliver()).failed).toBe(0);
    world.channelSays(() => ({ sent: true }));
    world.pass(2 * MINUTE);
    expect((await world.deliver()).sent).toBe(1);
    expect(world.kinds()).toEqual(['rejected bot-1']);
  });

  test('what was delivered is not delivered again, by either path', async () => {
    await dead();
    await world.deliver();
    const id = world.sent[0]?.[0]?.id ?? '';
    expect((await world.deliverNew([id])).sent).toBe(0);
    expect((await world.deliver()).sent).toBe(0);
    expect(world.sent).toHaveLength(1);
  });

  test('a sender that died after claiming holds it no longer than its lease', async () => {
    await dead();
    const [item] = await world.ports.outbox.due(world.now());
    await world.ports.outbox.claim([item!.alert.id], 'dead-sender', world.now(), world.now() + 90_000);
    expect((await world.deliver()).sent).toBe(0);
    world.pass(91_000);
    expect((await world.deliver()).sent).toBe(1);
  });

  test('one run ends in time and leaves the rest for the next', async () => {
    for (const n of [1, 2, 3])
      world.put(`bot-${n}`, botToken(n), { 'token-health:provider': 'discord.bot', 'token-health:owner': `team-${n}` });
    await world.sweep();
    world.pass(SETTLE);
    world.channelSays(() => {
      world.pass(30_000);
      return { sent: true };
    });
    expect(await world.deliver()).toEqual({ sent: 2, failed: 0, waiting: 1 });
    expect(await world.deliver()).toEqual({ sent: 1, failed: 0, waiting: 0 });
  });

  test('first sights wait for their owner’s message even when the stream shows them at once', async () => {
    world.put('bot-1', botToken(1));
    world.discord.accept(botToken(1));
    await world.sweep();
    const ids = (await world.ports.outbox.due(world.now() + HOUR)).map(({ alert }) => alert.id);
    expect(await world.deliverNew(ids)).toEqual({ sent: 0, failed: 0, waiting: 1 });
  });

  test('what the stream shows at once is counted by what became of it', async () => {
    await dead();
    world.put('bot-9', botToken(9));
    await world.sweep();
    const ids = (await world.ports.outbox.due(world.now() + HOUR)).map(({ alert }) => alert.id);
    expect(ids).toHaveLength(2);
    expect(await world.deliverNew(ids)).toEqual({ sent: 1, failed: 0, waiting: 1 });
  });
});
