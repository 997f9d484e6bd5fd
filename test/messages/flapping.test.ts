import { describe, expect, test } from 'vitest';
import { parseJson } from '../../core/base/json.ts';
import type { Alert } from '../../core/model/alert.ts';
import { renderEmail } from '../../messages/email/email.ts';
import { alertMessage } from '../../messages/json/schema.ts';
import { publicationOf } from '../../messages/publication.ts';
import { renderSlack } from '../../messages/slack/slack.ts';
import { renderTerminal } from '../../messages/terminal/terminal.ts';
import { wordOf } from '../../messages/words/headline.ts';
import { slackPayload, textsOf } from '../support/block-kit.ts';
import { flapping } from './notices.ts';
import { samples } from './samples.ts';

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
const mailOf = (alert: Alert): string => oneLine(renderEmail([alert]).text);
const slackOf = (alert: Alert): string => textsOf(slackPayload.parse(renderSlack([alert])).blocks).join('\n');
const terminalOf = (alert: Alert): string => oneLine(renderTerminal([alert], { color: false }));
const bodyOf = (alert: Alert): unknown => {
  const { default: body } = parseJson(publicationOf([alert]).message) as { default: string };
  return alertMessage.parse(parseJson(body));
};
const CHANNELS = [mailOf, slackOf, terminalOf] as const;

describe.each(Object.entries(flapping))('%s a second time within a day', (kind, alert) => {
  const { flapping: _, ...once } = alert;

  test('keeps its headline word, and its subject says that it comes and goes', () => {
    expect(wordOf(alert)).toBe(kind.toUpperCase());
    expect(renderEmail([alert]).subject).toMatch(/ again, comes and goes \[TH-\w{5}\]$/);
    expect(renderSlack([alert]).text).toMatch(/ again, comes and goes$/);
  });

  test.each(CHANNELS.map((render) => [render.name, render] as const))(
    '%s: says so, and what it means',
    (_name, render) => {
      const text = render(alert).toLowerCase();
      expect(text).toContain('not for the first time within a day');
      expect(text).toContain(
        'no more is written about it until it has stayed the same for 24 h: in order, then you get one recovered',
      );
      expect(text).toContain(
        'an issuer that answers differently from its servers, somebody switching versions or tags, two',
      );
      expect(text).not.toContain('no reminders before that');
    },
  );

  test.each(CHANNELS.map((render) => [render.name, render] as const))(
    '%s: the first time nothing of it is said',
    (_name, render) => {
      expect(render(once)).not.toMatch(/comes and goes|came back|24 h|Common reasons/);
    },
  );

  test('programs read it as a key, which is absent the first time', () => {
    expect(bodyOf(alert)).toHaveProperty('flapping', true);
    expect(bodyOf(once)).not.toHaveProperty('flapping');
  });

  test('fits Slack: at most 6 blocks', () => {
    expect(slackPayload.parse(renderSlack([alert])).blocks.length).toBeLessThanOrEqual(6);
  });
});

test.each([
  ['the issuer refused it', flapping.rejected, 'refused again, comes and goes'],
  ['nobody was asked', { ...samples['rejected-malformed']![0], flapping: true as const }, 'again, comes and goes'],
])('rejected again, when %s', (_, alert, fact) => {
  expect(renderEmail([alert]).subject).toContain(`- ${fact} [`);
});

test('what is wrong stays readable beside it', () => {
  expect(mailOf(flapping.rejected)).toContain('Cause revoked or reset (likely');
  expect(mailOf(flapping.degraded)).toContain('Missing guilds.join');
  expect(slackOf(flapping.rejected)).toContain('*Revoked or reset* (likely)');
});
