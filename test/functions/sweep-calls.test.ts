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

test('an unchanged sweep of 1,000 secrets asks AWS 27 times, 15 of them for the list and the queue', {
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
    ['SendMessageBatch', 5],
    ['GetItem', 2],
    ['PutItem', 7],
    ['Query', 1],
    ['TransactWriteItems', 1],
    ['UpdateItem', 1],
  ]);
  expect(second).toHaveLength(27);
  expect(queued).toHaveLength(100);
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
