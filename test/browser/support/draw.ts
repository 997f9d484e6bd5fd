import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { contrast } from '../../support/contrast.ts';
import { ROOT } from '../../support/venv.ts';
import { watch } from './troubles.ts';

/** As root there is no sandbox, and nothing but pages of this repository is shown. */
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none', '--no-zygote'];

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.BROWSER_PATH ?? '', args: ARGS });

export type Mode = 'light' | 'dark';

/** Text as it stands on the page, with the colours that the browser came to. */
type Shown = { readonly text: string; readonly color: string; readonly under: string };

export type Drawn = {
  readonly page: Page;
  /** Whatever it said or asked for; a page of ours says and asks nothing. */
  readonly troubles: readonly string[];
};

type Look = { readonly width: number; readonly mode?: Mode; readonly scale?: number };

type Kept = { readonly page: Page; readonly troubles: string[] };

/** By browser and scale: to open a page takes longer than all that is looked at. */
const kept = new WeakMap<Browser, Map<number, Kept>>();

/** Everything from outside is refused and written down. */
const open = async (browser: Browser, scale: number): Promise<Kept> => {
  const page = await browser.newPage({ deviceScaleFactor: scale, locale: 'en-GB' });
  const troubles = watch(page);
  await page.route('**', (route) => route.abort());
  return { page, troubles };
};

const pageOf = async (browser: Browser, scale: number): Promise<Kept> => {
  const pages: Map<number, Kept> = kept.get(browser) ?? new Map();
  const page = pages.get(scale) ?? (await open(browser, scale));
  kept.set(browser, pages.set(scale, page));
  return page;
};

/** Shows the page at this width, in place of the one drawn before. */
export const draw = async (
  browser: Browser,
  html: string,
  { width, mode = 'light', scale = 1 }: Look,
): Promise<Drawn> => {
  const { page, troubles } = await pageOf(browser, scale);
  troubles.length = 0;
  await page.setViewportSize({ width, height: 640 });
  await page.emulateMedia({ colorScheme: mode });
  await page.setContent(html, { waitUntil: 'load' });
  return { page, troubles };
};

/** Pixels by which it is wider than what shows it. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

export const groundOf = (page: Page): Promise<string> =>
  page.evaluate('getComputedStyle(document.body).backgroundColor');

/** In the browser: every text that takes room, its colour, and the nearest ground below it that is not transparent. */
const SHOWN = `(() => {
  const under = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/, 0\\)$/.test(backgroundColor)) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent.trim();
    const range = document.createRange();
    range.selectNodeContents(node);
    const { width, height } = range.getBoundingClientRect();
    if (text === '' || width < 2 || height < 2) continue;
    found.push({ text, color: getComputedStyle(node.parentElement).color, under: under(node.parentElement) });
  }
  return found;
})()`;

export const shownOn = (page: Page): Promise<readonly Shown[]> => page.evaluate(SHOWN);

/** Texts that are read with effort: under 4.5:1 (WCAG 2.2, 1.4.3). */
export const faintOn = async (page: Page): Promise<readonly string[]> =>
  (await shownOn(page))
    .filter(({ color, under }) => contrast(color, under) < 4.5)
    .map(({ text, color, under }) => `${color} on ${under}: ${text}`);

/** Writes docs/images/`name`.png when pictures are to be made anew, and otherwise nothing: fonts differ from machine to machine. */
export const picture = async (page: Page, name: string): Promise<void> => {
  if (process.env.UPDATE_IMAGES !== '1') return;
  // A picture is as high as what is on it.
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 0, height: 16 });
  writeFileSync(join(ROOT, `docs/images/${name}.png`), await page.screenshot({ fullPage: true }));
};
