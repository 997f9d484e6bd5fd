import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { VARIABLES } from '../../adapters/names.ts';
import { FULL, ofType, one, refs, resources, synth } from '../infra/synth.ts';

const all = resources(synth(FULL));
const functions = ofType(all, 'AWS::Lambda::Function');
const sources = ['core', 'providers', 'messages', 'monitor', 'adapters', 'functions'].flatMap((folder) =>
  globSync(`${folder}/**/*.ts`).map((file) => ({ file, text: readFileSync(file, 'utf8') })),
);
/** Deployed: what only the command line or a synth uses is left out. */
const deployed = sources.filter(({ file }) => !/^adapters\/(?:local|issuers\/(?!bundled|own\.))/.test(file));

describe('a deployed function', () => {
  test.each(functions)('A12: %s has variables of our own and of Powertools, no others', (_, { Properties }) => {
    const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
    expect(Object.keys(Variables)).not.toEqual([]);
    for (const name of Object.keys(Variables)) {
      expect(Object.values(VARIABLES) as string[]).toContain(name);
      expect(name).toMatch(/^(?:TOKEN_HEALTH|POWERTOOLS)_/);
    }
  });

  test.each(functions)('A53: %s has no layer, no tracing and no extension', (_, { Properties }) => {
    for (const foreign of ['Layers', 'TracingConfig', 'FileSystemConfigs', 'ImageConfig', 'RuntimeManagementConfig'])
      expect(Properties).not.toHaveProperty(foreign);
    expect(Properties.PackageType ?? 'Zip').toBe('Zip');
  });

  test.each(functions)('A51: %s logs to its own group only, which ends', (_, { Properties }) => {
    const [group] = refs(Properties.LoggingConfig);
    expect(all[group ?? '']?.Properties.RetentionInDays).toBeGreaterThan(0);
  });

  test('A51: nothing that is deployed writes a file, a heap or a report', () => {
    const writing = deployed.filter(({ text }) =>
      /from 'node:(?:fs|v8|child_process|worker_threads)|process\.report|writeHeapSnapshot/.test(text),
    );
    // What stands beside a bundle is read; promises/values.test.ts shows that nothing else of node:fs is used there.
    expect(writing.map(({ file }) => file).sort()).toEqual([
      'adapters/issuers/bundled.ts',
      'adapters/settings/read-deployed.ts',
    ]);
    expect(deployed.length).toBeGreaterThan(80);
  });

  test('A52: no file keeps values between invocations: a Secret is only ever made inside a function', () => {
    const kept = sources.filter(({ text }) => /^(?:export )?(?:const|let) [^=\n]*= new Secret\(/m.test(text));
    expect(kept.map(({ file }) => file)).toEqual([]);
    const cached = deployed.filter(({ text }) =>
      /^(?:export )?(?:const|let) \w+(?:: [^=]*)? = new (?:Map|Set|WeakMap)\(\)/m.test(text),
    );
    expect(cached.map(({ file }) => file)).toEqual([]);
  });
});

describe('the monitor, disabled by somebody or starved', () => {
  test('A62: silence is told by an alarm that needs none of our functions', () => {
    const silence = one(all, 'AWS::CloudWatch::Alarm', 'Stopped')[1].Properties;
    expect(silence.TreatMissingData).toBe('breaching');
    expect(silence.ActionsEnabled ?? true).toBe(true);
    expect(refs(silence.AlarmActions)).toEqual([one(all, 'AWS::SNS::Topic', 'AlarmsTopic')[0]]);
  });

  test('A62: our own functions have no right to stop what starts them', () => {
    const policies = JSON.stringify(ofType(all, 'AWS::IAM::Policy'));
    expect(policies).not.toMatch(
      /scheduler:|events:|lambda:(?:Update|Delete|Put)|cloudwatch:(?:Disable|Delete|Set)|sns:(?:Un|Set|Delete)/,
    );
  });

  test('F88: when others use up the concurrency of the account, the scheduler tries for an hour, then tells', () => {
    for (const [, { Properties }] of ofType(all, 'AWS::Scheduler::Schedule')) {
      const { RetryPolicy, DeadLetterConfig } = Properties.Target as {
        RetryPolicy: object;
        DeadLetterConfig: { Arn: never };
      };
      expect(RetryPolicy).toMatchObject({ MaximumEventAgeInSeconds: 3600 });
      const dead = refs(DeadLetterConfig);
      const watched = ofType(all, 'AWS::CloudWatch::Alarm').some(
        ([, alarm]) => refs(alarm.Properties.Dimensions).join() === dead.join(),
      );
      expect([dead.length, watched]).toEqual([1, true]);
    }
  });
});
