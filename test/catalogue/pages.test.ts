import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalogueFiles, readBuiltIn } from '../../adapters/issuers/catalogue.ts';
import { factsOf } from '../../cli/issuers/facts.ts';
import { indexPage } from '../../cli/issuers/index-page.ts';
import { markdownPage } from '../../cli/issuers/markdown.ts';
import { pageOf } from '../../cli/issuers/page.ts';
import { whole } from '../../providers/registry.ts';

const FOLDER = 'docs/providers';
const FILES = catalogueFiles().toSorted((a, b) => (a.id < b.id ? -1 : 1));
const read = (id: string) => readBuiltIn(FILES.find((one) => one.id === id) ?? FILES[0]!);
const FACTS = FILES.map(({ id, category }) => factsOf(whole(id, { read }), category));

const PAGES = new Map([
  ['README.md', indexPage(FACTS)],
  ...FACTS.map((facts) => [`${facts.id}.md`, markdownPage(pageOf(facts))] as const),
]);

const there = (): readonly string[] => (existsSync(FOLDER) ? readdirSync(FOLDER).sort() : []);

describe('docs/providers; UPDATE_GOLDEN=1 writes it anew', () => {
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(FOLDER, { recursive: true });
    for (const file of there()) if (!PAGES.has(file)) rmSync(join(FOLDER, file));
    for (const [file, text] of PAGES) writeFileSync(join(FOLDER, file), text);
  }

  test('has a page for each issuer of the catalogue, and none of one that is gone', () => {
    expect(there()).toEqual([...PAGES.keys()].sort());
  });

  test('says what the catalogue says', () => {
    const stale = [...PAGES].filter(([file, text]) => {
      const path = join(FOLDER, file);
      return !existsSync(path) || readFileSync(path, 'utf8') !== text;
    });
    expect(stale.map(([file]) => file)).toEqual([]);
  });
});

describe('a page', () => {
  test('holds no placeholder of the monitor’s own', () => {
    const wrong = [...PAGES].filter(([, text]) => /\{name\}|\{tag:|undefined|\[object/.test(text));
    expect(wrong.map(([file]) => file)).toEqual([]);
  });

  test('tells each kind, each address that is asked, and how the token is sent', () => {
    const wrong = FACTS.flatMap((facts) => {
      const text = PAGES.get(`${facts.id}.md`) ?? '';
      return facts.kinds.filter(
        ({ id, asks }) => !text.includes(`## ${id}: `) || (!('unasked' in asks) && !text.includes(asks.sent)),
      );
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test('never says that nothing is sent', () => {
    expect(
      FACTS.flatMap(({ kinds }) => kinds).filter(({ asks }) => 'sent' in asks && asks.sent === 'not at all'),
    ).toEqual([]);
  });
});
