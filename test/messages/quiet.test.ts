import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../core/base/json.ts';
import type { QuietNotice } from '../../core/model/notice.ts';
import type { FindingClass } from '../../core/model/record.ts';
import { renderDiscord } from '../../messages/discord/discord.ts';
import { renderEmail } from '../../messages/email/email.ts';
import { message, quietMessage } from '../../messages/json/schema.ts';
import { publicationOf } from '../../messages/publication.ts';
import { renderSlack } from '../../messages/slack/slack.ts';
import { renderTerminal } from '../../messages/terminal/terminal.ts';
import { slackPayload, textsOf } from '../support/block-kit.ts';
import { discordPayload } from '../support/discord-embed.ts';
import { live, nasty, OURS } from './hostile.ts';
import { acknowledged, snoozed } from './notices.ts';

const bodyOf = (notice: QuietNotice): unknown =>
  parseJson((parseJson(publicationOf([notice]).message) as { default: string }).default);
const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
const CHANNELS: readonly (readonly [string, (notice: QuietNotice) => string])[] = [
  ['a mail', (notice) => renderEmail([notice]).text],
  ['Slack', (notice) => textsOf(slackPayload.parse(renderSlack([notice])).blocks).join('\n')],
  ['Discord', (notice) => JSON.stringify(renderDiscord([notice]).embeds).replaceAll('\\', '')],
  ['a terminal', (notice) => renderTerminal([notice], { color: false })],
];

describe.each(CHANNELS)('quiet that somebody asked for, in %s,', (_, render) => {
  test.each<[string, QuietNotice, readonly string[]]>([
    [
      'says that somebody is on it, who, until when and why',
      acknowledged,
      ['ACKNOWLEDGED prod/discord-bot', 'alice', 'Tue 2026-11-24 09:00 UTC, in 1 d 0 h', 'resetting it at Discord'],
    ],
    ['says what is snoozed, and what ends it', snoozed, ['SNOOZED prod/discord-bot', 'rights', 'a new version ends']],
    [
      'says who took it back',
      { ...acknowledged, what: 'ended', by: 'bob' },
      ['QUIET ENDED prod/discord-bot', 'bob', 'What was held back is told at the next look.'],
    ],
  ])('%s', (_sentence, notice, parts) => {
    const text = oneLine(render(notice));
    for (const words of [...parts, notice.incident]) expect(text).toContain(words);
  });
});

test('a snooze for which nobody said why speaks of no reason', () => {
  for (const [, render] of CHANNELS) expect(render(snoozed)).not.toMatch(/why/i);
});

test('each finding has words of its own', () => {
  const all: readonly FindingClass[] = ['dead', 'expiring', 'rotate-by', 'overdue', 'degraded', 'misconfigured'];
  const said = all.map((finding) => renderEmail([{ ...snoozed, finding }]).text);
  expect(new Set(said).size).toBe(all.length);
});

test('filters can ask for it, and for its owner', () => {
  const { id } = acknowledged;
  const attributes = { severity: 'note', finding: 'acknowledged', owner: 'team-bots', alertId: id };
  expect(publicationOf([acknowledged]).attributes).toEqual(attributes);
  const { owner: _, ...unowned } = acknowledged;
  expect(publicationOf([unowned]).attributes).not.toHaveProperty('owner');
  expect(renderEmail([unowned]).text).toContain('You get this as catch-all.');
});

test('programs get a shape of its own', () => {
  expect(quietMessage.parse(bodyOf(acknowledged))).toEqual(bodyOf(acknowledged));
  expect(bodyOf(snoozed)).not.toHaveProperty('why');
});

const hostile = fc.record({ name: nasty, field: nasty, by: nasty, why: nasty, owner: nasty }).map(
  ({ name, field, ...rest }): QuietNotice => ({
    ...acknowledged,
    ref: { ...acknowledged.ref, name, field },
    ...rest,
  }),
);

test('names, people and reasons, however hostile, forge nothing and break no limit of any channel', () => {
  fc.assert(
    fc.property(hostile, (notice) => {
      const { text, blocks } = slackPayload.parse(renderSlack([notice]));
      const texts = [text, ...textsOf(blocks)];
      expect(texts.flatMap(live).filter((found) => !OURS.test(found))).toEqual([]);
      expect(texts.join('\n')).not.toMatch(/https:\/\/|@(everyone|channel|here)\b/);
      discordPayload.parse(renderDiscord([notice]));
      const mail = renderEmail([notice]);
      expect(mail.subject).toMatch(/^ACKNOWLEDGED: [ -~]{1,75} \[TH-9C1VB\]$/);
      expect(mail.subject.length).toBeLessThanOrEqual(99);
      expect(mail.text.split('\n').filter((line) => !/^[ -~]{0,72}$/.test(line))).toEqual([]);
      expect(mail.text.match(/^WHAT HAPPENS NEXT$/gm)).toHaveLength(1);
      const shown = renderTerminal([notice], { color: false });
      expect(shown).not.toMatch(/[^\n\P{C}]/u);
      expect(shown.split('\n').filter((line) => line.length > 80)).toEqual([]);
      expect(message.parse(bodyOf(notice))).toEqual(bodyOf(notice));
    }),
    { numRuns: 200 },
  );
});
