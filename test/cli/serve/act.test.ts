import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { REGISTRY } from '../../../adapters/issuers/built-in.ts';
import { openStore, type Store } from '../../../adapters/local/store.ts';
import { localSource } from '../../../cli/serve/local.ts';
import { serveWish } from '../../../cli/serve/wish.ts';
import { DAY, HOUR } from '../../../core/base/time.ts';
import { tokenId } from '../../../core/model/token.ts';
import { newCanary } from '../../leak/canary.ts';
import { scan } from '../../leak/scan.ts';
import { type Issuer, startIssuer } from '../issuer.ts';
import { run } from '../run.ts';
import { opened } from './visit.ts';

const ACCEPTED = { status: 200, body: { id: '123456789012345678', username: 'orderbot', bot: true } };
const REFUSED = { status: 401, body: { message: '401: Unauthorized', code: 0 } };

let folder: string;
let file: string;
let state: string;
let issuer: Issuer;
let door: Awaited<ReturnType<typeof opened>>;
const bot = newCanary('discord.bot');

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'token-health-page-'));
  [file, state] = [join(folder, '.env'), join(folder, 'state.db')];
  issuer = await startIssuer(ACCEPTED);
  const soon = new Date(Date.now() + 5 * DAY).toISOString().slice(0, 10);
  writeFileSync(file, `BOT=${bot.value} # token-health: provider=discord.bot expires-at=${soon}\n`);
  const asking = serveWish({ providerUrl: { discord: issuer.origin }, timeout: 2 });
  door = await opened(localSource({ state, asking, registry: REGISTRY }));
});
afterEach(async () => {
  await door.close();
  await issuer.close();
  rmSync(folder, { recursive: true });
});

const check = (...args: string[]) =>
  run(['check', file, '--state', state, '--provider-url', `discord=${issuer.origin}`, ...args]);
const inStore = async <T>(read: (store: Store) => Promise<T>): Promise<T> => {
  const store = openStore(state);
  try {
    return await read(store);
  } finally {
    store.close();
  }
};
const audit = () => inStore(({ audit: read }) => read(10, Date.now()));
const record = async () => (await inStore(async ({ records }) => records()))[0];
const BOT = (): string => tokenId(`file:${file}:BOT`);

test('before anything was looked at the page says how, and makes no state; once it was, the token is there', async () => {
  expect((await door.page()).body).toContain('token-health check .env');
  expect((await door.press('look', { token: 'x' })).page.body).toContain('not watched any more');
  await check();
  expect((await door.page()).body).toMatch(/<title>1 needs you - Token Health<\/title>/);
});

describe('a snooze', () => {
  test('is in the store and in the audit, with who and why, is said, and is seen on the page', async () => {
    await check();
    const until = Date.now() + 3 * DAY;

    const { page, to } = await door.press('snooze?show=all', {
      token: BOT(),
      until: `${until}`,
      why: 'moves on\r\nMonday',
    });

    expect(page.body).toMatch(/BOT is quiet until [^<]+<\/b>, asked for by alice/);
    expect(to.searchParams.get('show')).toBe('all');
    expect((await record())?.quiet).toMatchObject({ what: 'snoozed', by: 'alice', until, why: 'moves on Monday' });
    expect(await audit()).toMatchObject([{ by: 'alice', token: { name: 'BOT' }, quiet: { why: 'moves on Monday' } }]);
    expect(page.body).toContain('snoozed until');
  });

  test.each([
    ['too far', () => Date.now() + 40 * DAY, /too far: at most until/],
    ['past', () => Date.now() - HOUR, /moment has passed: choose again/],
    ['no number', () => 'soon', /not understood. Nothing was done/],
    ['negative', () => -1, /not understood. Nothing was done/],
  ])('whose end is %s is refused in words, and nothing is written', async (_, until, said) => {
    await check();
    const { page } = await door.press('snooze', { token: BOT(), until: `${until()}` });
    expect(page.body).toMatch(said);
    expect([(await record())?.quiet, await audit()]).toEqual([undefined, []]);
  });

  test('with a token pasted into its reason keeps no part of it', async () => {
    await check();
    const { page } = await door.press('snooze', { token: BOT(), until: `${Date.now() + HOUR}`, why: bot.value });
    expect(page.body).toContain('is quiet until');
    const kept = JSON.stringify([await record(), await audit()]);
    expect(scan([bot], { page: page.body, kept })).toEqual([]);
  });
});

describe('probe now', () => {
  test('asks the issuer, says what it answered, writes down who asked, and not again within the minute', async () => {
    await check();
    const before = issuer.hits();
    issuer.behave(REFUSED);

    const { page } = await door.press('look', { token: BOT() });

    expect(page.body).toMatch(/BOT was looked at: \w+\./);
    expect(issuer.hits()).toBeGreaterThan(before);
    expect((await record())?.look.seen).toBe('refused');
    expect(await audit()).toMatchObject([{ by: 'alice', looked: true, token: { name: 'BOT' } }]);
    const again = await door.press('look', { token: BOT() });
    expect(again.page.body).toContain('was asked about a moment ago');
    expect(scan([bot], { page: page.body, again: again.page.body })).toEqual([]);
  });

  test('of a token whose file is gone says so and what to do, and can be pressed again at once when it is back', async () => {
    await check();
    const [text, before] = [`BOT=${bot.value} # token-health: provider=discord.bot\n`, issuer.hits()];
    rmSync(file);
    const { page } = await door.press('look', { token: BOT() });
    expect(page.body).toMatch(
      /BOT could not be looked at:<\/b> there is no \S+\.env any more\. To do: look where it is now/,
    );
    expect([issuer.hits(), await audit()]).toEqual([before, []]);

    writeFileSync(file, text);
    expect((await door.press('look', { token: BOT() })).page.body).toContain('BOT was looked at: healthy.');
  });

  test('of a variable that is not in its file any more says what would tell it', async () => {
    await check();
    writeFileSync(file, 'BOT=nothing that is a token\n');
    const { page } = await door.press('look', { token: BOT() });
    expect(page.body).toMatch(/BOT could not be looked at:.*--provider NAME=discord\.bot/);
  });

  test.each([
    [
      'a shell',
      ['--env', 'BOT'],
      /it was a variable of a shell\. To do: look from that shell: token-health check --env BOT/,
    ],
    ['a pipe', ['--stdin'], /it came by a pipe\. To do: send it again: token-health check --stdin/],
  ])('of what came by %s says how to look at it', async (_, args, said) => {
    await run(['check', '--state', state, '--provider-url', `discord=${issuer.origin}`, ...args], {
      env: { BOT: bot.value },
      stdin: JSON.stringify([{ name: 'BOT', value: bot.value, tags: { 'token-health:provider': 'discord.bot' } }]),
      cwd: folder,
    });
    const { page } = await door.press('look', { token: (await record())?.ref.id ?? '' });
    expect(page.body).toMatch(said);
    expect(issuer.hits()).toBe(1);
  });

  test('of an issuer that does not answer says what that means, and the page is served meanwhile', async () => {
    await check();
    issuer.behave('silent');
    const [{ page }, meanwhile] = await Promise.all([door.press('look', { token: BOT() }), door.page()]);
    expect(meanwhile.status).toBe(200);
    expect(page.body).toMatch(/BOT was looked at: \w+\.|BOT is being looked at/);
  });
});

test('what cannot be done from here is no order: a sweep of this machine', async () => {
  await check();
  expect((await door.press('sweep', {})).page.body).toContain('Nothing was done: reload the page and press again.');
});

test('a state that breaks while it is served is a page that says so, without a stack; the server lives on', async () => {
  await check();
  const whole = (await door.page()).status;
  rmSync(state);
  for (const end of ['-wal', '-shm']) rmSync(`${state}${end}`, { force: true });
  writeFileSync(state, 'no database, but long enough to be taken for one'.repeat(50));

  const broken = await door.page();
  const pressed = await door.press('snooze', { token: BOT(), until: `${Date.now() + HOUR}` });

  expect([whole, broken.status, pressed.answer.status]).toEqual([200, 503, 303]);
  expect(broken.body).toMatch(/✕ cannot use the state file [^<]+<\/b>: it is not a state file\. To do: name another/);
  expect(broken.body).not.toMatch(/\.ts:\d+|node:/);
  rmSync(state);
  expect((await door.page()).status).toBe(200);
});
