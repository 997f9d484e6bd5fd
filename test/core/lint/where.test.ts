import { describe, expect, test } from 'vitest';
import { REGISTRY } from '../../../adapters/issuers/built-in.ts';
import { lint } from '../../../core/lint/lint.ts';
import { botToken, githubToken, letters } from '../../support/samples.ts';

const bot = botToken();
const ghp = githubToken('ghp_', 31);
const [half, rest] = [bot.slice(0, 26), bot.slice(26)];

type Row = readonly [value: string, id: string, says: string];

/** The one sentence about a value, but for what it repeats of every kind. */
const SAID: Readonly<Record<string, Row>> = {
  'nothing at all': ['', 'discord.bot', 'the value is empty'],
  'white space alone': [' \n\t', 'discord.bot', 'the value is empty: nothing but 3 characters of white space'],
  'a space before': [` ${bot}`, 'discord.bot', 'there is a space (U+0020) at its beginning'],
  'spaces before and a tab after': [
    `  ${bot}\t`,
    'discord.bot',
    'there is a space (U+0020), 2 characters in all at its beginning and a tab (U+0009) at its end',
  ],
  'a no-break space after': [`${bot}\u00a0`, 'discord.bot', 'there is a no-break space (U+00A0) at its end'],
  'a byte order mark before': [`\ufeff${bot}`, 'discord.bot', 'there is a byte order mark (U+FEFF) at its beginning'],
  'a line break after': [
    `${bot}\n`,
    'discord.bot',
    'there is a line feed (U+000A) at its end: $(…) of a shell and fetch take it off; Go, OkHttp, node:http, Python and curl -H do not, nor does Kubernetes',
  ],
  'a line break of Windows after': [
    `${bot}\r\n`,
    'discord.bot',
    'there is a carriage return (U+000D) and a line feed (U+000A) at its end: fetch takes it off, $(…) of a shell leaves the carriage return; Go, OkHttp, node:http, Python and curl -H do not, nor does Kubernetes',
  ],
  'a zero-width space inside': [
    `${half}\u200b${rest}`,
    'discord.bot',
    `it has a zero-width space (U+200B) at position 27 of ${bot.length + 1}, which fits into no header`,
  ],
  'the dots of a shortened display': [
    `${half}\u2026`,
    'discord.bot',
    'it has the three dots of a shortened display (U+2026) at position 27 of 27, which fits into no header',
  ],
  'dashes of a word processor': [
    bot.replaceAll('.', '\u2013'),
    'discord.bot',
    `it has an en dash (U+2013) at position 25 of ${bot.length}, and others follow, which fits into no header`,
  ],
  'bytes that were not UTF-8': [
    `${half}\ufffd${rest}`,
    'discord.bot',
    `it has the sign for bytes that were not UTF-8 (U+FFFD) at position 27 of ${bot.length + 1}, which fits into no header`,
  ],
  'a bell': [
    `${half}\u0007${rest}`,
    'discord.bot',
    `it has a control character (U+0007) at position 27 of ${bot.length + 1}, which fits into no header`,
  ],
  'a letter of another script, after one that is two code units': [
    `\u{1f511}é${bot}`,
    'vault.custom',
    `it has a character outside ASCII (U+1F511) at position 1 of ${bot.length + 2}, and others follow, which fits into no header`,
  ],
  'a quotation mark before': [`"${bot}`, 'discord.bot', 'there is a quotation mark at its beginning'],
  'a quotation mark after': [`${bot}"`, 'discord.bot', 'there is a quotation mark at its end'],
  'a hyphen that no such token has': [
    `${ghp.slice(0, 39)}-`,
    'github.classic',
    'it has what no GitHub personal access token (classic) known to us has: a sign (U+002D) at position 40 of 40',
  ],
  'letters where digits of hexadecimal belong': [
    `squ_${'a'.repeat(39)}Z`,
    'sonarqube.token',
    'it has what no SonarQube token known to us has: a capital letter at position 44 of 44',
  ],
  'half of it': [
    bot.slice(0, 30),
    'discord.bot',
    'it has 30 characters, any Discord bot token known to us has 58 to 101: a part may be missing',
  ],
  'a part is missing, and a column is that wide': [
    `github_pat_${letters(53, 3)}`,
    'github.fine-grained',
    'it has 64 characters, any GitHub fine-grained personal access token known to us has 93 to 234: a part may be missing, as a field of 64 characters would cut it',
  ],
  'its beginning in another case': [
    `GLPAT-${letters(14, 4)}`,
    'gitlab.pat',
    'it has 20 characters, any GitLab access token known to us has 26 or more: a part may be missing; it begins with "GLPAT-", such tokens begin with "glpat-"',
  ],
  'another sign after its beginning': [
    `glpat_${letters(20, 4)}`,
    'gitlab.pat',
    'it does not look like any GitLab access token known to us: it begins with "glpat_", such tokens begin with "glpat-"',
  ],
  'no beginning at all': [
    letters(40, 5),
    'npm.granular',
    'it does not look like any npm access token known to us: such tokens begin with "npm_"',
  ],
  'the same token twice': [
    `${bot}${bot}`,
    'discord.bot',
    `it does not look like any Discord bot token known to us: it has ${2 * bot.length} characters, any Discord bot token known to us has 58 to 101, and the same text stands there twice`,
  ],
  'one character too many, of a kind whose length is plain': [
    `squ_${'a'.repeat(41)}`,
    'sonarqube.token',
    'it does not look like any SonarQube token known to us: it has 45 characters, any SonarQube token known to us has 44',
  ],
  'more than a secret can hold': [
    'a'.repeat(65_537),
    'oauth2-introspection.token',
    'it has 65537 characters: more than 64 KiB, no OAuth2 token has',
  ],
};

const lintOf = (value: string, id: string) => {
  const kind = REGISTRY.findKind(id)?.kind;
  if (kind === undefined) throw new Error(`no such kind: ${id}`);
  return lint(value, kind);
};

describe('a sentence says what is wrong and where', () => {
  test.each(Object.entries(SAID))('%s', (_, [value, id, says]) => {
    expect(lintOf(value, id).map((flaw) => flaw.says)).toEqual([says]);
  });
});

test('a beginning that is not known is quoted nowhere', () => {
  const [{ says } = { says: '' }] = lintOf(`Qzx7-${letters(30, 9)}`, 'gitlab.pat');
  expect(says).not.toContain('Qzx7');
  expect(says).toContain('such tokens begin with "glpat-"');
});

test('letters and digits of a value are named nowhere, only their class', () => {
  for (const character of ['Z', 'q', '7'])
    for (const { says } of lintOf(`squ_${'a'.repeat(39)}${character}`, 'sonarqube.token'))
      expect(says).not.toMatch(new RegExp(`U\\+|["' ]${character}["' ]`));
});
