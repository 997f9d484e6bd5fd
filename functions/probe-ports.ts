import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { issuersOf } from '#issuers';
import { whoChangedLater } from '#who-changed';
import { CLIENT_SETTINGS } from '../adapters/aws/calls.ts';
import { enqueue } from '../adapters/aws/queue.ts';
import { commit, issuers, loadRecords } from '../adapters/aws/records.ts';
import { describeSecret } from '../adapters/aws/secrets.ts';
import { readPrevious, readSecrets } from '../adapters/aws/values.ts';
import { textsFor } from '../adapters/channels/texts.ts';
import { createAsk } from '../adapters/http/ask.ts';
import { readDeployed } from '../adapters/settings/read-deployed.ts';
import { policyOf } from '../core/transition/policy-for.ts';
import type { ProbePorts } from '../monitor/probe/probe.ts';
import { readVariables } from './environment.ts';
import { mayLeaveBy } from './may-leave.ts';
import type { Collected } from './measure.ts';

/** `limit` is the function's own time limit, in milliseconds. */
export const probePorts = (measure: Collected): ProbePorts & { readonly limit: number } => {
  const { table, queueUrl, channelTypes } = readVariables('table', 'queueUrl', 'channelTypes');
  const texts = textsFor(channelTypes);
  const { confirmAfterSeconds, doubtSeconds, collectSeconds } = readVariables(
    'confirmAfterSeconds',
    'doubtSeconds',
    'collectSeconds',
  );
  const { selfHosted, unshaped, tokenPrefixes, http, timeoutSeconds, probeConcurrency } = readVariables(
    'selfHosted',
    'unshaped',
    'tokenPrefixes',
    'http',
    'timeoutSeconds',
    'probeConcurrency',
  );
  const { whoChanged } = readVariables('whoChanged');
  const { registry, origins } = issuersOf(http);
  const allowedOrigins = [...selfHosted, ...origins];
  const listed = mayLeaveBy(unshaped);
  const secrets = new SecretsManagerClient(CLIENT_SETTINGS);
  const records = new DynamoDBClient(CLIENT_SETTINGS);
  return {
    readSecrets: readSecrets(secrets),
    readPrevious: readPrevious(secrets),
    describe: describeSecret(secrets),
    ...(whoChanged && { whoChanged: whoChangedLater(CLIENT_SETTINGS) }),
    load: loadRecords(records, table),
    commit: commit(records, table, texts),
    issuers: issuers(records, table, texts),
    enqueue: enqueue(new SQSClient(CLIENT_SETTINGS), queueUrl),
    ask: createAsk({ allowedOrigins, processes: probeConcurrency }),
    registry,
    origins: {},
    allowedOrigins,
    mayLeave: listed,
    insisted: listed,
    tokenPrefixes,
    policy: {
      ...policyOf(readDeployed()),
      confirmAfter: confirmAfterSeconds,
      doubtLasts: doubtSeconds,
      collect: collectSeconds,
    },
    clock: Date.now,
    measure,
    limit: timeoutSeconds,
  };
};
