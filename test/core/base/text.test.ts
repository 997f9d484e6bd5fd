import { expect, test } from 'vitest';
import { ascii, cut, defang, plain, shorten, wrap } from '../../../core/base/text.ts';

test.each([
  ['line breaks and tabs become one space', 'a\r\nb\tc', 'a b c'],
  ['bidi and zero-width characters go', 'prod\u202e/tob\u200b-drocsid\u2066', 'prod /tob -drocsid'],
  ['C1 controls and the escape of a terminal go', 'a\u009b31m\u001b[0mb', 'a 31m [0mb'],
  ['composed and decomposed letters are one', 'e\u0301', '\u00e9'],
  ['half a surrogate pair goes', 'a\ud800b', 'a b'],
  ['fillers that print as nothing go', 'a\u3164b\u115fc', 'a b c'],
])('%s', (_, text, clean) => {
  expect(plain(text)).toBe(clean);
});

test.each([
  ['a look-alike letter is not taken for the real one', 'p\u0430ypal', 'p?ypal'],
  ['typographic marks keep their meaning', '\u201cx\u201d \u2014 y\u2026', '"x" - y...'],
  ['an emoji is one mark', 'a\u{1f600}b', 'a?b'],
])('in ASCII, %s', (_, text, clean) => {
  expect(ascii(text)).toBe(clean);
});

test('a long name loses its middle', () => {
  expect(shorten('prod/very/long/path/to/discord-bot', 17)).toBe('prod/ve...ord-bot');
  expect(shorten('short', 17)).toBe('short');
});

test('cutting never halves a character', () => {
  expect(cut('\u{1f600}\u{1f600}\u{1f600}\u{1f600}\u{1f600}', 4)).toBe('\u{1f600}...'.slice(0, 4));
});

test('an address in foreign words is no link', () => {
  expect(defang('see https://evil.example and www.evil.example or mailto:x@y')).toBe(
    'see https[:]//evil.example and www[.]evil.example or mailto[:]x@y',
  );
});

test.each([
  ['words stay whole', 'one two three', 7, ['one two', 'three']],
  ['a word longer than a line is broken', 'abcdefghij kl', 4, ['abcd', 'efgh', 'ij', 'kl']],
  ['nothing is one empty line', '', 4, ['']],
  ['a word that fills the line exactly leaves no empty one', 'abcd', 4, ['abcd']],
] as const)('wrapping: %s', (_, text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines);
});

test('later lines hang under the first', () => {
  expect(wrap('one two three', 9, 'a  ', '   ')).toEqual(['a  one', '   two', '   three']);
});
