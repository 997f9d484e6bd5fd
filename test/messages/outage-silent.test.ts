import { describe, expect, test } from 'vitest';
import { DAY } from '../../core/base/time.ts';
import type { UnansweredCause } from '../../core/model/verdict.ts';
import { renderEmail } from '../../messages/email/email.ts';
import { renderSlack } from '../../messages/slack/slack.ts';
import { renderTerminal } from '../../messages/terminal/terminal.ts';
import { silent } from './notices.ts';
import { bodyOf, CHANNELS, oneLine, slackOf } from './outage-texts.ts';

const subjectOf = (part: Partial<typeof silent>): string => renderEmail([{ ...silent, ...part }]).subject;

describe.each(CHANNELS)('%s', (_, render) => {
  const text = oneLine(render(silent));

  test.each([
    ['how many tokens nobody knows of', 'at least 12 tokens unchecked for a day or longer'],
    ['why', 'provider outage: it says itself that it cannot answer'],
    [
      'that they are asked about again',
      'These tokens are asked about again in every sweep; what is found then is told',
    ],
    ['that warnings go on', 'Where a token worked before, warnings ahead of a known date are told all the same;'],
    ['that none is judged dead', 'none is judged dead before there is an answer.'],
    ['how often it is told', 'This silence is told once, a new one at most once a day;'],
  ])('says %s', (_what, words) => {
    expect(text).toContain(words);
  });

  test.each<[cause: UnansweredCause, first: string, toCheck: string]>([
    ['network', 'network: ', 'Check the name, the proxy and the firewall on the way to discord.com.'],
    ['blocked', 'blocked: ', "or an address allow-list in front of discord.com keeps out the monitor's address."],
    ['rate-limited', 'rate limited: ', "what else asks discord.com from the monitor's address or with these tokens"],
  ])('for %s says so, and what to check', (cause, first, toCheck) => {
    const other = oneLine(render({ ...silent, cause }));
    expect(other).toContain(first);
    expect(other).toContain(toCheck);
    expect(other).not.toContain('provider outage');
    expect(text).not.toContain(toCheck);
  });

  test('says nothing of refusals', () => {
    expect(text).not.toMatch(/refus|REJECTED|revoked/);
  });
});

test('since when is of the token that waits longest, and follows the notice, not the clock', () => {
  const text = oneLine(renderEmail([{ ...silent, since: silent.at - 3 * DAY }]).text);
  expect(text).toContain('Since Fri 2026-11-20 09:00 UTC, 3 d 0 h before this notice');
  expect(slackOf(silent).join()).toContain('\nSince Sun 2026-11-22 08:00 UTC (<!date^1795334400^');
});

test('what came back is evidence fit for a ticket; when nothing is known of it there is none', () => {
  expect(renderEmail([silent]).text).toContain('EVIDENCE (safe to paste into a ticket)\nAbout one token: the issuer');
  const mute = { ...silent, detail: '\u0007' };
  expect(renderEmail([mute]).text).not.toContain('EVIDENCE');
  expect(slackOf(mute).join()).not.toContain('Evidence');
  expect(renderTerminal([mute], { color: false })).not.toContain('seen');
});

test('its preview begins with word and issuer', () => {
  expect(renderSlack([silent]).text).toBe(
    'OUTAGE NOTICE: Discord fails to answer - at least 12 tokens unchecked, none judged dead',
  );
});

test('one token is one token', () => {
  const one = { ...silent, tokens: 1 };
  expect(renderTerminal([one], { color: false })).toContain('at least 1 token unchecked for a day');
  expect(bodyOf(one)).toHaveProperty('unchecked', 1);
});

test('an issuer that answers about others says so: then it is rather about these tokens', () => {
  const alone = { ...silent, tokens: 1, answered: 4 };
  expect(renderEmail([alone]).text.replace(/\s+/g, ' ')).toContain('About 4 other tokens it does answer');
  expect(renderEmail([silent]).text).not.toContain('it does answer');
  expect(bodyOf(alone)).toHaveProperty('answered', 4);
});

describe('subject', () => {
  test.each<[string, Partial<typeof silent>, string]>([
    ['of a network', { cause: 'network' }, 'Discord does not answer - at least 12 tokens unchecked'],
    ['of an outage', {}, 'Discord fails to answer - at least 12 tokens unchecked'],
    ['of a firewall, which answers', { cause: 'blocked' }, 'Discord gives no usable answer - 12 tokens unchecked'],
    [
      'of a limit, which is an answer',
      { cause: 'rate-limited' },
      'Discord gives no usable answer - 12 tokens unchecked',
    ],
    ['with one token', { tokens: 1 }, 'Discord fails to answer - at least 1 token unchecked'],
    ['with no name', { issuerName: '' }, '(no name) fails to answer - 12 tokens unchecked'],
    [
      'without room for "at least"',
      { issuerName: 'HashiCorp Vault' },
      'HashiCorp Vault fails to answer - 12 tokens unchecked',
    ],
    [
      'with a long name, which loses its middle',
      { issuerName: 'HTTP address of this deployment', cause: 'blocked' },
      'HTTP...ent gives no usable answer - 12 tokens unchecked',
    ],
  ])('%s', (_, part, words) => {
    expect(subjectOf(part)).toBe(`OUTAGE NOTICE: ${words}, none judged dead [TH-0VN3E]`);
    expect(subjectOf(part).length).toBeLessThanOrEqual(99);
  });
});
