import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TokenRecord } from '../../core/model/record.ts';
import { DIAGNOSES, NOW } from '../support/digest-records.ts';
import { recordSaying, SOME_RECORDS } from '../support/overview.ts';
import { violationsOn } from './support/axe.ts';
import { faintOn, openBrowser, overflow, picture, shownOn } from './support/draw.ts';
import { type Served, serveRecords } from './support/served.ts';
import { watch } from './support/troubles.ts';

let browser: Browser;
let served: Served;
let page: Page;
let troubles: readonly string[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(() => open(SOME_RECORDS));
afterEach(async () => {
  // Nothing was said, thrown, or asked of another host, whatever was done.
  expect(troubles).toEqual([]);
  await close();
});

const open = async (records: readonly TokenRecord[], every = 250): Promise<void> => {
  served = await serveRecords(records, every);
  page = await browser.newPage({ viewport: { width: 1200, height: 800 }, locale: 'en-GB' });
  troubles = watch(page, new URL(served.url).host);
  await page.goto(served.url);
};

const close = async (): Promise<void> => {
  await page.close();
  await served.close();
};

const names = (): Promise<string[]> => page.locator('.th-table > tbody > tr > th').allInnerTexts();
const firstOf = (texts: readonly string[]): string[] => texts.map((text) => text.split('\n')[0] ?? '');
const rowOf = (name: string) =>
  page.locator('.th-table > tbody > tr', { has: page.getByRole('link', { name, exact: true }) });
/** The row below it, where its details are. */
const detailsOf = (name: string) => rowOf(name).locator('xpath=following-sibling::tr[1]//details').first();

describe('filters', () => {
  test('by a count, by the form, and by words; and a filter that leaves nothing is cleared', async () => {
    await page.getByRole('link', { name: '1 ~ degraded' }).click();
    await expect.poll(async () => firstOf(await names())).toEqual(['prod/slack-notify']);
    await page.getByRole('combobox', { name: 'Show' }).selectOption('all');
    await page.getByRole('combobox', { name: 'Owner' }).selectOption('team-bots');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect
      .poll(async () => firstOf(await names()))
      .toEqual(['prod/discord-bot', 'prod/discord-oauth', 'staging/discord-bot']);
    await page.getByRole('searchbox', { name: 'Find' }).fill('nobody has this');
    await page.keyboard.press('Enter');
    await page.getByText('No token fits and is of team-bots').waitFor();
    await page.getByRole('link', { name: 'Clear the filter' }).click();
    await expect.poll(names).toHaveLength(SOME_RECORDS.length);
  });
});

describe('a row', () => {
  test('opens, and stays open while the table is renewed by itself', async () => {
    await detailsOf('prod/discord-bot').locator('summary').click();
    expect(await detailsOf('prod/discord-bot').innerText()).toContain('Reset the token: Discord Developer Portal');
    const other = SOME_RECORDS.find(({ ref }) => ref.name === 'prod/slack-notify');
    if (other === undefined) throw new Error('there is no sample');
    await served.change(other, { diagnosis: DIAGNOSES.healthy() });
    await page.getByRole('link', { name: '5 need you' }).waitFor();
    expect(await page.title()).toBe('5 need you - Token Health');
    expect(await detailsOf('prod/discord-bot').getAttribute('open')).not.toBeNull();
  });

  test('is snoozed, says so, and the audit has who and why', async () => {
    const row = rowOf('prod/slack-notify');
    await row.locator('details > summary').click();
    await row.getByRole('combobox', { name: 'For' }).selectOption({ label: '7 days' });
    await row.getByRole('textbox', { name: 'Why' }).fill('the scope comes on Monday');
    await row.getByRole('button', { name: 'Snooze' }).click();
    await page.getByText('prod/slack-notify is quiet until Mon 2026-11-30 09:00 UTC').waitFor();
    await expect.poll(async () => firstOf(await names())).not.toContain('prod/slack-notify');
    expect(await served.store.audit(9, NOW)).toMatchObject([
      { by: 'alice', token: { name: 'prod/slack-notify' }, quiet: { why: 'the scope comes on Monday' } },
    ]);
  });

  test('is probed now: what its issuer says is there, and a second press at once is refused', async () => {
    await rowOf('prod/discord-bot')
      .getByRole('button', { name: /Probe now/ })
      .click();
    await page.getByText('prod/discord-bot').first().waitFor();
    await page.getByRole('link', { name: '16 ✓ healthy' }).click();
    await expect.poll(async () => firstOf(await names())).toContain('prod/discord-bot');
    await detailsOf('prod/discord-bot').locator('summary').click();
    await detailsOf('prod/discord-bot')
      .getByRole('button', { name: /Probe now/ })
      .click();
    await page.getByText('was asked about a moment ago').waitFor();
    expect(await served.store.audit(9, NOW)).toMatchObject([{ looked: true, by: 'alice' }]);
  });
});

test('all of it is done by keyboard alone', async () => {
  const pressUntil = async (what: RegExp): Promise<void> => {
    for (let n = 0; n < 60; n++) {
      await page.keyboard.press('Tab');
      const text = await page.evaluate<string>('document.activeElement?.textContent ?? ""');
      if (what.test(text)) return;
    }
    throw new Error(`no Tab comes to ${what}`);
  };
  await pressUntil(/^1 ~ degraded$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/show=degraded/);
  await pressUntil(/^Snooze/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('by keyboard');
  await page.keyboard.press('Enter');
  await page.getByText('prod/slack-notify is quiet until').waitFor();
  expect(await served.store.audit(9, NOW)).toMatchObject([{ quiet: { why: 'by keyboard' } }]);
});

describe.each([
  ['light', 1200],
  ['dark', 1200],
  ['light', 320],
  ['dark', 320],
] as const)('the page, %s and %i px wide', (mode, width) => {
  test.each([
    ['what needs somebody', '', SOME_RECORDS],
    ['all, one of them open', '?show=all', SOME_RECORDS],
    ['nothing known yet', '', []],
  ])('shows %s to everybody', async (_, query, records) => {
    await close();
    await open(records);
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: mode });
    await page.goto(`${served.url}${query}`);
    if (query !== '') await detailsOf('prod/discord-bot').locator('summary').click();
    expect(await violationsOn(page)).toEqual([]);
    expect(await faintOn(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
});

test('what somebody else wrote stays text in every field, and runs nowhere', async () => {
  const evil = `"><img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
  const saying = recordSaying(evil);
  const record = { ...saying, diagnosis: { ...saying.diagnosis, docsUrl: `javascript:${evil}` } };
  await close();
  await open([record]);
  await page.locator('details > summary').first().click();
  for (const field of ['by', 'why'])
    await page
      .locator(`[name=${field}]`)
      .first()
      .fill(evil, { timeout: 500 })
      .catch(() => {});
  await page.getByRole('button', { name: 'Snooze' }).first().click();
  await page.goto(`${served.url}?show=all&find=${encodeURIComponent('onerror')}&owner=${encodeURIComponent(evil)}`);
  await page.goto(`${served.url}?show=all`);
  expect(await page.locator('main img, main script, main [onerror]').count()).toBe(0);
  expect(await page.title()).not.toContain('owned');
  expect((await shownOn(page)).map(({ text }) => text).join('\n')).toContain('onerror=');
});

test('a server that is gone is said, and what is shown stays', async () => {
  await served.close();
  await page.getByText('Not reachable since').waitFor();
  expect(await names()).toHaveLength(6);
  // The browser itself says that it could not connect.
  await page.goto('about:blank');
  (troubles as string[]).length = 0;
});

test.each([
  ['page-light', 'light', 1200],
  ['page-dark', 'dark', 1200],
  ['page-narrow', 'light', 360],
] as const)('%s.png can be drawn', async (name, mode, width) => {
  await page.emulateMedia({ colorScheme: mode });
  await page.setViewportSize({ width, height: 800 });
  await picture(page, name);
  expect((await shownOn(page)).length).toBeGreaterThan(20);
});
