import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { CLIENT_SETTINGS } from '../../adapters/aws/calls.ts';
import { TABLE } from '../../adapters/names.ts';
import type { Alert } from '../../core/model/alert.ts';
import { rejectedBy } from '../../core/model/proof.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { tokenId } from '../../core/model/token.ts';
import { PROOF } from './make.ts';
import { requireLoopback } from './ministack.ts';

export const clients = (endpoint = requireLoopback()) => ({
  dynamo: new DynamoDBClient({ ...CLIENT_SETTINGS, endpoint }),
  secrets: new SecretsManagerClient({ ...CLIENT_SETTINGS, endpoint }),
  sqs: new SQSClient({ ...CLIENT_SETTINGS, endpoint }),
});

/** A table with the keys and the index of the deployed one. */
export const createTable = async (dynamo: DynamoDBClient, name: string): Promise<string> => {
  await dynamo.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: TABLE.pk, AttributeType: 'S' },
        { AttributeName: TABLE.sk, AttributeType: 'S' },
        { AttributeName: TABLE.undelivered, AttributeType: 'S' },
        { AttributeName: TABLE.nextAttemptAt, AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: TABLE.pk, KeyType: 'HASH' },
        { AttributeName: TABLE.sk, KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: TABLE.undeliveredIndex,
          KeySchema: [
            { AttributeName: TABLE.undelivered, KeyType: 'HASH' },
            { AttributeName: TABLE.nextAttemptAt, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
  return name;
};

const NOW = Date.UTC(2026, 10, 24, 9);

const diagnosis = {
  verdict: 'healthy',
  confidence: 'certain',
  evidence: ['GET discord.com/api/v10/users/@me answered 200'],
  remedy: [],
  docsUrl: 'https://discord.com/developers/docs',
  expiry: 'never',
} as const;

const refOf = (name: string) => ({ id: tokenId(name), name, source: name });

export const sampleRecord = (name: string, revision = 1): TokenRecord => ({
  schema: 1,
  ref: refOf(name),
  revision,
  kind: 'discord.bot',
  versionId: 'v1',
  versionSince: NOW,
  firstSeenAt: NOW,
  look: { seen: 'accepted', since: NOW },
  previousWorked: false,
  announced: true,
  diagnosis,
  episodes: 0,
});

export const sampleAlert = (id: string, at = NOW): Alert => ({
  schema: 1,
  id,
  kind: 'rejected',
  severity: 'page',
  ref: refOf(`secret-of-${id}`),
  tokenKindName: 'Discord bot token',
  versionId: 'v1',
  diagnosis: { ...diagnosis, ...rejectedBy(PROOF, 'revoked') },
  impact: 'The bot is offline.',
  at,
  nextThresholds: [],
  incident: 'TH-4K7Q2',
  openedAt: at,
});
