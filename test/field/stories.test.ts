import { afterEach, describe, expect, test } from 'vitest';
import { slack } from '../../adapters/channels/slack.ts';
import { createAsk } from '../../adapters/http/ask.ts';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { DAY, HOUR, MINUTE } from '../../core/base/time.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { DEFAULT_POLICY } from '../../core/transition/policy.ts';
import { transition } from '../../core/transition/transition.ts';
import { listen, worldOf } from '../adapters/channels/loopback.ts';
import { canaryOf } from '../leak/canary.ts';
import { samples } from '../messages/samples.ts';
import { startAnswersServer } from '../support/answers-server.ts';
import { lookAt, START } from '../support/make.ts';
import { watchOne } from '../support/one-secret.ts';
import { hoursOf } from '../support/truth.ts';
import { botToken, startWorld } from '../support/world.ts';
import { GITLAB } from './answers.ts';
import { glpat, prefixed } from './shapes.ts';
import { STORIES, type Story, type ToldOnce } from './stories.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** An id that was told is not told again: the outbox holds it. */
const tell = ({ looks }: Story): readonly ToldOnce[] => {
  let record: TokenRecord | undefined;
  const ids = new Set<string>();
  return looks.flatMap((look) => {
    const step = transition(record, lookAt(record, look), DEFAULT_POLICY, look.now);
    record = step.record;
    return step.alerts
      .filter(({ kind, id }) => kind !== 'started' && !ids.has(id) && ids.add(id))
      .map(({ kind, threshold }) => ({
        day: (look.now - START) / DAY,
        kind,
        ...(threshold !== undefined && { threshold }),
      }));
  });
};

describe('one token over time', () => {
  for (const [sentence, one] of Object.entries(STORIES))
    test(`${one.id}: ${sentence}`, () => {
      const told = tell(one);
      expect(one.told(told), JSON.stringify(told.slice(0, 20))).toBe(true);
    });
});

const world = async () => {
  const started = await startWorld();
  open.push(started.stop);
  return started;
};

describe('through the whole monitor', () => {
  test('X12 (slackapi/java-slack-sdk#1621): a channel refuses for two days, and a death of that time is told once, late', async () => {
    const monitor = await world();
    monitor.put('bot-1', botToken(1));
    const hours = hoursOf(monitor, (_, after) => (after < 10 * HOUR ? 'accepted' : 'refused'));
    await hours.passTo(5);
    monitor.channelSays(() => ({ sent: false, why: 'down' }));
    expect(await hours.passTo(53)).toEqual([]);
    monitor.channelSays(() => ({ sent: true }));
    const log = await hours.passTo(80);
    expect(log.map((line) => line.replace(/^[\d.]+h /, ''))).toEqual(['rejected bot-1']);
  });

  test('X13 (matomo-org/matomo#23582): thirty tokens of one owner with one date are one message', async () => {
    const monitor = await world();
    const tags = {
      'token-health:provider': 'discord.bot',
      'token-health:owner': 'team-bots',
      'token-health:expires-at': new Date(START + 15 * DAY).toISOString().slice(0, 10),
    };
    for (let n = 1; n <= 30; n++) monitor.put(`bot-${n}`, botToken(n), tags, START - 100 * DAY);
    const days = hoursOf(monitor, () => 'accepted');
    await days.passTo(4);
    const before = monitor.sent.length;
    await days.passTo(30);
    const since = monitor.sent.slice(before);
    expect(since.flat()).toHaveLength(30);
    expect(since).toHaveLength(1);
  });

  const rotated = async (age: number): Promise<readonly string[]> => {
    const monitor = await world();
    const fresh = botToken(1, 'b');
    monitor.put('bot-1', botToken(1));
    const hours = hoursOf(monitor, (bot, after) =>
      bot === fresh && after < 2 * HOUR + 2 * MINUTE ? 'refused' : 'accepted',
    );
    await hours.passTo(1.5);
    monitor.put('bot-1', fresh, undefined, START + 2 * HOUR - age);
    return hours.passTo(12);
  };

  test('X17 (aws-samples/aws-secrets-manager-rotation-lambdas#145): a version is in use as soon as it is made, and its issuer takes two minutes', async () => {
    expect(await rotated(0)).toEqual([]);
  });

  test('X18 (alphagov/govuk-infrastructure#255): a rotation is finished an hour or a day after it was begun, and its issuer takes two minutes', async () => {
    expect([...(await rotated(HOUR)), ...(await rotated(DAY))]).toEqual([]);
  });

  test('X20 (awsdocs/aws-secrets-manager-docs#5): a secret that is binary now, and one that is gone, are told once each as configuration', async () => {
    const monitor = await world();
    monitor.put('bot-1', botToken(1));
    monitor.put('bot-2', botToken(2));
    const hours = hoursOf(monitor, () => 'accepted');
    await hours.passTo(1.5);
    monitor.fail('bot-1', { read: false, why: 'binary', detail: 'no SecretString' });
    monitor.fail('bot-2', { read: false, why: 'gone', detail: 'ResourceNotFoundException' });
    const log = await hours.passTo(7);
    expect(log.map((line) => line.replace(/^[\d.]+h /, '')).sort()).toEqual([
      'misconfigured bot-1',
      'misconfigured bot-2',
    ]);
  });

  test('X22 (gabrie30/ghorg#175): a rotation to a working token with the prefix of the instance pages nobody', async () => {
    const issuer = await startAnswersServer();
    issuer.answer(GITLAB.self());
    const watch = watchOne({
      value: canaryOf('X22 before', glpat).value,
      tags: { 'token-health:provider': 'gitlab' },
      registry: REGISTRY,
      origins: { gitlab: issuer.origin },
      allowedOrigins: [issuer.origin],
      startAt: START,
    });
    open.push(watch.stop, issuer.close);
    await watch.sweepAt(START);
    watch.rotate(canaryOf('X22 after', prefixed('acme-', 20)).value);
    for (let hour = 1; hour <= 24; hour++) await watch.sweepAt(START + hour * HOUR);
    expect(watch.told.filter(({ severity }) => severity === 'page')).toEqual([]);
  });

  test('X24 (skidmaster69420/discord-tokens#34): four tokens are reset at once: one notice, each after two hours, and what became of them', async () => {
    const monitor = await world();
    for (let n = 1; n <= 4; n++) monitor.put(`bot-${n}`, botToken(n));
    const hours = hoursOf(monitor, (_, after) => (after < 1.5 * HOUR ? 'accepted' : 'refused'));
    const log = await hours.passTo(12);
    expect(log[0]).toBe('2.0h 4 of 4 refused');
    expect(
      log
        .slice(1)
        .map((line) => line.replace(/^[\d.]+h /, ''))
        .sort(),
    ).toEqual(['0 accepted, 4 dead', ...[1, 2, 3, 4].map((n) => `rejected bot-${n}`)]);
    expect(log.slice(1).every((line) => Number.parseFloat(line) >= 4)).toBe(true);
  });
});

const [alert] = samples['rejected-revoked']!;

describe('X26 (cloudfoundry-community/slack-notification-resource#96): what a Slack webhook refuses is not sent, and its cause is told', () => {
  const path = '/services/T00000000/B00000000/notarealwebhookkey000000';

  test.each([
    [403, 'invalid_token'],
    [404, 'no_service'],
    [410, 'channel_is_archived'],
    [400, 'invalid_payload'],
    [500, 'rollup_error'],
  ])('%i %s', async (status, body) => {
    const receiver = await listen(() => ({ status, body }));
    const ask = createAsk({ allowedOrigins: [receiver.origin] });
    open.push(receiver.close, () => ask.close());
    const world = worldOf(`${receiver.origin}${path}`, { ask, trust: [receiver.origin] });
    const sent = await slack.open('slack', { secret: 'chat/hook' }, world).send([alert]);
    expect(sent).toMatchObject({ sent: false, why: expect.stringContaining(String(status)) });
  });
});
