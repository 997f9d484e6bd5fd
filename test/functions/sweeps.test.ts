import { expect, test } from 'vitest';
import { parseJson } from '../../core/base/json.ts';
import { startAccount } from '../support/loopback-account.ts';
import { DEPLOYED, runModule } from './child.ts';

const CONTEXT = "{ functionName: 'discover', awsRequestId: 'call', getRemainingTimeInMillis: () => 900000 }";

/** Sweeps by the real handler over the real adapters, an hour apart, in a process of its own. */
const sweeps = async (secrets: number, times: number) => {
  const account = await startAccount(secrets);
  const ticks = Array.from({ length: times }, (_, n) => `2026-11-23T${10 + n}:00:00Z`);
  const run = await runModule(
    `const { handler } = await import('./functions/discover.ts');
     for (const scheduledAt of ${JSON.stringify(ticks)}) await handler({ trigger: 'sweep', scheduledAt }, ${CONTEXT});
     process.exit(0);`,
    {
      ...DEPLOYED,
      AWS_ENDPOINT_URL: account.settings.endpoint,
      TOKEN_HEALTH_TIMEOUT_SECONDS: '900',
    },
  );
  account.close();
  return { ...account, run };
};

const NAMED = ['ListSecrets', 'SendMessageBatch', 'GetItem', 'PutItem', 'Query', 'TransactWriteItems', 'UpdateItem'];

test('an unchanged sweep of 1,000 secrets asks AWS 23 times, 13 of them for the list and the queue', {
  timeout: 60_000,
}, async () => {
  const { calls, queued, run } = await sweeps(1000, 2);
  expect(run.stderr).toBe('');
  const second = calls.slice(
    calls.findLastIndex(({ action, input }) => action === 'ListSecrets' && !input.NextToken) - 3,
  );
  const count = (name: string) => second.filter(({ action }) => action === name).length;
  expect(NAMED.map((name) => [name, count(name)])).toEqual([
    ['ListSecrets', 10],
    ['SendMessageBatch', 3],
    ['GetItem', 2],
    ['PutItem', 6],
    ['Query', 1],
    ['TransactWriteItems', 0],
    ['UpdateItem', 1],
  ]);
  expect(second).toHaveLength(23);
  expect(queued).toHaveLength(20);
});

test('a sweep logs one line with its id and its counts, and no name', { timeout: 60_000 }, async () => {
  const { run } = await sweeps(45, 1);
  const lines = run.lines.map((line) => parseJson(line) as Record<string, unknown>);
  const about = lines.filter(({ message }) => message !== undefined);
  expect(about).toMatchObject([
    {
      level: 'INFO',
      message: 'discovered',
      reason: 'sweep',
      sweep: 'sweep-1795428000',
      found: 45,
      queued: 45,
      replicas: 0,
      missing: 0,
      gone: 0,
      dropped: 0,
      resumed: false,
      milliseconds: expect.any(Number),
    },
  ]);
  expect(run.lines.join()).not.toContain('canary');
});

test('a message logs one line with its sweep, issuer, reason and counts, and no name', {
  timeout: 60_000,
}, async () => {
  const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/canary-bot-AbCdEf';
  const tags = { 'token-health:provider': 'discord.bot', 'token-health:enabled': 'false' };
  const body = JSON.stringify({
    v: 1,
    sweep: { id: 'sweep-7', startedAt: 1 },
    reason: 'schedule',
    provider: 'discord',
    items: [{ arn, name: 'prod/canary-bot', tags }],
  });
  const event = { Records: [{ messageId: 'm1', body }] };
  const run = await runModule(
    `const { handler } = await import('./functions/probe.ts');
     await handler(${JSON.stringify(event)}, ${CONTEXT});
     process.exit(0);`,
    DEPLOYED,
  );
  const about = run.lines.map((line) => parseJson(line) as Record<string, unknown>).filter(({ message }) => message);
  expect(about).toMatchObject([
    {
      message: 'probed',
      sweep: 'sweep-7',
      provider: 'discord',
      reason: 'schedule',
      secrets: 1,
      judged: 0,
      requeued: 0,
      verdicts: {},
      milliseconds: expect.any(Number),
    },
  ]);
  expect(run.lines.join()).not.toContain('canary');
});
