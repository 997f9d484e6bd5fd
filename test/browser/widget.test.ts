import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAsked } from '../../adapters/dashboard/asked.ts';
import { drawWidget } from '../../adapters/dashboard/widget.ts';
import type { Wish } from '../../core/overview/view.ts';
import { NAMES, overviewOf, SOME_OVERVIEW } from '../support/overview.ts';
import { violationsOn } from './support/axe.ts';
import { type Call, dashboardPage } from './support/console.ts';
import { draw, faintOn, openBrowser, overflow, picture, shownOn } from './support/draw.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const SELF = 'arn:aws:lambda:eu-west-1:123456789012:function:widget';
const ACT = 'arn:aws:lambda:eu-west-1:123456789012:function:act';

type Theme = 'light' | 'dark';
type Shown = { readonly theme: Theme; readonly width: number };

const widget = (view: 'tokens' | 'horizon', wish: Wish, { theme, width }: Shown, overview = SOME_OVERVIEW): string => {
  const widgetContext = { theme, width, timezone: { label: 'Europe/Berlin', offsetISO: '+01:00' } };
  const asked = readAsked({ view, ...wish, widgetContext });
  if (asked.what === 'describe') throw new Error('no view was asked for');
  return dashboardPage(drawWidget(overview, asked, { self: SELF, act: ACT, names: NAMES }), theme);
};

describe.each<Shown & { readonly name: string }>([
  { name: 'light and wide', theme: 'light', width: 1200 },
  { name: 'dark and wide', theme: 'dark', width: 1200 },
  { name: 'light and narrow', theme: 'light', width: 320 },
  { name: 'dark and narrow', theme: 'dark', width: 320 },
])('the widget, $name', ({ theme, width }) => {
  const shown = { theme, width };
  test.each<[string, 'tokens' | 'horizon', Wish, typeof SOME_OVERVIEW]>([
    ['what needs somebody', 'tokens', {}, SOME_OVERVIEW],
    ['all tokens', 'tokens', { show: 'all' }, SOME_OVERVIEW],
    ['a filter that leaves nothing', 'tokens', { find: 'nobody' }, SOME_OVERVIEW],
    ['a fresh deploy', 'tokens', {}, overviewOf([])],
    ['the horizon and the issuers', 'horizon', {}, SOME_OVERVIEW],
  ])('shows %s, legibly, with nothing asked of anybody', async (_, view, wish, overview) => {
    const { page, troubles } = await draw(browser, widget(view, wish, shown, overview), { width });
    expect(await faintOn(page)).toEqual([]);
    expect(await violationsOn(page, '.th')).toEqual([]);
    expect(await overflow(page)).toBe(0);
    expect(troubles).toEqual([]);
  });
});

describe('in the widget', () => {
  const open = () => draw(browser, widget('tokens', {}, { theme: 'light', width: 1200 }), { width: 1200 });

  test('the details of what needs somebody open without a call', async () => {
    const { page } = await open();
    await page.locator('#popup').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Details' }).first().click();
    const text = await page.locator('#popup').innerText();
    expect(text).toContain('Reset the token: Discord Developer Portal');
    expect(text).toContain('request id: 8f1d0c2ab3e4');
    expect(await page.evaluate('calls')).toEqual([]);
  });

  test.each<[string, string, Partial<Call>]>([
    ['a count', '1 ✕ rejected', { endpoint: SELF, params: { view: 'tokens', show: 'rejected', page: 1 } }],
    ['a snooze', 'Snooze', { endpoint: SELF, params: { view: 'snooze', token: expect.stringMatching(/^t\w+$/) } }],
    [
      'a look',
      'Probe now',
      {
        endpoint: ACT,
        params: { act: 'look', token: expect.stringContaining('prod%2Fdiscord-bot') },
        confirmation: 'Ask the issuer of prod/discord-bot now?',
      },
    ],
  ])('%s calls the function that it names, by mouse and by keyboard', async (_, name, call) => {
    const { page } = await open();
    const button = page.getByRole('button', { name, exact: true }).first();
    await button.click();
    await button.focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('calls')).toMatchObject([call, call]);
  });

  test('the filter sends its fields along', async () => {
    const { page } = await open();
    await page.getByRole('combobox', { name: 'Owner' }).selectOption('team-bots');
    await page.getByRole('combobox', { name: 'Show' }).selectOption('all');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    const [call] = await page.evaluate<Call[]>('calls');
    expect(call).toMatchObject({
      endpoint: SELF,
      params: { filter: true },
      forms: { owner: 'team-bots', show: 'all' },
    });
    expect(readAsked({ ...call?.params, widgetContext: { forms: { all: call?.forms } } })).toMatchObject({
      wish: { owner: 'team-bots', show: 'all' },
    });
  });
});

test.each<[string, 'tokens' | 'horizon', Shown]>([
  ['dashboard-light', 'tokens', { theme: 'light', width: 1200 }],
  ['dashboard-dark', 'tokens', { theme: 'dark', width: 1200 }],
  ['dashboard-narrow', 'tokens', { theme: 'light', width: 380 }],
  ['dashboard-horizon', 'horizon', { theme: 'light', width: 1200 }],
])('%s.png can be drawn', async (name, view, shown) => {
  const { page } = await draw(browser, widget(view, {}, shown), { width: shown.width, scale: 1.5 });
  await picture(page, name);
  expect((await shownOn(page)).length).toBeGreaterThan(20);
});
