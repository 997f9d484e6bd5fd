import { afterEach, describe, expect, test } from 'vitest';
import { VARIABLES } from '../../adapters/names.ts';
import { Fault, faultOf } from '../../core/base/fault.ts';
import { DEFAULT_POLICY } from '../../core/transition/policy.ts';
import { deadlineOf } from '../../functions/deadline.ts';
import { readVariables } from '../../functions/environment.ts';
import { mayLeaveBy } from '../../functions/may-leave.ts';
import { FULL, one, resources, synth } from '../infra/synth.ts';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

describe('variables', () => {
  test('read as the template writes them', () => {
    const { Properties } = one(resources(synth(FULL)), 'AWS::Lambda::Function', 'ProbeFunction')[1];
    const { Variables } = Properties.Environment as { Variables: Record<string, string> };
    for (const [name, value] of Object.entries(Variables)) if (typeof value === 'string') process.env[name] = value;
    const read = readVariables(
      'confirmAfterSeconds',
      'doubtSeconds',
      'collectSeconds',
      'selfHosted',
      'unshaped',
      'tokenPrefixes',
      'http',
      'timeoutSeconds',
      'whoChanged',
    );
    expect(read).toEqual({
      confirmAfterSeconds: DEFAULT_POLICY.confirmAfter,
      doubtSeconds: DEFAULT_POLICY.doubtLasts,
      collectSeconds: DEFAULT_POLICY.collect,
      selfHosted: FULL.selfHosted,
      unshaped: FULL.unshaped,
      tokenPrefixes: FULL.tokenPrefixes,
      http: FULL.http,
      timeoutSeconds: 60_000,
      whoChanged: 'true',
    });
  });

  test('a pattern of an http target is a regular expression', () => {
    process.env[VARIABLES.http] = JSON.stringify({
      a: { url: 'https://a.example/me', header: 'X', expect: 200, pattern: '^t_[a-z]+$' },
    });
    expect(readVariables('http').http.a?.pattern).toEqual(/^t_[a-z]+$/);
  });

  test.each([
    ['table', ''],
    ['timeoutSeconds', '-1'],
    ['whoChanged', 'canary'],
    ['unshaped', '{canary'],
    ['http', '{"a":{"url":"canary"}}'],
  ] as const)('%s that is wrong is named and not quoted', (key, value) => {
    process.env[VARIABLES[key]] = value;
    expect(() => readVariables(key)).toThrow(new Fault(`the variable ${VARIABLES[key]} is missing or cannot be read`));
  });
});

describe('a kind without a shape', () => {
  const mayLeave = mayLeaveBy({ 'discord.oauth': ['prod/discord-*', 'exact.name'], 'http.a': ['*-a'] });
  const ref = (name: string) => ({ id: name, name, source: name });

  test.each([
    ['leaves by its pattern', 'discord.oauth', 'prod/discord-app', true],
    ['leaves by its exact name', 'discord.oauth', 'exact.name', true],
    ['stays when a dot would have to be any character', 'discord.oauth', 'exactxname', false],
    ['stays under another name', 'discord.oauth', 'x/prod/discord-app', false],
    ['stays when listed for another kind', 'http.a', 'prod/discord-app', false],
    ['stays when not listed', 'vault.token', 'prod/discord-app', false],
  ])('%s', (_, kind, name, wanted) => expect(mayLeave(kind, ref(name))).toBe(wanted));
});

describe('the deadline', () => {
  test.each([
    ['the context when it is sooner', 20_000, 16_000],
    ['our own limit when the context says five minutes', 300_000, 56_000],
  ])('is %s, less what storing takes', (_, remaining, wanted) => {
    expect(deadlineOf({ getRemainingTimeInMillis: () => remaining }, 60_000, 1_000)).toBe(wanted);
  });
});

describe('a fault', () => {
  test.each([
    ['our own words', new Fault('not understood'), 'not understood'],
    ['the class of an error', new TypeError('canary'), 'TypeError'],
    ['nothing of what is no error', 'canary', 'unknown'],
    ['nothing of a name that is a sentence', Object.assign(new Error(), { name: 'token canary' }), 'unknown'],
  ])('tells %s', (_, error, wanted) => expect(faultOf(error)).toBe(wanted));
});
