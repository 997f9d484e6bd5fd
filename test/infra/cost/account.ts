import { createHash } from 'node:crypto';
import type { Json } from '../../../core/base/json.ts';
import { type Call, type Input, type Reply, startAws } from '../../promises/loopback-aws.ts';
import { botToken } from '../../support/world.ts';

type Item = { readonly pk: { readonly S: string }; readonly sk: { readonly S: string } };
const keyOf = ({ pk, sk }: Item): string => `${pk.S} ${sk.S}`;

const secretOf = (n: number) => {
  const name = `team-bots/discord-${n}`;
  const tags = { 'token-health:provider': 'discord.bot', 'token-health:owner': 'team-bots', 'cost-center': '4711' };
  return {
    ARN: `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf`,
    Name: name,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    SecretVersionsToStages: { [`version-${n}`]: ['AWSCURRENT'] },
  };
};

/** Secrets Manager, DynamoDB and SQS of one account, in memory: takes every request of our code, without its conditions, and keeps its name. */
export const startAccount = async (tokens: number) => {
  const secrets = Array.from({ length: tokens }, (_, n) => secretOf(n));
  const places = new Map(secrets.map((secret, n) => [secret.ARN, n]));
  const table = new Map<string, Item>();
  const queue: string[] = [];

  const put = (item: Item): void => void table.set(keyOf(item), item);
  const list = ({ NextToken, MaxResults }: Input): Reply => {
    const from = Number(NextToken ?? 0);
    const to = from + Number(MaxResults);
    return {
      SecretList: secrets.slice(from, to) as unknown as Json,
      ...(to < secrets.length && { NextToken: `${to}` }),
    };
  };
  const send = ({ Entries }: Input): Reply => ({
    Successful: (Entries as { Id: string; MessageBody: string }[]).map(({ Id, MessageBody }) => {
      queue.push(MessageBody);
      return { Id, MessageId: Id, MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') };
    }),
  });
  const read = (arn: string): Json => {
    const n = places.get(arn) ?? 0;
    return { ARN: arn, Name: secrets[n]?.Name ?? '', VersionId: `version-${n}`, SecretString: botToken(n) };
  };
  const keys = (input: Input): Item[] => (input.RequestItems as unknown as { table: { Keys: Item[] } }).table.Keys;
  const found = (items: readonly Item[]): Json =>
    items.flatMap((key) => (table.get(keyOf(key)) as unknown as Json) ?? []);

  const REPLIES: Readonly<Record<string, (input: Input) => Reply>> = {
    ListSecrets: list,
    BatchGetSecretValue: (input) => ({ SecretValues: (input.SecretIdList as string[]).map(read) }),
    SendMessageBatch: send,
    GetItem: (input) => {
      const [Item] = found([input.Key as unknown as Item]) as Json[];
      return Item === undefined ? {} : { Item };
    },
    BatchGetItem: (input) => ({ Responses: { table: found(keys(input)) } }),
    PutItem: (input) => {
      put(input.Item as unknown as Item);
      return {};
    },
    Query: ({ ExpressionAttributeValues }) => {
      const { ':pk': pk, ':sk': sk } = ExpressionAttributeValues as unknown as Record<
        ':pk' | ':sk',
        { readonly S: string }
      >;
      const begun = [...table].filter(([key]) => key.startsWith(`${pk.S} ${sk.S}`));
      return { Items: begun.map(([, item]) => item as unknown as Json) };
    },
    UpdateItem: () => ({}),
    TransactWriteItems: (input) => {
      for (const { Put } of input.TransactItems as unknown as { Put: { Item: Item } }[]) put(Put.Item);
      return {};
    },
  };
  const server = await startAws(({ action, input }: Call) => REPLIES[action]?.(input) ?? { error: 'NotExpected' });
  return { ...server, queue, table };
};
