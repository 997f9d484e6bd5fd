import { describe, expect, test } from 'vitest';
import { renderEmail } from '../../messages/email/email.ts';
import { renderSlack } from '../../messages/slack/slack.ts';
import { refuses } from './notices.ts';
import { bodyOf, CHANNELS, oneLine } from './outage-texts.ts';

test('tokens that get no answer are counted apart', () => {
  const partly = { ...refuses, refused: 1, unanswered: 2, of: 3 };
  const text = oneLine(renderEmail([partly]).text);
  expect(text).toContain('1 of 3 tokens that worked before are refused, 2 get no answer;');
  expect(text).toContain('more likely Discord than 1 token ');
  expect(bodyOf(partly)).toMatchObject({ refused: 1, unanswered: 2, of: 3 });
});

describe.each(CHANNELS)('%s', (_, render) => {
  const text = oneLine(render(refuses));

  test.each([
    ['how many tokens are refused', '12 of 12 tokens that worked are refused at once'],
    ['why they are not believed', 'more likely Discord than 12 tokens'],
    [
      'when it is real all the same',
      'If you revoked them yourself, or there was a leak, it is real: act now, do not wait.',
    ],
    ['until when refusals are not told', 'Until Mon 2026-11-23 11:00 UTC, 2 h 0 min after this notice, no refusal'],
    [
      'what follows',
      'Tokens still refused then are told as REJECTED, one by one; one closing notice says what became of them.',
    ],
    ['what is told meanwhile', 'A token that is past its own date is told as usual.'],
  ])('says %s', (_what, words) => {
    expect(text).toContain(words);
  });

  test('follows the notice, not the clock: another end of the hold is another text', () => {
    const longer = oneLine(render({ ...refuses, heldUntil: refuses.heldUntil + 90 * 60_000 }));
    expect(longer).toContain('Until Mon 2026-11-23 12:30 UTC, 3 h 30 min after this notice');
  });

  test('does not say all when it is half', () => {
    const half = oneLine(render({ ...refuses, refused: 6 }));
    expect(half).toContain('6 of 12 tokens that worked are refused at once');
    expect(half).not.toContain('refused all');
    expect(half).toContain('more likely Discord than 6 tokens');
  });
});

test('its preview begins with word and issuer', () => {
  expect(renderSlack([refuses]).text).toBe('OUTAGE NOTICE: Discord refuses 12 of 12 tokens at once - none judged dead');
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
  expect(renderEmail([{ ...refuses, issuerName }]).subject).toBe(subject);
});
