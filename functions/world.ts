import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { CLIENT_SETTINGS } from '../adapters/aws/calls.ts';
import { publishTo } from '../adapters/aws/publish.ts';
import { putEventWith } from '../adapters/aws/put-event.ts';
import { sendMailWith } from '../adapters/aws/send-mail.ts';
import { threads } from '../adapters/aws/threads.ts';
import type { WebhookWorld, World } from '../adapters/channels/kind.ts';
import { createAsk } from '../adapters/http/ask.ts';
import { Secret } from '../core/model/secret.ts';

/** What a webhook needs, and nothing else: no table, no topic. */
export const webhookWorld = (trust: readonly string[]): WebhookWorld => {
  const client = new SecretsManagerClient(CLIENT_SETTINGS);
  return {
    ask: createAsk({ allowedOrigins: trust }),
    clock: Date.now,
    trust,
    secret: async (id) => {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
      return new Secret(SecretString ?? '');
    },
  };
};

/** All by which channels touch the world, in AWS. */
export const worldOf = (records: DynamoDBClient, table: string, trust: readonly string[]): World => ({
  ...webhookWorld(trust),
  publish: publishTo(new SNSClient(CLIENT_SETTINGS)),
  putEvent: putEventWith(new EventBridgeClient(CLIENT_SETTINGS)),
  mail: sendMailWith(new SESv2Client(CLIENT_SETTINGS)),
  threads: threads(records, table, Date.now),
});
