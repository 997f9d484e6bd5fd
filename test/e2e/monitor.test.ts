import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetDashboardCommand } from '@aws-sdk/client-cloudwatch';
import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LOG } from '../support/ministack.ts';
import { leaks } from './support/canary.ts';
import { bootstrap, deploy, destroy, type Outputs } from './support/cdk.ts';
import { subscribe } from './support/inbox.ts';
import { until } from './support/until.ts';
import { killFunction } from './support/workers.ts';
import { newBotToken, startWorld, type World } from './support/world.ts';

const BOT = 'prod/discord-bot';
const NPM = 'prod/npm-publish';
const OAUTH = 'prod/api-client';
const DAMAGED = 'prod/damaged-bot';
const BINARY = 'prod/keystore';
const WEBHOOK = 'ops/slack-webhook';

const canaries: Record<string, string> = {};
let world: World;
let context: Readonly<Record<string, string>>;
let outputs: Outputs;
let inbox: Awaited<ReturnType<typeof subscribe>>;

const out = (name: string): string => {
  const value = outputs[name];
  if (value === undefined) throw new Error(`the stack has no output ${name}`);
  return value;
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const plant = async (): Promise<void> => {
  const { discord, verdaccio, oidc, slack, slackPath } = world;
  const bot = newBotToken();
  const npm = await verdaccio.mint('ci');
  const oauth = await oidc.mint('api:read');
  discord.accept(bot);
  Object.assign(canaries, { [BOT]: bot, [NPM]: npm, [OAUTH]: oauth, client: oidc.clientSecret });
  Object.assign(canaries, { [DAMAGED]: newBotToken(), [BINARY]: newBotToken(), [WEBHOOK]: slackPath });
  const owned = { owner: 'team-bots', environment: 'prod' };
  const client = { client_id: oidc.clientId, client_secret: oidc.clientSecret };
  await world.createSecret(WEBHOOK, `${slack.url}${slackPath}`);
  await world.createSecret(BOT, bot, { ...owned, provider: 'discord.bot', url: discord.url });
  await world.createSecret(NPM, npm, { ...owned, provider: 'npm.registry', url: verdaccio.url });
  await world.createSecret(OAUTH, JSON.stringify({ access_token: oauth, ...client }), {
    ...owned,
    provider: 'oauth2-introspection',
    field: 'access_token',
    url: oidc.introspectionUrl,
  });
  await world.createSecret(DAMAGED, `"${canaries[DAMAGED]}"`, { ...owned, provider: 'discord.bot', url: discord.url });
  await world.createSecret(BINARY, Buffer.from(canaries[BINARY] ?? ''), { ...owned, provider: 'discord.bot' });
};

beforeAll(async () => {
  world = await startWorld();
  await plant();
  context = {
    target: 'local',
    alertEmail: 'team@example.org',
    slackWebhookSecret: WEBHOOK,
    selfHosted: [world.discord, world.verdaccio, world.oidc, world.slack]
      .map(({ url }) => new URL(url).origin)
      .join(' '),
    schedule: 'rate(1 minute)',
    confirmAfterSeconds: '60',
    collectSeconds: '60',
    removalPolicy: 'destroy',
    // Shapes that a password could have: the deployment says from which secrets they may leave.
    unshaped: JSON.stringify({ 'npm.registry': ['prod/npm-*'], 'oauth2-introspection.token': ['prod/api-*'] }),
  };
  await bootstrap(world.endpoint);
  outputs = await deploy(world.endpoint, context);
  inbox = await subscribe(world.sqs, world.endpoint, out('TopicArn'));
}, 120_000);

afterAll(() => world?.stop(), 30_000);

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

/** Waits until no function has called AWS for two seconds. */
const quiet = (): Promise<unknown> => {
  let last = -1;
  return until('the functions to be done', 30, async () => {
    const now = world.proxy.calls.length;
    if (now === last) return true;
    last = now;
    await sleep(2000);
    return undefined;
  });
};

const countsSince = (from: number): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { operation } of world.proxy.calls.slice(from)) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
};

const mappingOf = async (functionName: string): Promise<string> => {
  const command = new ListEventSourceMappingsCommand({ FunctionName: functionName });
  const { EventSourceMappings = [] } = await world.lambda.send(command);
  return EventSourceMappings[0]?.UUID ?? '';
};

const enableStream = async (Enabled: boolean): Promise<void> => {
  const UUID = await mappingOf(out('NotifyFunctionName'));
  await world.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
};

/** Titles of the Slack messages so far. */
const slackTexts = () => world.slack.posts.map((body) => JSON.parse(body).text as string);

describe('the deployed monitor', () => {
  test('sweeps by its schedule and judges every tagged secret', { timeout: 120_000 }, async () => {
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

  test('writes nothing for tokens that did not change', { timeout: 60_000 }, async () => {
    await quiet();
    const from = world.proxy.calls.length;
    const asked = world.discord.asked();
    await sweepByHand();
    await until('the second look at the bot token', 20, () => (world.discord.asked() > asked ? true : undefined));
    await quiet();
    const counts = countsSince(from);
    say(`AWS calls of one unchanged sweep of 5 tokens: ${JSON.stringify(counts)}`);
    expect(counts['DynamoDB.TransactWriteItems']).toBeUndefined();
    expect(counts['secretsmanager.ListSecrets']).toBe(1);
  });

  test('confirms a refusal by a second look, then tells the topic and Slack at once', {
    timeout: 180_000,
  }, async () => {
    await world.verdaccio.revoke(canaries[NPM] ?? '');
    await sweepByHand();
    const { message, attributes } = await until('the alert about the npm token', 150, () =>
      inbox.find('rejected', NPM),
    );
    expect(message).toMatchObject({ verdict: 'rejected', provider: 'npm', severity: 'page', owner: 'team-bots' });
    expect(attributes).toMatchObject({ finding: 'rejected', severity: 'page', provider: 'npm', environment: 'prod' });
    expect(attributes.alertId).toBe(message.id);
    await until('the Slack message about it', 10, () => slackTexts().find((text) => text.includes('npm-publish')));
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

  test('told all first sights in one message, and no alert beside it', { timeout: 120_000 }, async () => {
    const baselines = await until('the baseline', 90, async () => {
      const found = await inbox.baselines();
      return found.length > 0 ? found : undefined;
    });
    expect(baselines).toHaveLength(1);
    expect(baselines[0]?.tokens.map(({ token }) => token).sort()).toEqual([BOT, NPM, OAUTH, DAMAGED, BINARY].sort());
    expect(await inbox.find('rejected', DAMAGED)).toBeUndefined();
    expect(await inbox.find('misconfigured', BINARY)).toBeUndefined();
  });

  test('puts a message that it cannot read aside after five tries', { timeout: 90_000 }, async () => {
    const QueueUrl = out('QueueUrl');
    // Six times the function's limit as deployed: five tries would take half an hour.
    await world.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '2' } }));
    await world.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"v":99,"poison":true}' }));
    const dead = await until('the message in the DLQ', 75, async () => {
      const command = new ReceiveMessageCommand({ QueueUrl: out('ProbeDlqUrl'), VisibilityTimeout: 1 });
      return (await world.sqs.send(command)).Messages?.[0]?.Body;
    });
    expect(dead).toBe('{"v":99,"poison":true}');
  });

  test('has a dashboard that reads back', async () => {
    const command = new GetDashboardCommand({ DashboardName: out('DashboardName') });
    const { widgets } = JSON.parse((await world.cloudWatch.send(command)).DashboardBody ?? '');
    expect(widgets.length).toBeGreaterThan(5);
    for (const metric of ['Tokens', 'Probes', 'ProbeLatency', 'AlertsSent', 'AlertsFailed'])
      expect(JSON.stringify(widgets)).toContain(metric);
  });

  test('sent Slack only what Slack takes, and every alert once', async () => {
    expect(world.slack.problems).toEqual([]);
    const ids = inbox.letters().map(({ message }) => message.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(world.slack.posts).toHaveLength(ids.length);
  });

  test('left no value anywhere', async () => {
    const functions = ['DiscoverFunctionName', 'ProbeFunctionName', 'NotifyFunctionName'].map(out);
    const queues = await Promise.all(
      ['QueueUrl', 'ProbeDlqUrl', 'DiscoverDlqUrl', 'NotifyDlqUrl', 'SubscriberDlqUrl'].map(async (name) => {
        const receive = new ReceiveMessageCommand({
          QueueUrl: out(name),
          MaxNumberOfMessages: 10,
          VisibilityTimeout: 0,
        });
        return { name, text: JSON.stringify((await world.sqs.send(receive)).Messages ?? []) };
      }),
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
    await destroy(world.endpoint, context);
    const command = new GetQueueAttributesCommand({ QueueUrl: out('QueueUrl') });
    await expect(world.sqs.send(command)).rejects.toThrow();
  });
});
