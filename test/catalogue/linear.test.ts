import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { catalogueFiles, readBuiltIn } from '../../adapters/issuers/catalogue.ts';
import { patternsIn } from '../../adapters/issuers/patterns.ts';
import { isLinear } from '../../adapters/settings/linear-pattern.ts';

describe('a pattern that takes ever longer is found', () => {
  test.each([
    '^(a+)+$',
    '^(?:a*)*$',
    '^([a-z]+)*x$',
    '^(.+)+x$',
    '^(?:[a-z]+[0-9]*)+$',
    '^(a|aa)+$',
    '^(?:a|a)*$',
    String.raw`^(?:\w|\d)+$`,
    String.raw`^(?:[a-z]|\w)*x$`,
    '^(?:a?)+$',
    '^a*a*$',
    String.raw`^\d+\d+$`,
    '^tok_[a-z]+[a-z0-9]+$',
    '^.*x.*$',
    String.raw`^\s*.*\s*$`,
    '^(?:x+y?)+$',
    '^(?:[a-z]{1,10}){1,20}$',
    '^[a-z]{1,4000}[a-z]{1,4000}$',
    '^(?=(a+)+$)a$',
    '^((ab)*)*$',
    String.raw`^(a)\1$`,
  ])('%s', (source) => expect(isLinear(source)).toBe(false));

  test('also where only small letters differ from capital ones', () => {
    expect(isLinear('^a+A+$')).toBe(true);
    expect(isLinear('^a+A+$', true)).toBe(false);
  });
});

describe('one that does not is let through', () => {
  test.each([
    '^tok_[a-z0-9]{32}$',
    '^[A-Za-z0-9_-]{20,4096}$',
    '^[A-Za-z0-9+/]{20,4096}={0,2}$',
    String.raw`^[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,64}$`,
    '^(?:[a-z]+-)+[a-z]+$',
    String.raw`^(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10}$`,
    '^(?:[A-Za-z0-9]|%[0-9A-F]{2})+$',
    '^(?:ab|ac)+$',
    String.raw`^(?:[a-z0-9-]+\.)+example\.com$`,
    String.raw`tokens?\b.*\blifetime\b`,
    '^(?:[a-z]{1,3}){1,4}$',
    String.raw`^user:\S{1,100}@host$`,
    '^a{2,3}a{2,3}$',
    String.raw`^(?<id>\d{17,20})\/(?<secret>[A-Za-z0-9_-]{60,120})$`,
    '^(?=.*[a-z])[A-Za-z0-9]{20}$',
    '^[^:]+:[^:]+$',
    String.raw`\bexpired\b`,
    'invalid|bad|unknown token',
  ])('%s', (source) => expect(isLinear(source)).toBe(true));
});

test('what it lets through is quick on long texts that nearly fit, and what it refuses is slow on some', () => {
  const time = (source: string, text: string): number => {
    const pattern = new RegExp(source);
    const begun = performance.now();
    pattern.test(text);
    return performance.now() - begun;
  };
  expect(time('^(?:[a-z]+-)+[a-z]+$', `${'ab-'.repeat(10_000)}!`)).toBeLessThan(200);
  expect(time('^[A-Za-z0-9+/]{20,4096}={0,2}$', `${'a'.repeat(50_000)}!`)).toBeLessThan(200);
  expect(time('^(?:[A-Za-z0-9]|%[0-9A-F]{2})+$', `${'a%41'.repeat(10_000)}!`)).toBeLessThan(200);
});

/** Patterns by chance, the same on every run: pieces that overlap, in and beside each other. */
const chancePatterns = (count: number): readonly string[] => {
  let state = 20261127;
  const chance = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const pick = (from: readonly string[]): string => from[Math.floor(chance() * from.length)] ?? 'a';
  const piece = (depth: number): string => {
    const kind = chance();
    if (depth === 0 || kind < 0.35) return pick(['a', 'b', '[ab]', '[a-c]', '\\w', '.', 'ab', '-', '[^-]']);
    if (kind < 0.6) return piece(depth - 1) + piece(depth - 1);
    if (kind < 0.72) return `(?:${piece(depth - 1)}|${piece(depth - 1)})`;
    return `(?:${piece(depth - 1)})${pick(['*', '+', '?', '{2}', '{1,3}', '{0,20}'])}`;
  };
  return Array.from({ length: count }, () => `^${piece(4)}$`);
};

const NEARLY = ['a', 'b', 'ab', 'a-', 'ba', 'aab', '-', 'aa-b'].flatMap((word) => [
  `${word.repeat(25)}!`,
  `${word.repeat(4000 / word.length)}!`,
  `${word.repeat(12)}${'a'.repeat(2000)}!`,
]);

test('none of many patterns that it lets through takes long on texts that nearly fit', () => {
  const linear = chancePatterns(200).filter((source) => isLinear(source));
  const slow = linear.filter((source) => {
    try {
      const pattern = new RegExp(source);
      for (const text of NEARLY) runInNewContext('pattern.test(text)', { pattern, text }, { timeout: 1000 });
      return false;
    } catch {
      return true;
    }
  });
  expect(linear.length).toBeGreaterThan(100);
  expect(slow).toEqual([]);
});

test('every pattern of the catalogue is', () => {
  const slow = catalogueFiles()
    .map(readBuiltIn)
    .flatMap((description) =>
      patternsIn(description)
        .filter(({ source, ignoreCase }) => !isLinear(source, ignoreCase))
        .map(({ source, where }) => `${description.id} ${where.join('.')} ${source}`),
    );
  expect(slow).toEqual([]);
});
