import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';

const VITEST = 'node_modules/vitest/vitest.mjs';

type Ended = { readonly code: number; readonly output: string };

const runPlanted = (way: string): Promise<Ended> =>
  new Promise((resolve) => {
    const args = [VITEST, 'run', '--config', 'test/leak/fixture/vitest.config.ts'];
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, LEAK_WAY: way };
    execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    );
  });

test('a run that prints no canary passes', async () => {
  const { code, output } = await runPlanted('nowhere');

  expect(output).not.toContain('LEAK');
  expect(code).toBe(0);
});

test.each(['on stdout', 'on stderr, in hex', 'in a failed assertion', 'in an error'])(
  'a run fails that lets a canary out %s',
  async (way) => {
    const { code, output } = await runPlanted(way);

    // The output holds the canary: it must not be quoted here.
    expect(/LEAK\na canary \(planted\) is in the run's own std(?:out|err), (?:raw|hex)/.test(output)).toBe(true);
    expect(code).toBe(1);
  },
);
