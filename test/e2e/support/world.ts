import { randomBytes } from 'node:crypto';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type AttributeValue, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { startDiscord } from '../../../cli/demo/issuers/discord.ts';
import { startOidc } from '../../../cli/demo/issuers/oidc.ts';
import { startVerdaccio } from '../../../cli/demo/issuers/verdaccio.ts';
import { requireLoopback } from '../../support/ministack.ts';
import { startProxy } from '../../support/ministack-proxy.ts';
import { startSlack } from './slack-receiver.ts';

const random = (length: number): string => randomBytes(length).toString('base64url').slice(0, length);

/** Well formed, and nobody's. */
export const newBotToken = (): string =>
  `${Buffer.from(`1${Date.now()}0000`.slice(0, 18)).toString('base64url')}.${random(6)}.${random(38)}`;

/** The issuers, the emulator's clients, the Slack receiver and the proxy through which functions reach AWS. */
export const startWorld = async () => {
  const emulator = requireLoopback();
  await fetch(`${emulator}/_ministack/reset`, { method: 'POST' });
  const slackPath = `/services/T${random(8).replace(/\W|_/g, '0')}/B00000000/${randomBytes(12).toString('hex')}`;
  const [discord, verdaccio, oidc, slack, proxy, front] = await Promise.all([
    startDiscord(),
    startVerdaccio(),
    startOidc({ ttlSeconds: 40 * 86_400 }),
    startSlack(slackPath),
    startProxy(emulator, Number(process.env.E2E_LAMBDA_PORT)),
    startProxy(emulator),
  ]);
  const { endpoint } = front;
  const secrets = new SecretsManagerClient({ endpoint });
  const lambda = new LambdaClient({ endpoint });
  const logs = new CloudWatchLogsClient({ endpoint });
  const dynamo = new DynamoDBClient({ endpoint });
  return {
    endpoint,
    discord,
    verdaccio,
    oidc,
    slack,
    slackPath,
    proxy,
    sqs: new SQSClient({ endpoint, useQueueUrlAsEndpoint: false }),
    cloudWatch: new CloudWatchClient({ endpoint }),
    lambda,
    createSecret: (name: string, value: string | Uint8Array, tags: Readonly<Record<string, string>> = {}) =>
      secrets.send(
        new CreateSecretCommand({
          Name: name,
          ...(typeof value === 'string' ? { SecretString: value } : { SecretBinary: value }),
          Tags: Object.entries(tags).map(([key, Value]) => ({ Key: `token-health:${key}`, Value })),
        }),
      ),
    putSecret: (name: string, value: string) =>
      secrets.send(new PutSecretValueCommand({ SecretId: name, SecretString: value })),
    invoke: async (name: string, event: object): Promise<void> => {
      const { FunctionError } = await lambda.send(
        new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) }),
      );
      if (FunctionError !== undefined) throw new Error(`${name} failed: ${FunctionError}`);
    },
    /** As schedules and events start a function: what fails is tried again. */
    start: (name: string, event: object) =>
      lambda.send(new InvokeCommand({ FunctionName: name, InvocationType: 'Event', Payload: JSON.stringify(event) })),
    /** Everything that a function has printed. */
    logOf: async (name: string): Promise<string> => {
      const { LoggingConfig } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
      const command = new FilterLogEventsCommand({ logGroupName: LoggingConfig?.LogGroup, limit: 10_000 });
      const { events = [] } = await logs.send(command);
      return events.map(({ message }) => message).join('\n');
    },
    items: async (table: string): Promise<readonly Record<string, AttributeValue>[]> =>
      (await dynamo.send(new ScanCommand({ TableName: table, ConsistentRead: true }))).Items ?? [],
    stop: () => Promise.all([discord.stop(), verdaccio.stop(), oidc.stop(), slack.stop(), proxy.stop(), front.stop()]),
  };
};

export type World = Awaited<ReturnType<typeof startWorld>>;
