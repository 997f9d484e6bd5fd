import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsOn } from './support/axe.ts';
import { draw, openBrowser, shownOn } from './support/draw.ts';
import { watch } from './support/troubles.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const page = (main: string, title = '<title>Tokens</title>'): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8">${title}</head><body><main><h1>Tokens</h1>${main}</main></body></html>`;

describe('axe', () => {
  test.each([
    [
      'a page that is well made',
      page('<p>All well.</p><label>Search <input name="q"></label> <a href="#top">Back to the top</a>'),
      [],
    ],
    [
      'a page without a title',
      page('<p>a</p>', ''),
      ['document-title: html: Documents must have <title> element to aid in navigation'],
    ],
    ['a field without a label', page('<input name="q">'), ['label: input: Form elements must have labels']],
    [
      'text that is faint',
      page('<p id="faint" style="color:#999">a few words</p>'),
      ['color-contrast: #faint: Elements must meet minimum color contrast ratio thresholds'],
    ],
    [
      'two buttons that are too small to be met',
      page(
        '<style>button{width:8px;height:8px;padding:0;border:0;display:block}</style><button aria-label="a"></button><button aria-label="b"></button>',
      ),
      [
        'target-size: button[aria-label="a"]: All touch targets must be 24px large, or leave sufficient space',
        'target-size: button[aria-label="b"]: All touch targets must be 24px large, or leave sufficient space',
      ],
    ],
  ])('of %s says what there is to say', async (_, html, violations) => {
    const { page: drawn } = await draw(browser, html, { width: 600 });
    expect(await violationsOn(drawn)).toEqual(violations);
  });

  test('a fragment is looked at alone', async () => {
    const { page: drawn } = await draw(
      browser,
      page('<input name="p"><div id="part" style="padding:24px"><input name="q"></div>', ''),
      {
        width: 600,
      },
    );
    expect(await violationsOn(drawn, '#part')).toEqual(['label: input[name="q"]: Form elements must have labels']);
  });
});

describe('what is drawn', () => {
  test('takes the place of what was drawn before, with none of its troubles', async () => {
    const image = 'https://a.invalid/a.png';
    const before = await draw(browser, page(`<p>before</p><img alt="" src="${image}">`), { width: 400, mode: 'dark' });
    expect(before.troubles).toContain(`asks ${image}`);
    const { page: drawn, troubles } = await draw(browser, page('<p>after</p>'), { width: 320 });
    expect(drawn).toBe(before.page);
    expect((await shownOn(drawn)).map(({ text }) => text)).toEqual(['Tokens', 'after']);
    expect(await drawn.evaluate(`[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]`)).toEqual([
      320,
      false,
    ]);
    expect(troubles).toEqual([]);
  });
});

describe('what a page does that is served', () => {
  const servers: Server[] = [];
  afterAll(() => servers.map((server) => server.close()));

  /** Gives its host. */
  const serve = async (html: string): Promise<string> => {
    const server = createServer((request, response) => {
      response
        .setHeader('content-type', request.url === '/' ? 'text/html' : 'text/css')
        .end(request.url === '/' ? html : '');
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  const troublesOf = async (html: string): Promise<readonly string[]> => {
    const own = await serve(html);
    const opened = await browser.newPage();
    const troubles = watch(opened, own);
    await opened.goto(`http://${own}/`, { waitUntil: 'networkidle' });
    await opened.close();
    return troubles;
  };

  test('is no trouble while it asks its own host alone', async () => {
    expect(await troublesOf('<link rel="icon" href="data:,"><link rel="stylesheet" href="/a.css"><p>a</p>')).toEqual(
      [],
    );
  });

  test('is written down where it asks another, says something or throws', async () => {
    const other = await serve('');
    const troubles = await troublesOf(
      `<link rel="icon" href="data:,"><link rel="stylesheet" href="http://${other}/a.css"><script>console.error('oh'); new WebSocket('ws://${other}/b'); nothing()</script>`,
    );
    expect(troubles).toEqual(
      expect.arrayContaining([
        `asks http://${other}/a.css`,
        'says oh',
        `asks ws://${other}/b`,
        'throws nothing is not defined',
      ]),
    );
  });
});
