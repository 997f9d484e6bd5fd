import { describe, expect, test } from 'vitest';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { errorText } from '../../cli/render/error.ts';
import { jsonReport } from '../../cli/render/json.ts';
import { notesOf } from '../../cli/render/notes.ts';
import { cut, plain, wrap } from '../../cli/render/plain.ts';
import { report } from '../../cli/render/report.ts';
import { byUrgency, type Shown, verdictsOf } from '../../cli/render/shown.ts';
import { countedOf } from '../../cli/render/snooze.ts';
import { lookOf, terminalOf } from '../../cli/render/style.ts';
import type { Diagnosis } from '../../core/model/diagnosis.ts';
import { tokenId } from '../../core/model/token.ts';
import type { Verdict } from '../../core/model/verdict.ts';
import { sampleRecord } from '../adapters/local/samples.ts';

const NOW = Date.UTC(2026, 10, 23, 9);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Judged = Partial<Diagnosis> & Pick<Diagnosis, 'verdict'>;

const shown = (name: string, kind: string, judged: Judged, where = '.env line 3'): Shown => {
  const ref = { id: tokenId(name), name, source: name };
  const diagnosis = {
    confidence: 'certain',
    evidence: [],
    remedy: [],
    docsUrl: 'https://docs.example.org/',
    expiry: 'unknown',
    ...judged,
  } as Diagnosis;
  return {
    ref,
    where,
    record: { ...sampleRecord(name), ref, firstSeenAt: NOW - 3 * DAY },
    kind: REGISTRY.findKind(kind)!,
    diagnosis,
  };
};

const rows: readonly Shown[] = [
  shown('DISCORD_TOKEN', 'discord.bot', {
    verdict: 'rejected',
    cause: 'malformed',
    evidence: ['it begins with "Bot ", which belongs to the header', 'not sent to Discord'],
    remedy: ['Delete the first 4 characters: libraries add the prefix themselves.'],
  } as Judged),
  shown('GITHUB_TOKEN', 'github.oauth', {
    verdict: 'expired',
    cause: 'expired',
    expiry: { at: NOW - 2 * DAY, source: 'issuer' },
    evidence: ['GET api.github.com/user -> 401 "Bad credentials"'],
    remedy: ['https://github.com/settings/tokens > Regenerate', 'Store the new value.'],
    exchange: {
      request: 'GET api.github.com/user',
      status: 401,
      message: 'Bad credentials',
      requestId: 'ABC:1',
      at: NOW,
    },
  } as Judged),
  shown('GITLAB_TOKEN', 'gitlab.pat', {
    verdict: 'expiring',
    due: { at: NOW + 6.6 * DAY, source: 'issuer' },
    expiry: { at: NOW + 6.6 * DAY, source: 'issuer' },
    remedy: ['GitLab > Access tokens > Rotate.'],
  } as Judged),
  shown('SLACK_BOT_TOKEN', 'slack.bot', {
    verdict: 'degraded',
    cause: 'insufficient-scope',
    missing: ['chat:write'],
  } as Judged),
  shown('VAULT_TOKEN', 'vault.token', {
    verdict: 'indeterminate',
    cause: 'network',
    evidence: ['no answer within 5 s'],
  } as Judged),
  shown('DISCORD_HOOK', 'discord.webhook', { verdict: 'healthy', expiry: 'never' }),
];

const terminal = { color: false, ascii: false, columns: 80 };
const facts = {
  quiet: false,
  failOn: ['expired', 'rejected', 'misconfigured'] as const,
  notes: [],
  skipped: 2,
  file: '.env',
  exit: { code: 1, reason: 'findings' } as const,
  milliseconds: 10_600,
  now: NOW,
};

test('the whole report, as a person sees it', () => {
  expect(`${report(rows, facts, lookOf(terminal)).join('\n')}\n`).toBe(WHOLE);
});

const WHOLE = `Checked 6 tokens of 5 issuers in 10.6 s. No value is printed or kept.
2 other variables of .env look like no token: left alone.

  VERDICT        TOKEN            PROVIDER           CAUSE OR END
✗ rejected       DISCORD_TOKEN    Discord bot token  malformed
✗ expired        GITHUB_TOKEN     GitHub OAuth app…  Sat 2026-11-21, 2 d 0 h ago
! expiring       GITLAB_TOKEN     GitLab access to…  Sun 2026-11-29, in 6 d 14 h
~ degraded       SLACK_BOT_TOKEN  Slack bot token    lacks chat:write
? indeterminate  VAULT_TOKEN      Vault token        network
✓ healthy        DISCORD_HOOK     Discord webhook …  no end date

✗ DISCORD_TOKEN is malformed (certain)                               .env line 3
  saw     it begins with "Bot ", which belongs to the header
          not sent to Discord
  do      Delete the first 4 characters: libraries add the prefix themselves.
  docs    https://docs.example.org/
  support first seen Fri 2026-11-20 09:00 UTC
          last accepted never

✗ GITHUB_TOKEN expired on Sat 2026-11-21 09:00 UTC (certain)         .env line 3
  saw     GET api.github.com/user -> 401 "Bad credentials"
  do      1. https://github.com/settings/tokens > Regenerate
          2. Store the new value.
  docs    https://docs.example.org/
  support first seen Fri 2026-11-20 09:00 UTC
          last accepted never
          GET api.github.com/user
          answered 401 on Mon 2026-11-23 09:00 UTC, request id ABC:1
          asked as token-health-monitor/0.1.0

! GITLAB_TOKEN expires on Sun 2026-11-29 23:24 UTC, in 6 d 14 h (certain)
  .env line 3
  do      GitLab > Access tokens > Rotate.
  docs    https://docs.example.org/
  support first seen Fri 2026-11-20 09:00 UTC
          last accepted never

~ SLACK_BOT_TOKEN lacks chat:write (certain)                         .env line 3
  docs    https://docs.example.org/
  support first seen Fri 2026-11-20 09:00 UTC
          last accepted never

? VAULT_TOKEN could not be judged: this says nothing about the token
  .env line 3
  saw     no answer within 5 s
  docs    https://docs.example.org/
  support first seen Fri 2026-11-20 09:00 UTC
          last accepted never

2 broken, 1 due, 1 degraded, 1 unclear, 1 healthy.  Exit code 1
`;

describe('the report', () => {
  test('has no line longer than the terminal, whatever it is told', () => {
    const long = shown(`prod/${'very-'.repeat(30)}long`, 'github.fine-grained', {
      verdict: 'degraded',
      cause: 'insufficient-scope',
      missing: Array.from({ length: 30 }, (_, n) => `scope:${n}`),
      evidence: ['word '.repeat(60)],
      remedy: ['step '.repeat(60)],
    } as Judged);
    const lines = report([...rows, long], facts, lookOf(terminal));

    expect(
      lines.flatMap((line) => line.split('\n')).filter((line) => [...line].length > 80 && !line.includes('very-')),
    ).toEqual([]);
  });

  test('is pure ASCII when asked', () => {
    expect(report(rows, facts, lookOf({ ...terminal, ascii: true })).join('')).toMatch(/^[\x20-\x7e\n]*$/);
  });

  test('quiet shows findings alone, and nothing when there are none', () => {
    const healthy = rows.filter(({ diagnosis }) => diagnosis.verdict === 'healthy');

    expect(report(healthy, { ...facts, quiet: true }, lookOf(terminal))).toEqual([]);
    expect(report(rows, { ...facts, quiet: true }, lookOf(terminal)).join('\n')).not.toMatch(
      /DISCORD_HOOK|Checked|Exit code/,
    );
  });

  test('a wide terminal says cause, end and what to do in the table', () => {
    const [, , , , line = ''] = report(rows, facts, lookOf({ ...terminal, columns: 160 }));

    expect(line).toMatch(
      /^✗ rejected {2,}DISCORD_TOKEN {2,}Discord bot token {2,}malformed {2,}end date unknown {2,}Delete the first/,
    );
  });

  test('colour is only beside the words, never instead of them', () => {
    const coloured = report(rows, facts, lookOf({ ...terminal, color: true })).join('\n');

    expect(coloured).toContain('\x1b[31m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of them
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(report(rows, facts, lookOf(terminal)).join('\n'));
  });

  test('a name cannot move the cursor, hide, reorder or begin a line of its own', () => {
    const hostile = shown(
      'a\x1b[2J\r\n::set-output\u202Eb\u200Bc\x9b31m',
      'discord.bot',
      { verdict: 'healthy' },
      'x\x07y',
    );
    const text = report([hostile], facts, lookOf(terminal)).join('\n');

    expect(text).toContain('a [2J ::set-output b c 31m');
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
    expect(text).not.toMatch(/^::/m);
  });
});

describe('a date is said, whatever else is', () => {
  const due = { at: NOW + 6.6 * DAY, source: 'issuer' } as const;
  const passed = { at: NOW - 2 * DAY, source: 'age-policy' } as const;
  const lacking = shown('SLACK', 'slack.bot', {
    verdict: 'degraded',
    cause: 'insufficient-scope',
    missing: ['chat:write'],
    expiry: due,
    alsoDue: due,
  } as Judged);
  const tagged = shown('BOT', 'discord.bot', {
    verdict: 'misconfigured',
    cause: 'bad-tag',
    expiry: passed,
    alsoDue: passed,
  } as Judged);
  const CASES: Record<string, [Shown, number, RegExp]> = {
    'in the table, of a token that lacks a scope': [lacking, 80, /^~ degraded .* ends in 6 d 14 h; lacks chat…?/m],
    'in its section': [lacking, 80, /^ {2}expires Sun 2026-11-29 23:24 UTC, in 6 d 14 h \(the issuer says so\)$/m],
    'in the column of a wide terminal': [lacking, 160, /^~ degraded .* insufficient-scope {2,}in 6 d 14 h/m],
    'in the table, of a token with a wrong tag': [tagged, 80, /^# misconfigured .* rotate, due 2 d 0 h ago/m],
    'in its section as a deadline': [tagged, 80, /^ {2}rotate {2}Sat 2026-11-21 09:00 UTC, 2 d 0 h ago \(your age/m],
  };
  test.each(Object.entries(CASES))('%s', (_, [row, columns, line]) => {
    expect(report([row], facts, lookOf({ ...terminal, columns })).join('\n')).toMatch(line);
  });

  test('to programs: near or passed, else null', () => {
    const later = shown('LATER', 'discord.bot', { verdict: 'healthy', expiry: { at: NOW + 90 * DAY, source: 'tag' } });
    const { tokens } = JSON.parse(jsonReport({ ...facts, rows: [lacking, tagged, later] }));
    expect(tokens.map(({ due: said }: { due: unknown }) => said)).toEqual([
      { at: '2026-11-29T23:24:00.000Z', source: 'issuer' },
      { at: '2026-11-21T09:00:00.000Z', source: 'age-policy' },
      null,
    ]);
  });

  test.each<[string, Shown, readonly Verdict[]]>([
    ['a date that comes near counts beside the scope', lacking, ['degraded', 'expiring']],
    ['a deadline that has passed counts beside the tag', tagged, ['misconfigured', 'overdue']],
    ['no date, nothing beside the verdict', rows[0]!, ['rejected']],
  ])('for the exit code: %s', (_, { diagnosis }, verdicts) => {
    expect(verdictsOf(diagnosis, NOW)).toEqual(verdicts);
  });
});

describe('a token that nobody can be asked about', () => {
  const reason = 'the only request that it takes posts a message';
  const unasked = (judged: Partial<Diagnosis>): Shown =>
    shown('SLACK_HOOK', 'slack.webhook', { confidence: 'likely', unasked: reason, ...judged } as Judged);
  const tag = (days: number) => ({ at: NOW + days * DAY, source: 'tag' }) as const;
  const textOf = (row: Shown, some = {}) => report([row], { ...facts, ...some }, lookOf(terminal)).join('\n');

  test('has a note: why, and which date is watched', () => {
    const dated = 'its date is Sun 2027-02-21 09:00 UTC (your tag says so)';
    const row = unasked({ verdict: 'unchecked', evidence: [`not asked: ${reason}`, dated], expiry: tag(90) });
    expect(textOf(row)).toContain(
      [
        '- SLACK_HOOK can be asked of nobody: only its date is watched        .env line 3',
        `  saw     not asked: ${reason}`,
        `          ${dated}`,
        '',
        '1 unchecked.  Exit code 1',
      ].join('\n'),
    );
  });

  test('is no finding, unless --fail-on names it', () => {
    const row = unasked({ verdict: 'unchecked' });
    expect(textOf(row, { quiet: true })).toBe('');
    expect(textOf(row, { quiet: true, failOn: ['unchecked'] })).toContain('SLACK_HOOK can be asked of nobody');
  });

  test.each<[string, Partial<Diagnosis>]>([
    ['unchecked, without a date', { verdict: 'unchecked' }],
    ['past your date', { verdict: 'overdue', due: tag(-3), expiry: tag(-3) } as Partial<Diagnosis>],
    ['near a date', { verdict: 'expiring', due: tag(3), expiry: tag(3) } as Partial<Diagnosis>],
  ])('is never said to be accepted or healthy: %s', (_, judged) => {
    expect(textOf(unasked(judged))).not.toMatch(/accept|healthy|support/);
  });
});

describe('a snooze', () => {
  const inDays = (days: number) => NOW + days * DAY;
  const due = { at: inDays(5), source: 'tag' } as const;
  const row = (judged: Partial<Diagnosis>, days: number): Shown => ({
    ...shown('BOT', 'discord.bot', judged as Judged),
    snoozeUntil: inDays(days),
  });
  const DEGRADED = { verdict: 'degraded', cause: 'insufficient-scope', missing: ['a'] } as Partial<Diagnosis>;
  const EXPIRING = { verdict: 'expiring', due, expiry: due } as Partial<Diagnosis>;
  const DEAD = { verdict: 'rejected', cause: 'revoked' } as Partial<Diagnosis>;
  const HOLDS = /^ {2}snoozed until Thu 2026-12-03 09:00 UTC: it does not count for the exit code$/m;
  const CASES: Record<string, [row: Shown, counts: readonly Verdict[], says: RegExp]> = {
    'holds back a missing scope': [row(DEGRADED, 10), [], HOLDS],
    'holds back a date': [row(EXPIRING, 10), [], HOLDS],
    'holds back a wrong tag and the date beside it': [
      row({ verdict: 'misconfigured', cause: 'bad-tag', alsoDue: due } as Partial<Diagnosis>, 10),
      [],
      HOLDS,
    ],
    'never holds back a dead token': [
      row(DEAD, 10),
      ['rejected'],
      /^ {2}snoozed until .* which holds back no dead token$/m,
    ],
    'that ends in more than 30 days holds back nothing': [
      row(DEGRADED, 31),
      ['degraded'],
      /^ {2}snoozed not until Thu 2026-12-24 09:00 UTC: a snooze ends within 30 days$/m,
    ],
    'that has ended is not spoken of': [row(DEGRADED, -1), ['degraded'], /^(?!.*snoozed)/s],
    'says nothing of a token that could not be judged': [
      row({ verdict: 'indeterminate', cause: 'network' } as Partial<Diagnosis>, 10),
      ['indeterminate'],
      /^(?!.*snoozed)/s,
    ],
  };
  test.each(Object.entries(CASES))('%s', (_, [one, counts, says]) => {
    expect(countedOf(one, NOW)).toEqual(counts);
    expect(report([one], facts, lookOf(terminal)).join('\n')).toMatch(says);
  });

  test('is told to programs while it holds', () => {
    const { tokens } = JSON.parse(
      jsonReport({ ...facts, rows: [row(DEGRADED, 10), row(DEAD, 10), row(DEGRADED, 31)] }),
    );
    expect(tokens.map(({ snoozedUntil }: { snoozedUntil: unknown }) => snoozedUntil)).toEqual([
      '2026-12-03T09:00:00.000Z',
      null,
      null,
    ]);
  });
});

describe('notes', () => {
  const at = (name: string, line: number) => ({ name, where: `.env line ${line}` });
  const apart = (name: string, kind: string, skew: number): Shown =>
    shown(name, kind, { verdict: 'healthy', exchange: { request: 'GET x', status: 200, at: NOW, skew } });
  const noted = { suspects: [], paused: [], file: '.env' };
  const textOf = (some: readonly Shown[], more: Partial<Parameters<typeof notesOf>[1]>): string => {
    const notes = notesOf(some, { ...noted, ...more });
    return report(some, { ...facts, skipped: 0, notes }, lookOf({ ...terminal, columns: 200 })).join('\n');
  };
  const healthy = rows.filter(({ diagnosis }) => diagnosis.verdict === 'healthy');
  const remark = 'the word required-scopes in its comment has no effect: Discord tells no scopes of such a token';
  const CASES: Record<string, [Shown[], Partial<Parameters<typeof notesOf>[1]>, string]> = {
    'variables that only their names make suspect': [
      [...healthy],
      {
        suspects: [
          { ...at('A_TOKEN', 4), why: 'name' },
          { ...at('B_TOKEN', 7), why: 'name' },
        ],
      },
      '\n\n2 variables look like tokens by their name, but not by their shape: A_TOKEN (line 4), B_TOKEN (line 7): say what they are by --provider or a comment\n',
    ],
    'a token of an issuer that is not known': [
      [...healthy],
      { suspects: [{ ...at('STRIPE_KEY', 9), why: 'unknown issuer' }] },
      '\n\n1 variable looks like a token of an issuer that is not known here: STRIPE_KEY (line 9): nobody is asked about it\n',
    ],
    'a token that is paused': [
      [...healthy],
      { paused: [at('OLD_TOKEN', 2)] },
      '\n\n1 token is paused by enabled=false, and not asked: OLD_TOKEN (line 2)\n',
    ],
    'a setting without effect of a healthy token': [
      [shown('BOT', 'discord.bot', { verdict: 'healthy', remarks: [remark] })],
      {},
      `\n\nBOT: ${remark}\n`,
    ],
    'a clock beside one issuer': [
      [apart('A', 'discord.bot', 25 * HOUR)],
      {},
      "\n\nOur clock is 1 d ahead of Discord's: a date counts as reached when both say so.\n1 healthy.",
    ],
    'a clock beside several': [
      [apart('A', 'discord.bot', -DAY), apart('B', 'github.oauth', -DAY), apart('C', 'npm.granular', 20 * MINUTE)],
      {},
      "\n\nOur clock is 1 d behind the issuers' (Discord, GitHub), and 20 min ahead of npm's: a date",
    ],
  };
  test.each(Object.entries(CASES))('%s', (_, [some, more, words]) => {
    expect(textOf(some, more)).toContain(words);
    expect(
      report(some, { ...facts, quiet: true, notes: notesOf(some, { ...noted, ...more }) }, lookOf(terminal)),
    ).toEqual([]);
  });

  test('stand alone where there is no token', () => {
    const suspects = [{ ...at('A_TOKEN', 4), why: 'name' }] as const;
    expect(textOf([], { suspects })).toMatch(
      /^1 variable looks like a token by its name, but not by its shape: A_TOKEN/,
    );
  });

  test('are told to programs one by one', () => {
    const suspects = [{ ...at('A_TOKEN', 4), why: 'name' }] as const;
    const notes = notesOf([apart('A', 'discord.bot', DAY)], { ...noted, suspects });
    expect(JSON.parse(jsonReport({ ...facts, rows: [], notes })).notes).toEqual([
      { about: 'name', token: 'A_TOKEN', where: '.env line 4', says: expect.stringContaining('say what it is') },
      { about: 'clock', token: null, where: null, says: expect.stringContaining("1 d ahead of Discord's") },
    ]);
  });
});

test('what needs somebody comes first, and within that what is due first', () => {
  const at = (days: number) => ({ at: NOW + days * DAY, source: 'tag' }) as const;
  const order = [
    shown('rejected', 'discord.bot', { verdict: 'rejected', cause: 'revoked' } as Judged),
    shown('expired', 'discord.bot', { verdict: 'expired', cause: 'expired' } as Judged),
    shown('misconfigured', 'discord.bot', { verdict: 'misconfigured', cause: 'bad-tag' } as Judged),
    shown('overdue', 'discord.bot', { verdict: 'overdue', due: at(-3), expiry: at(-3) } as Judged),
    shown('soon', 'discord.bot', { verdict: 'expiring', due: at(1), expiry: at(1) } as Judged),
    shown('later', 'discord.bot', { verdict: 'expiring', due: at(9), expiry: at(9) } as Judged),
    shown('degraded', 'discord.bot', { verdict: 'degraded', cause: 'insufficient-scope', missing: ['a'] } as Judged),
    shown('unclear', 'discord.bot', { verdict: 'indeterminate' }),
    shown('dated', 'discord.bot', { verdict: 'healthy', expiry: at(60) }),
    shown('undated a', 'discord.bot', { verdict: 'healthy' }),
    shown('undated b', 'discord.bot', { verdict: 'healthy' }),
  ];
  expect(
    [...order]
      .reverse()
      .sort(byUrgency)
      .map(({ ref }) => ref.name),
  ).toEqual(order.map(({ ref }) => ref.name));
});

describe('marks and colour follow the terminal', () => {
  const tty = { isTTY: true, columns: 100 };
  const wish = { color: true, ascii: false };
  const CASES: Record<string, [ReturnType<typeof terminalOf>, Partial<ReturnType<typeof terminalOf>>]> = {
    'a UTF-8 terminal': [terminalOf(tty, { LANG: 'en_GB.UTF-8' }, wish), { color: true, ascii: false, columns: 100 }],
    'a pipe has no colour and 80 columns': [terminalOf({}, {}, wish), { color: false, columns: 80 }],
    NO_COLOR: [terminalOf(tty, { NO_COLOR: '1' }, wish), { color: false }],
    'an empty NO_COLOR says nothing': [terminalOf(tty, { NO_COLOR: '' }, wish), { color: true }],
    '--no-color': [terminalOf(tty, {}, { ...wish, color: false }), { color: false }],
    'a locale that is not UTF-8': [terminalOf(tty, { LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, wish), { ascii: true }],
    '--ascii': [terminalOf(tty, { LANG: 'C.UTF-8' }, { ...wish, ascii: true }), { ascii: true }],
  };
  test.each(Object.entries(CASES))('%s', (_, [terminalSeen, expected]) => {
    expect(terminalSeen).toMatchObject(expected);
  });
});

test('an error says what, why and what to do, each on its line', () => {
  expect(errorText({ what: 'cannot read a\nb', why: 'it is a folder', remedy: 'name a file' })).toBe(
    'error: cannot read a b\n  why   it is a folder\n  do    name a file',
  );
});

test('words are cut by characters, and lines broken between words', () => {
  expect(plain(' a\tb\u0000 ')).toBe('a b');
  expect(cut('😀😀😀😀', 3, '…')).toBe('😀😀…');
  expect(wrap('aa bb https://example.org/long cc', 8)).toEqual(['aa bb', 'https://example.org/long', 'cc']);
});
