import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT, clientEnvironment, REGION, WORK } from '../../support/ministack.ts';
import { ROOT } from '../../support/venv.ts';
import { forEmulator } from './for-emulator.ts';

const OUTPUTS = join(WORK, 'outputs.json');
const ASSEMBLY = join(WORK, 'cdk.out');

/** Runs the CDK CLI with nothing in its environment that could reach AWS. Throws with its output unless it ends with 0. */
const cdk = (endpoint: string, ...args: string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(join(ROOT, 'node_modules/.bin/cdk'), [...args, '--no-notices'], {
      cwd: ROOT,
      env: {
        ...clientEnvironment(endpoint),
        PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`,
        HOME: join(WORK, 'home'),
        CDK_DISABLE_CLI_TELEMETRY: '1',
        CI: 'true',
      },
    });
    const said: string[] = [];
    child.stdout.on('data', (text) => said.push(String(text)));
    child.stderr.on('data', (text) => said.push(String(text)));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`cdk ${args[0]}: ${said.join('')}`))));
  });

export type Outputs = Readonly<Record<string, string>>;

/** Into a folder of its own: two runs at once would wait for each other's cdk.out. */
const bootstrap = (endpoint: string): Promise<void> =>
  cdk(endpoint, 'bootstrap', `aws://${ACCOUNT}/${REGION}`, '-c', 'target=local', '--output', join(WORK, 'bootstrap'));

const flags = (context: Readonly<Record<string, string>>): string[] =>
  Object.entries(context).flatMap(([key, value]) => ['-c', `${key}=${value}`]);

/** Makes the real stack ready in a folder, written for the emulator. */
const synthesize = async (endpoint: string, context: Readonly<Record<string, string>>): Promise<void> => {
  await cdk(endpoint, 'synth', '--quiet', '--output', ASSEMBLY, ...flags(context));
  const path = join(ASSEMBLY, 'TokenHealth.template.json');
  writeFileSync(path, JSON.stringify(forEmulator(JSON.parse(readFileSync(path, 'utf8')))));
};

/** Makes the account ready, deploys the real stack and returns its outputs. */
export const deploy = async (endpoint: string, context: Readonly<Record<string, string>>): Promise<Outputs> => {
  await Promise.all([bootstrap(endpoint), synthesize(endpoint, context)]);
  await cdk(endpoint, 'deploy', '--app', ASSEMBLY, '--all', '--require-approval', 'never', '--outputs-file', OUTPUTS);
  return Object.assign({}, ...Object.values(JSON.parse(readFileSync(OUTPUTS, 'utf8'))));
};

export const destroy = (endpoint: string): Promise<void> =>
  cdk(endpoint, 'destroy', '--app', ASSEMBLY, '--all', '--force');
