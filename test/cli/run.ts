import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { COMPILED } from '../support/compiled.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

type How = {
  readonly stdin?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the process by this signal once it has written this to stderr or a request arrived. */
  readonly interruptWhen?: Promise<unknown>;
};

/** Runs the real command in its own process, with a clean environment. */
export const run = (args: readonly string[], how: How = {}): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const env = { ...COMPILED, PATH: process.env.PATH, LANG: 'C.UTF-8', HOME: '/nonexistent', ...how.env };
    const child = spawn(process.execPath, [MAIN, ...args], { env, cwd: how.cwd ?? '/' });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => {});
    child.stdin.end(how.stdin ?? '');
    void how.interruptWhen?.then(() => child.kill('SIGINT'));
  });

export type Entry = { readonly name: string; readonly value: string; readonly tags?: Readonly<Record<string, string>> };

export const runStdin = (entries: readonly Entry[], args: readonly string[], how: How = {}): Promise<Ran> =>
  run(['check', '--stdin', ...args], { ...how, stdin: JSON.stringify(entries) });
