import { execFile } from 'node:child_process';
import { COMPILED } from '../support/compiled.ts';

export type Run = { readonly code: number; readonly lines: readonly string[]; readonly stderr: string };

/** Runs code in a process of its own, as Lambda does, and gives back what it wrote. */
export const runModule = (code: string, env: Readonly<Record<string, string>> = {}): Promise<Run> =>
  new Promise((resolve) => {
    const args = ['--input-type=module', '--eval', code];
    const variables = { ...COMPILED, PATH: process.env.PATH, POWERTOOLS_SERVICE_NAME: 'Stack', ...env };
    execFile(process.execPath, args, { env: variables }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), lines: stdout.split('\n').filter((line) => line !== ''), stderr }),
    );
  });

export const DEPLOYED = {
  AWS_REGION: 'eu-west-1',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  TOKEN_HEALTH_TABLE: 'table',
  TOKEN_HEALTH_QUEUE_URL: 'http://127.0.0.1:9/queue',
  TOKEN_HEALTH_TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:topic',
  TOKEN_HEALTH_SETTINGS_FOLDER: 'test/support/deployed',
  TOKEN_HEALTH_TIMEOUT_SECONDS: '60',
  TOKEN_HEALTH_PROBE_CONCURRENCY: '5',
  TOKEN_HEALTH_DIGEST: 'weekly',
} as const;
