import { afterEach, describe, expect, test, vi } from 'vitest';
import { CLIENT_SETTINGS } from '../../../adapters/aws/calls.ts';
import { whoChanged } from '../../../adapters/aws/who-changed.ts';
import { whoChangedLater } from '../../../adapters/aws/who-changed-later.ts';
import { whoChangedLater as never } from '../../../adapters/aws/who-changed-never.ts';
import { type Call, type Input, type Reply, startAws } from '../../promises/loopback-aws.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

const aws = async (reply: (call: Call, turn: number) => Reply) => {
  const server = await startAws(reply);
  open.push(server.close);
  return { ...server, settings: { ...CLIENT_SETTINGS, ...server.settings } };
};

const NAME = 'prod/discord-bot';
const ARN = `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${NAME}-AbCdEf`;
const VERSION = '4d383ea9-084a-49c9-8722-cbfb0f25c456';
const STORED = Date.UTC(2026, 10, 23, 3, 2, 7, 480);
const version = { id: VERSION, storedAt: STORED };

type Identity = { readonly [key: string]: string };
const ROLE = 'arn:aws:sts::123456789012:assumed-role';
const alice: Identity = {
  type: 'AssumedRole',
  principalId: 'AROAIDPPEZS35WEXAMPLE:alice',
  arn: `${ROLE}/deploy/alice`,
  accountId: '123456789012',
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
};
const bob: Identity = {
  type: 'IAMUser',
  arn: 'arn:aws:iam::123456789012:user/bob',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
};

/** One entry as LookupEvents gives it; the event itself is JSON in a text. */
const event = (eventName: string, userIdentity: Identity, more: Input = {}): Input => ({
  EventId: 'f5b4d4a1-0000-4000-8000-000000000000',
  EventName: eventName,
  ReadOnly: 'false',
  EventTime: Math.floor(STORED / 1000),
  EventSource: 'secretsmanager.amazonaws.com',
  Username: 'alice',
  AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  Resources: [{ ResourceType: 'AWS::SecretsManager::Secret', ResourceName: ARN }],
  CloudTrailEvent: JSON.stringify({
    eventVersion: '1.09',
    userIdentity,
    eventTime: '2026-11-23T03:02:07Z',
    eventSource: 'secretsmanager.amazonaws.com',
    eventName,
    awsRegion: 'eu-west-1',
    sourceIPAddress: '198.51.100.7',
    requestParameters: { secretId: ARN, clientRequestToken: VERSION },
    responseElements: { arn: ARN },
    readOnly: false,
    eventType: 'AwsApiCall',
    ...more,
  }),
});
const put = (userIdentity: Identity, more: Input = {}): Input => event('PutSecretValue', userIdentity, more);
const answer = (...Events: readonly Input[]): Input => ({ Events });
const token = (clientRequestToken?: string): Input => ({
  requestParameters: { secretId: ARN, ...(clientRequestToken !== undefined && { clientRequestToken }) },
});
const at = (eventTime: string): Input => ({ eventTime, ...token() });

/** Whom the adapter names where the trail answers so for the ARN, and nothing for the name. */
const named = async (...events: readonly Input[]) => {
  const { settings } = await aws(({ input }) => (resourceOf(input) === ARN ? answer(...events) : answer()));
  return whoChanged(settings)(ARN, version, 5000);
};
const resourceOf = (input: Input): unknown =>
  (input.LookupAttributes as readonly { readonly AttributeValue: string }[])[0]?.AttributeValue;

const WHO: Readonly<Record<string, readonly [events: readonly Input[], who: string | undefined]>> = {
  'an assumed role is named with its session': [[put(alice)], 'assumed-role/deploy/alice'],
  'a session of single sign-on stays whole, address and all: it is whom the owner asks': [
    [put({ ...alice, arn: `${ROLE}/AWSReservedSSO_Admin_0123456789abcdef/alice@example.org` })],
    'assumed-role/AWSReservedSSO_Admin_0123456789abcdef/alice@example.org',
  ],
  'a user is named with its path': [[put({ ...bob, arn: 'arn:aws:iam::123456789012:user/ops/bob' })], 'user/ops/bob'],
  'root is root': [[put({ type: 'Root', arn: 'arn:aws:iam::123456789012:root' })], 'root'],
  'a service is named where nobody stands behind it': [
    [put({ type: 'AWSService', invokedBy: 'rds.amazonaws.com' })],
    'rds.amazonaws.com',
  ],
  'who calls through a service is named, not the service': [
    [event('CreateSecret', { ...alice, invokedBy: 'cloudformation.amazonaws.com' })],
    'assumed-role/deploy/alice',
  ],
  'an access key id in the name of a session is taken out': [
    [put({ ...alice, arn: `${ROLE}/deploy/AKIAIOSFODNN7EXAMPLE` })],
    'assumed-role/deploy/[key id]',
  ],
  'somebody without a name is nobody': [[put({ type: 'IdentityCenterUser', accountId: '123456789012' })], undefined],
  'the write of another version is not the one': [[put(bob, token('another-version'))], undefined],
  'of several writes the one of this version counts, the newest or not': [
    [put(bob, token('another-version')), put(alice)],
    'assumed-role/deploy/alice',
  ],
  'a function that rotates is named rather than who started it': [
    [event('RotateSecret', alice), put({ ...bob, arn: `${ROLE}/rotation/rotate-discord` })],
    'assumed-role/rotation/rotate-discord',
  ],
  'who started a rotation is named where no value was stored by a call': [
    [event('RotateSecret', alice)],
    'assumed-role/deploy/alice',
  ],
  'a write that names no version counts where it is the last before': [
    [
      put(bob, at('2026-11-23T03:02:40Z')),
      put(alice, at('2026-11-23T03:02:06Z')),
      put(bob, at('2026-11-23T03:01:30Z')),
    ],
    'assumed-role/deploy/alice',
  ],
  'a move of the label stored nothing': [[event('UpdateSecretVersionStage', bob)], undefined],
  'a read is no write': [[event('GetSecretValue', bob)], undefined],
  'a write that AWS refused stored nothing': [[put(bob, { errorCode: 'AccessDenied' })], undefined],
  'an event of another service is not looked at': [[put(bob, { eventSource: 'evil.amazonaws.com' })], undefined],
  'nothing there yet': [[], undefined],
  'an event without its JSON': [[{ EventName: 'PutSecretValue' }], undefined],
  'JSON that is none, or holds something else, spoils nothing beside it': [
    [
      { CloudTrailEvent: '{"eventName":' },
      { CloudTrailEvent: 'null' },
      { CloudTrailEvent: '[]' },
      put(bob, { userIdentity: 'bob' }),
      put(bob, { requestParameters: ['token'] }),
      put(bob, { eventTime: 'yesterday' }),
      put(alice),
    ],
    'assumed-role/deploy/alice',
  ],
  'a hostile name is one plain line, cut': [
    [put({ ...bob, arn: `arn:aws:iam::123456789012:user/\u202ebob\u0000\n\u001b[31m${'x'.repeat(500)}` })],
    `user/ bob [31m${'x'.repeat(143)}...`,
  ],
};

describe('who stored a version', () => {
  test.each(Object.entries(WHO))('%s', async (_sentence, [events, who]) => {
    const found = await named(...events);
    expect(found).toBe(who);
    expect(found ?? '').not.toMatch(/A[KS]IA[A-Z0-9]{8}/);
  });
});

describe('the trail is asked', () => {
  const asked = async (reply: (call: Call, turn: number) => Reply) => {
    const server = await aws(reply);
    const who = await whoChanged(server.settings)(ARN, version, 5000);
    return { who, calls: server.calls };
  };

  test('by the ARN, for the minute around the making of the version', async () => {
    const { calls } = await asked(() => answer(put(alice)));
    expect(calls).toEqual([
      {
        action: 'LookupEvents',
        input: {
          LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: ARN }],
          StartTime: (STORED - 60_000) / 1000,
          EndTime: (STORED + 60_000) / 1000,
        },
      },
    ]);
  });

  test('by the name where the ARN shows nothing: CreateSecret has no other', async () => {
    const { who, calls } = await asked(({ input }) =>
      resourceOf(input) === NAME ? answer(event('CreateSecret', bob)) : answer(),
    );
    expect(who).toBe('user/bob');
    expect(calls.map(({ input }) => resourceOf(input))).toEqual([ARN, NAME]);
  });

  test('page by page past the reads, and no further than the write', async () => {
    const { who, calls } = await asked((_, turn) => ({
      Events: [turn === 1 ? put(alice) : event('GetSecretValue', bob)],
      NextToken: `page-${turn + 1}`,
    }));
    expect(who).toBe('assumed-role/deploy/alice');
    expect(calls.map(({ input }) => input.NextToken)).toEqual([undefined, 'page-1']);
  });

  test('for three pages at most, for each of its two names', async () => {
    const { who, calls } = await asked(() => ({ Events: [event('GetSecretValue', bob)], NextToken: 'more' }));
    expect([who, calls.length]).toEqual([undefined, 6]);
  });

  test.each(['ThrottlingException', 'AccessDeniedException', 'InternalFailure'])(
    '%s says nothing, and is not insisted on',
    async (error) => {
      const { who, calls } = await asked(() => ({ error }));
      expect(who).toBeUndefined();
      expect(calls.length).toBeLessThanOrEqual(2);
    },
  );

  test('and says nothing where no line leads to it', async () => {
    expect((await asked(() => 'drop')).who).toBeUndefined();
  });

  test('for two secrets in turn, half a second apart, as AWS allows', async () => {
    const times: number[] = [];
    const { settings } = await aws(() => {
      times.push(performance.now());
      return answer(put(alice));
    });
    const ask = whoChanged(settings);
    await Promise.all([ask(ARN, version, 5000), ask(ARN, version, 5000), ask(ARN, version, 5000)]);
    const gaps = times.slice(1).map((time, i) => time - times[i]!);
    expect(gaps).toHaveLength(2);
    for (const gap of gaps) expect(gap).toBeGreaterThan(450);
  });

  test('no longer than it may take, by however many wait', async () => {
    const { settings, calls } = await aws(() => answer());
    const ask = whoChanged(settings);
    const began = performance.now();
    const all = await Promise.all(Array.from({ length: 20 }, () => ask(ARN, version, 700)));
    expect(all.every((who) => who === undefined)).toBe(true);
    expect(performance.now() - began).toBeLessThan(1500);
    expect(calls.length).toBeLessThanOrEqual(3);
  });
});

test('an answer that does not come is not waited for', async () => {
  const { createServer } = await import('node:http');
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  await vi.waitFor(() => expect(server.listening).toBe(true));
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as { port: number };
  const settings = { ...CLIENT_SETTINGS, region: 'eu-west-1', endpoint: `http://127.0.0.1:${port}` };
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
  const began = performance.now();
  expect(await whoChanged({ ...settings, credentials })(ARN, version, 300)).toBeUndefined();
  expect(performance.now() - began).toBeLessThan(1500);
});

test('the client that is loaded with the first question answers the same', async () => {
  const { settings } = await aws(() => answer(put(alice)));
  const ask = whoChangedLater(settings);
  expect(await ask(ARN, version, 5000)).toBe('assumed-role/deploy/alice');
  expect(await never(settings)(ARN, version, 5000)).toBeUndefined();
});
