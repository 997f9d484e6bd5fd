import { describe, expect, test } from 'vitest';
import { patternWords, ruleFacts } from '../../../cli/issuers/rules.ts';
import { classWords } from '../../../cli/issuers/shape.ts';
import type { AnswerText } from '../../../providers/contract/answers.ts';
import { run } from '../run.ts';

describe('token-health providers', () => {
  test('lists every issuer below its category, with counts at the end', async () => {
    const { code, stdout, stderr } = await run(['providers']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ {2}ID +NAME +KINDS +KNOWN +END +SCOPES +RENEWAL$/m);
    expect(stdout).toMatch(/^chat\n {2}discord +Discord +3 +documented +1 of 3 +1 of 3 +yes$/m);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /\d+ issuers \(\d+ documented, .*\d+ verified\), \d+ kinds: \d+ asked about, \d+ tell their end, \d+ their scopes\. /,
    );
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test.each<[string, string[], string[], string[]]>([
    ['--category', ['--category', 'identity'], ['vault', 'openbao'], ['discord', 'npm']],
    ['--evidence', ['--evidence', 'verified'], ['vault', 'npm'], ['discord']],
    ['--expiry: of vaults, not of npm', ['--expiry'], ['vault', 'discord', 'jwt'], ['npm']],
    ['--scopes', ['--scopes'], ['vault', 'discord'], ['npm']],
    ['--renewal', ['--renewal'], ['vault', 'discord'], ['npm']],
    ['--search, by the beginning of a token', ['--search', 'GHP_'], ['github'], ['gitlab', 'discord']],
    ['--search, by a word of a name', ['--search', 'hashicorp'], ['vault'], ['openbao']],
    ['all that several of them leave', ['--category', 'chat', '--expiry'], ['discord'], ['slack', 'vault']],
  ])('narrows the list by %s', async (_sentence, args, there, absent) => {
    const { code, stdout } = await run(['providers', ...args, '--json']);
    const ids = (JSON.parse(stdout) as { issuers: { id: string }[] }).issuers.map(({ id }) => id);
    expect(code).toBe(0);
    expect(ids).toEqual(expect.arrayContaining(there));
    expect(ids.filter((id) => absent.includes(id))).toEqual([]);
  });

  test('says so when none fits', async () => {
    const { code, stdout } = await run(['providers', '--search', 'no such text']);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^No issuer of \d+ fits\. Describe your own: token-health new-issuer --help\n$/),
    ]);
  });

  test('tells programs the documented object, and no value', async () => {
    const { stdout } = await run(['providers', 'discord', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      issuers: [
        {
          id: 'discord',
          name: 'Discord',
          category: 'chat',
          evidence: 'documented',
          statusPage: 'https://discordstatus.com',
          budget: { perSecond: 15, concurrency: 8 },
          limits: 'token',
          kinds: [
            {
              id: 'discord.bot',
              asked: true,
              whyNot: null,
              request: 'GET https://discord.com/api/v10/users/@me',
              tells: { expiry: false, scopes: false },
              neverExpires: true,
              prefixes: ['M', 'N', 'O'],
            },
            { id: 'discord.oauth', tells: { expiry: true, scopes: true } },
            { id: 'discord.webhook', request: 'GET https://discord.com/api/v10/webhooks/{id}/{secret}' },
          ],
        },
      ],
    });
  });
});

describe('token-health providers NAME', () => {
  test('shows an issuer with all its kinds', async () => {
    const { code, stdout } = await run(['providers', 'discord']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^discord {2}Discord\n {2}category {2}chat\n {2}known {5}documented: as the issuer documents it$/m,
    );
    expect([...stdout.matchAll(/^discord\.\w+ /gm)].map(String)).toEqual([
      'discord.bot ',
      'discord.oauth ',
      'discord.webhook ',
    ]);
    // What is to be copied stays whole; all else keeps to the width.
    const long = stdout.split('\n').filter((line) => line.length > 80);
    expect(long.filter((line) => line.trim().includes(' '))).toEqual([]);
  });

  test('shows one kind: its request, its answers, its remedies', async () => {
    const text = (await run(['providers', 'discord.bot'])).stdout.replace(/\s+/g, ' ');
    for (const words of [
      'asks GET https://discord.com/api/v10/users/@me',
      'token in authorization: Bot {token}',
      '401 with code 0 and message like "401: Unauthorized": refused',
      '403 with code 40002 or 50178: refused: its account is disabled',
      'its end none that the issuer sets',
      'renewal By hand: Developer Portal, Bot, Reset Token.',
      'expired 1. https://discord.com/developers/applications > the application > Bot > Reset Token.',
      'unsure HTTP statuses beside codes',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('discord.webhook Discord');
  });

  test('tells an ambiguous answer with what else it can mean, and the second requests', async () => {
    const text = (await run(['providers', 'vault'])).stdout.replace(/\s+/g, ' ');
    expect(text).toContain(
      '403 with errors like "permission denied": refused, or it is bound to other addresses (CIDR), its entity is disabled',
    );
    expect(text).toContain('also asks Asked first, until it was accepted once POST /v1/sys/wrapping/lookup');
    expect(text).toContain('below the address that token-health:url or --provider-url names');
  });

  test.each<[string, string[], string, string]>([
    [
      'a name like another',
      ['discrod'],
      'there is no issuer called discrod',
      'did you mean "discord"? token-health providers discord',
    ],
    [
      'a name like none',
      ['zzzzzzzzzz'],
      'there is no issuer called zzzzzzzzzz',
      'look among the N issuers: token-health providers --search WORD',
    ],
    [
      'a kind that it does not have',
      ['discord.bto'],
      'discord has no kind called discord.bto',
      'did you mean "discord.bot"? token-health providers discord.bot',
    ],
    [
      'a kind like none of it',
      ['discord.qqqqqqqq'],
      'discord has no kind called discord.qqqqqqqq',
      'it has discord.bot, discord.oauth, discord.webhook',
    ],
    [
      'a category like another',
      ['--category', 'chta'],
      'there is no category called chta',
      'did you mean "chat"? --category chat',
    ],
    [
      'a level that is none',
      ['--evidence', 'sure'],
      "option '--evidence <level>' argument 'sure' is invalid. Allowed choices are documented, validators, verified",
      'token-health providers --help',
    ],
  ])('%s is wrong use, with a remedy', async (_sentence, args, what, remedy) => {
    const { code, stdout, stderr } = await run(['providers', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.replace(/\d+ issuers/, 'N issuers')).toBe(`error: ${what}\n  do    ${remedy}\n`);
  });

  test('never prints a token that was typed for a name', async () => {
    const token = `ghp_${'aB3'.repeat(12)}`;
    const { stdout, stderr } = await run(['providers', token]);
    expect(stdout + stderr).not.toContain(token);
    expect(stdout + stderr).not.toContain(token.toLowerCase());
  });

  test('--ascii and no terminal: no sign beyond ASCII in the list, no colour', async () => {
    const { stdout } = await run(['providers', '--ascii']);
    expect(stdout).not.toMatch(/[^\x20-\x7e\n]/);
  });
});

const refused = (where: object): AnswerText => ({ say: 'refused', status: 401, ...where }) as AnswerText;

describe('a rule in words', () => {
  test.each<[string, AnswerText, string]>([
    ['401 with code 0', refused({ body: { code: 0 } }), 'refused'],
    ['401 with error "not found"', refused({ body: { error: 'not found' }, meaning: 'revoked' }), 'refused: revoked'],
    ['401 with ok false and no data', refused({ body: { ok: false, data: '<missing>' } }), 'refused'],
    ['401 with the whole body null', refused({ body: { $: null } }), 'refused'],
    ['401 with a header x-why like "gone"', refused({ header: { 'x-why': '/^gone$/i' } }), 'refused'],
    ['401, whatever else it says', refused({ proof: 'configured status' }), 'refused'],
    [
      '200 with a text at id, a list at scopes and an object with something in it at data',
      {
        say: 'accepted',
        status: 200,
        body: { id: '<string>', scopes: '<array>', data: '<filled object>' },
        scopes: { header: 'x-scopes' },
        expiry: { at: 'exp', format: 'seconds' },
      },
      'accepted; tells its scopes (header x-scopes) and its end (exp)',
    ],
    [
      '403 with code 1, 2 or 3',
      { say: 'lacking', status: 403, body: { code: [1, 2, 3] }, lacks: ['the scope a'], lacksAt: 'needed' },
      'works, but lacks the scope a, or what the answer names (needed)',
    ],
    [
      '404',
      { say: 'misconfigured', status: 404, detail: 'no such realm', remedy: ['Correct the address.'] },
      'not judged, and to be mended: no such realm',
    ],
    [
      '429 or 503',
      { say: 'unanswered', status: [429, 503], why: 'rate-limited', detail: 'too many' },
      'not judged (rate-limited): too many',
    ],
  ])('%s', (when, rule, says) => {
    expect(ruleFacts(rule)).toMatchObject({ when, says });
  });

  test.each([
    ['/^401: Unauthorized$/', 'like "401: Unauthorized"'],
    ['/^You are/', 'beginning with "You are"'],
    ['/expired$/i', 'ending with "expired"'],
    ['/expired/i', 'holding "expired"'],
    [String.raw`/^v1\.2 \(old\)$/`, 'like "v1.2 (old)"'],
    ['/a|b/', 'like /a|b/'],
    [String.raw`/^\d+$/`, String.raw`like /^\d+$/`],
    ['/^Couldn.t/', 'like /^Couldn.t/'],
  ])('the pattern %s is %s', (pattern, words) => expect(patternWords(pattern)).toBe(words));

  test.each([
    ['[A-Za-z0-9]{36}', '36 letters or digits'],
    ['[A-Za-z0-9_-]{40,80}', '40 to 80 letters, digits, _ or -'],
    ['[0-9a-f]{32,}', '32 or more small hexadecimal digits'],
    [String.raw`\d{4}`, undefined],
    ['[a-zA-Z2-7]{20}', undefined],
    ['[A-Za-z]{2}-[0-9]{3}', undefined],
  ])('the class %s is %s', (rest, words) => expect(classWords(rest)).toBe(words));
});
