import { spawn } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObject, parseJson } from '../../core/base/json.ts';
import { runModule } from '../functions/child.ts';
import { COMPILED } from '../support/compiled.ts';

const WORK = `
  import { writeSync } from 'node:fs';
  const { chain, logger } = await import('./functions/chain.ts');
  const { collectMeasures } = await import('./functions/measure.ts');
  const measure = collectMeasures();
  const handler = chain(measure, async () => { logger.info('working'); measure.count('TokensJudged', 1); return 'done'; });
  process.stdin.once('data', async () => {
    const context = { functionName: 'f', awsRequestId: 'r', getRemainingTimeInMillis: () => 60000 };
    for (let n = 0; n < 3; n++) {
      const result = await handler({}, context);
      await new Promise((resolve) => setTimeout(resolve, 20));
      writeSync(2, result + ' ');
    }
    process.exit(0);
  });
  writeSync(2, 'ready ');
`;

test('F82: a log that nobody reads any more does not stop the work', async () => {
  const env = { ...COMPILED, PATH: process.env.PATH, POWERTOOLS_SERVICE_NAME: 'Stack' };
  const child = spawn(process.execPath, ['--input-type=module', '--eval', WORK], { env });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let said = '';
  await new Promise<void>((resolve) => {
    child.stderr.on('data', (chunk) => {
      said += chunk;
      resolve();
    });
  });
  child.stdout.destroy();
  child.stdin.write('go\n');
  expect(await ended).toBe(0);
  expect(said).toBe('ready done done done ');
});

test('A39: whatever an id or an error holds, each log line is one JSON object without metrics', async () => {
  const nasty = fc.sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), { numRuns: 60, seed: 1 });
  const ids = [...nasty, 'a\nb', '{"_aws":{"CloudWatchMetrics":[]}}', '\u2028', '","level":"INFO'];
  const run = await runModule(`
    const { logFailure } = await import('./functions/chain.ts');
    for (const id of ${JSON.stringify(ids)}) logFailure(id, Object.assign(new Error(id), { name: id, _aws: id }));
  `);
  const lines = run.stderr.split('\n').slice(0, -1);
  expect(lines).toHaveLength(ids.length);
  for (const [n, line] of lines.entries()) {
    const json = parseJson(line);
    expect(isObject(json) && json.id).toBe(ids[n]);
    expect(Object.keys(isObject(json) ? json : {})).not.toContain('_aws');
  }
});
