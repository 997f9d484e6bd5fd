import { expect, test } from 'vitest';
import { LINES, METRICS } from '../../adapters/names.ts';
import { type Json, one, resources, synth } from './synth.ts';

type Widget = { type: string; properties: { title: string; query?: string; metrics?: Json[] } };

const textOf = (settings: Record<string, unknown> = {}): string => {
  const { DashboardBody } = one(resources(synth(settings)), 'AWS::CloudWatch::Dashboard', 'Dashboard')[1].Properties;
  const { 'Fn::Join': parts } = DashboardBody as { 'Fn::Join': [string, Json[]] };
  return parts[1].map((part) => (typeof part === 'string' ? part : 'X')).join('');
};

const widgetsOf = (text: string): Widget[] => (JSON.parse(text) as { widgets: Widget[] }).widgets;
const text = textOf();
const queries = widgetsOf(text).flatMap(({ properties }) => properties.query ?? []);

test('titles are the questions that the graphs answer', () => {
  expect(widgetsOf(text).map(({ properties }) => properties.title)).toEqual([
    'How are the tokens?',
    'Which issuer refuses?',
    'Is the monitor looking?',
    'Do alerts arrive?',
    'Is anything stuck?',
    'How fast do issuers answer? (ms)',
    'What was queued, put back, sent, not taken?',
    'Do the functions fail?',
  ]);
});

test('every metric of ours is shown, under a name that exists, and none by search', () => {
  const named = [...text.matchAll(/"TokenHealth","(\w+)"/g)].map(([, name]) => name);
  expect([...new Set(named)].sort()).toEqual(Object.keys(METRICS).sort());
  expect(text).not.toContain('SEARCH(');
});

test.each(Object.entries(LINES))('lines of %s are asked of the log by fields that they have', (name, { fields }) => {
  const asking = queries.filter((query) => query.includes(`filter measured = "${name}"`));
  expect(asking).not.toEqual([]);
  for (const field of fields) expect(asking.join()).toContain(field);
});

test.each([
  ['rate(1 minute)', 'bin(1m)'],
  ['rate(90 minutes)', 'bin(2h)'],
  ['cron(0 6 * * ? *)', 'bin(24h)'],
])('with %s a token is counted once in a point: %s', (schedule, bin) => {
  const query = widgetsOf(textOf({ schedule })).find(({ properties }) => properties.title === 'How are the tokens?');
  expect(query?.properties.query).toMatch(new RegExp(`by ${bin.replace(/[()]/g, '\\$&')}$`));
});
