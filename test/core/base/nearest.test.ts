import { describe, expect, test } from 'vitest';
import { nearest } from '../../../core/base/nearest.ts';

const NAMES = ['discord', 'discord.bot', 'github', 'gitlab', 'gitlab.pat', 'npm', 'slack', 'vault'];

describe('the name that was probably meant', () => {
  test.each([
    ['gitlba', 'gitlab'],
    ['githab', 'github'],
    ['slak', 'slack'],
    ['vautl', 'vault'],
    ['gitlab.patt', 'gitlab.pat'],
    ['Discord-Bot', 'discord.bot'],
    ['nmp', 'npm'],
  ])('of %j is %s', (name, meant) => expect(nearest(name, NAMES)).toBe(meant));

  test.each(['', 'x', 'stripe', 'gizlib-x'])('of %j is none: nothing is near', (name) =>
    expect(nearest(name, NAMES)).toBeUndefined(),
  );

  test('is none where there is nothing to choose from', () => expect(nearest('discord', [])).toBeUndefined());

  test('may be held to fewer slips', () => expect(nearest('slak', NAMES, () => 0)).toBeUndefined());
});
