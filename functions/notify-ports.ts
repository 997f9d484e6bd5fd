import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { CLIENT_SETTINGS } from '../adapters/aws/calls.ts';
import { outbox } from '../adapters/aws/outbox.ts';
import { type SlackOptions, slackChannel } from '../adapters/channels/slack-webhook.ts';
import { snsChannel } from '../adapters/channels/sns.ts';
import { createAsk } from '../adapters/http/ask.ts';
import { Secret } from '../core/model/secret.ts';
import type { DeliverPorts } from '../monitor/deliver/deliver.ts';
import { readVariables } from './environment.ts';
import type { Collected } from './measure.ts';

export const notifyPorts = (measure: Collected): Omit<DeliverPorts, 'sender'> => {
  const { table, topicArn, slackSecret, selfHosted } = readVariables('table', 'topicArn', 'slackSecret', 'selfHosted');
  return {
    outbox: outbox(new DynamoDBClient(CLIENT_SETTINGS), table, Date.now),
    channels: [
      snsChannel({ client: new SNSClient(CLIENT_SETTINGS), topicArn }),
      ...(slackSecret === undefined ? [] : [slackChannel(slackOptions(slackSecret, selfHosted))]),
    ],
    clock: Date.now,
    measure,
  };
};

export const slackOptions = (secretId: string, trust: readonly string[]): SlackOptions => {
  const client = new SecretsManagerClient(CLIENT_SETTINGS);
  const ask = createAsk({ allowedOrigins: trust });
  const webhook = async (): Promise<Secret> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    return new Secret(SecretString ?? '');
  };
  return { ask, webhook, clock: Date.now, trust };
};
