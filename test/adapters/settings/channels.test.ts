import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { channels, routesOf } from '../../../adapters/settings/channels.ts';
import { DEPLOYED, deployedSettings } from '../../../adapters/settings/deployed.ts';
import { placeOf, problemsOf } from '../../../adapters/settings/problems.ts';

const settings = z.object({ channels, owners: DEPLOYED.owners });
const OPS = { type: 'discord', secret: 'chat/ops' };

const problems = (input: unknown): readonly string[] => {
  const parsed = settings.safeParse({ channels: {}, owners: {}, ...(input as object) });
  return parsed.success ? [] : problemsOf(parsed.error).map(({ where, says }) => `${placeOf(where)}: ${says}`);
};

describe('channels and owners', () => {
  test.each<[string, object, RegExp]>([
    [
      'a type that does not exist',
      { channels: { ops: { type: 'fax' } } },
      /^\.channels\.ops.*: write a type: .*discord/,
    ],
    ['no type', { channels: { ops: { secret: 'x' } } }, /^\.channels\.ops.*: write a type/],
    [
      'a webhook in place of the name of its secret',
      { channels: { ops: { ...OPS, secret: 'https://discord.example/x' } } },
      /^\.channels\.ops\.secret: write the name or ARN/,
    ],
    [
      'a setting that its type does not know',
      { channels: { ops: { ...OPS, colour: 1 } } },
      /^\.channels\.ops\.colour: no such key/,
    ],
    ['a name that is taken', { channels: { slack: OPS } }, /^\.channels.*: write a name/],
    ['a name with a blank', { channels: { 'my ops': OPS } }, /^\.channels.*: write a name/],
    [
      'an owner to whom no page goes',
      { owners: { 'team-x': { channels: { page: [] } } } },
      /^\.owners\.team-x\.channels: write at least one/,
    ],
    [
      'a route that is a word',
      { owners: { 'team-x': { channels: 'ops' } } },
      /^\.owners\.team-x\.channels: write a list of channels/,
    ],
  ])('%s is said', (_sentence, input, says) => {
    expect(problems(input)).toEqual([expect.stringMatching(says)]);
  });

  test('what is written beside the code reads the same when it is read there', () => {
    const read = settings.parse({ channels: { ops: OPS }, owners: { 'team-x': { channels: ['ops'] } } });
    expect(deployedSettings.parse(JSON.parse(JSON.stringify(read)))).toEqual(read);
  });
});

describe('routes', () => {
  const all = (...names: readonly string[]) => ({ page: names, warn: names, note: names });

  test('without a word about owners all channels tell all', () => {
    expect(routesOf(['sns', 'ops'], {})).toMatchObject({ catchAll: all('ops'), always: ['sns'] });
  });

  test('the topic is routed like any other once a route names it', () => {
    const routes = routesOf(['sns', 'ops'], { 'team-x': { channels: all('sns') } });
    expect(routes).toMatchObject({ catchAll: all('sns', 'ops'), always: [] });
  });

  test('a severity that is not named goes where the graver one goes', () => {
    const { 'team-x': read } = settings.shape.owners.parse({
      'team-x': { channels: { page: ['a', 'b'], warn: ['b'] } },
    });
    expect(read?.channels).toEqual({ page: ['a', 'b'], warn: ['b'], note: ['b'] });
  });
});
