import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type Message, message } from '../../../messages/json/schema.ts';

export type Letter = {
  readonly message: Message;
  readonly attributes: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly raw: string;
};

/** What one SNS notification holds; throws unless it is the documented JSON. */
export const letterOf = (raw: string): Letter => {
  const { Message, MessageAttributes, Subject } = JSON.parse(raw);
  const attributes = Object.entries<{ Value: string }>(MessageAttributes ?? {}).map(([name, { Value }]) => [
    name,
    Value,
  ]);
  return {
    message: message.parse(JSON.parse(Message)),
    attributes: Object.fromEntries(attributes),
    subject: Subject,
    raw,
  };
};

type Told = { readonly kind: string; readonly id: string; readonly token: string };
export type Found = { readonly message: Told; readonly attributes: Letter['attributes'] };

/** Each token that a message tells of, as if it were alone in it. */
const toldBy = (m: Message): readonly Told[] => {
  if (!('tokens' in m)) return 'token' in m ? [m] : [];
  return m.tokens.map((token) => ({ ...token, kind: 'finding' in token ? token.finding : m.kind }));
};

/** Ids of all alerts in these, in the order they came. */
export const idsOf = (letters: readonly Letter[]): readonly string[] =>
  letters.flatMap(({ message: m }) => {
    const told = toldBy(m).map(({ id }) => id);
    return told.length === 0 ? [m.id] : told;
  });

const admitting = (Service: string, Resource: string, from: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service },
      Action: 'sqs:SendMessage',
      Resource,
      Condition: { ArnEquals: { 'aws:SourceArn': from } },
    },
  ],
});

/** A queue of our own, subscribed to the topic like any program of a user. */
export const subscribe = async (sqs: SQSClient, endpoint: string, topicArn: string) => {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'inbox' }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const Policy = JSON.stringify(admitting('sns.amazonaws.com', Attributes?.QueueArn ?? '', topicArn));
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const sns = new SNSClient({ endpoint });
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: Attributes?.QueueArn }));
  const letters: Letter[] = [];
  const fetch = async (): Promise<readonly Letter[]> => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return letters;
    letters.push(...Messages.map(({ Body }) => letterOf(Body ?? '')));
    const Entries = Messages.map(({ ReceiptHandle }, i) => ({ Id: `${i}`, ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    return letters;
  };
  return {
    letters: () => letters,
    /** The first alert of this kind about this secret, alone or in a message with others; undefined while there is none. */
    find: async (kind: string, secret: string): Promise<Found | undefined> =>
      (await fetch())
        .flatMap(({ message: m, attributes }) => toldBy(m).map((told) => ({ message: told, attributes })))
        .find(({ message: told }) => told.kind === kind && told.token === secret),
    /** Ids of all alerts of tokens so far, in the order they came. */
    ids: (): readonly string[] => idsOf(letters),
    /** Of each message that tells first sights, alone or with what else its owner was to be told: their tokens. */
    firstSights: async (): Promise<readonly (readonly string[])[]> =>
      (await fetch())
        .map(({ message: m }) => toldBy(m).flatMap(({ kind, token }) => (kind === 'started' ? [token] : [])))
        .filter((tokens) => tokens.length > 0),
  };
};
