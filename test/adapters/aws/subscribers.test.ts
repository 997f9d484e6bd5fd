import type { SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, test } from 'vitest';
import { outbox } from '../../../adapters/aws/outbox.ts';
import { commitSubscribers, listSubscriptions, loadSubscribers, redacted } from '../../../adapters/aws/subscribers.ts';
import { nobody } from '../../messages/notices.ts';
import { fakeDynamo } from '../../support/fake-dynamo.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alerts';
const mail = (n: number, SubscriptionArn = `${TOPIC}:${n}`) => ({
  SubscriptionArn,
  Protocol: 'email',
  Endpoint: `person-${n}@example.org`,
});

/** SNS as far as listing goes, a page for each list. */
const sns = (...pages: readonly (readonly object[])[]): SNSClient =>
  ({
    send: async ({ input }: { readonly input: { readonly NextToken?: string } }) => {
      const page = Number(input.NextToken ?? 0);
      return { Subscriptions: pages[page], NextToken: page + 1 < pages.length ? `${page + 1}` : undefined };
    },
  }) as unknown as SNSClient;

describe('subscriptions', () => {
  test('of all pages are listed; confirmed are those that have an ARN', async () => {
    const { listed, whole } = await listSubscriptions(
      sns([mail(1), mail(2, 'PendingConfirmation')], [], [mail(3), mail(4, 'Deleted')]),
      TOPIC,
    )();
    expect(listed.map(({ confirmed }) => confirmed)).toEqual([true, false, true]);
    expect(whole).toBe(true);
  });

  test('beyond a thousand are not listed, and that is said', async () => {
    const pages = Array.from({ length: 11 }, (_, n) => [mail(n)]);
    expect(await listSubscriptions(sns(...pages), TOPIC)()).toMatchObject({ whole: false });
  });

  test('of one address have one id, by which nobody finds the address', async () => {
    const { listed } = await listSubscriptions(sns([mail(1), mail(1, 'PendingConfirmation'), mail(2)]), TOPIC)();
    expect(listed[0]?.id).toBe(listed[1]?.id);
    expect(listed[0]?.id).not.toBe(listed[2]?.id);
    expect(JSON.stringify(listed)).not.toContain('person');
  });
});

test.each([
  ['ernest@example.org', 'e***@example.org'],
  ['https://user:word@hooks.example.org/secret/path?key=1', 'https://hooks.example.org/...'],
  ['arn:aws:sqs:eu-west-1:123456789012:alerts', 'alerts'],
  ['arn:aws:lambda:eu-west-1:123456789012:function:page', 'function:page'],
  ['+491701234567', '***567'],
])('%s is shown as %s', (endpoint, shown) => expect(redacted(endpoint)).toBe(shown));

test('the count is read back as it was stored, with its notice in the outbox', async () => {
  const { client } = fakeDynamo(async (act) => act());
  const record = { schema: 1, revision: 1, confirmed: 0, pending: 2, at: 5, meant: true, known: [] } as const;
  await commitSubscribers(client, 'table')({ record, expectedRevision: undefined, notices: [nobody] });
  expect(await loadSubscribers(client, 'table')()).toEqual(record);
  expect((await outbox(client, 'table', () => nobody.at).due(nobody.at)).map(({ alert }) => alert)).toEqual([nobody]);
});
