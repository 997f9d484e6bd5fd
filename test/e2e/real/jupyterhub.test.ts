import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HttpTarget } from '../../../providers/http-target.ts';
import { type JupyterHub, startJupyterHub } from './jupyterhub.ts';
import { said } from './said.ts';

let folder: string;
let file: string;
let hub: JupyterHub;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'token-health-hub-'));
  file = join(folder, 'http.json');
  hub = await startJupyterHub();
  writeFileSync(file, JSON.stringify(addresses(hub.url)));
});
afterAll(async () => {
  await hub?.stop();
  rmSync(folder, { recursive: true });
});

const HEADER = { header: 'Authorization', prefix: 'token ', expect: 200 };

/** The addresses of the hub, as a user of `--http` describes them. What the description learns to say is said here. */
const addresses = (base: string): Record<'self' | 'users', HttpTarget> => ({
  /** Open to every live token, whatever its scopes: 403 has one meaning. */
  self: { url: `${base}/hub/api/user`, ...HEADER, refused: [403] },
  /** 403 means dead or lacking a scope, which only its words tell apart: it is listed as no refusal. */
  users: { url: `${base}/hub/api/users`, ...HEADER },
});

type Address = keyof ReturnType<typeof addresses>;

const verdict = async (value: string, address: Address, args = ['--no-state'], date?: string): Promise<string> => {
  const tags = { 'token-health:provider': `http.${address}`, ...(date && { 'token-health:expires-at': date }) };
  return (await said({ name: 'NOTEBOOKS', value, tags }, [...args, '--http', file], { NOTEBOOKS: value })).verdict;
};

const live = async (): Promise<string> => (await hub.mint()).value;
const narrow = async (): Promise<string> => (await hub.mint({ scopes: ['read:users:name!user'] })).value;
const dated = async (): Promise<string> => (await hub.mint({ expiresIn: 3600 })).value;
const neverIssued = async (): Promise<string> => randomBytes(16).toString('hex');
const revoked = async (): Promise<string> => {
  const { value, revoke } = await hub.mint();
  await revoke();
  return value;
};
const expired = async (): Promise<string> => {
  const { value } = await hub.mint({ expiresIn: 1 });
  await sleep(1_500);
  return value;
};

describe('a real JupyterHub, asked who the token is', () => {
  test.each<[string, () => Promise<string>, string]>([
    ['a live token is healthy', live, 'healthy -'],
    ['a live token with a date of its own is healthy', dated, 'healthy -'],
    ['a live token that may do next to nothing is healthy', narrow, 'healthy -'],
    ['a revoked token is rejected', revoked, 'rejected unrecognised'],
    ['an expired token is rejected', expired, 'rejected unrecognised'],
    ['a token that was never issued is rejected', neverIssued, 'rejected unrecognised'],
  ])('%s', async (_sentence, make, expected) => expect(await verdict(await make(), 'self')).toBe(expected));

  test('a token that worked at the last look and was revoked since is said to be revoked', async () => {
    const { value, revoke } = await hub.mint();
    const state = ['--state', join(folder, 'revoked.db')];
    expect(await verdict(value, 'self', state)).toBe('healthy -');
    await revoke();
    expect(await verdict(value, 'self', state)).toBe('rejected revoked');
  });

  test('a token refused past the date on its tag is said to have expired', async () => {
    const date = new Date().toISOString().replace(/\.\d+/, '');
    expect(await verdict(await expired(), 'self', ['--no-state'], date)).toBe('expired expired');
  });
});

describe('a real JupyterHub, asked for what most tokens may not see', () => {
  test.each<[string, () => Promise<string>]>([
    ['a live token that lacks the scope is not called dead', live],
    ['nor is a token that was never issued, as long as no words tell the two apart', neverIssued],
  ])('%s', async (_sentence, make) => expect(await verdict(await make(), 'users')).toBe('indeterminate blocked'));
});

/** What the rules for a hub stand on. A release that says it otherwise is noticed here. */
describe('what JupyterHub says', () => {
  const LACKS = 'Action is not authorized with current scopes; requires any of [list:users]';
  const DEAD = 'Missing or invalid credentials.';

  test.each<[string, () => Promise<string>, string, string | null]>([
    ['of a revoked token', revoked, '/hub/api/user', null],
    ['of an expired token', expired, '/hub/api/user', null],
    ['of a token that was never issued', neverIssued, '/hub/api/user', null],
    ['of a dead token where a scope is needed', revoked, '/hub/api/users', DEAD],
    ['of a live token where it lacks the scope', live, '/hub/api/users', LACKS],
  ])('%s', async (_sentence, make, path, message) => {
    const answer = await fetch(hub.url + path, { headers: { authorization: `token ${await make()}` } });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({ status: 403, message });
  });
});
