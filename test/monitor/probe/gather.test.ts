import { afterEach, beforeEach, expect, test } from 'vitest';
import { botToken, startWorld, type World } from '../../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

test('every look is counted for its issuer and how it ended, and without an issuer as unknown', async () => {
  const looks: string[] = [];
  Object.assign(world.ports.measure, {
    probe: (provider: string, outcome: string) => looks.push(`${provider} ${outcome}`),
  });
  world.put('good', botToken(1));
  world.discord.accept(botToken(1));
  world.put('dead', botToken(2));
  world.put('empty', '', { 'token-health:provider': 'auto' });
  await world.sweep();
  expect(new Set(looks)).toEqual(new Set(['discord accepted', 'discord refused', 'unknown flawed']));
});
