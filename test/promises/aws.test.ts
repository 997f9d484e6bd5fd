import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { CLIENT_SETTINGS } from '../../adapters/aws/calls.ts';
import { outbox } from '../../adapters/aws/outbox.ts';
import { enqueue } from '../../adapters/aws/queue.ts';
import { commit } from '../../adapters/aws/records.ts';
import { listSecrets } from '../../adapters/aws/secrets.ts';
import { readSecrets } from '../../adapters/aws/values.ts';
import { textsOf } from '../../adapters/channels/texts.ts';
import { localTurns } from '../../adapters/local/turns.ts';
import type { Json } from '../../core/base/json.ts';
import { publicationOf } from '../../messages/publication.ts';
import { deliverDue } from '../../monitor/deliver/deliver.ts';
import type { Change, Channel, Measure, QueuedMessage } from '../../monitor/ports.ts';
import { sampleAlert, sampleRecord } from '../adapters/local/samples.ts';
import { type Call, type Input, type Reply, startAws } from './loopback-aws.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

const aws = async (reply: (call: Call, turn: number) => Reply) => {
  const server = await startAws(reply);
  open.push(server.close);
  return server;
};
const secretsOf = (settings: object) => new SecretsManagerClient({ ...CLIENT_SETTINGS, ...settings });
const tableOf = (settings: object) => new DynamoDBClient({ ...CLIENT_SETTINGS, ...settings });

const secret = (n: number) => ({
  ARN: `arn:${n}`,
  Name: `bot-${n}`,
  Tags: [{ Key: 'token-health:provider', Value: 'discord.bot' }],
});
const namesOf = async (settings: object): Promise<string[]> => {
  const names: string[] = [];
  for await (const page of listSecrets(secretsOf(settings))()) names.push(...page.secrets.map(({ name }) => name));
  return names;
};

describe('listing', () => {
  test('F6: a throttled page is asked again, from the token it stood at', async () => {
    const { settings, calls } = await aws(({ input }, turn) => {
      if (turn === 1 || turn === 2) return { error: 'ThrottlingException' };
      return input.NextToken === undefined
        ? { SecretList: [secret(1)], NextToken: 'two' }
        : { SecretList: [secret(2)] };
    });
    expect(await namesOf(settings)).toEqual(['bot-1', 'bot-2']);
    expect(calls.map(({ input }) => input.NextToken)).toEqual([undefined, 'two', 'two', 'two']);
  });

  test('F7: pages of any size, empty ones too, are followed until there is no token', async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(sizes, async (pages) => {
        const server = await startAws((_, turn) => ({
          SecretList: Array.from({ length: pages[turn] ?? 0 }, (_unused, n) => secret(turn * 10 + n)),
          ...(turn < pages.length - 1 && { NextToken: `page-${turn}` }),
        }));
        const names = await namesOf(server.settings).finally(server.close);
        expect(names).toHaveLength(pages.reduce((sum, size) => sum + size, 0));
      }),
      { numRuns: 15 },
    );
  });

  test('F8: a page token that repeats is a failure, not a whole list', async () => {
    const { settings } = await aws(() => ({ SecretList: [secret(1)], NextToken: 'same' }));
    await expect(namesOf(settings)).rejects.toThrow('the list of secrets does not end');
  });
});

const value = (n: number) => ({ ARN: `arn:${n}`, Name: `bot-${n}`, VersionId: `v${n}`, SecretString: `value ${n}` });
const readAll = async (reply: Reply) => {
  const { settings } = await aws(() => reply);
  const readings = await readSecrets(secretsOf(settings))(['arn:1', 'arn:2', 'arn:3']);
  return [...readings].map(([id, reading]) => [id, reading.read ? reading.versionId : reading.why]);
};

describe('reading', () => {
  test('F25: a secret that is denied or undecryptable is told as that, and the others are read', async () => {
    const denied = { SecretId: 'arn:1', ErrorCode: 'AccessDeniedException', Message: 'no' };
    const locked = { SecretId: 'arn:2', ErrorCode: 'DecryptionFailure', Message: 'no' };
    expect(await readAll({ SecretValues: [value(3)], Errors: [denied, locked] })).toEqual([
      ['arn:1', 'denied'],
      ['arn:2', 'undecryptable'],
      ['arn:3', 'v3'],
    ]);
  });

  test('F26: a secret that the answer leaves out is unanswered', async () => {
    expect(await readAll({ SecretValues: [value(2)] })).toEqual([
      ['arn:1', 'throttled'],
      ['arn:2', 'v2'],
      ['arn:3', 'throttled'],
    ]);
  });

  test('F27: the order of the answer means nothing', async () => {
    for (const order of [
      [3, 1, 2],
      [2, 3, 1],
      [3, 2, 1],
    ])
      expect(await readAll({ SecretValues: order.map(value) })).toEqual([
        ['arn:1', 'v1'],
        ['arn:2', 'v2'],
        ['arn:3', 'v3'],
      ]);
  });

  test('F28: a key that is throttled says nothing about the secret', async () => {
    const busy = [1, 2, 3].map((n) => ({ SecretId: `arn:${n}`, ErrorCode: 'ThrottlingException', Message: 'KMS' }));
    expect((await readAll({ SecretValues: [], Errors: busy })).map(([, why]) => why)).toEqual(
      Array(3).fill('throttled'),
    );
  });
});

describe('the queue', () => {
  const message: QueuedMessage = {
    message: { v: 1, sweep: { id: 's', startedAt: 1 }, reason: 'schedule', provider: 'discord', items: [] },
    delaySeconds: 0,
  };
  const idsOf = ({ input }: Call) => (input.Entries as { Id: string }[]).map(({ Id }) => Id);
  const taking = (call: Call, taken: (id: string) => boolean): Reply => ({
    Successful: idsOf(call)
      .filter(taken)
      .map((Id) => ({ Id, MessageId: Id, MD5OfMessageBody: '' })),
    Failed: idsOf(call)
      .filter((id) => !taken(id))
      .map((Id) => ({ Id, Code: 'ThrottlingException', SenderFault: false })),
  });
  const client = (settings: object) => new SQSClient({ ...CLIENT_SETTINGS, ...settings, md5: false });

  test('F12: refused entries alone are sent again until all are taken', async () => {
    const { settings, calls } = await aws((call, turn) => taking(call, (id) => turn > 0 || id !== '1'));
    await enqueue(client(settings), `${settings.endpoint}/queue`)([message, message, message]);
    expect(calls.map(idsOf)).toEqual([['0', '1', '2'], ['1']]);
  });

  test('a message that long tags make too large is sent in parts that fit, each of its tokens once', async () => {
    const items = Array.from({ length: 100 }, (_, n) => ({
      arn: `arn:${n}`,
      name: `bot-${n}`,
      tags: Object.fromEntries(Array.from({ length: 50 }, (_unused, tag) => [`tag-${tag}`, 'x'.repeat(256)])),
    }));
    const { settings, calls } = await aws((call) => taking(call, () => true));
    const large = { ...message, message: { ...message.message, items } };
    await enqueue(client(settings), `${settings.endpoint}/queue`)([large]);
    const bodies = calls.map(({ input }) => (input.Entries as { MessageBody: string }[]).map((e) => e.MessageBody));
    for (const batch of bodies) expect(Buffer.byteLength(batch.join(''))).toBeLessThanOrEqual(256 * 1024);
    const sent = bodies.flat().flatMap((body) => (JSON.parse(body) as { items: { name: string }[] }).items);
    expect(sent.map(({ name }) => name)).toEqual(items.map(({ name }) => name));
  });

  test('F12: an entry that is never taken fails the run', { timeout: 30_000 }, async () => {
    const { settings } = await aws((call) => taking(call, () => false));
    await expect(enqueue(client(settings), `${settings.endpoint}/queue`)([message])).rejects.toThrow(
      'the queue did not take every message',
    );
  });
});

const CHANGE: Change = {
  record: { ...sampleRecord('a'), revision: 2 },
  expectedRevision: 1,
  alerts: [sampleAlert('a:rejected', 1)],
};
type Put = { readonly Put: { readonly Item: Record<string, { S?: string; N?: string }> } };
const putsOf = ({ input }: Call) => (input.TransactItems as unknown as Put[]).map(({ Put: { Item } }) => Item);
const cancelled = (...reasons: readonly Input[]): Reply => ({
  error: 'TransactionCanceledException',
  with: { Message: 'cancelled', CancellationReasons: reasons as Json },
});
const store = async (reply: (call: Call, turn: number) => Reply) => {
  const server = await aws(reply);
  return { ...server, outcome: commit(tableOf(server.settings), 'table')(CHANGE) };
};
const NONE = { Code: 'None' };

describe('a commit', () => {
  test('F47: is one transaction of the record and its alerts', async () => {
    const { calls, outcome } = await store(() => ({}));
    expect(await outcome).toBe('stored');
    expect(calls.map(({ action }) => action)).toEqual(['TransactWriteItems']);
    expect(putsOf(calls[0]!).map(({ pk }) => pk?.S)).toEqual(['token#a', 'alert#a:rejected']);
    expect(putsOf(calls[0]!)[1]).toMatchObject({ dueAt: putsOf(calls[0]!)[1]?.nextAttemptAt });
  });

  test('F57: stores what the alert says in each channel, beside it', async () => {
    const { calls, outcome } = await store(() => ({}));
    await outcome;
    const texts = JSON.parse(putsOf(calls[0]!)[1]?.texts?.S ?? '{}');
    expect(texts).toEqual(textsOf(CHANGE.alerts[0]!));
    expect(JSON.parse(texts.sns)).toEqual(publicationOf([CHANGE.alerts[0]!]));
  });

  test('F45: whose reply was lost is sent again under the same token', async () => {
    const { calls, outcome } = await store((_, turn) => (turn === 0 ? 'drop' : {}));
    expect(await outcome).toBe('stored');
    expect(new Set(calls.map(({ input }) => input.ClientRequestToken)).size).toBe(1);
  });

  test('F45: that finds its own content under its own revision was stored', async () => {
    const body = JSON.stringify(CHANGE.record);
    const { outcome } = await store(() =>
      cancelled({ Code: 'ConditionalCheckFailed', Item: { body: { S: body } } }, NONE),
    );
    expect(await outcome).toBe('stored');
  });

  test('F46: over a newer record is a conflict', async () => {
    const { outcome } = await store(() =>
      cancelled({ Code: 'ConditionalCheckFailed', Item: { body: { S: '{}' } } }, NONE),
    );
    expect(await outcome).toBe('conflict');
  });

  test.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'F46: that meets %s is tried again',
    async (code) => {
      const { calls, outcome } = await store((_, turn) => (turn === 0 ? cancelled({ Code: code }, NONE) : {}));
      expect(await outcome).toBe('stored');
      expect(calls.length).toBeGreaterThan(1);
    },
  );

  test('F46: that is invalid fails loudly, at once', async () => {
    const { calls, outcome } = await store(() => cancelled({ Code: 'ValidationError' }, NONE));
    await expect(outcome).rejects.toThrow('DynamoDB refused a record as invalid');
    expect(calls).toHaveLength(1);
  });

  test('F46: whose alert was told before stores the state alone', async () => {
    const { calls, outcome } = await store((_, turn) =>
      turn === 0 ? cancelled(NONE, { Code: 'ConditionalCheckFailed' }) : {},
    );
    expect(await outcome).toBe('stored');
    expect(putsOf(calls[1]!).map(({ pk }) => pk?.S)).toEqual(['token#a']);
  });
});

const ALONE = { turns: localTurns(), warn: () => {}, sender: 'me' } as const;

describe('the outbox', () => {
  const item = (id: string, open: boolean) => ({
    pk: { S: `alert#${id}` },
    sk: { S: 'outbox' },
    body: { S: JSON.stringify(sampleAlert(id, 1)) },
    nextAttemptAt: { N: '1' },
    attempts: { N: '0' },
    ...(open && { undelivered: { S: '1' } }),
  });
  const keyOf = ({ pk, sk }: ReturnType<typeof item>) => ({ pk, sk });

  test('F61: what a late index still names is read again, strongly, and left alone when delivered', async () => {
    const items = [item('told', false), item('open', true)];
    const { settings, calls } = await aws(({ action }) =>
      action === 'Query' ? { Items: items.map(keyOf) } : { Responses: { table: items } },
    );
    const due = await outbox(tableOf(settings), 'table', () => 5).due(5);
    expect(due.map(({ alert }) => alert.id)).toEqual(['open']);
    expect(calls[1]?.input).toMatchObject({ RequestItems: { table: { ConsistentRead: true } } });
  });

  test('the age of what waits counts back-off too, over all pages of the index, and not what is not due', async () => {
    const row = (id: string, nextAttemptAt: number, dueAt?: number) => ({
      ...keyOf(item(id, true)),
      nextAttemptAt: { N: `${nextAttemptAt}` },
      ...(dueAt !== undefined && { dueAt: { N: `${dueAt}` } }),
    });
    const pages = [
      { Items: [row('fresh', 900, 900)], LastEvaluatedKey: keyOf(item('fresh', true)) },
      { Items: [row('in back-off', 5000, 300), row('stored by an older release', 400), row('collected', 2000, 2000)] },
    ];
    const { settings, calls } = await aws((_, turn) => pages[turn] ?? {});
    const box = outbox(tableOf(settings), 'table', () => 1000);
    expect(await box.oldestDue(1000)).toBe(300);
    expect(calls.map(({ action }) => action)).toEqual(['Query', 'Query']);
    expect(calls[1]?.input).toMatchObject({ ExclusiveStartKey: keyOf(item('fresh', true)) });
    const later = await aws(() => ({ Items: [row('collected', 2000, 2000)] }));
    expect(await outbox(tableOf(later.settings), 'table', () => 1000).oldestDue(1000)).toBeUndefined();
  });

  test('F57: what another release wrote is sent as it was written, not as this one would', async () => {
    const old = { ...item('open', true), texts: { S: JSON.stringify({ sns: 'the words of then' }) } };
    const { settings } = await aws(({ action, input }) => {
      if (action === 'Query') return { Items: [keyOf(old)] };
      if (action === 'GetItem') return { Item: old };
      return input.RequestItems ? { Responses: { table: [old] } } : {};
    });
    const said: (string | undefined)[] = [];
    const channel = (name: string): Channel => ({
      name,
      send: async (_telling, text) => {
        said.push(`${name}: ${text}`);
        return { sent: true };
      },
    });
    const box = outbox(tableOf(settings), 'table', () => 5);
    const measure: Measure = { probe: () => {}, verdicts: () => {}, count: () => {} };
    const channels = [channel('sns'), channel('slack')];
    await deliverDue({ ...ALONE, outbox: box, channels, clock: () => 5, measure });
    expect(said).toEqual(['sns: the words of then', 'slack: undefined']);
  });

  test('F79: an alert of a later release keeps no other back, is left where it is, and fails the run', async () => {
    const later = { ...item('later', true), body: { S: JSON.stringify({ ...sampleAlert('later', 1), schema: 2 }) } };
    const items = [later, item('open', true)];
    const { settings, calls } = await aws(({ action, input }) => {
      if (action === 'Query') return { Items: items.map(keyOf) };
      const asked = JSON.stringify(input.RequestItems ?? '');
      return { Responses: { table: items.filter(({ pk }) => asked.includes(`"${pk.S}"`)) } };
    });
    const sent: string[] = [];
    const channel: Channel = {
      name: 'sns',
      send: async ([alert]) => {
        sent.push(alert.id);
        return { sent: true };
      },
    };
    const box = outbox(tableOf(settings), 'table', () => 5);
    const measure: Measure = { probe: () => {}, verdicts: () => {}, count: () => {} };
    const run = deliverDue({ ...ALONE, outbox: box, channels: [channel], clock: () => 5, measure });
    await expect(run).rejects.toThrow('1 alerts in the table have the shape of another release');
    expect(sent).toEqual(['open']);
    expect(JSON.stringify(calls.slice(2).map(({ input }) => input)).includes('later')).toBe(false);
    await expect(box.due(5)).rejects.toThrow('unknown shape');
  });

  test('F62: nothing but the delivered mark sets an end of life', async () => {
    const { settings, calls } = await aws(() => ({}));
    const table = tableOf(settings);
    const { claim, mark } = outbox(table, 'table', () => 5);
    const sent = { alertId: 'a', sender: 's', deliveredTo: ['sns'], attempts: 1, nextAttemptAt: 9, failures: {} };
    await commit(table, 'table')(CHANGE);
    await claim(['a'], 's', 1, 9);
    await mark([{ ...sent, done: false }]);
    await mark([{ ...sent, done: true }]);
    const ends = calls.map((call) => JSON.stringify(call.input).includes('expiresAt'));
    expect(ends).toEqual([false, false, false, false, true]);
    expect(calls[4]?.input.UpdateExpression).toContain('REMOVE undelivered');
  });
});
