import { describe, expect, test } from 'vitest';
import { newCanary } from './canary.ts';
import type { Paths } from './paths.ts';
import { AWS_PATHS } from './paths-aws.ts';
import { HTTP_PATHS } from './paths-http.ts';
import { LOCAL_PATHS } from './paths-local.ts';
import { scan } from './scan.ts';

/** What comes out, or what is thrown: printed with everything that hangs on it. */
const outcomeOf = async (run: Paths[string], value: string): Promise<unknown> => {
  try {
    return { came: await run(value) };
  } catch (thrown) {
    return { thrown };
  }
};

const KINDS: Readonly<Record<string, Paths>> = {
  'a request': HTTP_PATHS,
  'AWS and Slack': AWS_PATHS,
  'secrets, files, state and events': LOCAL_PATHS,
};

describe.each(Object.entries(KINDS))('A50: no exception quotes a value: %s', (_, paths) => {
  test.concurrent.each(Object.entries(paths))('A50: %s', async (_name, run) => {
    const canary = newCanary('github.classic');

    const outcome = await outcomeOf(run, canary.value);

    expect(scan([canary], { outcome })).toEqual([]);
    expect(Object.values(outcome as object)).not.toEqual([undefined]);
  });
});

test('A50: more than 60 ways are tried, and those that do quote are found', async () => {
  const canary = newCanary('plain');
  const quoting: Paths = { JSON: (value) => JSON.parse(`x${value}`), URL: (value) => new URL(`https://[${value}`) };

  expect(Object.values(KINDS).flatMap(Object.keys).length).toBeGreaterThan(60);
  for (const run of Object.values(quoting))
    expect(scan([canary], { outcome: await outcomeOf(run, canary.value) })).toHaveLength(1);
});
