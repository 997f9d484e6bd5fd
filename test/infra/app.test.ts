import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMPILED } from '../support/compiled.ts';
import { FULL, resources, synth, synthStack } from './synth.ts';

type Run = { readonly code: number | undefined; readonly stdout: string; readonly stderr: string };

/** The app as the CDK command starts it, without a network and without credentials. */
const run = async (context: Record<string, unknown>): Promise<Run> => {
  const outdir = mkdtempSync(join(tmpdir(), 'token-health-cdk-'));
  const env = {
    ...COMPILED,
    PATH: process.env.PATH,
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, 'aws:cdk:bundling-stacks': [] }),
  };
  const result = await new Promise<Run>((resolve) =>
    execFile(process.execPath, ['infra/app.ts'], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    ),
  );
  rmSync(outdir, { recursive: true });
  return result;
};

describe('the app', () => {
  test('says what is wrong in the configuration, without a stack trace, and ends with 1', async () => {
    expect(await run({ schedule: 'hourly' })).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'The configuration cannot be used.\n  tokenHealth.schedule: it is neither a rate nor a cron expression; write rate(1 hour), from 1 minute to 24 hours, or cron(0 6 * * ? *), at least daily\nChange it in the tokenHealth context of cdk.json, or with -c KEY=VALUE.\n',
    });
  });

  test('synthesises without account and network', async () => {
    expect(await run({ tokenHealth: { alertEmail: ['team@example.org'] } })).toMatchObject({ code: 0 });
  });

  test('warns at synth and deploy of a recipient that the next plain deploy would take away, and of onlookers', () => {
    const settings = { allowOnlookers: ['NODE_OPTIONS'] };
    const { says } = synthStack(settings, { alertEmail: 'team@example.org' });
    expect(says.map((line) => line.replace(/ \[ack: .*/, ''))).toEqual([
      'warning: "alertEmail is given with -c only: the next deploy without it takes that recipient away. Write it into tokenHealth of cdk.json.',
      'warning: "allowOnlookers: what comes with NODE_OPTIONS may read every token that is asked about.',
    ]);
  });

  test.each([
    ['as shipped', {}],
    ['with everything on', FULL],
  ])('passes every check of cdk-nag %s', (_, settings) => {
    expect(() => synth(settings)).not.toThrow();
  });

  test('for the emulator only leaves things out, and changes none', () => {
    const full = resources(synth(FULL));
    const local = resources(synth(FULL, { target: 'local' }));
    for (const [id, resource] of Object.entries(local)) expect(resource).toEqual(full[id]);
    expect(Object.keys(local)).not.toEqual([]);
  });
});
