import { describe, expect, test } from 'vitest';
import { LINES, METRICS } from '../../adapters/names.ts';
import { fixedUsd, VIEWING } from '../../infra/cost/month.ts';
import { PRICES } from '../../infra/cost/prices.ts';
import { deployed } from './cost/stack.ts';
import { type Json, ofType, one, type Resources, resources, shown, synth } from './synth.ts';

type Widget = {
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  properties: {
    title?: string;
    markdown?: string;
    query?: string;
    metrics?: Json[];
    alarms?: string[];
    endpoint?: string;
    params?: { view: string };
    updateOn?: object;
  };
};

const bodyOf = (all: Resources): Json =>
  one(all, 'AWS::CloudWatch::Dashboard', 'Dashboard')[1].Properties.DashboardBody ?? '';
const widgetsIn = (all: Resources): Widget[] => (JSON.parse(shown(bodyOf(all))) as { widgets: Widget[] }).widgets;
const widgetsOf = (settings: Record<string, unknown> = {}): Widget[] => widgetsIn(resources(synth(settings)));

const all = resources(synth());
const widgets = widgetsIn(all);
const text = shown(bodyOf(all));
const titled = (title: string): Widget => {
  const found = widgets.find(({ properties }) => properties.title?.startsWith(title));
  if (found === undefined) throw new Error(`no widget ${title}`);
  return found;
};
const ofKind = (type: string, among = widgets): Widget[] => among.filter((widget) => widget.type === type);
const queries = ofKind('log').map(({ properties }) => properties.query ?? '');
const expressions = widgets
  .flatMap(({ properties }) => properties.metrics ?? [])
  .flatMap((row) => (Array.isArray(row) ? row : []))
  .flatMap((part) =>
    part !== null && typeof part === 'object' && 'expression' in part ? [String(part.expression)] : [],
  );

const FIXED = fixedUsd(deployed()).toFixed(2);

describe('what the dashboard asks and answers', () => {
  test('titles are questions, the tokens themselves first', () => {
    expect(widgets.map(({ properties: { title, markdown } }) => title ?? markdown?.slice(0, 17))).toEqual([
      'Token health',
      '**Top to bottom: ',
      'What ends in the next 90 days?',
      'How are the tokens?',
      'Which issuer refuses?',
      'How fast do issuers answer? (ms)',
      'Is the monitor itself alive?',
      'When did a sweep finish?',
      'Is the monitor looking?',
      'Do alerts arrive?',
      'What was queued, put back, sent, not taken?',
      'Is anything stuck?',
      'Do the functions fail?',
      `What does it cost? (USD a day, beside ${FIXED} a month)`,
    ]);
  });

  test('tokens and horizon are drawn by the widget function, again when time passes or the width changes', () => {
    const arn = `<${one(all, 'AWS::Lambda::Function', 'WidgetFunction')[0]}.Arn>`;
    expect(
      ofKind('custom').map(({ properties: { endpoint, params, updateOn } }) => [endpoint, params, updateOn]),
    ).toEqual(['tokens', 'horizon'].map((view) => [arn, { view }, { refresh: true, resize: true, timeRange: false }]));
    expect(widgets[0]).toMatchObject({ x: 0, y: 0, width: 24, height: 14 });
  });

  test('every alarm of the stack is shown, once', () => {
    const shownAlarms = titled('Is the monitor itself alive?').properties.alarms ?? [];
    const ids = ofType(all, 'AWS::CloudWatch::Alarm').map(([id]) => `<${id}.Arn>`);
    expect([...shownAlarms].sort()).toEqual(ids.sort());
  });

  test('when a sweep finished comes from what is sent already', () => {
    expect(JSON.stringify(titled('When did a sweep finish?').properties.metrics)).toContain('"SweepCompleted"');
  });

  test('every queue is there, with the age of what waits', () => {
    const stuck = titled('Is anything stuck?').properties.metrics ?? [];
    const named = stuck.map((row) => (Array.isArray(row) ? row : [])).map(([, metric, , queue]) => [metric, queue]);
    const depths = named
      .filter(([metric]) => metric === 'ApproximateNumberOfMessagesVisible')
      .map(([, queue]) => queue);
    expect(depths.sort()).toEqual(
      ofType(all, 'AWS::SQS::Queue')
        .map(([id]) => `<${id}.QueueName>`)
        .sort(),
    );
    expect(named.map(([metric]) => metric)).toContain('ApproximateAgeOfOldestMessage');
  });

  test('errors and cost are those of every function', () => {
    for (const title of ['Do the functions fail?', 'What does it cost?'])
      for (const [id] of ofType(all, 'AWS::Lambda::Function'))
        expect(JSON.stringify(titled(title).properties.metrics)).toContain(`<${id}>`);
  });

  test('the cost is that of the price table, for each function by its memory, of a day whatever the period', () => {
    const [of512, of1769] = [0.5, 1769 / 1024].map((gb) => (gb * PRICES.lambdaSeconds.usd) / 1000);
    const number = (name: string, metric: string): number =>
      Number(new RegExp(`${name}${metric} \\* ([\\d.]+)`).exec(expressions.join('\n'))?.[1]);
    expect(number('probe', 'Milliseconds')).toBeCloseTo(of512 ?? 0, 14);
    expect(number('widget', 'Milliseconds')).toBeCloseTo(of1769 ?? 0, 14);
    expect(number('probe', 'Runs')).toBeCloseTo(PRICES.lambdaRequests.usd / 1e6, 14);
    expect(number('table', 'Reads')).toBeCloseTo(PRICES.tableReads.usd / 1e6, 14);
    for (const expression of expressions.slice(1)) expect(expression).toMatch(/^\(.*\) \* 86400 \/ PERIOD\(\w+\)$/);
    expect(expressions.join()).not.toMatch(/\de-?\d/);
  });

  test('what is paid without any use is said beside it, with what it is', () => {
    const markdown = ofKind('text')[0]?.properties.markdown ?? '';
    expect(markdown).toContain(`${FIXED} USD a month`);
    expect(markdown).toMatch(/alarms, metrics and the key.*dashboard/);
    expect(markdown).toContain('ActFunctionArn');
    expect(markdown.split('\n').length).toBeLessThanOrEqual(6);
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
    const query = widgetsOf({ schedule }).find(({ properties }) => properties.title === 'How are the tokens?');
    expect(query?.properties.query).toMatch(new RegExp(`by ${bin.replace(/[()]/g, '\\$&')}$`));
  });

  test('no two widgets lie on each other, each keeps to the 24 columns, and no graph has more than 500 lines', () => {
    const cells = widgets.flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, n) => `${x + (n % width)} ${y + Math.floor(n / width)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    for (const { x, width, properties } of widgets) {
      expect(x + width).toBeLessThanOrEqual(24);
      expect(properties.metrics?.length ?? 0).toBeLessThanOrEqual(500);
    }
  });

  test('a look costs what the bill says: so many widgets that read the table, so many questions to the log', () => {
    expect([ofKind('custom').length, ofKind('log').length]).toEqual([VIEWING.widgets, VIEWING.queries]);
    expect(text).toContain(`"start":"-P${VIEWING.days}D"`);
  });

  test('it shows nothing that costs a metric more: those of ours are counted, all others are of AWS', () => {
    const spaces = [...text.matchAll(/\["([\w/]+)","\w+"/g)].map(([, space]) => space);
    expect(new Set(spaces)).toEqual(new Set(['AWS/DynamoDB', 'AWS/Lambda', 'AWS/Logs', 'AWS/SQS', 'TokenHealth']));
    expect(deployed().metrics).toBe(5);
  });
});

describe('monitors elsewhere', () => {
  const US = 'arn:aws:lambda:us-east-1:210987654321:function:TokenHealth-US-MonitorWidget';
  const TOKYO = 'arn:aws:lambda:ap-northeast-1:123456789012:function:TH-Tokyo';
  const many = widgetsOf({ dashboardAlso: [US, TOKYO] });

  test('are drawn by their own functions, below our own tokens and above all else, named and placed', () => {
    const [, first, second, guide] = many;
    expect([first, second].map((widget) => [widget?.properties.title, widget?.properties.endpoint])).toEqual([
      ['Token health: TokenHealth-US-MonitorWidget in us-east-1', US],
      ['Token health: TH-Tokyo in ap-northeast-1', TOKYO],
    ]);
    for (const other of [first, second]) expect(other?.properties.params).toEqual({ view: 'tokens' });
    expect(guide?.type).toBe('text');
  });

  test('change nothing else, and give no role a right', () => {
    expect(
      many.filter(({ properties }) => ![US, TOKYO].includes(properties.endpoint ?? '')).map(({ type }) => type),
    ).toEqual(widgets.map(({ type }) => type));
    const roles = ofType(resources(synth({ dashboardAlso: [US] })), 'AWS::IAM::Policy');
    expect(JSON.stringify(roles)).not.toContain(US);
  });
});
