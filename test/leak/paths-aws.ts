import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { publishTo } from '../../adapters/aws/publish.ts';
import { enqueue } from '../../adapters/aws/queue.ts';
import { commit, loadRecords } from '../../adapters/aws/records.ts';
import { readPrevious, readSecrets } from '../../adapters/aws/values.ts';
import { slack } from '../../adapters/channels/slack.ts';
import { sns } from '../../adapters/channels/sns.ts';
import { createAsk } from '../../adapters/http/ask.ts';
import { faultOf } from '../../core/base/fault.ts';
import { Secret } from '../../core/model/secret.ts';
import { DEFAULT_POLICY } from '../../core/transition/policy.ts';
import { transition } from '../../core/transition/transition.ts';
import { listen, type Reply, worldOf } from '../adapters/channels/loopback.ts';
import { samples } from '../messages/samples.ts';
import { lookAt, refused, START } from '../support/make.ts';
import type { Paths } from './paths.ts';

const [alert] = samples['rejected-revoked']!;

type Settings = { readonly region: string; readonly endpoint: string; readonly maxAttempts: number };

const against = async (reply: Reply, use: (settings: Settings) => Promise<unknown>): Promise<unknown> => {
  const server = await listen(() => reply);
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
  const settings = { region: 'eu-west-1', endpoint: server.origin, maxAttempts: 1, credentials };
  return use(settings).finally(server.close);
};

/** As AWS says no: its message quotes. */
const quoting = (name: string, value: string, more: object = {}): Reply => ({
  status: 400,
  body: JSON.stringify({
    __type: `com.amazonaws#${name}`,
    message: `Value '${value}' is wrong`,
    Message: value,
    ...more,
  }),
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': value },
});

const xml = (code: string, value: string): Reply => ({
  status: 400,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${value}</Message></Error></ErrorResponse>`,
});

const change = () => {
  const { record, alerts } = transition(
    undefined,
    lookAt(undefined, { observation: refused(), now: START }),
    DEFAULT_POLICY,
    START,
  );
  return { record, alerts, expectedRevision: undefined };
};

const toTable = (reply: Reply) => against(reply, (settings) => commit(new DynamoDBClient(settings), 'table')(change()));
const toTopic = (reply: Reply) =>
  against(reply, (settings) =>
    sns
      .open(
        'sns',
        { topicArn: 'arn:aws:sns:eu-west-1:123456789012:t' },
        worldOf('', { publish: publishTo(new SNSClient(settings)) }),
      )
      .send([alert]),
  );
const ofSecret = (reply: Reply) =>
  against(reply, (settings) => readSecrets(new SecretsManagerClient(settings))(['a', 'b']));

const slackTo = async (address: () => Promise<Secret>) => {
  const ask = createAsk();
  const sent = await slack.open('slack', { secret: 's' }, worldOf('', { ask, secret: address })).send([alert]);
  ask.close();
  return sent;
};

const message = (value: string) => ({
  message: { v: 1, sweep: { id: 's', startedAt: 1 }, reason: 'schedule', provider: 'x', items: [] } as const,
  delaySeconds: value.length,
});

/** Ways in which AWS and Slack fail, quoting what they can. */
export const AWS_PATHS: Paths = {
  'a record that DynamoDB calls invalid': (value) => toTable(quoting('ValidationException', value)),
  'a transaction cancelled for reasons that quote': (value) =>
    toTable(
      quoting('TransactionCanceledException', value, {
        CancellationReasons: [{ Code: 'ValidationError', Message: value, Item: { body: { S: value } } }],
      }),
    ),
  'an answer of DynamoDB that is not JSON': (value) => toTable({ status: 200, body: `{"${value}` }),
  'a row of an unknown shape': (value) =>
    against(
      { status: 200, body: JSON.stringify({ Responses: { table: [{ body: { S: `{"token":"${value}"}` } }] } }) },
      (settings) => loadRecords(new DynamoDBClient(settings), 'table')(['a']),
    ),
  'a queue that refuses, as it is logged': (value) =>
    against(quoting('InvalidMessageContents', value), (settings) =>
      enqueue(new SQSClient(settings), `${settings.endpoint}/queue`)([message(value)]).catch(faultOf),
    ),
  'a secret that may not be read': (value) => ofSecret(quoting('AccessDeniedException', value)),
  'a secret that cannot be decrypted': (value) => ofSecret(quoting('DecryptionFailure', value)),
  'a secret asked for by a wrong name': (value) => ofSecret(quoting('InvalidParameterException', value)),
  'a batch of values that breaks off': (value) =>
    ofSecret({ status: 200, body: `{"SecretValues":[{"SecretString":"${value}` }),
  'a batch with errors that quote': (value) =>
    ofSecret({ status: 200, body: JSON.stringify({ Errors: [{ SecretId: 'a', ErrorCode: value, Message: value }] }) }),
  'values without a version': (value) =>
    ofSecret({ status: 200, body: JSON.stringify({ SecretValues: [{ ARN: 'a', SecretString: value }] }) }),
  'a previous version that is refused': (value) =>
    against(quoting('InternalServiceError', value), (settings) =>
      readPrevious(new SecretsManagerClient(settings))('a'),
    ),
  'a message that SNS calls invalid': (value) => toTopic(xml('InvalidParameter', value)),
  'an error of SNS named by the value': (value) => toTopic(xml(value, value)),
  'an answer of SNS that is no XML': (value) => toTopic({ status: 500, body: `<${value}` }),
  'a webhook that is no address': (value) => slackTo(async () => new Secret(value)),
  'a webhook with parts missing': (value) =>
    slackTo(async () => new Secret(`https://hooks.slack.com/services/${value}`)),
  'a webhook with a newline': (value) =>
    slackTo(async () => new Secret(`https://hooks.slack.com/services/T/B\n/${value}`)),
  'a webhook that cannot be read': (value) => slackTo(() => Promise.reject(new Error(value))),
};
