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

/** Secrets Manager and Slack at one address: the first is asked by POST to `/`, the second at its webhook. */
const surroundings = async (slack: { readonly status: number; readonly body: string }) => {
  const posts: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      if (request.url === '/') {
        response.setHeader('content-type', 'application/x-amz-json-1.1');
        response.end(JSON.stringify({ Name: 'hook', SecretString: `${origin}/services/T0/B0/${KEY}` }));
        return;
      }
      posts.push(body);
      response.writeHead(slack.status).end(slack.body);
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

const call = (event: unknown, origin: string) =>
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
      TOKEN_HEALTH_SLACK_SECRET: 'hook',
      TOKEN_HEALTH_SELF_HOSTED: origin,
    },
  );

describe('the function that brings alarms to Slack', () => {
  test.each([
    ['ALARM', 'ALARM: Token Health: notify has not run for 15 minutes. Runbook: Stopped.'],
    ['OK', 'OK AGAIN: Token Health: notify has not run for 15 minutes. Runbook: Stopped.'],
  ])('posts %s to the webhook in the secret', async (NewStateValue, wanted) => {
    const { origin, posts } = await surroundings({ status: 200, body: 'ok' });
    const run = await call(alarmEvent({ NewStateValue }), origin);
    expect(run.lines.at(-1)).toBe('returned');
    expect(posts.map((body) => parseJson(body)).map((body) => (isObject(body) ? body.text : body))).toEqual([wanted]);
    expect(posts[0]).toContain('2026-11-27 09:30 UTC');
  });

  test('throws when Slack does not take it, says why in the log, and nothing of the webhook', async () => {
    const { origin, posts } = await surroundings({ status: 404, body: 'no_service' });
    const run = await call(alarmEvent(), origin);
    expect(posts).toHaveLength(1);
    expect(run.lines.at(-1)).toBe('threw Error batch failed [] undefined');
    expect(run.lines.join('\n') + run.stderr).toContain('webhook refused (404 no_service)');
    expect(run.lines.join('\n') + run.stderr).not.toContain(KEY);
  });

  test('throws over a message that is no alarm, and quotes nothing of it', async () => {
    const { origin, posts } = await surroundings({ status: 200, body: 'ok' });
    const run = await call({ Records: [{ Sns: { Message: 'canary-7f3a91' } }] }, origin);
    expect(run.lines.at(-1)).toBe('threw Error batch failed [] undefined');
    expect(posts).toEqual([]);
    expect(run.lines.join('\n') + run.stderr).not.toContain('canary');
  });
});
