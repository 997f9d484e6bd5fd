import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Sent } from '../../monitor/ports.ts';
import type { TopicMessage } from '../channels/kind.ts';

/** Publishes to a topic of SNS. Never throws for what SNS answers. */
export const publishTo = (client: SNSClient) => {
  return ({ topicArn, subject, message, structured, attributes = {} }: TopicMessage): Promise<Sent> => {
    const command = new PublishCommand({
      TopicArn: topicArn,
      ...(subject !== undefined && { Subject: subject }),
      Message: message,
      ...(structured && { MessageStructure: 'json' }),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, attributeOf(value)]),
      ),
    });
    return client.send(command).then(
      (): Sent => ({ sent: true }),
      (error: unknown): Sent => failedBy(error),
    );
  };
};

const attributeOf = (value: string | readonly string[]) =>
  typeof value === 'string'
    ? { DataType: 'String', StringValue: value }
    : { DataType: 'String.Array', StringValue: JSON.stringify(value) };

const REFUSALS: readonly string[] = ['InvalidParameterException', 'InvalidParameterValueException'];

/** Our words for what SNS says; its own text can quote the message. */
const failedBy = (error: unknown): Sent => {
  const name = error instanceof Error && /^[A-Za-z]{1,60}$/.test(error.name) ? error.name : 'Error';
  const why = (Object.hasOwn(WHY, name) ? WHY[name] : undefined) ?? `SNS did not take it (${name})`;
  return { sent: false, why, ...(REFUSALS.includes(name) && { refused: true }) };
};

const NO_KEY = 'the key of the SNS topic may not be used: kms:GenerateDataKey* and kms:Decrypt are needed';
const UNREACHABLE = 'SNS could not be reached';

const WHY: Readonly<Record<string, string>> = {
  ThrottledException: 'SNS is throttling',
  Throttling: 'SNS is throttling',
  ThrottlingException: 'SNS is throttling',
  KMSThrottlingException: 'the key of the SNS topic is throttling',
  NotFoundException: 'the SNS topic does not exist',
  AuthorizationErrorException: 'publishing to the SNS topic is denied: sns:Publish is needed',
  KMSAccessDeniedException: NO_KEY,
  KMSDisabledException: 'the key of the SNS topic is disabled',
  KMSInvalidStateException: 'the key of the SNS topic cannot be used in its state',
  KMSNotFoundException: 'the key of the SNS topic does not exist',
  KMSOptInRequired: NO_KEY,
  InvalidParameterException: 'SNS refused the message as wrong',
  InvalidParameterValueException: 'SNS refused the message as wrong',
  EndpointDisabledException: 'the SNS endpoint is disabled',
  InternalErrorException: 'SNS failed inside',
  CredentialsProviderError: 'there are no AWS credentials',
  ExpiredTokenException: 'the AWS credentials have expired',
  TimeoutError: UNREACHABLE,
  AbortError: UNREACHABLE,
};
