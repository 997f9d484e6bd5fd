import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { LAMBDA_OPTIONS } from './lambda-options.ts';

/**
 * What all issuers cost the probe's bundle against none: bytes, and milliseconds to import it and make its registry in a fresh node. Runs alternate;
 * figures are medians. `node bench/issuers.ts [RUNS]`
 */
const runs = Number(process.argv[2] ?? 21);
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'issuers-'));

const bundleAt = async (name: string): Promise<string> => {
  const outfile = join(folder, name, 'index.mjs');
  await build({ entryPoints: [join(root, 'functions/probe.ts')], outfile, ...LAMBDA_OPTIONS, logLevel: 'silent' });
  return outfile;
};

const withAll = await bundleAt('all');
execFileSync(process.execPath, [join(root, 'adapters/issuers/write-bundle.ts'), join(folder, 'all')]);
const withNone = await bundleAt('none');
mkdirSync(join(folder, 'none/issuers'));
for (const name of ['index', 'own']) writeFileSync(join(folder, 'none/issuers', `${name}.json`), '[]');

const env = {
  AWS_REGION: 'eu-central-1',
  TOKEN_HEALTH_TABLE: 't',
  TOKEN_HEALTH_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/1/q',
  TOKEN_HEALTH_TIMEOUT_SECONDS: '60',
  TOKEN_HEALTH_PROBE_CONCURRENCY: '2',
  POWERTOOLS_SERVICE_NAME: 's',
};

const importTime = (file: string): number => {
  const script = `const t = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)});
    process.stdout.write(String(performance.now() - t)); process.exit()`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { env }).toString());
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const times = { none: [] as number[], all: [] as number[] };
for (let run = 0; run <= runs; run += 1) {
  const none = importTime(withNone);
  const all = importTime(withAll);
  if (run === 0) continue;
  times.none.push(none);
  times.all.push(all);
}
const files = readdirSync(join(folder, 'all/issuers'));
const beside = files.reduce((sum, name) => sum + statSync(join(folder, 'all/issuers', name)).size, 0);
const line = (text: string): void => void process.stdout.write(`${text}\n`);
line(`bundle        ${(statSync(withAll).size / 1024).toFixed(0)} KiB with or without issuers`);
line(`beside it     ${files.length} files, ${(beside / 1024).toFixed(0)} KiB, of which the index is read at the start`);
line(
  `import        none ${median(times.none).toFixed(1)} ms, all ${median(times.all).toFixed(1)} ms: x ${(median(times.all) / median(times.none)).toFixed(3)}`,
);
rmSync(folder, { recursive: true });
