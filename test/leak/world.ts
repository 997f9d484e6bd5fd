import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { publishTo } from '../../adapters/aws/publish.ts';
import { enqueue } from '../../adapters/aws/queue.ts';
import { commit, issuers } from '../../adapters/aws/records.ts';
import { slack as slackKind } from '../../adapters/channels/slack.ts';
import { sns } from '../../adapters/channels/sns.ts';
import { createAsk } from '../../adapters/http/ask.ts';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { openStore } from '../../adapters/local/store.ts';
import { localTurns } from '../../adapters/local/turns.ts';
import { HOUR } from '../../core/base/time.ts';
import { Secret } from '../../core/model/secret.ts';
import { MARKER_TAG } from '../../core/model/tags.ts';
import { DEFAULT_POLICY } from '../../core/transition/policy.ts';
import { renderEmail } from '../../messages/email/email.ts';
import { renderSlack } from '../../messages/slack/slack.ts';
import { renderTerminal } from '../../messages/terminal/terminal.ts';
import { deliverDue } from '../../monitor/deliver/deliver.ts';
import { discover } from '../../monitor/discover/discover.ts';
import type { Change, Channel, IssuerChange, Measure, QueuedMessage, SecretReading } from '../../monitor/ports.ts';
import { probe } from '../../monitor/probe/probe.ts';
import { listen, worldOf } from '../adapters/channels/loopback.ts';
import { START } from '../support/make.ts';
import { startAws } from './aws.ts';
import type { Places } from './scan.ts';

export type Stored = { readonly name: string; readonly value: string; readonly tags: Readonly<Record<string, string>> };

/** One call of the measures, to be written as it is in Lambda. */
export type Measured = readonly [keyof Measure, ...unknown[]];

/** Issuers' own budgets would make a test wait. */
const UNHURRIED = { perSecond: 1000, concurrency: 20 };

/** As many alerts as the channels that keep a pace have to take; the others are only rendered. */
const PACED = 2;

/**
 * The whole path with everything that it writes kept: real HTTP client, state file, renderers and AWS clients; the issuers, Slack
 * and AWS are loopback servers. Secrets Manager, whose answers hold the values, and the clock are in memory.
 */
export const startLeakWorld = async (secrets: readonly Stored[], issuer: string, webhookKey: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'token-health-leak-'));
  const [aws, slack] = [await startAws(), await listen(() => ({ status: 200, body: 'ok' }))];
  const store = openStore(join(folder, 'state.db'));
  const asks = [
    createAsk({ allowedOrigins: [issuer], random: () => 0 }),
    createAsk({ allowedOrigins: [slack.origin] }),
  ] as const;
  const clients = [new DynamoDBClient(aws.settings), new SQSClient(aws.settings), new SNSClient(aws.settings)] as const;
  const queue: QueuedMessage[] = [];
  const changes: (Change | IssuerChange)[] = [];
  const rendered: unknown[] = [];
  const measured: Measured[] = [];
  const warned: (readonly unknown[])[] = [];
  const returned: unknown[] = [];
  let now = START;
  const clock = () => now;

  const issuersTable = issuers(clients[0], 'table');
  const [toTable, toQueue] = [commit(clients[0], 'table'), enqueue(clients[1], `${aws.settings.endpoint}/queue`)];
  const byName = new Map(secrets.map((secret) => [secret.name, secret]));
  const listed = ({ name, tags }: Stored) => ({ arn: name, name, tags: { ...tags }, versionId: 'v1' });
  const readingOf = (id: string): SecretReading => {
    const secret = byName.get(id);
    if (secret === undefined) return { read: false, why: 'gone', detail: 'gone' };
    return { read: true, value: new Secret(secret.value), versionId: 'v1', createdAt: now - HOUR };
  };
  const renderers: Channel = {
    name: 'renderers',
    send: async (telling) => {
      rendered.push(renderEmail(telling), renderSlack(telling), renderTerminal(telling, { color: true }));
      return { sent: true };
    },
  };
  const paced = (channel: Channel): Channel => {
    let left = PACED;
    return { ...channel, send: async (telling) => (left-- > 0 ? channel.send(telling) : { sent: true }) };
  };
  const webhook = `${slack.origin}/services/T0123456789/B0123456789/${webhookKey}`;
  const world = worldOf(webhook, { ask: asks[1], trust: [slack.origin], publish: publishTo(clients[2]) });
  const ports = {
    ask: (request: Parameters<(typeof asks)[0]>[0]) =>
      asks[0]({ ...request, budget: UNHURRIED, deadline: Date.now() + 5000 }),
    registry: REGISTRY,
    origins: Object.fromEntries(REGISTRY.providers.map(({ id }) => [id, issuer])),
    allowedOrigins: [issuer],
    mayLeave: () => true,
    load: store.load,
    commit: async (change: Change) => {
      changes.push(change);
      await toTable(change);
      return store.commit(change);
    },
    issuers: {
      load: store.issuers.load,
      commit: async (change: IssuerChange) => {
        changes.push(change);
        await issuersTable.commit(change);
        return store.issuers.commit(change);
      },
    },
    clock,
    policy: DEFAULT_POLICY,
    measure: {
      probe: (...args) => void measured.push(['probe', ...args]),
      verdicts: (...args) => void measured.push(['verdicts', ...args]),
      count: (...args) => void measured.push(['count', ...args]),
    } satisfies Measure,
    outbox: store.outbox,
    turns: localTurns(),
    warn: (...args: readonly unknown[]) => void warned.push(args),
    sweeps: store.sweeps,
    watchList: store.watchList,
    namePrefix: '',
    channels: [
      renderers,
      paced(sns.open('sns', { topicArn: 'arn:aws:sns:eu-west-1:123456789012:topic' }, world)),
      paced(slackKind.open('slack', { secret: 'chat/hook' }, world)),
    ],
    sender: 'sender',
    readSecrets: async (ids: readonly string[]) => new Map(ids.map((id) => [id, readingOf(id)])),
    readPrevious: async () => undefined,
    enqueue: async (messages: readonly QueuedMessage[]) => {
      await toQueue(messages);
      queue.push(...messages);
    },
    list: async function* () {
      yield { secrets: secrets.filter(({ tags }) => MARKER_TAG in tags).map(listed) };
    },
    describe: async (name: string) => {
      const secret = byName.get(name);
      return secret && listed(secret);
    },
    lookFor: async () => 'unknown' as const,
  };

  const sweep = async (id: string): Promise<void> => {
    returned.push(await discover(ports, { id, at: now }, { by: 'test', until: now + HOUR }));
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      now += next.delaySeconds * 1000;
      returned.push(await probe(ports, next.message, now + 60_000));
    }
    now += HOUR;
    returned.push(await deliverDue(ports));
  };

  const close = (): void => {
    for (const ask of asks) ask.close();
    for (const client of clients) client.destroy();
    aws.close();
    slack.close();
    rmSync(folder, { recursive: true });
  };
  return {
    sweep,
    changes,
    measured,
    rendered,
    slackPosts: slack.seen,
    awsCalls: aws.calls,
    /** Everything that was written; closes the state. */
    places: (): Places => {
      const db = new DatabaseSync(join(folder, 'state.db'));
      const tables = ['records', 'outbox', 'sweeps'].map((table) => [
        `rows of ${table}`,
        db.prepare(`select * from ${table}`).all(),
      ]);
      db.close();
      const files = readdirSync(folder).map((file) => [`bytes of ${file}`, readFileSync(join(folder, file))]);
      store.close();
      files.push(['bytes of the closed state', readFileSync(join(folder, 'state.db'))]);
      return {
        ...Object.fromEntries([...tables, ...files]),
        'requests to AWS': JSON.stringify(aws.calls),
        'bodies for Slack': slack.seen.map(({ body }) => body).join('\n'),
        'e-mail, Slack and terminal': rendered
          .map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
          .join('\n'),
        'records and alerts': changes,
        measures: measured,
        warnings: warned,
        'what the use cases returned': returned,
      };
    },
    close,
  };
};

export type LeakWorld = Awaited<ReturnType<typeof startLeakWorld>>;
