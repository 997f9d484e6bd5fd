import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OutageNotice } from '../../core/model/notice.ts';
import { renderEmail } from '../../messages/email/email.ts';
import { message, outageMessage } from '../../messages/json/schema.ts';
import { publicationOf } from '../../messages/publication.ts';
import { renderSlack } from '../../messages/slack/slack.ts';
import { renderTerminal } from '../../messages/terminal/terminal.ts';
import { slackPayload, textsOf } from '../support/block-kit.ts';
import { live, nasty, OURS } from './hostile.ts';
import { refuses, silent } from './notices.ts';
import { bodyOf } from './outage-texts.ts';

const about = fc.record({ issuerName: nasty, host: nasty, url: nasty }).map(({ url, ...names }) => ({
  ...names,
  statusPage: `https://discordstatus.com/${url}`,
  docsUrl: `https://docs.discord.com/${url}`,
}));

const refusing = fc
  .record({ names: about, words: nasty, refused: fc.integer({ min: 3, max: 60 }) })
  .map(({ names, words, refused }): OutageNotice => {
    const said = { request: `GET ${names.host}/me`, code: words, message: words, requestId: words };
    return { ...refuses, ...names, refused, of: 60, exchange: { ...refuses.exchange, ...said } };
  });

const falling = fc
  .record({
    names: about,
    detail: nasty,
    tokens: fc.integer({ min: 1, max: 10_000 }),
    cause: fc.constantFrom('rate-limited', 'provider-outage', 'network', 'blocked'),
  })
  .map(({ names, ...rest }): OutageNotice => ({ ...silent, ...names, ...rest }));

describe.each([
  ['refuses', refusing],
  ['is silent', falling],
])('words of others in the notice of an issuer that %s, however hostile,', (_, notices) => {
  const check = (property: (notice: OutageNotice) => void): void =>
    fc.assert(fc.property(notices, property), { numRuns: 300 });

  test('make no mention, no link and no mark-up in Slack, and break no limit', () => {
    check((notice) => {
      const { text, blocks } = slackPayload.parse(renderSlack([notice]));
      const texts = [text, ...textsOf(blocks)];
      expect(texts.flatMap(live).filter((found) => !OURS.test(found))).toEqual([]);
      const shown = texts.join('\n').replaceAll(/<https:[^>]*>/g, '');
      expect(shown).not.toMatch(/https:\/\/|@(everyone|channel|here)\b/);
      expect(blocks.length).toBeLessThanOrEqual(6);
      expect(shown.split('\n').length - 1).toBeLessThanOrEqual(9);
    });
  });

  test('make no line break in a subject, and no line that is wider than 72 or not ASCII', () => {
    check((notice) => {
      const { subject, text } = renderEmail([notice]);
      expect(subject).toMatch(/^[ -~]{1,99}$/);
      expect(subject).toMatch(/ (tokens at once -|tokens? unchecked,) none judged dead \[TH-0VN3E\]$/);
      expect(text.split('\n').filter((line) => !/^[ -~]{0,72}$/.test(line))).toEqual([]);
    });
  });

  test('cannot forge a heading of a mail', () => {
    check((notice) => {
      const { text } = renderEmail([notice]);
      expect(text).not.toMatch(/^Subject:/m);
      expect(text).not.toMatch(/(?<!discord(?:status)?\.com\/)https:\/\/evil/);
      expect(text.match(/^WHAT HAPPENS NEXT$/gm)).toHaveLength(1);
    });
  });

  test('leave the JSON of the topic inside its schema and without control characters', () => {
    check((notice) => {
      const body = bodyOf(notice);
      expect(message.parse(body)).toEqual(body);
      const told = outageMessage.parse(body);
      const foreign =
        told.why === 'refuses' ? Object.values(told.exchange) : told.why === 'silent' ? [told.detail] : [];
      expect([told.issuerName, told.host, ...foreign].join('')).not.toMatch(/\p{C}/u);
    });
  });

  test('move no cursor of a terminal and stay within 80 columns', () => {
    check((notice) => {
      const text = renderTerminal([notice], { color: false });
      expect(text).not.toMatch(/[^\n\P{C}]/u);
      expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    });
  });

  test('read the same every time', () => {
    check((notice) => {
      expect(publicationOf([structuredClone(notice)])).toEqual(publicationOf([notice]));
      expect(renderSlack([structuredClone(notice)])).toEqual(renderSlack([notice]));
    });
  });
});
