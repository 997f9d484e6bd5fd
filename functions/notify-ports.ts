import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { CLIENT_SETTINGS } from '../adapters/aws/calls.ts';
import { outbox } from '../adapters/aws/outbox.ts';
import { takeSlot } from '../adapters/aws/slots.ts';
import { loadSubscribers } from '../adapters/aws/subscribers.ts';
import { turns } from '../adapters/aws/turns.ts';
import { DISCORD_PER_SECOND, discordChannel } from '../adapters/channels/discord-webhook.ts';
import { paced } from '../adapters/channels/paced.ts';
import { SLACK_PER_SECOND, slackChannel } from '../adapters/channels/slack-webhook.ts';
import { SNS_PER_SECOND, snsChannel } from '../adapters/channels/sns.ts';
import type { WebhookOptions } from '../adapters/channels/webhook.ts';
import { createAsk } from '../adapters/http/ask.ts';
import { Secret } from '../core/model/secret.ts';
import type { DeliverPorts } from '../monitor/deliver/deliver.ts';
import { readinessOf } from '../monitor/subscribers/readiness.ts';
import { logger } from './chain.ts';
import { readVariables } from './environment.ts';
import type { Collected } from './measure.ts';

export const notifyPorts = (measure: Collected): Omit<DeliverPorts, 'sender'> => {
  const { table, topicArn, slackSecret, discordSecret, selfHosted } = readVariables(
    'table',
    'topicArn',
    'slackSecret',
    'discordSecret',
    'selfHosted',
  );
  const records = new DynamoDBClient(CLIENT_SETTINGS);
  const pace = { takeSlot: takeSlot(records, table), clock: Date.now };
  const counted = loadSubscribers(records, table);
  const ready = async () => readinessOf(await counted().catch(() => undefined), Date.now());
  const sns = snsChannel({ client: new SNSClient(CLIENT_SETTINGS), topicArn, ready });
  return {
    outbox: outbox(records, table, Date.now),
    turns: turns(records, table),
    channels: [
      paced(sns, { ...pace, perSecond: SNS_PER_SECOND }),
      ...(slackSecret === undefined
        ? []
        : [paced(slackChannel(webhookOptions(slackSecret, selfHosted)), { ...pace, perSecond: SLACK_PER_SECOND })]),
      ...(discordSecret === undefined
        ? []
        : [
            paced(discordChannel(webhookOptions(discordSecret, selfHosted)), {
              ...pace,
              perSecond: DISCORD_PER_SECOND,
            }),
          ]),
    ],
    clock: Date.now,
    measure,
    warn: (what, facts) => logger.warn(what, facts),
  };
};

export const webhookOptions = (secretId: string, trust: readonly string[]): WebhookOptions => {
  const client = new SecretsManagerClient(CLIENT_SETTINGS);
  const ask = createAsk({ allowedOrigins: trust });
  const webhook = async (): Promise<Secret> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    return new Secret(SecretString ?? '');
  };
  return { ask, webhook, clock: Date.now, trust };
};
