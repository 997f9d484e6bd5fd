import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { notifyEvent, parseEvent } from '../../../functions/events.ts';
import { testChannels } from '../../../monitor/deliver/test-channels.ts';
import type { Channel } from '../../../monitor/ports.ts';
import { run } from '../run.ts';

type Reply = { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

const channels: readonly Channel[] = [
  { name: 'sns', type: 'sns', send: async () => ({ sent: true }) },
  {
    name: 'ops-slack',
    type: 'slack',
    send: async () => ({
      sent: false,
      why: 'Slack: webhook refused (404 no_service): make a new one and store its address',
    }),
  },
];

/** Lambda as the SDK calls it: what it gets is read as the function does, and what it answers is made by the use case. */
const works = async (event: unknown): Promise<Reply> => {
  const came = parseEvent(notifyEvent, event);
  if (came.came !== 'test') throw new Error('no test');
  return { body: JSON.stringify(await testChannels(came, { channels, clock: Date.now })) };
};

let reply: (event: unknown) => Promise<Reply>;
let asked: { readonly path: string; readonly event: unknown }[];
const server = createServer(async (request, response) => {
  const event = await json(request);
  asked.push({ path: request.url ?? '', event });
  const { status = 200, headers = {}, body = '{}' } = await reply(event);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
});
let endpoint: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(() => {
  reply = works;
  asked = [];
});

const testAlert = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  run(['test-alert', ...args], {
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
      USER: 'alice',
      ...env,
    },
  });

describe('token-health test-alert', () => {
  test('prints a line a channel, and what to do where one did not take it', async () => {
    const { code, stdout, stderr } = await testAlert(['--function', 'Notify']);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout.replace(/\d+ ms/, 'n ms')).toBe(
      [
        '✓ sns        sns    sent in n ms',
        '✗ ops-slack  slack  not sent: Slack: webhook refused (404 no_service): make a new one and store its address',
        '    do    do what it says, and store the new value in the secret that the configuration names; nothing',
        '          is to be deployed',
        '    then  token-health test-alert --function Notify --channel ops-slack',
        '',
        '1 of 2 channels did not take the test.',
        '',
      ].join('\n'),
    );
    expect(asked).toEqual([
      { path: '/2015-03-31/functions/Notify/invocations', event: { trigger: 'test', by: 'alice' } },
    ]);
  });

  test('of one channel that takes it is well', async () => {
    const { code, stdout } = await testAlert(['--function', 'Notify', '--channel', 'sns', '--by', 'bob']);
    expect([code, stdout.split('\n').at(-2)]).toEqual([
      0,
      '1 channel took the test. See that it arrived: only a reader knows.',
    ]);
    expect(asked[0]?.event).toEqual({ trigger: 'test', by: 'bob', channel: 'sns' });
  });

  test('prints the legs for programs', async () => {
    const { code, stdout } = await testAlert(['--function', 'Notify', '--json']);
    expect([code, JSON.parse(stdout)]).toMatchObject([
      1,
      {
        schemaVersion: 1,
        function: 'Notify',
        legs: [
          { channel: 'sns', type: 'sns', sent: true, why: null, ms: expect.any(Number) },
          { channel: 'ops-slack', type: 'slack', sent: false, why: expect.stringContaining('404') },
        ],
        exit: { code: 1, reason: 'findings' },
      },
    ]);
  });

  const refusing =
    (name: string, status = 400) =>
    async (): Promise<Reply> => ({
      status,
      headers: { 'x-amzn-errortype': name },
      body: JSON.stringify({ message: 'words that may quote' }),
    });

  test.each<[string, () => Promise<Reply>, number, string]>([
    ['a function that is not there', refusing('ResourceNotFoundException', 404), 4, 'NotifyFunctionName'],
    ['a missing right', refusing('AccessDeniedException', 403), 4, 'do    allow lambda:InvokeFunction on it\n'],
    ['an old sign-in', refusing('ExpiredTokenException', 403), 4, 'do    sign in first (aws sso login)'],
    ['a service in trouble', refusing('ServiceException', 500), 4, 'why   AWS says ServiceException\n'],
    [
      'a function that fails',
      async () => ({ headers: { 'x-amz-function-error': 'Unhandled' } }),
      4,
      'why   it failed\n',
    ],
    ['another function', async () => ({ body: '{"batchItemFailures":[]}' }), 4, 'knows nothing of tests'],
  ])('of %s says what to do, and asks once', async (_, answer, exit, says) => {
    reply = answer;
    const { code, stdout, stderr } = await testAlert(['--function', 'Notify']);
    expect([code, stdout, asked.length]).toEqual([exit, '', 1]);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('quote');
  });

  test.each<[string, readonly string[], Readonly<Record<string, string>>, number, string]>([
    [
      'a channel that is mistyped',
      ['--function', 'N', '--channel', 'ops-slak'],
      {},
      2,
      'do    use --channel ops-slack\n',
    ],
    ['no function', [], {}, 2, 'do    token-health test-alert --help\n'],
    ['no region', ['--function', 'N'], { AWS_REGION: '' }, 4, 'do    name it: --region eu-west-1, or AWS_REGION\n'],
    ['nobody who answers', ['--function', 'N'], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }, 4, 'check the network'],
  ])('with %s says what would do', async (_, args, env, exit, says) => {
    const { code, stderr } = await testAlert(args, env);
    expect(code).toBe(exit);
    expect(stderr).toContain(says);
  });
});
