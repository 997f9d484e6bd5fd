import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../core/base/json.ts';
import { renderAmazonQ } from '../../messages/amazon-q/amazon-q.ts';
import { renderDiscord } from '../../messages/discord/discord.ts';
import { renderEmail } from '../../messages/email/email.ts';
import { renderMail } from '../../messages/mail/mail.ts';
import { renderOpsgenie } from '../../messages/opsgenie/opsgenie.ts';
import { renderPagerDuty } from '../../messages/pagerduty/pagerduty.ts';
import { publicationOf } from '../../messages/publication.ts';
import { renderSlack } from '../../messages/slack/slack.ts';
import { renderTeams } from '../../messages/teams/teams.ts';
import { renderTerminal } from '../../messages/terminal/terminal.ts';
import { tellings } from './notices.ts';

const FOLDER = new URL('../golden/', import.meta.url);

/** `UPDATE_GOLDEN=1 vitest run test/messages` writes them anew; the diff is for review. */
const matchesGolden = (file: string, text: string): void => {
  const path = new URL(file, FOLDER);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, text);
  expect(existsSync(path), `${file} is missing: run with UPDATE_GOLDEN=1`).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
};

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

describe.each(Object.entries(tellings))('%s reads as in test/golden', (name, telling) => {
  test('in a mail', () => {
    const { subject, text } = renderEmail(telling);
    matchesGolden(`${name}.email.txt`, `Subject: ${subject}\n\n${text}`);
  });

  test('in a mail by SES', () => {
    const { html, ...head } = renderMail(telling);
    matchesGolden(`${name}.mail.html`, html);
    expect(head).toEqual({ ...head, ...renderEmail(telling) });
  });

  test('in Slack', () => {
    matchesGolden(`${name}.slack.json`, pretty(renderSlack(telling)));
  });

  test('in Discord', () => {
    matchesGolden(`${name}.discord.json`, pretty(renderDiscord(telling)));
  });

  test('in Teams', () => {
    matchesGolden(`${name}.teams.json`, pretty(renderTeams(telling)));
  });

  test('in Amazon Q', () => {
    matchesGolden(`${name}.amazon-q.json`, pretty(renderAmazonQ(telling)));
  });

  test('in PagerDuty', () => {
    matchesGolden(`${name}.pagerduty.json`, pretty(renderPagerDuty(telling)));
  });

  test('in Opsgenie', () => {
    matchesGolden(`${name}.opsgenie.json`, pretty(renderOpsgenie(telling)));
  });

  test('in the JSON of the topic', () => {
    const { message, attributes } = publicationOf(telling);
    const { default: body } = parseJson(message) as { default: string };
    matchesGolden(`${name}.sns.json`, pretty({ attributes, message: parseJson(body) }));
  });

  test('in a terminal', () => {
    matchesGolden(`${name}.terminal.txt`, renderTerminal(telling, { color: false }));
  });
});
