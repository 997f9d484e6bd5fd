import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { issuersOf } from '#issuers';
import { CLIENT_SETTINGS } from '../adapters/aws/calls.ts';
import { enqueue } from '../adapters/aws/queue.ts';
import { describeSecret, listSecrets, lookFor } from '../adapters/aws/secrets.ts';
import { sweeps } from '../adapters/aws/sweeps.ts';
import { watchList } from '../adapters/aws/watch-list.ts';
import { textsFor } from '../adapters/channels/texts.ts';
import type { DiscoverPorts } from '../monitor/discover/discover.ts';
import { readVariables } from './environment.ts';
import type { Collected } from './measure.ts';

/** `limit` is the function's own time limit, in milliseconds. */
export const discoverPorts = (measure: Collected): DiscoverPorts & { readonly limit: number } => {
  const { table, queueUrl, channelTypes, namePrefix, timeoutSeconds } = readVariables(
    'table',
    'channelTypes',
    'queueUrl',
    'namePrefix',
    'timeoutSeconds',
  );
  const dynamo = new DynamoDBClient(CLIENT_SETTINGS);
  const secrets = new SecretsManagerClient(CLIENT_SETTINGS);
  return {
    list: listSecrets(secrets, namePrefix),
    describe: describeSecret(secrets),
    lookFor: lookFor(secrets),
    sweeps: sweeps(dynamo, table, textsFor(channelTypes)),
    watchList: watchList(dynamo, table, Date.now),
    namePrefix,
    limit: timeoutSeconds,
    enqueue: enqueue(new SQSClient(CLIENT_SETTINGS), queueUrl),
    clock: Date.now,
    registry: issuersOf().registry,
    measure,
  };
};
