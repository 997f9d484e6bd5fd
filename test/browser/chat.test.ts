import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseJson } from '../../core/base/json.ts';
import { slackPayload } from '../support/block-kit.ts';
import { discordPayload } from '../support/discord-embed.ts';
import { discordPage } from './support/discord-page.ts';
import { draw, faintOn, openBrowser, overflow, picture, shownOn } from './support/draw.ts';
import { golden, namesOf } from './support/golden.ts';
import { slackPage } from './support/slack-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const slack = (name: string): string => slackPage(slackPayload.parse(parseJson(golden(`${name}.slack.json`))));
const discord = (name: string): string => discordPage(discordPayload.parse(parseJson(golden(`${name}.discord.json`))));

describe.each([
  ['Slack', '.slack.json', slack, 720, 'alert-slack'],
  ['Discord', '.discord.json', discord, 660, 'alert-discord'],
] as const)('in %s', (_, ending, page, width, file) => {
  test.each(namesOf(ending))('%s is drawn with no mark-up left over, on a phone too', async (name) => {
    const { page: drawn, troubles } = await draw(browser, page(name), { width: 320 });
    const texts = (await shownOn(drawn)).map(({ text }) => text);
    expect(texts.join('\n')).not.toMatch(/\*\*\w|```|&(?:lt|gt|amp);|<!|\|https:|\\/);
    expect(await overflow(drawn)).toBe(0);
    expect(await faintOn(drawn)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  test(`${file}.png can be drawn`, async () => {
    const { page: drawn } = await draw(browser, page('rejected-revoked'), { width, scale: 1.5 });
    await picture(drawn, file);
    expect((await shownOn(drawn)).length).toBeGreaterThan(10);
  });
});
