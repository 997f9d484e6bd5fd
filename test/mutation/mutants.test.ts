import { globSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mutant } from './mutant.ts';
import { mutantsIn } from './mutants.ts';
import { FOR_READERS } from './operators/lists.ts';
import { OPERATORS, type OperatorName } from './operators.ts';

type Sample = { readonly operator: OperatorName; readonly code: string; readonly becomes: readonly string[] };

const HEAD = `type Verdict = 'healthy' | 'expired' | 'rejected';
type Told = { readonly verdict: Verdict; readonly why?: string; readonly days?: number };
declare const a: number, b: number, x: boolean, y: boolean, list: number[], verdict: Verdict, why: string | undefined;
`;

/** Each line of code with what the operator makes of it, in order. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  'a bound is moved by one step': {
    operator: 'comparison loosened or tightened',
    code: 'export const it = a < b && a >= 2;',
    becomes: ['export const it = a <= b && a >= 2;', 'export const it = a < b && a > 2;'],
  },
  'a comparison says the opposite': {
    operator: 'comparison turned',
    code: 'export const it = a <= b || a !== 2;',
    becomes: ['export const it = a > b || a !== 2;', 'export const it = a <= b || a === 2;'],
  },
  'both becomes either': {
    operator: 'and for or',
    code: 'export const it = x && y;',
    becomes: ['export const it = x || y;'],
  },
  'a condition is no longer turned round': {
    operator: 'negation dropped',
    code: 'export const it = !(x || y);',
    becomes: ['export const it = (x || y);'],
  },
  'true becomes false': {
    operator: 'boolean flipped',
    code: 'export const it: boolean = true;',
    becomes: ['export const it: boolean = false;'],
  },
  'nothing stands in for what is missing': {
    operator: 'default dropped',
    code: "export const it = why ?? 'none';",
    becomes: ['export const it = why;'],
  },
  'what stands in is always taken': {
    operator: 'default always used',
    code: "export const it = why ?? 'none';",
    becomes: ["export const it = 'none';"],
  },
  'the other branch is taken': {
    operator: 'branches swapped',
    code: 'export const it = x ? a : b + 1;',
    becomes: ['export const it = x ? b + 1 : a;'],
  },
  'numbers are taken away, words are still put together': {
    operator: 'plus for minus',
    code: "export const it = [a + b, a - 1, 'n' + a];",
    becomes: ["export const it = [a - b, a - 1, 'n' + a];", "export const it = [a + b, a + 1, 'n' + a];"],
  },
  'a number is divided': {
    operator: 'times for divided by',
    code: 'export const it = a * b;',
    becomes: ['export const it = a / b;'],
  },
  'a number is one higher, strokes or not': {
    operator: 'number one higher',
    code: 'export const it = 0 * 1_000;',
    becomes: ['export const it = 1 * 1_000;', 'export const it = 0 * 1001;'],
  },
  'the least becomes the most': {
    operator: 'least for most',
    code: 'export const it = Math.min(a, b);',
    becomes: ['export const it = Math.max(a, b);'],
  },
  'nothing is left out any more': {
    operator: 'filter dropped',
    code: 'export const it = list.filter((one) => one > a).length;',
    becomes: ['export const it = list.length;'],
  },
  'the others are left out': {
    operator: 'filter turned',
    code: 'export const it = [list.filter((one) => one > a), list.filter(Boolean)];',
    becomes: [
      'export const it = [list.filter((one) => !(one > a)), list.filter(Boolean)];',
      'export const it = [list.filter((one) => one > a), list.filter((...all) => !(Boolean)(...all))];',
    ],
  },
  'one becomes all': {
    operator: 'some for every',
    code: 'export const it = list.some(Boolean);',
    becomes: ['export const it = list.every(Boolean);'],
  },
  'what is only there at times never is': {
    operator: 'optional part dropped',
    code: 'export const it = { a, ...(x && { b }), ...list };',
    becomes: ['export const it = { a, ...list };'],
  },
  'a list lacks one': {
    operator: 'element dropped',
    code: 'export const it = [a, 7, b];',
    becomes: ['export const it = [7, b];', 'export const it = [a, b];', 'export const it = [a, 7];'],
  },
  'a list of one becomes empty, whatever comma there was': {
    operator: 'element dropped',
    code: 'export const it = { one: [a,], other: [b], none: [] };',
    becomes: [
      'export const it = { one: [], other: [b], none: [] };',
      'export const it = { one: [a,], other: [], none: [] };',
    ],
  },
  'what may be lacking is, and what must be there is': {
    operator: 'optional property dropped',
    code: 'export const it: Told = { verdict, why: "old", days: a };',
    becomes: ['export const it: Told = { verdict, days: a };', 'export const it: Told = { verdict, why: "old" };'],
  },
  'a part that is only there at times lacks one of two': {
    operator: 'optional property dropped',
    code: 'export const it = { ...(x && { a, b }), ...(y && { a }) };',
    becomes: [
      'export const it = { ...(x && { b }), ...(y && { a }) };',
      'export const it = { ...(x && { a }), ...(y && { a }) };',
    ],
  },
  'a word of a union is another one': {
    operator: 'another word of the union',
    code: "export const it = verdict === 'expired';",
    becomes: ["export const it = verdict === 'healthy';", "export const it = verdict === 'rejected';"],
  },
  'the word that tells the shapes apart is another one': {
    operator: 'another word of the union',
    code: "export const it: { say: 'yes'; more: number } | { say: 'no' } = { say: 'no' };",
    becomes: ["export const it: { say: 'yes'; more: number } | { say: 'no' } = { say: 'yes' };"],
  },
  'a case is another one': {
    operator: 'another word of the union',
    code: "export const it = () => { switch (verdict) { case 'expired': return 1; default: return 2; } };",
    becomes: ['healthy', 'rejected'].map(
      (word) => `export const it = () => { switch (verdict) { case '${word}': return 1; default: return 2; } };`,
    ),
  },
  'nobody leaves early': {
    operator: 'early return dropped',
    code: 'export const it = () => { if (x) return 1; if (y) { return 2; } return 3; };',
    becomes: [
      'export const it = () => { if (x) {} if (y) { return 2; } return 3; };',
      'export const it = () => { if (x) return 1; if (y) { {} } return 3; };',
    ],
  },
};

/** Nothing here does anything else when it is changed. */
const LEFT_ALONE: Readonly<Record<string, string>> = {
  'comments, also those within code': '/** a < b && true, 30 */ export const it = (/* x ? 1 : 2 */) => a; // !x ?? 1',
  'words that no union lists': "export const it = 'a < b && !x ? 1 : 2';",
  templates: 'export const it = `a < 30 && !true`;',
  'regular expressions': 'export const it = /a<b&&30?true:false/;',
  types: "export type It = { kind: 'expired' | 'healthy'; sum?: 30 | true } & (Verdict extends 'expired' ? [1] : [2]);",
  'interfaces, casts and type arguments':
    "export interface It { a: 'x' | 'y'; b: 1 }\nexport const it = new Set<'x' | 1>() as Set<1 | true>;",
  imports: "import type { A } from './one.ts';\nexport { b } from './two.ts';\nexport type C = A;",
  'where a provider has its facts from': "export const it = { sources: ['the docs', 'a page'] };",
  'how a token is renewed': "export const it: { renewal?: string } = { renewal: 'by hand' };",
};

const folder = mkdtempSync(join(realpathSync(tmpdir()), 'token-health-samples-'));
const names = [...Object.keys(SAMPLES), ...Object.keys(LEFT_ALONE)];
const fileOf = (name: string): string => `sample-${names.indexOf(name)}.ts`;
let made: readonly Mutant[] = [];

beforeAll(() => {
  const compilerOptions = { strict: true, target: 'es2024', module: 'nodenext', moduleDetection: 'force', types: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const codes = {
    ...LEFT_ALONE,
    ...Object.fromEntries(Object.entries(SAMPLES).map(([name, { code }]) => [name, code])),
  };
  for (const [name, code] of Object.entries(codes)) writeFileSync(join(folder, fileOf(name)), `${HEAD}${code}\n`);
  made = mutantsIn(folder, names.map(fileOf));
});
afterAll(() => rmSync(folder, { recursive: true }));

const madeOf = (name: string): readonly Mutant[] => made.filter(({ file }) => file === fileOf(name));

describe('of a line of code an operator makes:', () => {
  test.each(Object.entries(SAMPLES))('%s', (name, { operator, code, becomes }) => {
    const mutants = madeOf(name).filter((mutant) => mutant.operator === operator);
    expect(mutants.map(({ after }) => after)).toEqual(becomes);
    expect(mutants.map(({ line, before }) => ({ line, before }))).toEqual(
      becomes.map(() => ({ line: 4, before: code })),
    );
  });

  test('every operator is shown', () => {
    const shown = new Set(Object.values(SAMPLES).map(({ operator }) => operator));
    expect([...shown].sort()).toEqual(Object.keys(OPERATORS).sort());
  });
});

describe('left alone are', () => {
  test.each(Object.keys(LEFT_ALONE))('%s', (name) => {
    expect(madeOf(name).map(({ operator, after }) => `${operator}: ${after}`)).toEqual([]);
  });

  test('the properties that are said to be for people are read by no part of the program', () => {
    const program = ['core', 'providers', 'messages', 'monitor', 'adapters', 'functions', 'cli', 'infra']
      .flatMap((layer) => globSync(`${layer}/**/*.ts`))
      // Pages of issuers are for readers.
      .filter((file) => !file.startsWith('cli/issuers/'))
      .map((file) => readFileSync(file, 'utf8'));
    expect(program.length).toBeGreaterThan(60);
    for (const name of FOR_READERS)
      expect(program.filter((text) => new RegExp(`\\b(?:kind|provider)\\??\\.${name}\\b`).test(text))).toEqual([]);
  });
});
