import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { REGISTRY } from '../../../adapters/issuers/built-in.ts';
import { lint, unwrapped } from '../../../core/lint/lint.ts';
import { botToken, githubToken, hex, letters, SAMPLES } from '../../support/samples.ts';

const target = (id: string) => {
  const kind = REGISTRY.findKind(id)?.kind;
  if (kind === undefined) throw new Error(`no such kind: ${id}`);
  return kind;
};

const BOT = target('discord.bot');
const CLASSIC = target('github.classic');
const bot = botToken();
const ghp = githubToken('ghp_', 31);

/** One character exchanged for another one of the alphabet. */
const mistyped = (value: string, at: number): string =>
  `${value.slice(0, at)}${value[at] === 'a' ? 'b' : 'a'}${value.slice(at + 1)}`;

type Row = readonly [sentence: string, value: string, id: string, flaws: readonly string[]];

const CERTAIN: readonly Row[] = [
  ['nothing at all', '', 'discord.bot', ['empty']],
  ['white space alone', ' \n\t', 'discord.bot', ['empty']],
  ['a line break at the end, of a value that is cut besides', `${bot.slice(0, 30)}\n`, 'discord.bot', ['padded']],
  ['a line break and a space at the end', `${bot} \n`, 'discord.bot', ['padded']],
  ['a line break before and after', `\n${bot}\n`, 'discord.bot', ['padded']],
  ['a line break at the end of a mistyped value', `${mistyped(ghp, 20)}\n`, 'github.classic', ['padded']],
  ['a space before', ` ${bot}`, 'discord.bot', ['padded']],
  ['double quotes', `"${bot}"`, 'discord.bot', ['quoted']],
  ['single quotes', `'${bot}'`, 'discord.bot', ['quoted']],
  ['typographic quotes', `“${bot}”`, 'discord.bot', ['quoted']],
  ['the header prefix of a bot', `Bot ${bot}`, 'discord.bot', ['prefixed']],
  ['a header prefix in small letters', `bearer ${ghp}`, 'github.classic', ['prefixed']],
  ['the name of its variable', `DISCORD_TOKEN=${bot}`, 'discord.bot', ['prefixed']],
  ['an exported variable in quotes', `"export GITHUB_TOKEN=${ghp}"`, 'github.classic', ['quoted', 'prefixed']],
  ['quotes, a prefix and a line break', `"Bot ${bot}"\n`, 'discord.bot', ['padded', 'quoted', 'prefixed']],
  ['a line break inside', `${bot.slice(0, 30)}\n${bot.slice(30)}`, 'discord.bot', ['alphabet']],
  ['a letter outside ASCII', `${bot}é`, 'discord.bot', ['alphabet']],
  ['an invisible character', `\u200b${bot}`, 'discord.bot', ['alphabet']],
  ['a mistyped letter, by the checksum', mistyped(ghp, 20), 'github.classic', ['checksum']],
  ['a mistyped checksum', mistyped(ghp, 39), 'github.classic', ['checksum']],
  ['two letters exchanged, by the checksum', ghp.replace(/^(.{10})(.)(.)/, '$1$3$2'), 'github.classic', ['checksum']],
  [
    'an address in angle brackets, as a chat shows it',
    `<${SAMPLES['discord.webhook']}>`,
    'discord.webhook',
    ['quoted'],
  ],
  ['a quotation mark at its beginning only', `"${bot}`, 'discord.bot', ['quoted']],
  ['a quotation mark at its end only', `${ghp}'`, 'github.classic', ['quoted']],
  ['quotes around a token that any text may be', `"${letters(12, 20)}"`, 'oauth2-introspection.token', ['quoted']],
  ['a line break inside one that any text may be', 'abc\ndef', 'oauth2-introspection.token', ['alphabet']],
  ['a letter outside ASCII, without any shape', 'abcdéf', 'vault.custom', ['alphabet']],
];

/** Formats grow, and people choose their own: none of these proves that the value is not the token. */
const UNLIKE: readonly Row[] = [
  ['a line break at the end, which some readers take off', `${bot}\n`, 'discord.bot', ['padded']],
  ['a line break of Windows at the end', `${ghp}\r\n`, 'github.classic', ['padded']],
  ['half of it', bot.slice(0, 30), 'discord.bot', ['cut']],
  ['a bot token cut in its first part, as an access token', `${bot.slice(0, 23)}MTIz`, 'discord.oauth', ['cut']],
  ['a character that no such token has', `${ghp.slice(0, 39)}-`, 'github.classic', ['alphabet']],
  [
    'a first part that is no id',
    `MDAw${bot.slice(4).replace(/^[^.]+/, 'x'.repeat(9) + letters(11, 2))}`,
    'discord.bot',
    ['shape'],
  ],
  ['a JWT with a damaged part', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJh.${letters(43, 3)}`, 'jwt.token', ['shape']],
  ['an npm token cut short, for any registry', `npm_${letters(20, 4)}`, 'npm.registry', ['cut']],
  ['JSON where a plain token belongs', `{"token":"${bot}"}`, 'discord.bot', ['json']],
  ['64 KiB and more', 'a'.repeat(65 * 1024), 'oauth2-introspection.token', ['oversized']],
  ['the user and password of an .npmrc', btoa(`ci-user:${letters(20, 21)}`), 'npm.registry', ['credentials']],
  ['a short user and password', btoa('ci:hunter2'), 'npm.registry', ['credentials']],
  ['a lone quotation mark and half of it', `"${bot.slice(0, 30)}`, 'discord.bot', ['quoted']],
  ['a prefix of its own', `acme-${letters(20, 22)}`, 'gitlab.pat', ['cut']],
  ['a longer prefix of its own', `acmecorp-pat-${letters(20, 22)}`, 'gitlab.pat', ['shape']],
];

describe('a value with', () => {
  test.each(CERTAIN)('%s is certainly not the token', (_sentence, value, id, flaws) => {
    const found = lint(value, target(id));
    expect(found.map(({ flaw }) => flaw)).toEqual(flaws);
    expect(found.every(({ certain }) => certain)).toBe(true);
  });

  test.each(UNLIKE)('%s is unlike what is known, which proves nothing', (_sentence, value, id, flaws) => {
    expect(lint(value, target(id)).map(({ flaw, certain }) => [flaw, certain])).toEqual(
      flaws.map((one) => [one, false]),
    );
  });
});

describe('where no issuer chose an alphabet, any text that a header takes has no flaw (RFC 6749 A.12)', () => {
  const TEXTS = ['a', 'short-1!', letters(12, 23), 'v^1.1#i^1#f^0', 'two words', `${'~'.repeat(40)}`, '{not json'];
  test.each(TEXTS)('%s', (value) => {
    for (const id of ['oauth2-introspection.token', 'npm.registry', 'vault.custom'])
      expect(lint(value, target(id))).toEqual([]);
  });
});

describe('a placeholder is told from a token', () => {
  const PLACEHOLDERS = [
    'changeme',
    'CHANGE_ME',
    'change-me',
    'TODO',
    'tbd',
    'null',
    'undefined',
    'none',
    '<token>',
    '<your bot token>',
    '[TOKEN]',
    '{{ token }}',
    'xxxx',
    '****************',
    '......',
    'your-token-here',
    'YOUR_TOKEN_HERE',
    'your bot token',
    'insert-token-here',
    'put your token here',
    'replace_this',
    'my-secret',
    'test',
    'password',
    '"changeme"',
    `glpat-${'x'.repeat(20)}`,
    `ghp_${'x'.repeat(36)}`,
    `ghp_${'0'.repeat(36)}`,
    '<discord_bot_token>',
    'DISCORD_BOT_TOKEN',
    'my-bot-token-123',
    'replace-me-with-real-token',
    'changeme123',
    'sk-xxxx…',
    'sk-xxxxxx',
    'xoxb-xxx-xxx',
    'glpat-...',
    'xoxb-your-token-here',
    'ghp_your_token_here',
    'github_pat_your_token',
    'xapp-1-your-app-token',
    'DISCORD_TOKEN_HERE',
    'paste_your_oauth2_token',
    'yourtokenhere',
    'https://discord.com/api/webhooks/ID/TOKEN',
    'https://hooks.slack.com/services/YOUR/WEBHOOK/URL',
    'https://hooks.slack.com/services/your-webhook-url',
  ];
  test.each(PLACEHOLDERS)('%s', (value) => {
    for (const kind of [BOT, CLASSIC, target('oauth2-introspection.token')])
      expect(lint(value, kind).map(({ flaw }) => flaw)).toEqual(['placeholder']);
  });
});

test('a value that repeats the name of its holder was never filled in', () => {
  const names = ['prod/keys', 'BILLING_API', 'keys'];
  for (const value of ['BILLING_API', 'billing-api', 'Billing Api', 'keys', '"BILLING_API"'])
    expect(lint(value, BOT, names).map(({ flaw }) => flaw)).toEqual(['placeholder']);
  expect(lint(bot, BOT, names)).toEqual([]);
});

describe('a well-formed token has no flaw', () => {
  test.each(Object.entries(SAMPLES))('%s', (id, value) => {
    expect(lint(value, target(id))).toEqual([]);
  });

  const MORE: readonly (readonly [string, string, string])[] = [
    ['a bot with an id of 17 digits and an old third part', botToken('12345678901234567', 27), 'discord.bot'],
    ['a bot with an id of 19 digits', botToken('1234567890123456789'), 'discord.bot'],
    ['a bot with an id of 20 digits', botToken('12345678901234567890'), 'discord.bot'],
    [
      'a longer GitHub token of the announced kind, whose checksum is not known',
      `ghp_${letters(80, 5)}`,
      'github.classic',
    ],
    ['an npm token, whatever its last letters: its checksum is not confirmed', `npm_${letters(36, 6)}`, 'npm.granular'],
    [
      'a webhook with the longer last part of Discord’s own example',
      `https://discord.com/api/webhooks/223704706495545344/${letters(100, 12)}`,
      'discord.webhook',
    ],
    [
      'a token of verdaccio, which decodes to two numbers with a colon between them',
      btoa(`${hex(32, 71)}:${hex(64, 72)}`),
      'npm.registry',
    ],
    ['a routable GitLab token', `glpat-${letters(27, 7)}.01.${letters(9, 8).toLowerCase()}`, 'gitlab.pat'],
  ];
  test.each(MORE)('%s', (_sentence, value, id) => {
    expect(lint(value, target(id))).toEqual([]);
  });
});

test('a value that merely looks different is not condemned', () => {
  const found = lint(`${letters(70, 9)}`, BOT);
  expect(found.map(({ flaw, certain }) => [flaw, certain])).toEqual([['shape', false]]);
});

test('without a shape a prefix may be meant', () => {
  expect(lint('Bearer abc', { name: 'token for billing' })).toMatchObject([{ flaw: 'prefixed', certain: false }]);
});

test('the checksum of a published sample holds: CRC-32 in base 62', () => {
  expect(lint(githubToken('gho_', 40), target('github.oauth'))).toEqual([]);
});

test('no sentence holds six characters of the value in a row, beyond known prefixes', () => {
  const known = /Bearer |Bot |Basic |token /gi;
  fc.assert(
    fc.property(fc.string({ minLength: 6, maxLength: 80 }), fc.constantFrom(...Object.keys(SAMPLES)), (value, id) => {
      const secret = `${value}Zq9`;
      for (const { says } of lint(secret, target(id))) {
        const words = says.replace(target(id).name, '').replace(known, '');
        for (let at = 0; at + 6 <= secret.length; at += 1) {
          const part = secret.slice(at, at + 6);
          if (/[^a-z ,:.=]/.test(part)) expect(words.includes(part)).toBe(false);
        }
      }
    }),
  );
});

test('a long hostile value is judged at once', () => {
  const values = ['x', '"', ' ', '-', 'A_', '<', '{{', 'your-', 'TOKEN', 'eyJ', '0.', '\u200b'].map((text) =>
    text.repeat(Math.floor(60_000 / text.length)),
  );
  const before = process.cpuUsage();
  const { kinds } = REGISTRY;
  for (const value of values) for (const { kind } of kinds) lint(value, kind);
  // Of this process alone: what else the machine does is nobody's fault.
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(60 * kinds.length);
});

test('what stands around a value is taken off to say what it would be', () => {
  expect(unwrapped(`"export DISCORD_TOKEN='Bot ${bot}'"\n`)).toBe(bot);
});
