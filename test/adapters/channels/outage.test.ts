import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderEmail } from '../../../adapters/channels/email.ts';
import { message, outageMessage } from '../../../adapters/channels/message-schema.ts';
import { publicationOf } from '../../../adapters/channels/publication.ts';
import { renderSlack } from '../../../adapters/channels/slack.ts';
import { renderTerminal } from '../../../adapters/channels/terminal.ts';
import { parseJson } from '../../../core/json.ts';
import type { OutageNotice } from '../../../core/notice.ts';
import { slackPayload, textsOf } from '../../support/block-kit.ts';
import { live, nasty, OURS } from './hostile.ts';
import { outage } from './notices.ts';

const bodyOf = (notice: OutageNotice): unknown => {
  const { default: body } = parseJson(publicationOf([notice]).message) as { default: string };
  return parseJson(body);
};
const slackOf = (notice: OutageNotice): readonly string[] => textsOf(slackPayload.parse(renderSlack([notice])).blocks);

/** What each channel says, on one line, without Slack's marks. */
const CHANNELS: readonly (readonly [string, (notice: OutageNotice) => string])[] = [
  ['a mail', (notice) => renderEmail([notice]).text],
  ['Slack', (notice) => slackOf(notice).join('\n')],
  ['a terminal', (notice) => renderTerminal([notice], { color: false })],
];
const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

test('tokens that get no answer are counted apart', () => {
  const silent: OutageNotice = { ...outage, refused: 1, unanswered: 2, of: 3 };
  const text = oneLine(renderEmail([silent]).text);
  expect(text).toContain('1 of 3 tokens that worked before are refused, 2 get no answer;');
  expect(text).toContain('more likely Discord than 1 token ');
  expect(bodyOf(silent)).toMatchObject({ refused: 1, unanswered: 2, of: 3 });
});

describe.each(CHANNELS)('%s', (_, render) => {
  const text = oneLine(render(outage));

  test.each([
    ['what it is', 'OUTAGE NOTICE Discord'],
    ['how many tokens are refused', '12 of 12 tokens that worked are refused at once'],
    ['why they are not believed', 'more likely Discord than 12 tokens'],
    ['that no token is to be reset', 'Nothing about tokens: do not reset any because of this.'],
    [
      'when it is real all the same',
      'If you revoked them yourself, or there was a leak, it is real: act now, do not wait.',
    ],
    ['until when refusals are not told', 'Until Mon 2026-11-23 11:00 UTC, 2 h 0 min after this notice, no refusal'],
    ['what follows', 'Tokens still refused after that are told as REJECTED, one by one; there is no closing notice.'],
    ['what is told meanwhile', 'A token that is past its own date is told as usual.'],
    ['which incident it is', 'TH-0VN3E'],
  ])('says %s', (_what, words) => {
    expect(text).toContain(words);
  });

  test('follows the notice, not the clock: another end of the hold is another text', () => {
    const longer = oneLine(render({ ...outage, heldUntil: outage.heldUntil + 90 * 60_000 }));
    expect(longer).toContain('Until Mon 2026-11-23 12:30 UTC, 3 h 30 min after this notice');
  });

  test('does not say all when it is half', () => {
    const half = oneLine(render({ ...outage, refused: 6 }));
    expect(half).toContain('6 of 12 tokens that worked are refused at once');
    expect(half).not.toContain('refused all');
    expect(half).toContain('more likely Discord than 6 tokens');
  });

  test('names the status page, where there is one', () => {
    const { statusPage: _page, ...without } = outage;
    expect(render(outage)).toContain('https://discordstatus.com');
    expect(render(without)).not.toMatch(/status(?! \w)/i);
  });
});

test('a mail says that it came as catch-all, and which incident and notice it is', () => {
  const { text } = renderEmail([outage]);
  expect(text).toContain('\nYou get this as catch-all. Incident TH-0VN3E, schema 1.\n');
  expect(text).toContain(`\nAlert ${outage.id}\n`);
  expect(text.endsWith('\n\n')).toBe(true);
});

test('in Slack it is at most 6 blocks and 9 lines, and its preview begins with word and issuer', () => {
  expect(slackOf(outage).length).toBeLessThanOrEqual(6);
  expect(slackOf(outage).flatMap((text) => text.split('\n')).length).toBeLessThanOrEqual(9);
  expect(renderSlack([outage]).text).toBe('OUTAGE NOTICE: Discord refuses 12 of 12 tokens at once - none judged dead');
});

test('a terminal shows the same with colour', () => {
  const csi = String.fromCharCode(27);
  const coloured = renderTerminal([outage], { color: true });
  expect(coloured).toContain(`${csi}[`);
  expect(coloured.replaceAll(new RegExp(`${csi}\\[\\d+m`, 'g'), '')).toBe(renderTerminal([outage], { color: false }));
});

test.each([
  ['a short name', 'Discord', 'OUTAGE NOTICE: Discord refuses 12 of 12 tokens at once - none judged dead [TH-0VN3E]'],
  [
    'a long name, which loses its middle',
    'the token introspection of the orders department',
    'OUTAGE NOTICE: the token ...epartment refuses 12 of 12 tokens at once - none judged dead [TH-0VN3E]',
  ],
  ['no name', '', 'OUTAGE NOTICE: (no name) refuses 12 of 12 tokens at once - none judged dead [TH-0VN3E]'],
])('subject with %s', (_, issuerName, subject) => {
  expect(renderEmail([{ ...outage, issuerName }]).subject).toBe(subject);
});

test('filters can ask for its finding and severity; it has no owner, so a catch-all gets it', () => {
  expect(publicationOf([outage]).attributes).toEqual({ severity: 'warn', finding: 'outage', alertId: outage.id });
});

test('programs get a shape of its own, in which no token is named', () => {
  expect(Object.keys(outageMessage.parse(bodyOf(outage))).sort()).toEqual(Object.keys(outageMessage.shape).sort());
  expect(bodyOf(outage)).not.toHaveProperty('token');
  const { statusPage: _page, ...without } = outage;
  expect(bodyOf(without)).not.toHaveProperty('statusPage');
});

const hostile = fc
  .record({ name: nasty, host: nasty, words: nasty, url: nasty, refused: fc.integer({ min: 3, max: 60 }) })
  .map(
    ({ name, host, words, url, refused }): OutageNotice => ({
      ...outage,
      issuerName: name,
      host,
      refused,
      of: 60,
      statusPage: `https://discordstatus.com/${url}`,
      docsUrl: `https://docs.discord.com/${url}`,
      exchange: { ...outage.exchange, request: `GET ${host}/me`, code: words, message: words, requestId: words },
    }),
  );

const check = (property: (notice: OutageNotice) => void): void =>
  fc.assert(fc.property(hostile, property), { numRuns: 300 });

describe('words from outside, however hostile,', () => {
  test('make no mention, no link and no mark-up in Slack, and break no limit', () => {
    check((notice) => {
      const { text, blocks } = slackPayload.parse(renderSlack([notice]));
      const texts = [text, ...textsOf(blocks)];
      expect(texts.flatMap(live).filter((found) => !OURS.test(found))).toEqual([]);
      const shown = texts.join('\n').replaceAll(/<https:[^>]*>/g, '');
      expect(shown).not.toMatch(/https:\/\/|@(everyone|channel|here)\b/);
    });
  });

  test('make no line break in a subject, and no line that is wider than 72 or not ASCII', () => {
    check((notice) => {
      const { subject, text } = renderEmail([notice]);
      expect(subject).toMatch(/^[ -~]{1,99}$/);
      expect(subject).toMatch(/ tokens at once - none judged dead \[TH-0VN3E\]$/);
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
      expect(message.parse(bodyOf(notice))).toEqual(bodyOf(notice));
      expect(bodyOf(notice)).toHaveProperty('kind', 'outage');
      const { issuerName, host, exchange } = outageMessage.parse(bodyOf(notice));
      expect([issuerName, host, ...Object.values(exchange)].join('')).not.toMatch(/\p{C}/u);
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
