import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../core/base/json.ts';
import type { GoneNotice, GoneWhy } from '../../core/model/notice.ts';
import { renderEmail } from '../../messages/email/email.ts';
import { goneMessage, message } from '../../messages/json/schema.ts';
import { publicationOf } from '../../messages/publication.ts';
import { renderSlack } from '../../messages/slack/slack.ts';
import { renderTerminal } from '../../messages/terminal/terminal.ts';
import { slackPayload, textsOf } from '../support/block-kit.ts';
import { live, nasty, OURS } from './hostile.ts';
import { gone, goneMany } from './notices.ts';

const bodyOf = (notice: GoneNotice): unknown =>
  parseJson((parseJson(publicationOf([notice]).message) as { default: string }).default);
const slackOf = (notice: GoneNotice): string => textsOf(slackPayload.parse(renderSlack([notice])).blocks).join('\n');
const CHANNELS: readonly (readonly [string, (notice: GoneNotice) => string])[] = [
  ['a mail', (notice) => renderEmail([notice]).text],
  ['Slack', slackOf],
  ['a terminal', (notice) => renderTerminal([notice], { color: false })],
];
const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
const because = (why: GoneWhy): GoneNotice => ({
  ...gone,
  secrets: [{ name: 'prod/discord-bot', why }],
  counts: { untagged: 0, deleted: 0, denied: 0, [why]: 1 },
});

describe.each(CHANNELS)('a secret that is no longer watched, in %s,', (_, render) => {
  test.each<[GoneWhy, string, string]>([
    [
      'untagged',
      'its tag token-health:provider is gone',
      'aws secretsmanager tag-resource --secret-id prod/discord-bot',
    ],
    [
      'deleted',
      'it is deleted, or marked for deletion',
      'aws secretsmanager restore-secret --secret-id prod/discord-bot',
    ],
    ['denied', 'the monitor may not describe it', 'denies secretsmanager:DescribeSecret to the role of discover'],
  ])('that was %s is told by name, with why and what to do', (why, says, remedy) => {
    const text = oneLine(render(because(why)).replaceAll(' \\\n', ' '));
    for (const words of ['NO LONGER WATCHED prod/discord-bot', says, remedy, 'TH-7M2QX']) expect(text).toContain(words);
  });

  test('is told to be told once', () => {
    expect(oneLine(render(gone))).toContain('This is told once, and there is no reminder.');
  });

  test('among many is counted, and some are named', () => {
    const text = oneLine(render(goneMany));
    expect(text).toContain('NO LONGER WATCHED 30 secrets');
    expect(text).toContain('1 without the tag, 28 deleted, 1 not to be described');
    expect(text).toMatch(/prod\/discord-bot-2: not to be described.*more/);
  });
});

test('a command names no secret that a shell could act upon', () => {
  const notice: GoneNotice = { ...gone, secrets: [{ name: "x'; rm -rf ~; '", why: 'untagged' }] };
  for (const [, render] of CHANNELS) expect(render(notice)).toMatch(/--secret-id NAME/);
});

test('filters can ask for it; it has no owner, so a catch-all gets it', () => {
  expect(publicationOf([gone]).attributes).toEqual({ severity: 'warn', finding: 'gone', alertId: gone.id });
});

test('programs get a shape of its own', () => {
  expect(goneMessage.parse(bodyOf(goneMany))).toEqual(bodyOf(goneMany));
  expect(bodyOf(goneMany)).toMatchObject({ kind: 'gone', omitted: 10, counts: { deleted: 28 } });
});

const hostile = fc
  .record({ names: fc.array(nasty, { minLength: 1, maxLength: 20 }), more: fc.nat(100_000) })
  .map(({ names: [first = '', ...rest], more }): GoneNotice => {
    const one = (name: string) => ({ name, why: 'deleted' as const });
    const counts = { untagged: 0, deleted: 1 + rest.length + more, denied: 0 };
    return { ...gone, secrets: [one(first), ...rest.map(one)], counts };
  });

test('names of others, however hostile, forge nothing and break no limit of any channel', () => {
  fc.assert(
    fc.property(hostile, (notice) => {
      const { text, blocks } = slackPayload.parse(renderSlack([notice]));
      const texts = [text, ...textsOf(blocks)];
      expect(texts.flatMap(live).filter((found) => !OURS.test(found))).toEqual([]);
      expect(texts.join('\n')).not.toMatch(/https:\/\/|@(everyone|channel|here)\b/);
      const mail = renderEmail([notice]);
      expect(mail.subject).toMatch(/^NO LONGER WATCHED: [ -~]{1,80} \[TH-7M2QX\]$/);
      expect(mail.subject.length).toBeLessThanOrEqual(99);
      expect(mail.text.split('\n').filter((line) => !/^[ -~]{0,72}$/.test(line))).toEqual([]);
      expect(mail.text.match(/^WHAT HAPPENS NEXT$/gm)).toHaveLength(1);
      const shown = renderTerminal([notice], { color: false });
      expect(shown).not.toMatch(/[^\n\P{C}]/u);
      expect(shown.split('\n').filter((line) => line.length > 80)).toEqual([]);
      expect(message.parse(bodyOf(notice))).toEqual(bodyOf(notice));
    }),
    { numRuns: 300 },
  );
});
