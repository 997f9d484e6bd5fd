import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { isObject, parseJson } from '../../core/base/json.ts';
import { runModule } from './child.ts';

const KEY = 'notarealwebhookkey000000';
const CONTEXT = "{ functionName: 'f', awsRequestId: 'r', getRemainingTimeInMillis: () => 30000 }";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const PATHS = {
  slack: `/services/T0/B0/${KEY}`,
  discord: `/api/webhooks/123456789012345678/${KEY.repeat(3)}`,
} as const;
type Chat = keyof typeof PATHS;

/** Secrets Manager and a chat at one address: the first is asked by POST to `/`, the second at its webhook. */
const surroundings = async (chat: Chat, answer: { readonly status: number; readonly body: string }) => {
  const posts: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      if (request.url === '/') {
        response.setHeader('content-type', 'application/x-amz-json-1.1');
        response.end(JSON.stringify({ Name: 'hook', SecretString: `${origin}${PATHS[chat]}` }));
        return;
      }
      posts.push(body);
      response.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin, posts };
};

/** As CloudWatch writes it and SNS hands it over (aws-lambda-go, cloudwatch-alarm-sns-payload-single-metric.json). */
const alarmEvent = (change: Record<string, unknown> = {}) => {
  const message = {
    AlarmName: 'TokenHealth-MonitorPulseStopped-AbC1',
    AlarmDescription: 'Token Health: notify has not run for 15 minutes. Runbook: Stopped.',
    AWSAccountId: '123456789012',
    NewStateValue: 'ALARM',
    NewStateReason: 'Threshold Crossed: no datapoints were received.',
    StateChangeTime: '2026-11-27T09:30:27.123+0000',
    Region: 'EU (Ireland)',
    AlarmArn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:TokenHealth-MonitorPulseStopped-AbC1',
    OldStateValue: 'OK',
    Trigger: { MetricName: 'OldestUndeliveredSeconds', Namespace: 'TokenHealth' },
    ...change,
  };
  return { Records: [{ EventSource: 'aws:sns', Sns: { Type: 'Notification', Message: JSON.stringify(message) } }] };
};

const call = (event: unknown, origin: string, channel: unknown) =>
  runModule(
    `const { handler } = await import('./functions/alarm.ts');
     try { await handler(${JSON.stringify(event)}, ${CONTEXT}); console.log('returned'); }
     catch (error) { console.log('threw', error.name, error.message, JSON.stringify(Object.entries(error)), String(error.cause)); }
     process.exit(0);`,
    {
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: origin,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      TOKEN_HEALTH_ALARM_CHANNEL: JSON.stringify(channel),
      TOKEN_HEALTH_SELF_HOSTED: origin,
    },
  );

describe('the function that brings alarms to a chat', () => {
  const SAYS = 'Token Health: notify has not run for 15 minutes. Runbook: Stopped.';

  test.each([
    ['slack', 'ALARM', `ALARM: ${SAYS}`, 'text', 'ok'],
    ['slack', 'OK', `OK AGAIN: ${SAYS}`, 'text', 'ok'],
    ['discord', 'ALARM', `ALARM: ${SAYS}`, 'content', '{"id":"1311111111111111111"}'],
    ['discord', 'OK', `OK AGAIN: ${SAYS}`, 'content', '{"id":"1311111111111111111"}'],
  ] as const)('to %s: posts %s to the webhook in the secret', async (chat, NewStateValue, wanted, preview, body) => {
    const { origin, posts } = await surroundings(chat, { status: 200, body });
    const run = await call(alarmEvent({ NewStateValue }), origin, { type: chat, secret: 'hook' });
    expect(run.lines.at(-1)).toBe('returned');
    expect(posts.map((post) => parseJson(post)).map((post) => (isObject(post) ? post[preview] : post))).toEqual([
      wanted,
    ]);
    expect(posts[0]).toContain('2026-11-27 09:30 UTC');
  });

  test('does not start for a kind that tells no alarms', async () => {
    const { origin, posts } = await surroundings('slack', { status: 200, body: 'ok' });
    const run = await call(alarmEvent(), origin, {
      type: 'sns',
      topicArn: 'arn:aws:sns:eu-west-1:123456789012:alerts',
    });
    expect(run.stderr).toContain('the channel of this function is of no kind that can tell alarms');
    expect(posts).toEqual([]);
  });

  test('throws when Slack does not take it, says why in the log, and nothing of the webhook', async () => {
    const { origin, posts } = await surroundings('slack', { status: 404, body: 'no_service' });
    const run = await call(alarmEvent(), origin, { type: 'slack', secret: 'hook' });
    expect(posts).toHaveLength(1);
    expect(run.lines.at(-1)).toBe('threw Error batch failed [] undefined');
    expect(run.lines.join('\n') + run.stderr).toContain('webhook refused (404 no_service)');
    expect(run.lines.join('\n') + run.stderr).not.toContain(KEY);
  });

  test('throws over a message that is no alarm, and quotes nothing of it', async () => {
    const { origin, posts } = await surroundings('slack', { status: 200, body: 'ok' });
    const run = await call({ Records: [{ Sns: { Message: 'canary-7f3a91' } }] }, origin, {
      type: 'slack',
      secret: 'hook',
    });
    expect(run.lines.at(-1)).toBe('threw Error batch failed [] undefined');
    expect(posts).toEqual([]);
    expect(run.lines.join('\n') + run.stderr).not.toContain('canary');
  });
});
