import {
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand, GetSecretValueCommand, ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { PublishCommand } from '@aws-sdk/client-sns';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { alertKey, auditKey, issuerKey, sweepKey, tokenKey } from '../../../adapters/aws/keys.ts';
import { PARTITIONS, TABLE } from '../../../adapters/names.ts';
import { alertId } from '../../../core/base/ids.ts';
import type { Role, Session } from './session.ts';

export type Deployed = {
  readonly tagged: string;
  readonly untagged: string;
  readonly webhook: string;
  readonly table: string;
  readonly topicArn: string;
  readonly queueUrl: string;
  readonly discover: string;
  readonly widget: string;
};

type Call = (session: Session, at: Deployed) => Promise<unknown>;
export type Row = {
  readonly call: Call;
  readonly may: readonly Role[];
  /** Denied on AWS, by a condition that the emulator does not resolve: dynamodb:LeadingKeys. */
  readonly letThrough?: readonly Role[];
};

type Item = ReturnType<typeof tokenKey>;

const put =
  (Item: Item): Call =>
  ({ dynamo }, { table: TableName }) =>
    dynamo.send(new PutItemCommand({ TableName, Item, ...ABSENT }));

const ABSENT = { ConditionExpression: 'attribute_exists(pk)' };
/** Lambda asks whether it may, and starts nothing. */
const start =
  (of: 'discover' | 'widget'): Call =>
  ({ lambda }, at) =>
    lambda.send(new InvokeCommand({ FunctionName: at[of], InvocationType: 'DryRun' }));

const ALERT = alertKey('nobody');
const DIGEST = alertKey('digest:nobody:2026-W48');
const QUIET = alertKey(alertId('nobody', 'quiet', 1));
const CHANNEL = alertKey('channel:nobody:2026-11-23');

/** What is sent is valid for the policy engine and not for the service, so that a call that is allowed changes nothing. */
export const RIGHTS: Readonly<Record<string, Row>> = {
  'list secrets': { call: ({ secrets }) => secrets.send(new ListSecretsCommand({})), may: ['discover'] },
  'read a tagged secret': {
    call: ({ secrets }, { tagged }) => secrets.send(new GetSecretValueCommand({ SecretId: tagged })),
    may: ['probe'],
  },
  'read a secret without the tag': {
    call: ({ secrets }, { untagged }) => secrets.send(new GetSecretValueCommand({ SecretId: untagged })),
    may: [],
  },
  'read the Slack webhook': {
    call: ({ secrets }, { webhook }) => secrets.send(new GetSecretValueCommand({ SecretId: webhook })),
    may: ['notify'],
  },
  'describe a tagged secret': {
    call: ({ secrets }, { tagged }) => secrets.send(new DescribeSecretCommand({ SecretId: tagged })),
    may: ['discover', 'probe'],
  },
  'describe a secret without the tag': {
    call: ({ secrets }, { untagged }) => secrets.send(new DescribeSecretCommand({ SecretId: untagged })),
    may: ['discover'],
  },
  publish: {
    call: ({ sns }, { topicArn }) => sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'x'.repeat(300_000) })),
    may: ['notify'],
  },
  'write to the work queue': {
    call: ({ sqs }, { queueUrl }) =>
      sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'x', DelaySeconds: 901 })),
    may: ['discover', 'probe'],
  },
  'ask which alerts are undelivered': {
    call: ({ dynamo }, { table }) =>
      dynamo.send(
        new QueryCommand({
          TableName: table,
          IndexName: TABLE.undeliveredIndex,
          KeyConditionExpression: 'undelivered = :no',
          ExpressionAttributeValues: { ':no': { S: '0' } },
        }),
      ),
    may: ['notify'],
  },
  'put a sweep': { call: put(sweepKey('nobody')), may: ['discover'], letThrough: ['probe', 'digest', 'notify', 'act'] },
  'put a record': {
    call: put(tokenKey('nobody')),
    may: ['probe', 'act'],
    letThrough: ['discover', 'digest', 'notify'],
  },
  'put what is remembered of an issuer': {
    call: put(issuerKey('nobody')),
    may: ['probe'],
    letThrough: ['discover', 'digest', 'notify', 'act'],
  },
  'put an alert': { call: put(ALERT), may: ['discover', 'probe'], letThrough: ['digest', 'notify', 'act'] },
  'put a notice of quiet': { call: put(QUIET), may: ['discover', 'probe', 'act'], letThrough: ['digest', 'notify'] },
  'put a digest': { call: put(DIGEST), may: ['discover', 'probe', 'digest'], letThrough: ['notify', 'act'] },
  'put that a channel is down': {
    call: put(CHANNEL),
    may: ['discover', 'probe', 'notify'],
    letThrough: ['digest', 'act'],
  },
  'put a line of the audit': {
    call: put(auditKey('2000-01', 'nobody')),
    may: ['probe', 'act'],
    letThrough: ['discover', 'digest', 'notify'],
  },
  'ask what a sweep has listed': {
    call: ({ dynamo }, { table }) =>
      dynamo.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :sweep',
          ExpressionAttributeValues: { ':sweep': { S: PARTITIONS.sweep } },
          Limit: 1,
        }),
      ),
    may: ['discover', 'digest', 'widget'],
  },
  'mark an alert': {
    call: ({ dynamo }, { table: TableName }) =>
      dynamo.send(new UpdateItemCommand({ TableName, Key: ALERT, UpdateExpression: 'REMOVE undelivered', ...ABSENT })),
    may: ['probe', 'notify'],
    letThrough: ['discover', 'act'],
  },
  'delete an item': {
    call: ({ dynamo }, { table }) => dynamo.send(new DeleteItemCommand({ TableName: table, Key: ALERT, ...ABSENT })),
    may: [],
  },
  'scan the table': {
    call: ({ dynamo }, { table }) => dynamo.send(new ScanCommand({ TableName: table })),
    may: ['digest', 'widget'],
  },
  'have discover start': { call: start('discover'), may: ['act'] },
  'have the dashboard drawn': { call: start('widget'), may: [] },
};

const DENIED = ['AccessDenied', 'AccessDeniedException', 'AuthorizationErrorException'];
const ALLOWED = ['ConditionalCheckFailedException', 'InvalidParameterException', 'InvalidParameterValue'];

/** Throws what is neither: a call that could not have been made proves nothing. */
export const isAllowed = async (call: Promise<unknown>): Promise<boolean> => {
  try {
    await call;
    return true;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (DENIED.includes(name)) return false;
    if (ALLOWED.includes(name)) return true;
    throw error;
  }
};
