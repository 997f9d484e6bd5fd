import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../infra/read-config.ts';
import { ownIssuersAt } from '../support/own-issuers.ts';

const HTTPS = ownIssuersAt('https://api.example.org');
const LOOPBACK = ownIssuersAt('http://127.0.0.1:9000');
const WRONG = mkdtempSync(join(tmpdir(), 'token-health-wrong-'));
writeFileSync(join(WRONG, 'acme.yaml'), 'id: acme\nname: Acme\ndocs: https://acme.example/docs\nkinds: []\n');
afterAll(() => {
  for (const folder of [HTTPS, LOOPBACK, WRONG]) rmSync(folder, { recursive: true });
});

const read = (tokenHealth: object, context: object = {}) =>
  readConfig({ ...context, tokenHealth: { alertEmail: ['a@example.org'], ...tokenHealth } });

const saidOf = (tokenHealth: object, context?: object): string => {
  const reading = read(tokenHealth, context);
  return reading.ok ? '' : reading.says;
};

describe('issuers of the deployment’s own', () => {
  test('are read at synth, and their kinds are kinds like others', () => {
    expect(saidOf({ issuers: HTTPS, unshaped: { 'acme.api-key': ['prod/*'] } })).toBe('');
    expect(saidOf({ unshaped: { 'acme.api-key': ['prod/*'] } })).toContain('unshaped.acme.api-key: no such kind');
  });

  test('in a file that is wrong fail it by file, line and remedy', () => {
    const said = saidOf({ issuers: WRONG });
    expect(said).toMatch(/tokenHealth\.issuers: .*acme\.yaml:1 evidence: write how well the facts are known/s);
    expect(said).toMatch(/acme\.yaml:4 kinds: write at least one kind/);
  });

  test('in a folder that is not there fail it', () =>
    expect(saidOf({ issuers: '/nowhere/at/all' })).toContain('tokenHealth.issuers: /nowhere/at/all'));

  test('on this machine are for the emulator: in AWS that is the function itself', () => {
    expect(saidOf({ issuers: LOOPBACK })).toContain('http://127.0.0.1:9000 is the function itself');
    expect(saidOf({ issuers: LOOPBACK }, { target: 'local' })).toBe('');
  });
});
