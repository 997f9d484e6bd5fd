import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CANARY_FILE, type Canary } from './canary.ts';
import { type Hit, scan } from './scan.ts';

type Output = { write: NodeJS.WriteStream['write'] };

/** Keeps what is written from now on, and writes it all the same. */
const keep = (output: Output): { readonly text: () => string; readonly release: () => void } => {
  const write = output.write;
  const chunks: string[] = [];
  output.write = ((chunk: string | Uint8Array, ...rest: []) => {
    chunks.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1'));
    return write.call(output, chunk, ...rest);
  }) as Output['write'];
  const release = (): void => {
    output.write = write;
  };
  return { text: () => chunks.join(''), release };
};

const canariesIn = (file: string): readonly Canary[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Canary)
    : [];

const sentence = ({ canary, spelling, place }: Hit): string =>
  `a canary (${canary}) is in the run's own ${place}, ${spelling}`;

/**
 * Set-up of a whole vitest run (`globalSetup`): when it ends, the run fails if any canary that a test made stands in what the run
 * itself printed, workers and failed assertions included.
 */
export default function failOnLeaks(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'token-health-canaries-'));
  const file = join(folder, 'canaries');
  process.env[CANARY_FILE] = file;
  const [stdout, stderr] = [keep(process.stdout), keep(process.stderr)];
  return () => {
    for (const { release } of [stdout, stderr]) release();
    const hits = scan(canariesIn(file), { stdout: stdout.text(), stderr: stderr.text() });
    rmSync(folder, { recursive: true });
    if (hits.length === 0) return;
    process.exitCode = 1;
    process.stderr.write(`${['LEAK', ...hits.map(sentence)].join('\n')}\n`);
  };
}
