import { createHash } from 'node:crypto';
import { type Call, type Input, type Reply, startAws } from '../promises/loopback-aws.ts';

type Key = { readonly sk: { readonly S: string } };
type Item = Input & Key;

/** A table without conditions, a queue that takes everything, and a list of secrets: enough to count what a sweep asks for. */
export const startAccount = async (secrets: number) => {
  const items = new Map<string, Item>();
  const queued: string[] = [];
  const put = (item: Item): Reply => {
    items.set(item.sk.S, item);
    return {};
  };
  const answers: Readonly<Record<string, (input: Input) => Reply>> = {
    ListSecrets: ({ NextToken }) => {
      const from = Number(NextToken ?? 0);
      const next = from + 100 < secrets ? { NextToken: `${from + 100}` } : {};
      const SecretList = Array.from({ length: Math.min(100, secrets - from) }, (_, n) => secretOf(from + n));
      return { SecretList, ...next };
    },
    GetItem: ({ Key: key }) => {
      const found = items.get((key as unknown as Key).sk.S);
      return found === undefined ? {} : { Item: found };
    },
    PutItem: ({ Item: item }) => put(item as unknown as Item),
    UpdateItem: () => ({}),
    TransactWriteItems: ({ TransactItems }) => {
      for (const { Put } of TransactItems as unknown as { Put: { Item: Item } }[]) put(Put.Item);
      return {};
    },
    Query: ({ ExpressionAttributeValues }) => {
      const beginning = (ExpressionAttributeValues as unknown as { ':sk': { S: string } })[':sk'].S;
      const found = [...items].filter(([sk]) => sk.startsWith(beginning)).sort(([a], [b]) => (a < b ? -1 : 1));
      return { Items: found.map(([, item]) => item) };
    },
    SendMessageBatch: ({ Entries }) => {
      const entries = Entries as unknown as { Id: string; MessageBody: string }[];
      queued.push(...entries.map(({ MessageBody }) => MessageBody));
      return {
        Successful: entries.map(({ Id, MessageBody }) => ({ Id, MD5OfMessageBody: md5(MessageBody) })),
        Failed: [],
      };
    },
  };
  const server = await startAws(({ action, input }: Call) => answers[action]?.(input) ?? { error: 'NotHere' });
  return { ...server, queued, items };
};

/** The client compares it. */
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const secretOf = (n: number): Input => ({
  ARN: `arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/canary-bot-${n}-AbCdEf`,
  Name: `prod/canary-bot-${n}`,
  Tags: [{ Key: 'token-health:provider', Value: 'discord.bot' }],
  SecretVersionsToStages: { [`version-of-canary-bot-${n}-0123456789abcdef`]: ['AWSCURRENT'] },
});
