import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DARK, LIGHT } from '../../messages/html/palette.ts';
import { contrast, luminance } from '../support/contrast.ts';
import { draw, faintOn, groundOf, openBrowser, overflow, picture, shownOn } from './support/draw.ts';
import { golden, namesOf } from './support/golden.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const NAMES = namesOf('.mail.html');
const html = (name: string): string => golden(`${name}.mail.html`);

test('there is a mail of every message', () => {
  expect(NAMES).toEqual(namesOf('.email.txt'));
});

describe.each(['light', 'dark'] as const)('on a %s screen of 320 pixels', (mode) => {
  test.each(NAMES)('%s asks for nothing, needs no scrolling to the side, and is read without effort', async (name) => {
    const { page, troubles } = await draw(browser, html(name), { width: 320, mode });
    const shown = await shownOn(page);
    expect(shown.length).toBeGreaterThan(8);
    expect(await overflow(page)).toBe(0);
    expect(await faintOn(page)).toEqual([]);
    expect(new Set(shown.map(({ under }) => luminance(under) < 0.05))).toEqual(new Set([mode === 'dark']));
    expect(contrast(await groundOf(page), mode === 'dark' ? DARK.ground : LIGHT.ground)).toBe(1);
    expect(troubles).toEqual([]);
  });
});

test('what is to be pressed is as high as a thumb needs', async () => {
  const { page } = await draw(browser, html('rejected-revoked'), { width: 320 });
  const heights = await page
    .getByRole('link', { name: /^(?:Open|Read|See) the / })
    .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().height));
  expect(heights.length).toBe(3);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
});

test('a wide screen shows it in a column of 600 pixels', async () => {
  const { page } = await draw(browser, html('rejected-revoked'), { width: 1600 });
  expect(await page.locator('h1').evaluate((heading) => heading.getBoundingClientRect().width)).toBeLessThanOrEqual(
    600,
  );
});

test.each([
  ['alert-mail-light', 'light', 640],
  ['alert-mail-dark', 'dark', 640],
  ['alert-mail-phone', 'dark', 360],
] as const)('%s.png can be drawn', async (file, mode, width) => {
  const { page, troubles } = await draw(browser, html('rejected-revoked'), { width, mode, scale: 1.5 });
  await picture(page, file);
  expect(troubles).toEqual([]);
});
