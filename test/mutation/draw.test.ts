import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { copyTree, withMutant } from './copy.ts';
import { isListed, isMutant, shuffled } from './draw.ts';
import { describeMutant, type Mutant, mutantOf } from './mutant.ts';
import type { OperatorName } from './operators.ts';
import { readOptions } from './options.ts';
import { scoreOf, textReport } from './report.ts';
import { graphOf, testsFor } from './tests-for.ts';

const CODE = 'const a: 1 = 1;\n\nexport const it = [\n  a,\n  2,\n];\n';
const edit = (old: string, text: string): Mutant => {
  const start = CODE.indexOf(old);
  return mutantOf('core/it.ts', CODE, 'number one higher', { start, end: start + old.length, text });
};

const folder = mkdtempSync(join(tmpdir(), 'token-health-drawn-'));
afterAll(() => rmSync(folder, { recursive: true }));

const plant = (root: string, files: Readonly<Record<string, string>>): void => {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
};

describe('a mutant', () => {
  test.each<[string, Mutant, boolean]>([
    ['counts when it runs otherwise', edit('2,', '3,'), true],
    ['of types alone is none', edit(': 1', ': 2'), false],
    ['of blanks alone is none', edit('a,\n', 'a,\n\n'), false],
    ['that is no program is none', edit('2,', '2, ]'), false],
  ])('%s', (_, mutant, is) => {
    expect(isMutant(CODE, mutant)).toBe(is);
  });

  test('is shown by the lines that differ', () => {
    expect(describeMutant(edit('  2,\n', ''))).toBe('core/it.ts:5  number one higher\n    - 2,');
    expect(describeMutant(edit('2', '3'))).toBe('core/it.ts:5  number one higher\n    - 2,\n    + 3,');
  });

  test('is left out when it is listed as equal, and only that one', () => {
    const listed = { file: 'core/it.ts', line: '2,', mutation: '3,', why: 'nobody reads it' };
    expect(isListed(edit('2', '3'), listed)).toBe(true);
    expect(isListed(edit('2', '4'), listed)).toBe(false);
    expect(isListed({ ...edit('2', '3'), file: 'core/other.ts' }, listed)).toBe(false);
  });
});

describe('the draw', () => {
  const line = (nth: number, operator: OperatorName, after: string): Mutant => ({
    ...edit('2', after),
    line: nth,
    operator,
  });
  const LONG = Array.from({ length: 30 }, (_, n) => line(1, 'another word of the union', `${n + 10}`));
  const all = [...LONG, line(1, 'and for or', '3'), ...[2, 3, 4].map((nth) => line(nth, 'and for or', '3'))];

  test('is the same for the same seed, another for another, and leaves nothing out', () => {
    expect(shuffled(all, 7)).toEqual(shuffled(all, 7));
    expect(shuffled(all, 8)).not.toEqual(shuffled(all, 7));
    expect(new Set(shuffled(all, 7))).toEqual(new Set(all));
  });

  test('stays as it is when lines are put in above, and tells lines of the same text apart', () => {
    const moved = shuffled(
      all.map((one) => ({ ...one, line: one.line + 5 })),
      7,
    );
    expect(moved.map((one) => one.line - 5)).toEqual(shuffled(all, 7).map((one) => one.line));
    const orders = Array.from({ length: 20 }, (_, seed) => shuffled(all, seed).findIndex((one) => one.line === 2));
    expect(new Set(orders).size).toBe(4);
  });

  test('takes every line once before any a second time, and both operators before a second word', () => {
    const drawn = shuffled(all, 7);
    expect(new Set(drawn.slice(0, 4).map((one) => one.line))).toEqual(new Set([1, 2, 3, 4]));
    const first = drawn.filter((one) => one.line === 1).slice(0, 2);
    expect(new Set(first.map(({ operator }) => operator)).size).toBe(2);
  });
});

describe('a copy of the tree', () => {
  test('has the defect while it is tried, and not after, even when trying fails', async () => {
    plant(folder, { 'tree/core/it.ts': CODE, 'tree/node_modules/package.json': '{}', 'tree/.git': 'elsewhere' });
    const tree = join(folder, 'tree');
    const copy = copyTree(tree);
    onTestFinished(copy.remove);
    const text = (root: string): string => readFileSync(join(root, 'core/it.ts'), 'utf8');
    const seen = withMutant(copy.root, edit('2', '3'), async () => {
      expect([text(copy.root), text(tree)]).toEqual([CODE.replace('2', '3'), CODE]);
      throw new Error('it broke');
    });
    await expect(seen).rejects.toThrow('it broke');
    expect(text(copy.root)).toBe(CODE);
    expect(existsSync(join(copy.root, '.git'))).toBe(false);
    copy.remove();
    expect([existsSync(copy.root), existsSync(join(tree, 'node_modules/package.json'))]).toEqual([false, true]);
  });
});

describe('the tests that are asked', () => {
  const root = join(folder, 'graph');
  const tests = ['slow', 'far', 'direct', 'types', 'other'].map((name) => `test/core/${name}.test.ts`);
  plant(root, {
    'core/it.ts': CODE,
    'core/uses.ts': "import { it } from './it.ts';",
    'cli/main.ts': "import('../core/uses.ts');",
    'test/core/direct.test.ts': "import { it } from '../../core/it.ts';",
    'test/core/slow.test.ts': "import {\n  it,\n} from '../../core/it.ts';",
    'test/core/far.test.ts': "import { uses } from '../../core/uses.ts';",
    'test/core/types.test.ts': "import type { It } from '../../core/it.ts';",
    'test/core/other.test.ts': "import { other } from 'vitest';",
    'test/cli/main.test.ts': "spawn(new URL('../../cli/main.ts', import.meta.url));",
  });

  test('import it by whatever way, nearest first, then the shortest; a type alone is no way', () => {
    const all = [...tests, 'test/cli/main.test.ts'];
    const secondsOf = (name: string): number => (name.includes('slow') ? 9 : 1);
    expect(testsFor(graphOf(root, all), all, 'core/it.ts', secondsOf)).toEqual({
      near: ['direct', 'slow', 'far'].map((name) => `test/core/${name}.test.ts`),
      far: ['test/cli/main.test.ts'],
    });
  });
});

describe('the score', () => {
  const mutant = edit('2', '3');
  const tried = (...results: readonly ('killed' | 'hung' | 'survived')[]) =>
    results.map((result) => ({ mutant, result, seconds: 1 }));

  test('counts a mutant that hangs as killed, and is nothing when nothing was tried', () => {
    expect(scoreOf(tried('killed', 'hung', 'survived', 'killed'))).toBe(75);
    expect(scoreOf([])).toBe(0);
  });

  test('comes with the survivors, and says when not all were tried', () => {
    const text = textReport(tried('killed', 'survived'), 3);
    expect(text).toContain('core/it.ts:5  number one higher\n    - 2,\n    + 3,\n');
    expect(text).toContain('2 of 3 were tried.\n1 of 2 mutants killed: 50.0 %.');
  });
});

describe('options', () => {
  test('are read, and several files may follow --only', () => {
    const defaults = { seed: 1, count: 200, skip: 0, only: [], minutes: 60, near: false, list: false, json: false };
    expect(readOptions([])).toEqual(defaults);
    expect(readOptions(['--seed', '3', '--only', 'a.ts', 'b.ts'])).toEqual({
      ...defaults,
      seed: 3,
      only: ['a.ts', 'b.ts'],
    });
    expect(readOptions(['--help'])).toBe('help');
  });

  test.each([
    [['--count', '0'], '--count takes a whole number from 1, not 0'],
    [['core/base/time.ts'], 'write --only before core/base/time.ts'],
  ])('%j are refused', (args, says) => {
    expect(() => readOptions(args)).toThrow(says);
  });
});
