import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { clientEnvironment, WORK } from '../../support/ministack.ts';
import { ROOT } from '../../support/venv.ts';

export type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs `token-health` as a user would, towards the emulator, with nothing in its environment that could reach AWS. */
export const tokenHealth = (endpoint: string, ...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { ...clientEnvironment(endpoint), PATH: process.env.PATH ?? '', HOME: join(WORK, 'home') };
    execFile(process.execPath, [join(ROOT, 'cli/main.ts'), ...args], { env, cwd: WORK }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
