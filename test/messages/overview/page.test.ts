import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../core/base/time.ts';
import type { Overview } from '../../../core/overview/overview.ts';
import { viewOf, type Wish } from '../../../core/overview/view.ts';
import { browserMedium, fileMedium } from '../../../messages/overview/browser.ts';
import { cloudwatchMedium } from '../../../messages/overview/cloudwatch.ts';
import type { Medium } from '../../../messages/overview/medium.ts';
import { aheadPart, tokensPart } from '../../../messages/overview/page.ts';
import { DIAGNOSES, NOW, recordOf } from '../../support/digest-records.ts';
import { NAMES, overviewOf, recordSaying, SOME_OVERVIEW, SOME_RECORDS } from '../../support/overview.ts';

const BASE = { names: NAMES } as const;
const SELF = 'arn:aws:lambda:eu-west-1:123456789012:function:widget';
const ACT = 'arn:aws:lambda:eu-west-1:123456789012:function:act';

const widget = (): Medium => cloudwatchMedium({ ...BASE, self: SELF, act: ACT });
const browser = (): Medium =>
  browserMedium({ names: NAMES, doing: { proof: 'p', wish: {}, canLook: true, canSweep: true } });

const drawn = (overview: Overview, wish: Wish = {}, medium: Medium = widget()): string => {
  const view = viewOf(overview.rows, wish, overview.at, { rowsPerPage: 50, kindName: NAMES.kind });
  return tokensPart({ overview, view, medium }, 'tag a secret').markup;
};

/** What somebody reads: no markup, and what opens when it is pressed. */
const textOf = (markup: string): string =>
  markup
    .replace(/<cwdb-action action="call".*?<\/cwdb-action>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

const healthy = recordOf('prod/only', DIAGNOSES.healthy());

describe('the page says', () => {
  const CASES: readonly (readonly [says: string, overview: Overview, wish: Wish, words: readonly string[]])[] = [
    [
      'what breaks next, how many, whose, and when was looked',
      SOME_OVERVIEW,
      {},
      ['23 tokens, 5 owners', '5 min ago', 'Next to break: ci/gitlab-deploy (GitLab access token), Sun 2026-11-29'],
    ],
    [
      'why, of what is refused',
      SOME_OVERVIEW,
      {},
      ['revoked or reset, likely', 'The last 90 days', '8f1d0c2ab3e4', 'put-secret-value --secret-id prod/discord-bot'],
    ],
    [
      'what to do where nothing is watched yet',
      overviewOf([], { sweeps: { last: NOW - 56 * MINUTE, every: HOUR } }),
      {},
      ['No tokens are watched yet. Tag one:', 'token-health:provider', 'The next sweep is due in 4 min', 'Sweep now'],
    ],
    ['that all is well', overviewOf([healthy]), {}, ['The one token is healthy.']],
    [
      'that none needs anybody where some are not asked',
      overviewOf([healthy, recordOf('prod/hook', DIAGNOSES.unchecked())]),
      {},
      ['None needs you.'],
    ],
    [
      'that a filter leaves nothing over, and how to clear it',
      SOME_OVERVIEW,
      { owner: 'team-x', show: 'rejected' },
      ['No token is rejected and is of team-x; 23 tokens in all.', 'Clear the filter'],
    ],
    [
      'above all that the monitor itself is late',
      overviewOf(SOME_RECORDS, { sweeps: { last: NOW - 3 * HOUR, finished: NOW - 3 * HOUR, every: HOUR } }),
      {},
      ['The monitor itself is late: the last finished sweep began 3 h ago, the next was expected 2 h ago.'],
    ],
    [
      'that an issuer refuses everybody',
      overviewOf(SOME_RECORDS, {
        issuers: [
          {
            schema: 1,
            host: 'discord.com',
            revision: 1,
            turns: [],
            hold: { since: NOW - HOUR, until: NOW + HOUR, toldAt: NOW - HOUR },
          },
        ],
      }),
      {},
      ['discord.com refuses all its tokens at once: an outage, or a leak.'],
    ],
    ['what could not be read', overviewOf(SOME_RECORDS, { unreadable: 2 }), {}, ['2 items of another release']],
    ['what is watched no longer', overviewOf(SOME_RECORDS, { gone: 3 }), {}, ['3 tokens not watched any more']],
  ];
  test.each(CASES)('%s', (_, overview, wish, words) => {
    for (const word of words) expect(textOf(drawn(overview, wish))).toContain(word);
  });
});

test('of a viewer elsewhere both times are shown, and the day where it differs', () => {
  const medium = { ...widget(), zone: { label: 'Asia/Tokyo', minutesEast: 540 } };
  expect(textOf(drawn(SOME_OVERVIEW, {}, medium))).toContain(
    'ends Sun 2026-11-29 23:24 UTC (Mon 2026-11-30 08:24 Asia/Tokyo)',
  );
});

test('what can be pressed is what the medium can do: nothing in a file', () => {
  const [inFile, inBrowser, inWidget] = [
    drawn(SOME_OVERVIEW, {}, fileMedium({ names: NAMES })),
    drawn(SOME_OVERVIEW, {}, browser()),
    drawn(SOME_OVERVIEW),
  ];
  expect(inFile).not.toMatch(/<form|<button|cwdb-action|href="\.\//);
  expect(inBrowser).not.toContain('cwdb-action');
  expect(inWidget).not.toMatch(/<button|href="\.\//);
  for (const page of [inFile, inBrowser, inWidget]) expect(textOf(page)).toContain('revoked or reset, likely');
});

test('a snooze is offered where something was told, of a dead token for a day at most', () => {
  const page = drawn(SOME_OVERVIEW, { show: 'rejected' }, browser());
  expect(page.match(/<option value="\d+">[^<]+/g)?.map((option) => option.replace(/.*>/, ''))).toEqual([
    '3 hours',
    '1 day',
  ]);
  expect(drawn(SOME_OVERVIEW, { show: 'rotate-by' }, browser())).not.toContain('Snooze');
});

test('the horizon has a mark for each token with a date, and says the same in words', () => {
  const ahead = aheadPart({ overview: SOME_OVERVIEW, medium: widget() }).markup;
  expect(ahead.match(/M\d+ \d+h/g)).toHaveLength(9);
  expect(textOf(ahead)).toContain('The next 90 days: 9 tokens with a date');
  expect(textOf(ahead)).toMatch(/Sun 2026-11-29 in 6 d: ci\/gitlab-deploy/);
});

/** What people, AWS and issuers may have written. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<cwdb-action action="call" endpoint="arn:aws:lambda:eu-west-1:999999999999:function:evil">{}</cwdb-action>',
  '</style><style>*{background:url(https://evil.example)}',
  '&lt;b&gt;',
  'javascript:alert(1)',
  '\u202etxt.exe',
] as const;

describe.each(HOSTILE)('in a page with %s in every word of others', (evil) => {
  const record = recordSaying(evil, {
    quiet: {
      what: 'snoozed',
      finding: 'degraded',
      versionId: evil,
      severity: 'warn',
      since: NOW,
      until: NOW + HOUR,
      by: evil,
      why: evil,
    },
  });
  const plainRecord = { ...recordOf('x', DIAGNOSES.degraded('x')) };

  /** Names of all elements and attributes that stand in a page. */
  const shapeOf = (markup: string): ReadonlySet<string> =>
    new Set(
      [...markup.matchAll(/<(\/?[a-z][\w-]*)|\s([a-z-]+)="/gi)].map(
        ([, element, attribute]) => element ?? `@${attribute}`,
      ),
    );

  test.each([
    ['widget', widget],
    ['browser', browser],
    ['file', () => fileMedium({ names: NAMES })],
  ] as const)('of a %s no element and no attribute is theirs', (_, medium) => {
    const wish = { show: 'all', find: evil.slice(0, 100) } as const;
    const known = shapeOf(
      drawn(SOME_OVERVIEW, { show: 'all' }, medium()) +
        drawn(SOME_OVERVIEW, {}, medium()) +
        drawn(overviewOf([plainRecord]), { show: 'all' }, medium()) +
        drawn(SOME_OVERVIEW, { find: 'x' }, medium()),
    );
    for (const page of [
      drawn(overviewOf([record]), { show: 'all' }, medium()),
      drawn(overviewOf([record]), wish, medium()),
    ]) {
      expect([...shapeOf(page)].filter((one) => !known.has(one))).toEqual([]);
      for (const [, endpoint] of page.matchAll(/endpoint="([^"]*)"/g)) expect([SELF, ACT]).toContain(endpoint);
      for (const [, href] of page.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^(?:https:\/\/|\.\/)/);
    }
  });
});
