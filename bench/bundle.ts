import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { LAMBDA_OPTIONS } from './lambda-options.ts';

/**
 * What an HTTP client costs the probe's bundle: bytes, and milliseconds to import it in a fresh node. Runs of the bundles
 * alternate; figures are medians. `node bench/bundle.ts [RUNS]`
 */
const runs = Number(process.argv[2] ?? 15);

const AWS = `
import { SecretsManagerClient, BatchGetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { DynamoDBClient, TransactWriteItemsCommand, BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { SQSClient, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
export const aws = [new SecretsManagerClient({}), new DynamoDBClient({}), new SQSClient({}),
  BatchGetSecretValueCommand, TransactWriteItemsCommand, BatchGetItemCommand, SendMessageBatchCommand];
`;
const ASK = `import { createAsk } from './adapters/http/ask.ts'; export const ask = createAsk();`;
const UNDICI = `import { Agent, request } from 'undici'; export const client = [new Agent(), request];`;

const ENTRIES = {
  'AWS clients alone': AWS,
  '+ our ask': AWS + ASK,
  '+ undici': AWS + UNDICI,
  'our ask alone': ASK,
} as const;

const folder = mkdtempSync(join(tmpdir(), 'bundle-'));

const bundle = async (contents: string, index: number): Promise<string> => {
  const outfile = join(folder, `${index}.mjs`);
  await build({
    stdin: { contents, resolveDir: join(import.meta.dirname, '..'), loader: 'ts' },
    outfile,
    ...LAMBDA_OPTIONS,
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return outfile;
};

const importTime = (file: string): number => {
  const script = `const t = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)});
    process.stdout.write(String(performance.now() - t)); process.exit()`;
  const env = { AWS_REGION: 'eu-central-1' };
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { env }).toString());
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

try {
  const files = await Promise.all(Object.values(ENTRIES).map(bundle));
  const times = files.map((): number[] => []);
  for (let run = 0; run <= runs; run += 1) {
    for (const [i, file] of files.entries()) {
      const time = importTime(file);
      if (run > 0) times[i]!.push(time);
    }
  }
  const bytes = files.map((file) => statSync(file).size);
  for (const [i, name] of Object.keys(ENTRIES).entries()) {
    const zipped = gzipSync(readFileSync(files[i]!)).length;
    const ratio = `x ${(bytes[i]! / bytes[0]!).toFixed(2)} bytes, x ${(median(times[i]!) / median(times[0]!)).toFixed(2)} time`;
    const sizes = `${(bytes[i]! / 1024).toFixed(0).padStart(5)} KiB (${(zipped / 1024).toFixed(0)} zipped)`;
    process.stdout.write(`${name.padEnd(18)} ${sizes}  ${median(times[i]!).toFixed(1).padStart(6)} ms  ${ratio}\n`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
