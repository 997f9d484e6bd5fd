import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOUR, type Instant, MINUTE, SECOND } from '../../../core/base/time.ts';
import type { ChangedBy } from '../../../core/model/record.ts';
import { DEFAULT_POLICY } from '../../../core/transition/policy.ts';
import { transition } from '../../../core/transition/transition.ts';
import type { WhoChanged } from '../../../monitor/ports.ts';
import { probe } from '../../../monitor/probe/probe.ts';
import { askWho } from '../../../monitor/probe/who-changed.ts';
import { accepted, lookAt, REF, refused, START, unanswered, WATCH } from '../../support/make.ts';
import { botToken, startWorld, type World } from '../../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const BOB = 'user/bob';

/** What was asked of the trail, and what it says at each turn; the last word is repeated. */
const trail = (...says: readonly (string | undefined | Error)[]) => {
  const asked: { readonly name: string; readonly id: string; readonly storedAt: Instant; readonly within: number }[] =
    [];
  const whoChanged: WhoChanged = async (name, version, within) => {
    asked.push({ name, ...version, within });
    const answer = says[Math.min(asked.length, says.length) - 1];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  Object.assign(world.ports, { whoChanged });
  return asked;
};

const AGED = 3 * HOUR;

/** Two bots that work and are announced, an hour ago. */
const settled = async () => {
  for (const n of [1, 2]) {
    world.put(`bot-${n}`, botToken(n), undefined, world.now() - AGED);
    world.discord.accept(botToken(n));
  }
  await world.sweep();
  world.pass(HOUR);
  await world.deliver();
};

/** A new version of the first bot's token that nobody accepts, old enough to need no patience. */
const rotateBadly = (value = botToken(1, 'c')) => world.put('bot-1', value, undefined, world.now() - HOUR / 2);

const told = async () => {
  await world.deliver();
  return world.sent.flat().filter(({ kind }) => kind === 'rejected');
};
const record = () => world.store.records().find(({ ref }) => ref.name === 'bot-1');

describe('who stored a version', () => {
  test('is asked once, at the first refusal, and told with the alert that the second look brings', async () => {
    const asked = trail(BOB);
    await settled();
    rotateBadly();
    const storedAt = world.now() - HOUR / 2;
    await world.sweep();
    expect(asked).toEqual([{ name: 'bot-1', id: 'version-2-of-bot-1', storedAt, within: 8 * SECOND }]);
    expect(await told()).toMatchObject([
      { diagnosis: { cause: 'bad-rotation' }, changedBy: BOB, versionStoredAt: storedAt },
    ]);
  });

  test('is asked once more, at the second look, where the trail was late, and the alert has it', async () => {
    const asked = trail(undefined, BOB);
    await settled();
    rotateBadly();
    await world.sweep();
    expect(asked).toHaveLength(2);
    expect(await told()).toMatchObject([{ changedBy: BOB }]);
  });

  test('is asked no third time, whatever comes', async () => {
    const asked = trail(undefined);
    await settled();
    rotateBadly();
    await world.sweep();
    const [alert] = await told();
    expect(alert).not.toHaveProperty('changedBy');
    for (let day = 0; day < 3; day++) {
      world.pass(25 * HOUR);
      await world.sweep();
    }
    expect(asked).toHaveLength(2);
  });

  test('is asked at once of a value that cannot be the token, for it is told at once', async () => {
    const asked = trail(BOB);
    await settled();
    rotateBadly(`"${botToken(1)}"`);
    await world.sweep();
    expect(asked).toHaveLength(1);
    expect(await told()).toMatchObject([{ diagnosis: { cause: 'malformed' }, changedBy: BOB }]);
    world.pass(HOUR);
    await world.sweep();
    expect(asked).toHaveLength(1);
  });

  test('is asked anew of the next version, and forgotten once one is accepted', async () => {
    const asked = trail(BOB, 'user/eve');
    await settled();
    rotateBadly();
    await world.sweep();
    expect(record()?.changedBy).toEqual({ asked: 1, by: BOB });
    world.pass(HOUR);
    rotateBadly(botToken(1, 'd'));
    await world.sweep();
    expect(record()?.changedBy).toEqual({ asked: 1, by: 'user/eve' });
    world.pass(HOUR);
    world.discord.accept(botToken(1, 'd'));
    world.pass(25 * HOUR);
    await world.sweep();
    expect(record()).not.toHaveProperty('changedBy');
    expect(asked.map(({ id }) => id)).toEqual(['version-2-of-bot-1', 'version-3-of-bot-1']);
  });

  test('is asked once for a secret of which two tokens are refused', async () => {
    const asked = trail(BOB);
    const fields = { 'token-health:provider': 'discord.bot', 'token-health:field': 'A B' };
    const both = (issue: string) => JSON.stringify({ A: botToken(8, issue), B: botToken(9, issue) });
    world.put('pair', both('a'), fields, world.now() - AGED);
    for (const n of [8, 9]) world.discord.accept(botToken(n, 'a'));
    await settled();
    world.put('pair', both('e'), fields, world.now() - HOUR / 2);
    await world.sweep();
    expect(asked.map(({ name }) => name)).toEqual(['pair']);
    expect((await told()).map(({ changedBy }) => changedBy)).toEqual([BOB, BOB]);
  });
});

describe('of one version', () => {
  const { record: announced } = transition(
    undefined,
    lookAt(undefined, { observation: accepted(), now: START }),
    DEFAULT_POLICY,
    START,
  );
  const sweep = { id: 'sweep', startedAt: START };
  const seen = { ref: REF, watch: WATCH, problems: [], sweep, versionId: 'v2', issuedAt: START - HOUR };
  const of = async (changedBy: ChangedBy | undefined, whoChanged: WhoChanged | undefined) => {
    const record = { ...announced, announced: true, versionId: 'v2', ...(changedBy && { changedBy }) };
    const ports = { ...(whoChanged && { whoChanged }), clock: () => START };
    const one = { seen: { ...seen, observation: refused() }, record, sameVersion: true };
    return askWho(ports, START + MINUTE)(one);
  };
  const eve: WhoChanged = async () => 'user/eve';

  test.each<[string, ChangedBy | undefined, WhoChanged | undefined, ChangedBy | undefined]>([
    ['nothing is known: it is asked', undefined, eve, { asked: 1, by: 'user/eve' }],
    ['nothing was found yet: it is asked a second time', { asked: 1 }, eve, { asked: 2, by: 'user/eve' }],
    ['nothing was found twice: that stands', { asked: 2 }, eve, { asked: 2 }],
    ['what was found stands', { asked: 1, by: BOB }, eve, { asked: 1, by: BOB }],
    ['what was found stands, also once the setting is gone', { asked: 1, by: BOB }, undefined, { asked: 1, by: BOB }],
  ])('%s', async (_sentence, known, port, found) => expect(await of(known, port)).toEqual(found));

  test('a look that asks nobody forgets nothing', () => {
    const { record } = transition(
      { ...announced, versionId: 'v2', changedBy: { asked: 1, by: BOB } },
      lookAt(announced, { observation: unanswered(), now: START + HOUR, versionId: 'v2' }),
      DEFAULT_POLICY,
      START + HOUR,
    );
    expect(record.changedBy).toEqual({ asked: 1, by: BOB });
  });
});

describe('nobody is asked who stored', () => {
  test.each<[string, () => void]>([
    ['a healthy token', () => {}],
    ['a new version that is accepted', () => world.put('bot-1', botToken(1), undefined, world.now() - HOUR)],
    ['a version that worked: it is not what changed', () => world.discord.reset(botToken(1))],
    ['a token that nobody could be asked about', () => world.discord.answer(botToken(1), 'server-error')],
    ['a value that is only unlike a token', () => rotateBadly('Zt9qLm3Vb7Rw2Kd8Yp')],
    ['what is refused at first sight', () => world.put('bot-3', botToken(3))],
    ['a secret that cannot be read', () => world.fail('bot-1', { read: false, why: 'denied', detail: 'AccessDenied' })],
  ])('%s', async (_sentence, change) => {
    const asked = trail(BOB);
    await settled();
    change();
    await world.sweep();
    world.pass(HOUR);
    await world.sweep();
    expect(asked).toEqual([]);
  });

  test('without the setting, and the alert is the same but for its writer', async () => {
    await settled();
    rotateBadly();
    await world.sweep();
    const [alert] = await told();
    expect(alert).toMatchObject({ kind: 'rejected', diagnosis: { cause: 'bad-rotation' } });
    expect(alert).not.toHaveProperty('changedBy');
    expect(record()).not.toHaveProperty('changedBy');
  });

  test('when no time is left for it: what was seen is stored', async () => {
    const asked = trail(BOB);
    await settled();
    rotateBadly();
    const { queued } = await world.sweepWithId('late');
    expect(queued).toBe(2);
    // A look begins twelve seconds before the end at the latest; the issuer takes ten of them.
    const { ask } = world.ports;
    world.ports.ask = async (request) => {
      const answer = await ask(request);
      world.pass(5 * SECOND);
      return answer;
    };
    for (const { message } of world.queue.splice(0)) await probe(world.ports, message, world.now() + 12 * SECOND);
    expect(asked).toEqual([]);
    expect(record()?.refused).toMatchObject({ looks: 1 });
  });
});

test('a trail that fails changes nothing but the writer', async () => {
  const asked = trail(new Error('ThrottlingException'));
  await settled();
  rotateBadly();
  await world.sweep();
  expect(asked).toHaveLength(2);
  const [alert, ...more] = await told();
  expect(more).toEqual([]);
  expect(alert).toMatchObject({ kind: 'rejected', diagnosis: { cause: 'bad-rotation' } });
  expect(alert).not.toHaveProperty('changedBy');
});

test('a refusal that is held back with its issuer is blamed on nobody', async () => {
  const asked = trail(BOB);
  for (const n of [3, 4, 5]) {
    world.put(`bot-${n}`, botToken(n), undefined, world.now() - AGED);
    world.discord.accept(botToken(n));
  }
  await settled();
  for (const n of [2, 3, 4, 5]) world.discord.reset(botToken(n));
  rotateBadly();
  await world.sweep(world.now() + MINUTE);
  expect(asked).toEqual([]);
});
