import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainJson } from '../../cli/explain/json.ts';
import { explainText } from '../../cli/explain/render.ts';
import { lookOf } from '../../cli/render/style.ts';
import { samplesOf } from '../support/sample-of.ts';
import { SAMPLES } from '../support/samples.ts';
import { explained, LIBRARY } from './library.ts';
import { REPORTED } from './reported.ts';

const LOOK = lookOf({ color: false, ascii: false, columns: 80 });

/** All that is printed of a text, in both forms. */
const printed = (text: string): string => {
  const result = explained(text);
  return [...explainText(result, undefined, LOOK), explainJson(result, undefined)].join('\n');
};

const texts = REPORTED.map(({ text }) => text);
const pieces = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom(...texts),
  fc.constantFrom(
    '\u001b[31m',
    '\\n',
    '\\u001b[',
    '%20',
    '{"error":"',
    '"}',
    '…',
    '...',
    '\u0000',
    '\ud800',
    '<!doctype html>',
    '*'.repeat(300),
  ),
);
const pastes = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));

/** Tokens of every sort, none of them anybody's. */
const TOKENS = LIBRARY.registry.kinds
  .filter(({ kind }) => kind.shape?.distinctive && !kind.shape.open)
  .flatMap((kind) => samplesOf(kind, 1).map((value) => ({ id: `${kind.provider.id}.${kind.kind.id}`, value })))
  .filter(({ value }) => !value.includes('\n'));

const AROUND: Readonly<Record<string, (token: string) => string>> = {
  'as the value of a header': (token) => `> Authorization: Bearer ${token}\nHTTP/1.1 401 Unauthorized`,
  'in an address': (token) => `GET https://api.example.com/v1/x?key=${token}&a=1 failed: 401`,
  'as a code of an error': (token) => `{"code":"${token}","message":"invalid"}`,
  'as a request id': (token) => `x-request-id: ${token}\nstatus 401`,
  'as a host': (token) => `https://${token.replace(/[^A-Za-z0-9-]/g, '-')}/ 401`,
  'in an assignment': (token) => `export MY_TOKEN='${token}' # 403 Forbidden`,
  'inside a message that is known': (token) =>
    `HttpError: Bad credentials ${token} [TOKEN_INVALID]: An invalid token was provided.`,
};

describe('no text', () => {
  test('makes it throw, or prints a control character', () => {
    fc.assert(
      fc.property(pastes, (paste) => {
        expect(printed(paste)).not.toMatch(/[^\n\P{C}]/u);
      }),
      { numRuns: 300 },
    );
  });

  test.each<[string, string]>([
    ['of one letter', 'a'.repeat(65_536)],
    ['of blanks', ' '.repeat(65_536)],
    ['of quotation marks', '"'.repeat(65_536)],
    ['of brackets', '{'.repeat(65_536)],
    ['of dots', '.'.repeat(65_536)],
    ['of backslashes', '\\'.repeat(65_536)],
    ['of escapes', '\u001b[31m'.repeat(13_107)],
    ['of digits', '401 '.repeat(16_384)],
    ['of line breaks', '\n'.repeat(65_536)],
    ['of addresses', 'https://a.b.c.d.example.com/ '.repeat(2_260)],
    ['of headers', 'x-request-id: aaaa\n'.repeat(3_449)],
    ['of codes', '{"code":"x1"} '.repeat(4_681)],
    ['of a message that is known', 'Improper token has been passed. '.repeat(2_048)],
    ['of beginnings of messages', 'improper token has been pass net/http: invalid header field '.repeat(1_092)],
    ['of a stack trace', '    at Object.<anonymous> (/app/node_modules/discord.js/src/client.js:120:11)\n'.repeat(850)],
    ['of base64', 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo'.repeat(1_872)],
    ['of letters and dashes', 'ab-cd_ef.'.repeat(7_281)],
  ])('of 64 KB %s takes longer than 50 ms', (_, text) => {
    explained(text);
    const took = Array.from({ length: 5 }, () => {
      const before = process.cpuUsage();
      explained(text);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    // The best of five, of this process alone: what else the machine does is nobody's fault here.
    expect(Math.min(...took)).toBeLessThan(50);
  });
});

describe('a token in the text', () => {
  test.each(Object.entries(AROUND))('%s is printed nowhere, of whatever issuer', (_, around) => {
    const leaked = TOKENS.filter(({ value }) => printed(around(value)).includes(value));
    expect(leaked.map(({ id }) => id)).toEqual([]);
  });

  test.each(['discord.bot', 'github.classic', 'slack.bot', 'npm.granular', 'discord.webhook'])(
    'of %s is said to be leaked',
    (id) => {
      const { leaks } = explained(`POST failed with 401: ${SAMPLES[id]}`);
      const kind = LIBRARY.registry.findKind(id);
      expect(leaks).toEqual([{ what: kind?.kind.name, provider: kind?.provider.id }]);
      expect(printed(`401 ${SAMPLES[id]}`)).toMatch(/this paste held a live-looking .*: treat it as leaked/);
    },
  );

  test.each([
    ['Authorization: Bearer ***'],
    ['token=<YOUR_TOKEN>'],
    ['export GITHUB_TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
    ['Incorrect API key provided: sk-abcde***********************wxyz'],
  ])('that somebody took out already is no leak: %s', (text) => {
    expect(explained(text).leaks).toEqual([]);
  });
});
