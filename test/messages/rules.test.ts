import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import { renderDiscord } from '../../messages/discord/discord.ts';
import { renderEmail } from '../../messages/email/email.ts';
import { renderSlack } from '../../messages/slack/slack.ts';
import { renderTerminal } from '../../messages/terminal/terminal.ts';
import { nameOf, wordOf } from '../../messages/words/headline.ts';
import { slackPayload, textsOf } from '../support/block-kit.ts';
import { discordPayload } from '../support/discord-embed.ts';
import { base, samples, singles } from './samples.ts';

describe.each(Object.entries(samples))('every mail: %s', (_, alerts) => {
  const { subject, text } = renderEmail(alerts);

  test('has lines of at most 72 columns, all ASCII', () => {
    expect(text.split('\n').filter((line) => line.length > 72 || !/^[ -~]*$/.test(line))).toEqual([]);
  });

  test('has a subject of at most 99 ASCII characters that ends in the incident id', () => {
    expect(subject).toMatch(/^[ -~]{1,99}$/);
    expect(subject.endsWith(` [${alerts[0].incident}]`)).toBe(true);
  });

  test('says what happens next, why you got it, and which incident and alert it is', () => {
    expect(text).toContain('\nWHAT HAPPENS NEXT\n');
    expect(text).toContain('\nYou get this as owner team-bots.');
    expect(text).toContain(`Incident ${alerts[0].incident}`);
    expect(text).toMatch(/\nAlert /);
  });

  test('ends in a blank line', () => {
    expect(text.endsWith('\n\n')).toBe(true);
  });
});

describe.each(singles)('one token: %s', (_, alert) => {
  test('the first 40 characters of the subject hold word and name', () => {
    expect(renderEmail([alert]).subject.slice(0, 40)).toContain(wordOf(alert));
    expect(renderEmail([alert]).subject.slice(0, 40)).toContain(nameOf(alert));
  });

  test('is at most 6 blocks in Slack, and 9 lines apart from a command to roll back', () => {
    const { blocks } = slackPayload.parse(renderSlack([alert]));
    const lines = textsOf(blocks).flatMap((text) => text.split('\n'));
    const shown = lines.filter((line) => !line.startsWith('```') && !/^\*(Missing|Has)\*$|^`/.test(line));
    expect(blocks.length).toBeLessThanOrEqual(6);
    expect(shown.length).toBeLessThanOrEqual(9);
  });

  test('says in Slack what comes next, why you got it, and which incident it is', () => {
    const text = textsOf(slackPayload.parse(renderSlack([alert])).blocks).join('\n');
    expect(text).toMatch(/Next: ./);
    expect(text).toContain('as owner team-bots');
    expect(text).toContain(alert.incident);
  });

  test('has a preview that begins with word and name', () => {
    expect(renderSlack([alert]).text.startsWith(`${wordOf(alert)}: ${nameOf(alert)}`)).toBe(true);
    expect(renderSlack([alert]).text.length).toBeLessThanOrEqual(150);
  });

  test('fits 80 columns in a terminal, coloured or not', () => {
    const plain = renderTerminal([alert], { color: false });
    expect(plain.split('\n').filter((line) => line.length > 80)).toEqual([]);
    const csi = String.fromCharCode(27);
    const coloured = renderTerminal([alert], { color: true });
    expect(coloured).toContain(`${csi}[`);
    expect(coloured.replaceAll(new RegExp(`${csi}\\[\\d+m`, 'g'), '')).toBe(plain);
  });
});

test.each(Object.entries(samples))(
  '%s fits the limits of Discord, and its preview begins with the word',
  (_, alerts) => {
    const { content, embeds } = discordPayload.parse(renderDiscord(alerts));
    expect(embeds[0]?.title.split('  ')[0]).toBe(content.split(': ')[0]);
    expect(content.length).toBeLessThanOrEqual(300);
  },
);

test.each(singles)(
  '%s says in Discord what to do, what comes next, why you got it, and which incident it is',
  (_, alert) => {
    const { embeds } = discordPayload.parse(renderDiscord([alert]));
    const text = JSON.stringify(embeds);
    expect(text).toContain('What happens next');
    expect(text).toContain('You get this as owner team-bots.');
    expect(text).toContain(alert.incident);
    if (alert.diagnosis.remedy.length > 0) expect(text).toMatch(/"(Do now|What to do)"/);
  },
);

test.each(Object.entries(samples))('%s fits the limits of Block Kit', (_, alerts) => {
  expect(() => slackPayload.parse(renderSlack(alerts))).not.toThrow();
});

const expiringIn = (left: number, kind: 'expiring' | 'rotate-by' = 'expiring'): string => {
  const expiry = { at: base.at + left, source: 'issuer' } as const;
  return wordOf({ ...base, kind, diagnosis: { ...base.diagnosis, expiry } });
};

test.each([
  ['7 days and a bit are 7 days', 7 * DAY + HOUR, 'EXPIRES IN 7 DAYS'],
  ['a second less than 7 days is 6 days', 7 * DAY - SECOND, 'EXPIRES IN 6 DAYS'],
  ['48 hours are 2 days', 2 * DAY, 'EXPIRES IN 2 DAYS'],
  ['under 48 hours it is hours', 2 * DAY - SECOND, 'EXPIRES IN 47 HOURS'],
  ['one hour is singular', HOUR + MINUTE, 'EXPIRES IN 1 HOUR'],
  ['under an hour it is minutes', HOUR - SECOND, 'EXPIRES IN 59 MINUTES'],
  ['under a minute it is no number', 59 * SECOND, 'EXPIRES WITHIN A MINUTE'],
])('headline: %s', (_, left, word) => {
  expect(expiringIn(left)).toBe(word);
});

test('an age policy never says that the token expires', () => {
  const text = [renderEmail(samples['rotate-by']!).text, JSON.stringify(renderSlack(samples['rotate-by']!))].join();
  expect(text).not.toMatch(/\bexpire/i);
  expect(expiringIn(7 * DAY, 'rotate-by')).toBe('ROTATE IN 7 DAYS');
});

test('the date of a tag that has passed is not called a rotation', () => {
  const [alert] = samples.overdue!;
  const expiry = { at: base.at - DAY, source: 'tag' } as const;
  const { subject } = renderEmail([{ ...alert, diagnosis: { ...alert.diagnosis, expiry } }]);
  expect(subject).toContain('- date on its tag passed, still works [');
});

test('a long name loses its middle and the id stays', () => {
  const name = 'production/eu/team-bots/services/ordering/discord-bot';
  const { subject } = renderEmail([{ ...samples['rejected-revoked']![0], ref: { ...base.ref, name } }]);
  expect(subject).toBe(
    'REJECTED: production/eu/...g/discord-bot (Discord bot token) - revoked or reset, dead... [TH-9C1VB]',
  );
});

test('without an owner the reader is told why it came', () => {
  const { owner: _, ...nobody } = samples['rejected-revoked']![0];
  expect(renderEmail([nobody]).text).toContain('You get this as catch-all: no owner is named for it.');
});

test('a token outside AWS is told without account, console link or tag command', () => {
  const alerts = samples['expiring-local']!;
  const all = `${renderEmail(alerts).text}${JSON.stringify(renderSlack(alerts))}`;
  expect(all).not.toMatch(/console\.aws|Account|put-secret|tag-resource|within minutes/);
});

test('a snooze is offered only while there is something that it can hold back', () => {
  const [alert] = samples['rotate-by']!;
  expect(renderEmail([alert]).text).toContain('Value=2026-11-29');
  expect(renderEmail([{ ...alert, nextThresholds: [] }]).text).not.toContain('snooze-until');
  expect(renderEmail(samples['rejected-revoked']!).text).not.toContain('snooze-until');
});

test('a command over several lines is still one command', () => {
  const { text } = renderEmail(samples['rejected-bad-rotation']!);
  const joined = text.replace(/ \\\n +/g, ' ');
  expect(joined).toContain(
    'aws secretsmanager update-secret-version-stage --region eu-west-1 --secret-id prod/discord-bot --version-stage AWSCURRENT --move-to-version-id a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d --remove-from-version-id e5f6a7b8-1c2d-4e3f-9a0b-c1d2e3f4a5b6\n2.',
  );
});

test('a baseline lists the worst first and counts the rest', () => {
  const due = samples.started!.filter(({ diagnosis }) => diagnosis.verdict === 'expiring');
  const [first, ...rest] = [...samples.started!, ...Array.from({ length: 79 }, () => due).flat()];
  const { text } = renderEmail([first!, ...rest]);
  expect(text.indexOf('rejected       prod/discord-bot')).toBeLessThan(text.indexOf('expiring       ci/bot-00'));
  expect(text).toContain(`and ${80 * 13 + 1 - 50} more`);
  expect(() => slackPayload.parse(renderSlack([first!, ...rest]))).not.toThrow();
});

describe('of a kind that nobody is asked about', () => {
  const everywhere = (name: string): string =>
    [renderEmail(samples[name]!), renderSlack(samples[name]!), renderTerminal(samples[name]!, { color: false })]
      .map((text) => JSON.stringify(text))
      .join();

  test.each(['expiring-unasked', 'overdue-unasked'])('%s never says that the issuer accepts it', (name) => {
    expect(everywhere(name)).not.toMatch(/accept|still works|is refused|healthy/);
    expect(renderEmail(samples[name]!).text).toMatch(/\nWorks now +not known, nobody is asked: the only request/);
  });

  test('the end of an incident does not say so either', () => {
    const [alert] = samples['overdue-unasked']!;
    const ended = { finding: 'overdue', newVersion: true } as const;
    const over: Alert = { ...alert, kind: 'recovered', ended, diagnosis: unchecked.diagnosis };
    expect(renderEmail([over]).subject).toContain('- new version stored [');
    expect(renderEmail([over]).text).not.toMatch(/accept/);
  });

  const unchecked = samples.started!.find(({ diagnosis }) => diagnosis.verdict === 'unchecked')!;
  test.each<[string, readonly [Alert, ...Alert[]], string]>([
    ['one alone', [unchecked], 'none needs you, 1 unchecked'],
    ['beside one that is fine', [unchecked, { ...base, kind: 'started' }], 'none needs you, 1 unchecked'],
  ])('a first sight of %s is counted as unchecked', (_, alerts, words) => {
    const { subject, text } = renderEmail(alerts);
    expect(subject).toContain(words);
    expect(text).toContain('unchecked 1');
    expect(text).toContain('Unchecked: nobody can be asked about these');
  });

  test('nothing is promised about refusals where there can be none', () => {
    expect(renderEmail([unchecked]).text).not.toContain('refused');
    expect(renderEmail([unchecked, { ...base, kind: 'started' }]).text).toContain('at once when a token is\nrefused');
  });
});

test('all fine is said too', () => {
  const fine = samples.started!.filter(({ diagnosis }) => diagnosis.verdict === 'healthy');
  expect(renderEmail([fine[0]!]).subject).toBe('STARTED: watching 1 token of team-bots - all fine [TH-BA5E1]');
});
