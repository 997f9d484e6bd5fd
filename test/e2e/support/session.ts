import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { REGION } from '../../support/ministack.ts';

/** The emulator knows its root by this key, and checks no signature of it. */
const ROOT_SIGNED = `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/sts/aws4_request, SignedHeaders=host, Signature=0`;

const fieldOf = (xml: string, name: string): string => {
  const value = new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1];
  if (value === undefined) throw new Error(`the role was not given: ${xml}`);
  return value;
};

const assume = async (endpoint: string, RoleArn: string) => {
  const call = { Action: 'AssumeRole', Version: '2011-06-15', RoleArn, RoleSessionName: 'rights' };
  const headers = { authorization: ROOT_SIGNED };
  const answer = await fetch(endpoint, { method: 'POST', headers, body: new URLSearchParams(call) });
  const xml = await answer.text();
  return {
    accessKeyId: fieldOf(xml, 'AccessKeyId'),
    secretAccessKey: fieldOf(xml, 'SecretAccessKey'),
    sessionToken: fieldOf(xml, 'SessionToken'),
  };
};

/** Clients that hold the credentials of a function's role and nothing else. */
const sessionOf = async (endpoint: string, roleArn: string) => {
  const settings = { endpoint, credentials: await assume(endpoint, roleArn), maxAttempts: 1 };
  return {
    secrets: new SecretsManagerClient(settings),
    dynamo: new DynamoDBClient(settings),
    sns: new SNSClient(settings),
    lambda: new LambdaClient(settings),
    sqs: new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }),
  };
};

export type Session = Awaited<ReturnType<typeof sessionOf>>;

export type Role = 'discover' | 'probe' | 'notify' | 'digest' | 'act' | 'widget';
export type Sessions = Readonly<Record<Role, Session>>;

/** One for the role of each of these functions, reaching AWS at `endpoint`. */
export const sessionsOf = async (
  lambda: LambdaClient,
  endpoint: string,
  functions: Readonly<Record<Role, string>>,
): Promise<Sessions> => {
  const session = async (FunctionName: string): Promise<Session> =>
    sessionOf(endpoint, (await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).Role ?? '');
  return {
    discover: await session(functions.discover),
    probe: await session(functions.probe),
    notify: await session(functions.notify),
    digest: await session(functions.digest),
    act: await session(functions.act),
    widget: await session(functions.widget),
  };
};
