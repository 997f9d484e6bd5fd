import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Entry, type Ran, run, runStdin } from '../cli/run.ts';
import { CANARY_KINDS, type Canary, newCanary } from './canary.ts';
import { folder } from './folder.ts';
import { ANSWERS, startMirror } from './mirror.ts';
import { type Places, scan } from './scan.ts';

const PROVIDERS = ['discord', 'github', 'gitlab', 'slack', 'npm', 'vault', 'oauth2-introspection'];

const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  JSON: ['--json'],
  table: [],
  'table without colour': ['--no-color', '--ascii'],
  findings: ['--quiet'],
};

const written = ({ stdout, stderr }: Ran, state: string): Places => ({
  stdout,
  stderr,
  ...Object.fromEntries(readdirSync(state).map((file) => [`bytes of ${file}`, readFileSync(join(state, file))])),
});

const plant = (): { readonly entries: readonly Entry[]; readonly canaries: readonly Canary[] } => {
  const password = newCanary('plain', 'client password');
  const canaries = CANARY_KINDS.filter((kind) => kind !== 'plain').map((kind) => newCanary(kind));
  const entries = canaries.map(({ label, value }): Entry => {
    const tags = { 'token-health:provider': label };
    if (!label.startsWith('oauth2')) return { name: label, value, tags };
    const json = JSON.stringify({ access: value, client_id: 'monitor', client_secret: password.value });
    return { name: label, value: json, tags: { ...tags, 'token-health:field': 'access' } };
  });
  return { entries, canaries: [...canaries, password] };
};

describe.each(ANSWERS)('A24: check, with issuers that send back what they got: answer %i', (answer) => {
  test.concurrent.each(Object.entries(OUTPUTS))(
    'A55: no value is in the output or the state: %s',
    async (_, options) => {
      const [state, mirror, { entries, canaries }] = [folder(), await startMirror(), plant()];
      mirror.turn(answer, 'raw', answer % 2 === 0);
      const urls = PROVIDERS.flatMap((id) => ['--provider-url', `${id}=${mirror.origin}`]);

      const ran = await runStdin(entries, ['--timeout', '3', '--state', join(state, 'state.db'), ...urls, ...options]);
      mirror.close();

      expect(scan(canaries, written(ran, state))).toEqual([]);
      expect(mirror.hits()).toBeGreaterThan(10);
      expect(readdirSync(state)).toContain('state.db');
      if (!options.includes('--quiet')) expect(ran.stdout).toContain('gitlab.pat');
    },
  );
});

/** A token typed, or stored, where it does not belong. */
const MISPLACED: Readonly<Record<string, (value: string, at: string) => readonly string[]>> = {
  'as the file': (value) => [value],
  'as an unknown option': (value) => [`--${value}`],
  'as a variable': (value) => ['--env', value],
  'as a kind': (value) => ['--provider', `KEY=${value}`],
  'as a name and a kind': (value) => ['--provider', `${value}=${value}`],
  'as the address of an issuer': (value) => ['--provider-url', `discord=${value}`],
  'in the address of an issuer': (value) => ['--provider-url', `discord=https://${value}@discord.com`],
  'as an allowed host': (value) => ['--allow-host', value],
  'as the file of --http': (value) => ['--http', value],
  'as seconds': (value) => ['--timeout', value],
  'as verdicts': (value) => ['--fail-on', value],
  'in a .env file that is no such file': (value, at) => {
    writeFileSync(at, `{"token": "${value}"}\nA='${value}\n${value}\n`);
    return [at];
  },
  'as the whole state file': (value, at) => {
    writeFileSync(at, value);
    return ['--stdin', '--state', at];
  },
};

describe('A40: A55: a token in the wrong place is not told', () => {
  const kinds = ['github.classic', 'discord.bot'] as const;
  const cases = Object.entries(MISPLACED).flatMap(([what, args]) => kinds.map((kind) => [what, kind, args] as const));

  test.concurrent.each(cases)('%s, %s', async (_, kind, args) => {
    const canary = newCanary(kind);
    const at = join(folder(), 'file');

    const ran = await run(['check', ...args(canary.value, at)], { stdin: '[]' });

    expect(scan([canary], { stdout: ran.stdout, stderr: ran.stderr })).toEqual([]);
    expect(ran.code).not.toBe(70);
  });
});

test('A15: a token with a line break in it never leaves, and is not told', async () => {
  const [canary, mirror] = [newCanary('discord.bot'), await startMirror()];
  const value = `${canary.value.slice(0, 40)}\r\n${canary.value.slice(40)}`;
  const entries = [{ name: 'bot', value, tags: { 'token-health:provider': 'discord.bot' } }];

  const ran = await runStdin(entries, ['--json', '--no-state', '--provider-url', `discord=${mirror.origin}`]);
  mirror.close();

  expect(scan([canary], { stdout: ran.stdout, stderr: ran.stderr })).toEqual([]);
  expect(JSON.parse(ran.stdout).tokens[0]).toMatchObject({ verdict: 'rejected', cause: 'malformed' });
  expect(mirror.hits()).toBe(0);
});
