import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textsOf as storedTexts } from '../../adapters/channels/texts.ts';
import { parseJson } from '../../core/base/json.ts';
import { DAY, HOUR, MINUTE } from '../../core/base/time.ts';
import type { DigestNotice } from '../../core/model/notice.ts';
import { renderDiscord } from '../../messages/discord/discord.ts';
import { renderEmail } from '../../messages/email/email.ts';
import { digestMessage } from '../../messages/json/schema.ts';
import { publicationOf } from '../../messages/publication.ts';
import { renderSlack } from '../../messages/slack/slack.ts';
import { renderTerminal } from '../../messages/terminal/terminal.ts';
import { slackPayload, textsOf } from '../support/block-kit.ts';
import { at, DIAGNOSES, NOW, quietOf, recordOf } from '../support/digest-records.ts';
import { discordPayload } from '../support/discord-embed.ts';
import { crowded, digestOf, mixed, unownedWeek, wellWeek } from './digests.ts';
import { live, nasty } from './hostile.ts';

const subjectOf = (notice: DigestNotice): string => renderEmail([notice]).subject;
const mailOf = (notice: DigestNotice): string => renderEmail([notice]).text;
const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
const bodyOf = (notice: DigestNotice) =>
  digestMessage.parse(parseJson((parseJson(publicationOf([notice]).message) as { default: string }).default));

describe('the subject', () => {
  test.each<[string, DigestNotice, string]>([
    [
      'counts what needs somebody',
      mixed,
      'WEEKLY: team-bots - 3 need you, 2 due within 30 days, 41 healthy (2026-W48)',
    ],
    [
      'says when all is well, and when that ends',
      wellWeek,
      'WEEKLY: team-bots - all 46 healthy, next due in 61 days (2026-W48)',
    ],
    ['names the catch-all', unownedWeek, 'DAILY: tokens without owner - 1 needs you, 1 healthy (2026-11-23)'],
    [
      'calls nothing healthy that nobody was asked about',
      digestOf({ records: [recordOf('a', DIAGNOSES.unchecked()), recordOf('b', DIAGNOSES.healthy())] }),
      'WEEKLY: team-bots - none needs you, 1 unchecked, 1 healthy (2026-W48)',
    ],
    [
      'of one token is singular',
      digestOf({ records: [recordOf('a', DIAGNOSES.healthy())] }),
      'WEEKLY: team-bots - its token is healthy (2026-W48)',
    ],
  ])('%s', (_, notice, subject) => expect(subjectOf(notice)).toBe(subject));

  test.each([mixed, wellWeek, unownedWeek, crowded])('holds word and owner in its first 40 characters', (notice) => {
    const { owner = 'tokens without owner', period } = notice.digest;
    expect(subjectOf(notice).slice(0, 40)).toContain(`${period.every === 'weekly' ? 'WEEKLY' : 'DAILY'}: ${owner}`);
  });

  test('of a long owner and large counts is at most 99 characters, and the counts stay', () => {
    const owner = 'the-team-that-cares-for-the-bots-of-the-shop-in-europe';
    const { sections } = mixed.digest;
    const digest = {
      ...mixed.digest,
      owner,
      healthy: 123_456,
      sections: { ...sections, now: { ...sections.now, count: 123_456 }, due: { ...sections.due, count: 123_456 } },
    };
    const subject = subjectOf({ ...mixed, owner, digest });
    expect(subject.length).toBeLessThanOrEqual(99);
    expect(subject).toContain(' - 123456 need you, 123456 due within 30 days, 123456 healthy (2026-W48)');
    expect(subject).toMatch(/^WEEKLY: the-.*\.\.\./);
  });
});

describe('what it says', () => {
  test('days are floored, and under 48 hours it is hours', () => {
    const due = (left: number) =>
      digestOf({ records: [recordOf('a', DIAGNOSES.expiring({ at: NOW + left, source: 'issuer' }))] });
    expect(mailOf(due(7 * DAY - MINUTE))).toContain('in 6 d ');
    expect(mailOf(due(2 * DAY - MINUTE))).toContain('in 47 h ');
    expect(mailOf(due(-3 * HOUR))).toContain('3 h ago ');
  });

  test('a policy is a date to rotate by, not one on which it expires', () => {
    expect(mailOf(digestOf({ records: [recordOf('a', DIAGNOSES.expiring(at(3, 'age-policy')))] }))).toContain(
      'rotate by',
    );
    const dead = { ...DIAGNOSES.degraded('x'), alsoDue: at(3, 'age-policy') };
    expect(oneLine(mailOf(digestOf({ records: [recordOf('a', dead)] })))).toContain('rotate by Thu 2026-11-26, in 3 d');
  });

  test('who is on a dead token is said beside it', () => {
    const quiet = quietOf('dead', { what: 'acknowledged' });
    expect(oneLine(mailOf(digestOf({ records: [recordOf('a', DIAGNOSES.rejected(), { quiet })] })))).toContain(
      'acknowledged until Tue 2026-12-01 by role/ops',
    );
  });

  test('all is well is said, and only then', () => {
    expect(mailOf(wellWeek)).toContain('\nAll 46 are healthy. Nice!\n');
    expect(mailOf(mixed)).not.toContain('Nice');
    expect(mailOf(digestOf({ records: [recordOf('a', DIAGNOSES.unchecked())] }))).toContain('\nNone needs you.\n');
  });

  test('what has no line is counted', () => {
    expect(mailOf(crowded)).toContain('\nand 110 more: see the JSON, or token-health digest\n');
    expect(textsOf(slackPayload.parse(renderSlack([crowded])).blocks).join()).toContain('and 142 more: see the mail');
  });

  test('the JSON lists what the mail does, and counts all', () => {
    const body = bodyOf(mixed);
    expect(body.needsYou.tokens.map(({ token }) => token)).toEqual([
      'prod/discord-bot',
      'staging/old-bot',
      'prod/slack-notify',
    ]);
    expect(body).toMatchObject({ watched: 49, healthy: 41, later: { count: 39 }, neverExpiring: { count: 2 } });
    expect(body.later.tokens).toHaveLength(20);
    expect(body.noLongerWatched).toMatchObject({ count: 1, tokens: [{ token: 'prod/removed-bot' }] });
  });

  test('owners can filter for theirs; the catch-all has no owner', () => {
    expect(publicationOf([mixed]).attributes).toMatchObject({
      owner: 'team-bots',
      finding: 'digest',
      severity: 'note',
    });
    expect(publicationOf([unownedWeek]).attributes).not.toHaveProperty('owner');
  });
});

/** Bytes that an item of the table holds, all but its few numbers. */
const itemBytes = (notice: DigestNotice): number =>
  Buffer.byteLength(JSON.stringify(notice)) + Buffer.byteLength(JSON.stringify(storedTexts(notice) ?? {}));

const withName = (name: string) =>
  digestOf({
    records: Array.from({ length: 1200 }, (_, n) => {
      const diagnosis = [
        DIAGNOSES.rejected(),
        DIAGNOSES.expiring(at(n / 100)),
        DIAGNOSES.healthy(at(40 + n)),
        DIAGNOSES.unclear(),
      ][n % 4]!;
      return recordOf(`${name}${n}`, diagnosis, { owner: name.slice(0, 100), kind: name.slice(0, 60) });
    }),
  });

describe.each<[string, DigestNotice]>([
  ['with the longest names that AWS allows', crowded],
  ['with names that nobody allows', withName('\u{1f600}<"&\\'.repeat(100))],
  ['of a week', mixed],
])('a digest %s', (_, notice) => {
  test('fits into one message and one item', () => {
    expect(Buffer.byteLength(publicationOf([notice]).message)).toBeLessThanOrEqual(248 * 1024);
    expect(itemBytes(notice)).toBeLessThanOrEqual(390 * 1024);
    expect(bodyOf(notice).needsYou.count).toBe(notice.digest.sections.now.count);
  });

  test('fits every medium', () => {
    expect(() => slackPayload.parse(renderSlack([notice]))).not.toThrow();
    expect(() => discordPayload.parse(renderDiscord([notice]))).not.toThrow();
    expect(
      mailOf(notice)
        .split('\n')
        .filter((line) => line.length > 72 || !/^[ -~]*$/.test(line)),
    ).toEqual([]);
    const terminal = renderTerminal([notice], { color: false }).split('\n');
    expect(terminal.filter((line) => [...line].length > 80)).toEqual([]);
  });
});

test('nobody is called, linked or impersonated by a name, an owner or who asked for quiet', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      // The id of a record takes no half characters.
      const words = text.toWellFormed();
      const records = [
        recordOf(words, DIAGNOSES.rejected(), { owner: words }),
        recordOf(words, DIAGNOSES.degraded(words), { owner: words, quiet: quietOf('degraded', { by: words }) }),
        recordOf(words, DIAGNOSES.degraded(words), { owner: words }),
        recordOf(words, DIAGNOSES.healthy(), { owner: words }),
      ];
      const notice = digestOf({ records });
      const slack = slackPayload.parse(renderSlack([notice]));
      expect([...textsOf(slack.blocks), slack.text].flatMap(live)).toEqual([]);
      expect(JSON.stringify(slack)).not.toMatch(/@(?:everyone|here|channel)/i);
      const { content, embeds } = discordPayload.parse(renderDiscord([notice]));
      // Discord reads no mark-up in a footer.
      const marked = JSON.stringify([content, ...embeds.map(({ footer: _, ...embed }) => embed)]);
      expect(marked).not.toMatch(/@(?:everyone|here)|<[@#]/i);
      expect(mailOf(notice)).toMatch(/^[ -~\n]*$/);
      expect(mailOf(notice).match(/^WHAT HAPPENS NEXT$/gm)).toHaveLength(1);
      expect(mailOf(notice)).not.toContain('://evil');
      expect(subjectOf(notice)).toMatch(/^[ -~]{1,99}$/);
      expect(() => bodyOf(notice)).not.toThrow();
    }),
    { numRuns: 150 },
  );
});
