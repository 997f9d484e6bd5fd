import { describe, expect, test } from 'vitest';
import { DEPLOYED, runModule } from './child.ts';

const CANARY = 'canary-7f3a91';
const CONTEXT = "{ functionName: 'f', awsRequestId: 'r', getRemainingTimeInMillis: () => 60000 }";

/** Calls a handler; prints `returned` or `threw` and what the runtime would print of an error. */
const call = (name: string, event: unknown, env: Record<string, string> = {}) =>
  runModule(
    `const { handler } = await import('./functions/${name}.ts');
     try { console.log('returned', JSON.stringify(await handler(${JSON.stringify(event)}, ${CONTEXT}))); }
     catch (error) { console.log('threw', error.name, error.message, JSON.stringify(Object.entries(error)), String(error.cause)); }
     process.exit(0);`,
    { ...DEPLOYED, ...env },
  );

const BEHIND_THE_DASHBOARD = {
  TOKEN_HEALTH_ACT_FUNCTION: 'arn:aws:lambda:eu-west-1:123456789012:function:act',
  TOKEN_HEALTH_DISCOVER_FUNCTION: 'discover',
};

const said = (run: Awaited<ReturnType<typeof call>>): string => `${run.lines.join('\n')}${run.stderr}`;

describe('a handler', () => {
  test.each(['discover', 'probe', 'notify', 'watch-subscribers', 'digest'])(
    '%s lets nothing out of an event that it does not know',
    async (name) => {
      const run = await call(name, { hello: CANARY });
      expect(run.lines.at(-1)).toBe('threw Error batch failed [] undefined');
      expect(said(run)).not.toContain(CANARY);
      expect(said(run)).toContain('"fault":"not understood"');
    },
  );

  test('probe fails a message that it cannot read, by its id, and quotes nothing of it', async () => {
    const run = await call('probe', { Records: [{ messageId: 'm1', body: `{"v":99,"x":"${CANARY}"}` }] });
    expect(run.lines.at(-1)).toBe('returned {"batchItemFailures":[{"itemIdentifier":"m1"}]}');
    expect(said(run)).toContain('"id":"m1"');
    expect(said(run)).not.toContain(CANARY);
  });

  test('notify fails a record that tells of no alert, by its sequence number', async () => {
    const record = { dynamodb: { SequenceNumber: '111', Keys: { pk: { S: `token#${CANARY}` } } } };
    const run = await call('notify', { Records: [record] });
    expect(run.lines.at(-1)).toBe('returned {"batchItemFailures":[{"itemIdentifier":"111"}]}');
    expect(said(run)).not.toContain(CANARY);
  });

  test('a table that cannot be reached fails the sweep without a foreign word', { timeout: 30_000 }, async () => {
    const run = await call('discover', { trigger: 'sweep' });
    expect(run.lines.at(-1)).toBe('threw Error batch failed [] undefined');
    expect(said(run)).not.toMatch(/ECONNREFUSED|127\.0\.0\.1/);
  });

  test.each([
    ['widget', { view: 'tokens', find: CANARY }, 'The table could not be read.'],
    ['act', { act: 'look', token: CANARY }, 'It is not known whether this was done.'],
  ])(
    '%s says on the dashboard that the table cannot be reached, and what to name to whom',
    { timeout: 30_000 },
    async (name, event, says) => {
      const run = await call(name, event, BEHIND_THE_DASHBOARD);
      expect(run.lines.at(-1)).toMatch(/^returned /);
      expect(run.lines.at(-1)).toContain(says);
      expect(run.lines.at(-1)).toContain('request id r.');
      expect(said(run)).not.toMatch(/ECONNREFUSED|127\.0\.0\.1/);
      expect(said(run)).not.toContain(CANARY);
    },
  );

  test.each([
    ['widget', { describe: true }, '## Token Health'],
    ['act', { hello: CANARY }, 'Nothing was done'],
  ])('%s answers without the table where it needs none', async (name, event, says) => {
    const run = await call(name, event, BEHIND_THE_DASHBOARD);
    expect(run.lines.at(-1)).toContain(says);
    expect(said(run)).not.toContain(CANARY);
  });

  test('a variable that is missing is named', async () => {
    const run = await runModule("await import('./functions/probe.ts');", { ...DEPLOYED, TOKEN_HEALTH_TABLE: '' });
    expect(run.code).toBe(1);
    expect(said(run)).toContain('the variable TOKEN_HEALTH_TABLE is missing or cannot be read');
  });

  test.each([
    ['a stray rejection', `Promise.reject(new TypeError('${CANARY}'))`],
    ['a stray throw', `setTimeout(() => { throw new TypeError('${CANARY}'); })`],
  ])('%s ends the process and prints the name of its class only', async (_, stray) => {
    // As the runtime listens: it prints the whole error.
    const listening = `for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, (e) => console.log(e));`;
    const run = await runModule(
      `${listening} await import('./functions/chain.ts'); ${stray}; setTimeout(() => {}, 5000);`,
    );
    expect(run.code).toBe(1);
    expect(said(run)).toContain('"fault":"TypeError"');
    expect(said(run)).not.toContain(CANARY);
  });
});
