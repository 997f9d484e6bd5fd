import fc from 'fast-check';

const NASTY = [
  '<!channel>',
  '<@U1>',
  '@everyone',
  '<https://evil.example|Rotate>',
  'https://evil.example/login',
  '*bold* _it_ ~no~ `code` ``` fence',
  ':white_check_mark:',
  '\r\nSubject: RECOVERED',
  'WHAT HAPPENS NEXT',
  '\u0000\u001b[31m\u009b0m',
  '\u202eevil\u2066\u200b\ufeff',
  '\u{1f600}\u{1f468}\u200d\u{1f469}',
  '\ud800',
  "'; rm -rf ~; '",
  '$1 $& {token} %0d%0a',
  '&lt;!here&gt;',
  'x'.repeat(3000),
  '&'.repeat(900),
];

/** Words that somebody might give a secret, a tag or an answer. */
export const nasty = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 60 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(' '));

/** What Slack acts upon: everything between angle brackets. */
export const live = (text: string): readonly string[] => text.match(/<[^>]*>/g) ?? [];

/** The links and dates that are made by us, or lead to a place of ours or of the owner's. */
export const OURS =
  /^<(?:!date\^\d+\^\{date_short_pretty\} \{time\}\|[A-Z][a-z]{2} [\d-]{10} [\d:]{5} UTC|https:\/\/(?:[a-z0-9-]+\.console\.aws\.amazon\.com|wiki\.example\.org|docs\.discord\.com|discordstatus\.com|discord\.com|api\.slack\.com|docs\.slack\.dev)\/[^|\s<>]*\|[\w.-]+)>$/;

/** The same places, of an address alone. */
export const OUR_PLACES =
  /^https:\/\/(?:[a-z0-9-]+\.console\.aws\.amazon\.com|wiki\.example\.org|docs\.discord\.com|discordstatus\.com|discord\.com|api\.slack\.com|docs\.slack\.dev)(?:\/[^\s<>"]*)?$/;
