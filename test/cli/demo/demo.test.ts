import { spawn } from 'node:child_process';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { castAt } from '../../../cli/demo/cast/cast.ts';
import { startIssuers } from '../../../cli/demo/issuers/all.ts';
import { screen } from '../../../cli/demo/screen.ts';
import { play } from '../../../cli/demo/story.ts';
import { lookOf } from '../../../cli/render/style.ts';
import { tokenId } from '../../../core/model/token.ts';

const MAIN = join(import.meta.dirname, '../../../cli/main.ts');
const TERMINAL = { color: false, ascii: false, columns: 120 };

type Ran = { readonly code: number | null; readonly out: string; readonly seconds: number };

const run = (temporary: string): Promise<Ran> =>
  new Promise((resolve) => {
    const beganAt = Date.now();
    const env = { ...process.env, TMPDIR: temporary, HOME: temporary, LANG: 'C.UTF-8' };
    const child = spawn(process.execPath, [MAIN, 'demo'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (out += chunk));
    // `close` comes when nobody holds the output any more: no process is left over.
    child.on('close', (code) => resolve({ code, out, seconds: (Date.now() - beganAt) / 1000 }));
  });

const VERDICTS: Readonly<Record<string, string>> = {
  'prod/discord-hook': 'healthy',
  'prod/discord-user': 'expiring',
  'prod/partner-jwt': 'expired',
  'ci/github-release': 'rejected',
  'ci/npm-mistyped': 'indeterminate',
  'dev/bot-quoted': 'rejected',
  'dev/bot-prefixed': 'rejected',
  'dev/reports.token': 'degraded',
  'ci/gitlab-deploy': 'indeterminate',
  'prod/discord-bot': 'healthy',
  'prod/orders.token': 'healthy',
  'ci/npm-publish': 'healthy',
  'ci/npm-read': 'healthy',
};

const TOLD: Readonly<Record<string, readonly string[]>> = {
  'prod/discord-bot': ['REJECTED', 'RECOVERED'],
  'ci/npm-publish': ['REJECTED', 'RECOVERED'],
  'prod/orders': ['EXPIRES WITHIN A MINUTE', 'EXPIRED', 'RECOVERED'],
};

/** Letters of both cases and digits in a row, as in every token here and in nothing else that is printed. */
const LIKE_A_TOKEN = /(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{24,}/;

describe.concurrent('the demo', () => {
  test('as npm start runs it: ends with 0, shows every trouble, tells once, leaves nothing behind', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'token-health-test-'));

    const { code, out, seconds } = await run(temporary);

    expect(code, out).toBe(0);
    expect(seconds).toBeLessThan(60);
    for (const [name, verdict] of Object.entries(VERDICTS))
      expect(out.match(new RegExp(`^\\S+ +${verdict} +${name} `, 'gm')), name).toHaveLength(2);
    for (const [name, words] of Object.entries(TOLD))
      expect(out.match(new RegExp(`^[A-Z]+(?: [A-Z0-9]+)*(?=  ${name} \\()`, 'gm')), name).toEqual(words);
    expect(out.match(/^STARTED /gm)).not.toBeNull();
    expect(out).not.toMatch(LIKE_A_TOKEN);
    await rmdir(temporary);
  }, 90_000);

  test('no value of any token is printed, in whole, in part or encoded', async () => {
    const issuers = await startIssuers();
    const cast = await castAt(issuers, Date.now());
    const lines: string[] = [];
    let visited: Promise<string> | undefined;
    const hear = (line: string): void => {
      lines.push(line);
      const [url] = /http:\/\/127\.0\.0\.1:\d+\/[a-z0-9]{48}\//.exec(line) ?? [];
      if (url !== undefined) visited = visitPage(url);
    };

    const mistakes = await play(issuers, cast, screen({ look: lookOf(TERMINAL), color: false, out: hear }), false);
    await issuers.stop();
    lines.push((await visited) ?? '');
    expect(lines.at(-1)).toMatch(/dev\/bot-quoted was looked at: rejected\./);

    expect(mistakes).toEqual([]);
    const out = lines.join('\n');
    const leaked = cast.filter(({ value }) => spellings(value).some((part) => out.includes(part)));
    expect(leaked.map(({ name }) => name)).toEqual([]);
  }, 90_000);
});

/** What a viewer sees who waits for the first sweep, and then probes a token from the page. */
const visitPage = async (url: string): Promise<string> => {
  const pageAt = async (address: string): Promise<string> => (await fetch(address)).text();
  let page = '';
  for (let tries = 0; tries < 40 && !page.includes('dev/bot-quoted'); tries++) {
    await sleep(250);
    page = await pageAt(`${url}?show=rejected`);
  }
  const [, proof = ''] = /name="proof" value="(\w+)"/.exec(page) ?? [];
  const body = new URLSearchParams({ proof, token: tokenId('dev/bot-quoted') });
  const headers = { origin: new URL(url).origin };
  return page + (await (await fetch(`${url}look?show=all`, { method: 'POST', headers, body })).text());
};

/** Windows of 10 characters, without what every token of the kind begins with, and the whole in other spellings. */
const spellings = (value: string): readonly string[] => {
  const bytes = Buffer.from(value);
  const whole = [bytes.toString('base64url').slice(0, 40), bytes.toString('hex').slice(0, 40)];
  const windows = Array.from({ length: Math.max(0, value.length - 10) }, (_, at) => value.slice(at, at + 10));
  return [...whole, ...windows.filter((part) => /\d/.test(part) && /[A-Z]/.test(part) && /[a-z]/.test(part))];
};
