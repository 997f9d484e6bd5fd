import { createHash } from 'node:crypto';
import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { type Subscription as Listed, ListSubscriptionsByTopicCommand, type SNSClient } from '@aws-sdk/client-sns';
import { plain } from '../../core/base/text.ts';
import type { CommitSubscribers, ListSubscriptions, LoadSubscribers, Subscription } from '../../monitor/ports.ts';
import type { RenderTexts } from '../channels/texts.ts';
import { SUBSCRIBERS } from './keys.ts';
import { subscribersOf } from './stored.ts';
import { transact } from './transaction.ts';

/** A page holds 100. A topic may have millions of subscriptions; to know that somebody gets its messages, a thousand are enough. */
const MAX_PAGES = 10;

/** By `sns:ListSubscriptionsByTopic`. */
export const listSubscriptions =
  (client: SNSClient, topicArn: string): ListSubscriptions =>
  async () => {
    const listed: Subscription[] = [];
    let next: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, NextToken: next }));
      listed.push(...(answer.Subscriptions ?? []).flatMap(subscriptionOf));
      next = answer.NextToken;
      if (next === undefined || next === '') return { listed, whole: true };
    }
    return { listed, whole: false };
  };

/** Until it is confirmed a subscription has a word in place of its ARN; one that is gone may be listed for a while as `Deleted`. */
const subscriptionOf = ({ SubscriptionArn, Protocol = '', Endpoint = '' }: Listed): readonly Subscription[] => {
  if (SubscriptionArn === 'Deleted') return [];
  const id = createHash('sha256').update(`${Protocol}\n${Endpoint}`).digest('hex').slice(0, 32);
  const confirmed = SubscriptionArn?.startsWith('arn:') ?? false;
  return [{ id, protocol: plain(Protocol, 30), endpoint: redacted(Endpoint), confirmed }];
};

/** Enough for its owner to know it: `e***@example.org`, `https://example.org/...`, the end of an ARN's or a number's. */
export const redacted = (endpoint: string): string => {
  const [, scheme, authority] = /^(https?:\/\/)(?:[^/?#]*@)?([^/?#]+)/.exec(endpoint) ?? [];
  if (scheme !== undefined) return plain(`${scheme}${authority}/...`, 100);
  const [, first, host] = /^(.)[^@]*@([^@]+)$/.exec(endpoint) ?? [];
  if (first !== undefined) return plain(`${first}***@${host}`, 100);
  if (endpoint.startsWith('arn:')) return plain(endpoint.split(':').slice(5).join(':'), 100);
  return `***${plain(endpoint).slice(-3)}`;
};

export const loadSubscribers =
  (client: DynamoDBClient, table: string): LoadSubscribers =>
  async () => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: SUBSCRIBERS, ConsistentRead: true }),
    );
    return Item && subscribersOf(Item);
  };

/** The count and what is told of it, in one transaction. */
export const commitSubscribers =
  (client: DynamoDBClient, table: string, textsOf?: RenderTexts): CommitSubscribers =>
  ({ record, expectedRevision, notices }) =>
    transact(client, table, {
      key: SUBSCRIBERS,
      body: JSON.stringify(record),
      revision: record.revision,
      expectedRevision,
      tells: notices,
      ...(textsOf && { textsOf }),
    });
