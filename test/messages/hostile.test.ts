import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../core/base/json.ts';
import type { Alert } from '../../core/model/alert.ts';
import { renderAmazonQ } from '../../messages/amazon-q/amazon-q.ts';
import { renderDiscord } from '../../messages/discord/discord.ts';
import { renderEmail } from '../../messages/email/email.ts';
import { message } from '../../messages/json/schema.ts';
import { renderMail } from '../../messages/mail/mail.ts';
import { rawMail } from '../../messages/mail/raw.ts';
import { renderOpsgenie } from '../../messages/opsgenie/opsgenie.ts';
import { renderPagerDuty } from '../../messages/pagerduty/pagerduty.ts';
import { publicationOf } from '../../messages/publication.ts';
import { renderOver } from '../../messages/slack/over.ts';
import { renderSlack } from '../../messages/slack/slack.ts';
import { renderTeams } from '../../messages/teams/teams.ts';
import { renderTerminal } from '../../messages/terminal/terminal.ts';
import { addressesOf, markdownTexts, plainTexts, teamsPayload } from '../support/adaptive-card.ts';
import { customNotification, renderedTexts } from '../support/amazon-q.ts';
import { slackPayload, textsOf } from '../support/block-kit.ts';
import { discordPayload, discordTexts } from '../support/discord-embed.ts';
import { readHtml } from '../support/mail-html.ts';
import { readMail } from '../support/mime.ts';
import { opsgenieAlert } from '../support/opsgenie.ts';
import { pagerDutyEvent } from '../support/pagerduty.ts';
import { live, nasty, OUR_PLACES, OURS } from './hostile.ts';
import { samples } from './samples.ts';

/** Everything that comes from outside: names, tags, and the words of issuers. */
const hostile = fc
  .record({
    alerts: fc.constantFrom(...Object.values(samples)),
    name: nasty,
    field: nasty,
    owner: nasty,
    environment: nasty,
    subject: nasty,
    words: nasty,
    version: nasty,
    runbook: nasty,
  })
  .map(({ alerts, name, field, owner, environment, subject, words, version, runbook }) => {
    const poison = (alert: Alert): Alert => ({
      ...alert,
      ref: { ...alert.ref, name, field },
      owner,
      environment,
      runbook: `https://wiki.example.org/${runbook}`,
      versionId: version,
      diagnosis: {
        ...alert.diagnosis,
        subject,
        evidence: [...alert.diagnosis.evidence, `the issuer says "${words}"`, `tag ${words}: no such tag`],
        remedy: alert.diagnosis.remedy.map((step) => step.replaceAll('prod/discord-bot', () => name)),
        ...(alert.diagnosis.exchange && {
          exchange: { ...alert.diagnosis.exchange, code: words, message: words, requestId: words },
        }),
        ...(alert.diagnosis.verdict === 'degraded' && { missing: [words], scopes: [words] }),
      },
    });
    const [first, ...rest] = alerts;
    return [poison(first), ...rest.map(poison)] as const;
  });

/** Places of ours, of the issuers of the samples, or of the owner. */
const OUR_HOSTS =
  /^https:\/\/(?:[a-z0-9-]+\.console\.aws\.amazon\.com|wiki\.example\.org|discord\.com|docs\.discord\.com|discordstatus\.com|api\.slack\.com|docs\.slack\.dev)(?:\/|$)/;

const check = (property: (alerts: readonly [Alert, ...Alert[]]) => void): void =>
  fc.assert(fc.property(hostile, property), { numRuns: 200 });

describe('words from outside, however hostile,', () => {
  test('make no mention, no link and no mark-up in Slack, and break no limit', () => {
    check((alerts) => {
      const payload = slackPayload.parse(renderSlack(alerts));
      const texts = [payload.text, ...textsOf(payload.blocks)];
      expect(texts.flatMap(live).filter((found) => !OURS.test(found))).toEqual([]);
      const shown = texts.join('\n').replaceAll(/<https:[^>]*>/g, '');
      expect(shown).not.toMatch(/https:\/\/|@(everyone|channel|here)\b/);
    });
  });

  test('make nothing live in a first message of Slack that is over', () => {
    check((alerts) => {
      const [{ ref }] = alerts;
      const over = renderOver(renderSlack(alerts), { name: ref.name, at: alerts[0].at, lasted: 60_000 });
      const payload = slackPayload.parse(over);
      const texts = [payload.text, ...textsOf(payload.blocks)];
      expect(texts.flatMap(live).filter((found) => !OURS.test(found))).toEqual([]);
      expect(texts.join('\n').replaceAll(/<https:[^>]*>/g, '')).not.toMatch(/https:\/\/|@(everyone|channel|here)\b/);
    });
  });

  test('make no mention, no link and no mark-up in Discord, and break no limit', () => {
    check((alerts) => {
      const texts = discordTexts(discordPayload.parse(renderDiscord(alerts)));
      // Discord reads no mark-up in a footer, in a code block or behind a backslash, and the address of a link is the owner's.
      const shown = texts
        .slice(0, -1)
        .join('\n')
        .replaceAll(/```[^`]*```/g, '')
        .replaceAll(
          /https:\/\/(?:wiki\.example\.org|discord\.com|docs\.discord\.com|discordstatus\.com|api\.slack\.com|docs\.slack\.dev)\/?[^\s]*/g,
          '',
        )
        .replaceAll(/\\./g, '·');
      expect(shown).not.toMatch(/<[@#:t]|@(everyone|here)\b|https?:\/\//i);
      expect(shown.replaceAll(/\*\*[^*\n]+\*\*/g, '')).not.toMatch(/[*_~|`[\]]/);
    });
  });

  test('make no mark-up, no link and no header in a mail by SES, and break no limit', () => {
    check((alerts) => {
      const mail = renderMail(alerts);
      const raw = rawMail(mail, { from: { address: 'alerts@example.org' }, to: ['ops@example.org'] });
      expect(readMail(raw).html).toBe(mail.html);
      expect(Buffer.byteLength(mail.html)).toBeLessThan(102 * 1024);
      const { hrefs, texts } = readHtml(mail.html);
      expect(hrefs.filter((href) => !OUR_PLACES.test(href))).toEqual([]);
      // Our own User-Agent names an address; programs make a link of any other that is not one already.
      const bare = texts.map((text) => text.replace('(https://token-health-monitor.invalid, ', '('));
      expect(bare.filter((text) => /https?:\/\//i.test(text) && !hrefs.includes(text))).toEqual([]);
    });
  });

  test('make no mention, no link and no mark-up in Teams, and break no limit', () => {
    check((alerts) => {
      const message = teamsPayload.parse(renderTeams(alerts));
      expect(addressesOf(message).filter((url) => !OUR_HOSTS.test(url))).toEqual([]);
      const shown = [...plainTexts(message), ...markdownTexts(message)].join('\n');
      expect(shown.replaceAll(/https:\/\/[^\s]*/g, (url) => (OUR_HOSTS.test(url) ? '' : url))).not.toMatch(
        /<\/?at\b|https?:\/\//i,
      );
      const marks = markdownTexts(message).map((text) => text.replaceAll(/\\./g, '·'));
      expect(marks.filter((text) => /[*_[\]`~]|^[-+#>]|^\d+[.)]|\{\{/.test(text))).toEqual([]);
    });
  });

  test('make no mention, no link and no mark-up in Amazon Q, whichever chat shows it, and break no limit', () => {
    check((alerts) => {
      const texts = renderedTexts(customNotification.parse(renderAmazonQ(alerts)));
      const shown = texts
        .join('\n')
        .replaceAll(/https:\/\/[^\s]*/g, (url) => (OUR_HOSTS.test(url) ? '' : url))
        .replaceAll(/`[^`\n]*`/g, '');
      expect(shown).not.toMatch(/[<>@`~[\]|]|https?:\/\/|:[a-z_]+:/);
      expect(shown.replaceAll(/^\*[^*\n]+\*/gm, '')).not.toMatch(/\*/);
      expect(shown).not.toMatch(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u);
    });
  });

  test('make no mention, no link and no tag for a pager, and break no limit', () => {
    check((alerts) => {
      const { events } = renderPagerDuty(alerts);
      const created = renderOpsgenie(alerts).requests.flatMap((one) => (one.do === 'create' ? [one.alert] : []));
      for (const event of events) pagerDutyEvent.parse({ ...event, routing_key: '0'.repeat(32) });
      for (const alert of created) opsgenieAlert.parse(alert);
      // Links are made by us, or are the owner's.
      const shown = JSON.stringify([events, created]).replaceAll(/https:\/\/(?!evil)[^\s"\\]*/g, '');
      expect(shown).not.toMatch(/<|@(everyone|here|channel)\b|https?:\/\//i);
    });
  });

  test('make no line break in a subject and no line that is wider than 72 or not ASCII', () => {
    check((alerts) => {
      const { subject, text } = renderEmail(alerts);
      expect(subject).toMatch(/^[ -~]{1,99}$/);
      expect(subject).toContain(`[${alerts[0].incident}]`);
      expect(text.split('\n').filter((line) => !/^[ -~]{0,72}$/.test(line))).toEqual([]);
    });
  });

  test('cannot forge a heading of a mail', () => {
    check((alerts) => {
      const { text } = renderEmail(alerts);
      expect(text.split('\n').filter((line) => line.startsWith('Subject:'))).toEqual([]);
      expect(text).not.toMatch(/(?<!wiki\.example\.org\/)https:\/\/evil/);
      expect(text.match(/^WHAT HAPPENS NEXT$/gm)).toHaveLength(1);
    });
  });

  test('leave the JSON of the topic inside its schema and size', () => {
    check((alerts) => {
      const publication = publicationOf(alerts);
      const parts = parseJson(publication.message) as { default: string };
      message.parse(parseJson(parts.default));
      expect(Buffer.byteLength(publication.message)).toBeLessThanOrEqual(256 * 1024);
      expect(
        Object.values(publication.attributes)
          .flat()
          .every((value) => /^[^\p{C}]+$/u.test(value)),
      ).toBe(true);
    });
  });

  test('move no cursor of a terminal', () => {
    check((alerts) => {
      expect(renderTerminal(alerts, { color: false })).not.toMatch(/[^\n\P{C}]/u);
    });
  });

  test('read the same every time', () => {
    check((alerts) => {
      expect(publicationOf(alerts)).toEqual(publicationOf(alerts));
      expect(renderSlack(alerts)).toEqual(renderSlack(structuredClone(alerts)));
    });
  });
});
