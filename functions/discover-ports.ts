import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { CLIENT_SETTINGS } from '../adapters/aws/calls.ts';
import { enqueue } from '../adapters/aws/queue.ts';
import { describeSecret, listSecrets } from '../adapters/aws/secrets.ts';
import { sweeps } from '../adapters/aws/sweeps.ts';
import type { DiscoverPorts } from '../monitor/discover/discover.ts';
import { REGISTRY } from '../providers/index.ts';
import { readVariables } from './environment.ts';
import type { Collected } from './measure.ts';

export const discoverPorts = (measure: Collected): DiscoverPorts => {
  const { table, queueUrl } = readVariables('table', 'queueUrl');
  const secrets = new SecretsManagerClient(CLIENT_SETTINGS);
  return {
    list: listSecrets(secrets),
    describe: describeSecret(secrets),
    sweeps: sweeps(new DynamoDBClient(CLIENT_SETTINGS), table),
    enqueue: enqueue(new SQSClient(CLIENT_SETTINGS), queueUrl),
    clock: Date.now,
    registry: REGISTRY,
    measure,
  };
};
