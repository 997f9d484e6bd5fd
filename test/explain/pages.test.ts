import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { messageFiles } from '../../adapters/issuers/messages.ts';
import { errorPages } from '../../cli/explain/pages.ts';

const FOLDER = 'docs/errors';
const PAGES = errorPages(messageFiles());

const there = (): readonly string[] => (existsSync(FOLDER) ? readdirSync(FOLDER).sort() : []);

describe('docs/errors; UPDATE_GOLDEN=1 writes it anew', () => {
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(FOLDER, { recursive: true });
    for (const file of there()) if (!PAGES.has(file)) rmSync(join(FOLDER, file));
    for (const [file, text] of PAGES) writeFileSync(join(FOLDER, file), text);
  }

  test('has a page for each that says messages, and none of one that is gone', () => {
    expect(there()).toEqual([...PAGES.keys()].sort());
  });

  test('says what the files say', () => {
    const stale = [...PAGES].filter(([file, text]) => {
      const path = join(FOLDER, file);
      return !existsSync(path) || readFileSync(path, 'utf8') !== text;
    });
    expect(stale.map(([file]) => file)).toEqual([]);
  });

  test('no two files have one name, so that no page hides another', () => {
    const names = messageFiles().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('the sentence that people search is a heading', () => {
    expect(PAGES.get('discord-py.md')).toMatch(/^## .*Improper token has been passed/m);
    expect(PAGES.get('README.md')).toContain('[discord.py');
  });
});
