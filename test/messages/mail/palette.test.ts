import { describe, expect, test } from 'vitest';
import { DARK, LIGHT } from '../../../messages/html/palette.ts';
import { contrast } from '../../support/contrast.ts';

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('in %s', (_, { ground, block, text, muted, link, tones }) => {
  test.each([
    ['text', text, ground],
    ['muted text', muted, ground],
    ['a link', link, ground],
    ['a command', text, block],
    ...Object.entries(tones).map(([tone, colour]): [string, string, string] => [`the word of ${tone}`, colour, ground]),
  ])('%s is read on its ground at 4.5:1', (_, colour, under) => {
    expect(contrast(colour, under)).toBeGreaterThanOrEqual(4.5);
  });
});
