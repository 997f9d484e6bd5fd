import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LOG, requireLoopback } from '../support/ministack.ts';
import { TRIES, throttled, topicThrottled, withholding } from '../support/ministack-faults.ts';
import type { Call } from '../support/ministack-proxy.ts';
import { leaks } from './support/canary.ts';
import { deploy, destroy, type Outputs } from './support/cdk.ts';
import { tokenHealth } from './support/command-line.ts';
import { describeDashboard } from './support/describe-dashboard.ts';
import { describeRights } from './support/describe-rights.ts';
import { messagesOf, namesIn } from './support/fleet.ts';
import { subscribe } from './support/inbox.ts';
import { enableMapping } from './support/mappings.ts';
import { plantOwn, startOwnIssuers, THAT_WORKS } from './support/own.ts';
import { BINARY, BOT, DAMAGED, NPM, OAUTH, plant, UNTAGGED, WEBHOOK } from './support/planted.ts';
import { quiet } from './support/quiet.ts';
import { type Sessions, sessionsOf } from './support/session.ts';
import { until } from './support/until.ts';
import { killFunction } from './support/workers.ts';
import { startWorld, type World } from './support/world.ts';

let canaries: Record<string, string>;
let world: World;
let own: Awaited<ReturnType<typeof startOwnIssuers>>;
let outputs: Outputs;
let inbox: Awaited<ReturnType<typeof subscribe>>;
let sessions: Sessions;
let plain: Sessions;

const out = (name: string): string => {
  const value = outputs[name];
  if (value === undefined) throw new Error(`the stack has no output ${name}`);
  return value;
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

beforeAll(async () => {
  world = await startWorld();
  own = await startOwnIssuers();
  canaries = await plant(world);
  const context = {
    target: 'local',
    issuers: own.folder,
    alertEmail: 'team@example.org',
    slackWebhookSecret: WEBHOOK,
    selfHosted: [world.discord, world.verdaccio, world.oidc, world.slack]
      .map(({ url }) => new URL(url).origin)
      .join(' '),
    schedule: 'rate(1 minute)',
    confirmAfterSeconds: '60',
    // What Verdaccio says of a revoked token can mean something else: three looks.
    doubtSeconds: '60',
    collectSeconds: '60',
    removalPolicy: 'destroy',
    // Shapes that a password could have: the deployment says from which secrets they may leave.
    unshaped: JSON.stringify({ 'npm.registry': ['prod/npm-*'], 'oauth2-introspection.token': ['prod/api-*'] }),
  };
  outputs = await deploy(world.endpoint, context);
  inbox = await subscribe(world.sqs, world.endpoint, out('TopicArn'));
  const functions = {
    discover: out('DiscoverFunctionName'),
    probe: out('ProbeFunctionName'),
    notify: out('NotifyFunctionName'),
    digest: out('DigestFunctionName'),
    act: out('ActFunctionArn'),
    widget: out('WidgetFunctionArn'),
  };
  sessions = await sessionsOf(world.lambda, world.endpoint, functions);
  plain = await sessionsOf(world.lambda, requireLoopback(), functions);
}, 240_000);

afterAll(async () => {
  await world?.stop();
  await own?.stop();
}, 30_000);

const deployed = () => ({
  tagged: BOT,
  untagged: UNTAGGED,
  webhook: WEBHOOK,
  table: out('TableName'),
  topicArn: out('TopicArn'),
  queueUrl: out('QueueUrl'),
  discover: out('DiscoverFunctionName'),
  widget: out('WidgetFunctionArn'),
});

const records = async () => {
  const items = await world.items(out('TableName'));
  return items
    .filter(({ sk }) => sk?.S === 'state')
    .map(({ body }) => JSON.parse(body?.S ?? ''))
    .map((record) => [record.ref.name, record.diagnosis.verdict]);
};

/** Never in the same second as the schedule's: that would be the same tick, and swept once. */
const sweepByHand = async (): Promise<void> => {
  await sleep(1100);
  await world.invoke(out('DiscoverFunctionName'), { trigger: 'sweep' });
};

const countsSince = (from: number): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { operation } of world.proxy.calls.slice(from)) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
};

const enableStream = (enabled: boolean): Promise<void> => enableMapping(world, out('NotifyFunctionName'), enabled);

/** Titles of the Slack messages so far. */
const slackTexts = () => world.slack.posts.map((body) => JSON.parse(body).text as string);

// Before the rest, while the first schedule is waited for.
describeRights(() => ({ at: deployed(), sessions, plain, root: world }));

const READ = 'secretsmanager.BatchGetSecretValue';

const REFUSAL = 'StringValue=rejected';

const throttleFirstSweep = ({ nextWith }: World['proxy']): void => {
  for (let n = 0; n < TRIES; n++) nextWith(READ, NPM, throttled);
  nextWith(READ, DAMAGED, withholding(DAMAGED));
  nextWith('DynamoDB.TransactWriteItems', BOT, throttled);
};

/** For as long as one run tries. */
const throttleTopic = ({ nextWith }: World['proxy']): void => {
  for (let n = 0; n < TRIES; n++) nextWith('sns.Publish', REFUSAL, topicThrottled);
};

const callsWith = (operation: string, part: string): readonly Call[] =>
  world.proxy.calls.filter((call) => call.operation === operation && call.sent.includes(part));

describe('the deployed monitor', () => {
  test('sweeps by its schedule and judges every tagged secret', { timeout: 120_000 }, async () => {
    throttleFirstSweep(world.proxy);
    const all = await until('a record of every token', 100, async () => {
      const found = await records();
      return found.length === 5 ? Object.fromEntries(found) : undefined;
    });
    expect(all).toEqual({
      [BOT]: 'healthy',
      [NPM]: 'healthy',
      [OAUTH]: 'healthy',
      [DAMAGED]: 'rejected',
      [BINARY]: 'misconfigured',
    });
  });

  test('came back by itself to each token whose value was not given, and asked for no other twice', () => {
    const again = callsWith('AmazonSQS.SendMessageBatch', '\\"requeue\\"').map(messagesOf);
    expect(again.map(namesIn).sort()).toEqual([[DAMAGED], [NPM]]);
    expect(callsWith(READ, NPM)).toHaveLength(TRIES + 1);
    expect(callsWith(READ, DAMAGED)).toHaveLength(2);
    expect(callsWith('DynamoDB.TransactWriteItems', BOT)).toHaveLength(2);
    expect(world.discord.asked()).toBe(1);
  });

  test('writes nothing for tokens that did not change', { timeout: 60_000 }, async () => {
    await quiet(world);
    const from = world.proxy.calls.length;
    const asked = world.discord.asked();
    await sweepByHand();
    await until('the second look at the bot token', 20, () => (world.discord.asked() > asked ? true : undefined));
    await quiet(world);
    const counts = countsSince(from);
    say(`AWS calls of one unchanged sweep of 5 tokens: ${JSON.stringify(counts)}`);
    expect(counts['DynamoDB.TransactWriteItems']).toBeUndefined();
    expect(counts['secretsmanager.ListSecrets']).toBe(1);
  });

  test('confirms a refusal by a second look, then tells Slack at once, although the topic is throttled', {
    timeout: 180_000,
  }, async () => {
    throttleTopic(world.proxy);
    await world.verdaccio.revoke(canaries[NPM] ?? '');
    await sweepByHand();
    await until('the Slack message', 150, () => slackTexts().find((text) => text.includes('npm-publish')));
    expect(callsWith('sns.Publish', REFUSAL)).toHaveLength(TRIES);
  });

  test('tells a new value at once, by the label event, and says recovered', { timeout: 90_000 }, async () => {
    const renewed = await world.verdaccio.mint('ci');
    canaries['renewed npm token'] = renewed;
    await world.putSecret(NPM, renewed);
    const { message } = await until('the recovery of the npm token', 75, () => inbox.find('recovered', NPM));
    expect(message).toMatchObject({ verdict: 'healthy', ended: { finding: 'rejected', newVersion: true } });
  });

  test('loses no alert when probe is killed between store and publish, and the stream shows nothing', {
    timeout: 240_000,
  }, async () => {
    await enableStream(false);
    let killed = 0;
    world.proxy.nextWith('DynamoDB.TransactWriteItems', '\\"kind\\":\\"rejected\\"', async (sent, forward) => {
      await forward(sent);
      killed = killFunction(out('ProbeFunctionName'));
      return 'cut';
    });
    world.discord.reset(canaries[BOT] ?? '');
    await sweepByHand();
    const { message } = await until('the alert about the bot token', 200, () => inbox.find('rejected', BOT));
    expect(killed).toBeGreaterThan(0);
    expect(message).toMatchObject({ verdict: 'rejected', provider: 'discord' });
    await enableStream(true);
  });

  test('told the topic too, once it took messages again', { timeout: 120_000 }, async () => {
    const { message, attributes } = await until('the alert about the npm token', 100, () =>
      inbox.find('rejected', NPM),
    );
    expect(message).toMatchObject({ verdict: 'rejected', provider: 'npm', severity: 'page', owner: 'team-bots' });
    // It may have come with what else its owner was to be told by then: then these are lists.
    for (const [name, value] of Object.entries({ finding: 'rejected', severity: 'page', provider: 'npm' }))
      expect(attributes[name]).toContain(value);
  });

  test('told all first sights in one message, and no alert beside it', { timeout: 120_000 }, async () => {
    const firstSights = await until('the first sights', 90, async () => {
      const found = await inbox.firstSights();
      return found.length > 0 ? found : undefined;
    });
    expect(firstSights.map((tokens) => [...tokens].sort())).toEqual([[BOT, NPM, OAUTH, DAMAGED, BINARY].sort()]);
    expect(await inbox.find('rejected', DAMAGED)).toBeUndefined();
    expect(await inbox.find('misconfigured', BINARY)).toBeUndefined();
  });

  test('puts a message that it cannot read aside after five tries', { timeout: 90_000 }, async () => {
    const QueueUrl = out('QueueUrl');
    // Six times the function's limit as deployed: five tries would take half an hour.
    await world.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '2' } }));
    await sessions.discover.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"v":99,"poison":true}' }));
    const dead = await until('the message in the DLQ', 75, async () => {
      const command = new ReceiveMessageCommand({ QueueUrl: out('ProbeDlqUrl'), VisibilityTimeout: 1 });
      return (await world.sqs.send(command)).Messages?.[0]?.Body;
    });
    expect(dead).toBe('{"v":99,"poison":true}');
  });

  test('asks issuers that the deployment describes itself', { timeout: 180_000 }, async () => {
    Object.assign(canaries, await plantOwn(world));
    await sweepByHand();
    const all = await until('a verdict of each', 160, async () => {
      const found = (await records()).filter(([name]) => name.startsWith('own/'));
      const settled = found.filter(([, verdict]) => verdict === 'healthy' || verdict === 'rejected');
      return settled.length === 5 ? Object.fromEntries(found) : undefined;
    });
    expect(all).toEqual({
      'own/acme.api-key': 'rejected',
      'own/depot.deploy': 'healthy',
      'own/gate.session': 'healthy',
      'own/ledger.token': 'healthy',
      'own/meter.key': 'healthy',
    });
  });

  describeDashboard(() => ({
    lambda: world.lambda,
    cloudWatch: world.cloudWatch,
    out,
    items: () => world.items(out('TableName')),
    sweep: async () => {
      const asked = own.asked();
      await sweepByHand();
      await until('the next sweep', 50, () => (own.asked() > asked ? true : undefined));
    },
    asked: own.asked,
    dead: BOT,
    works: THAT_WORKS,
  }));

  test('sent Slack only what Slack takes, and every alert once', async () => {
    expect(world.slack.problems).toEqual([]);
    const ids = inbox.ids();
    expect(new Set(ids).size).toBe(ids.length);
    expect(world.slack.posts.length).toBeGreaterThan(0);
  });

  test('sends a test by the command line through each of its channels', { timeout: 60_000 }, async () => {
    const name = out('NotifyFunctionName');
    const ran = await tokenHealth(requireLoopback(), 'test-alert', '--function', name, '--by', 'alice', '--json');
    const { legs } = JSON.parse(ran.stdout) as { readonly legs: readonly { channel: string; sent: boolean }[] };
    expect([ran.code, legs.map(({ channel, sent }) => [channel, sent])]).toEqual([
      0,
      [
        ['sns', true],
        ['slack', true],
      ],
    ]);
    expect(slackTexts().filter((text) => text.startsWith('TEST'))).toHaveLength(1);
    const letter = await until('the letter', 20, async () => {
      await inbox.firstSights();
      return inbox.letters().find(({ raw }) => raw.includes('TEST: token-health test-alert by alice'));
    });
    expect(letter.raw).toContain('nothing is wrong');
    const typo = await tokenHealth(requireLoopback(), 'test-alert', '--function', name, '--channel', 'slak');
    expect([typo.code, typo.stderr]).toEqual([2, expect.stringContaining('use --channel slack')]);
    const unnamed = await tokenHealth(requireLoopback(), 'test-alert', '--function', `${name}x`);
    expect([unnamed.code, unnamed.stderr]).toEqual([4, expect.stringContaining('NotifyFunctionName')]);
  });

  test('called AWS with the credentials of its roles', () => {
    const callers = [...new Set(world.proxy.calls.map(({ caller }) => caller))];
    expect(callers.filter((key) => !key.startsWith('ASIA'))).toEqual([]);
    expect(callers.length).toBeGreaterThanOrEqual(3);
  });

  test('left no value anywhere', async () => {
    const functions = ['DiscoverFunctionName', 'ProbeFunctionName', 'NotifyFunctionName'].map(out);
    const queues = await Promise.all(
      ['QueueUrl', 'ProbeDlqUrl', 'DiscoverDlqUrl', 'NotifyDlqUrl', 'SubscriberDlqUrl', 'AlarmDlqUrl'].map(
        async (name) => {
          const receive = new ReceiveMessageCommand({
            QueueUrl: out(name),
            MaxNumberOfMessages: 10,
            VisibilityTimeout: 0,
          });
          return { name, text: JSON.stringify((await world.sqs.send(receive)).Messages ?? []) };
        },
      ),
    );
    const logs = await Promise.all(functions.map(async (name) => ({ name, text: await world.logOf(name) })));
    const places = [
      { name: 'the table', text: JSON.stringify(await world.items(out('TableName'))) },
      { name: 'the AWS calls', text: world.proxy.calls.map(({ sent }) => sent).join('\n') },
      {
        name: 'the topic',
        text: inbox
          .letters()
          .map(({ raw }) => raw)
          .join('\n'),
      },
      { name: 'Slack', text: world.slack.posts.join('\n') },
      { name: 'the output of the emulator', text: readFileSync(LOG, 'utf8') },
      ...logs,
    ];
    expect(places.filter(({ text }) => text.length < 500).map(({ name }) => name)).toEqual([]);
    expect(leaks(canaries, [...places, ...queues])).toEqual([]);
    const planted = { name: 'a planted place', text: `x${Buffer.from(canaries[NPM] ?? '').toString('base64')}` };
    expect(leaks(canaries, [planted])).toEqual([`the value of ${NPM} is in a planted place`]);
  });

  test('is destroyed', { timeout: 60_000 }, async () => {
    await destroy(world.endpoint);
    const command = new GetQueueAttributesCommand({ QueueUrl: out('QueueUrl') });
    await expect(world.sqs.send(command)).rejects.toThrow();
  });
});
