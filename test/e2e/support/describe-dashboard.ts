import { type CloudWatchClient, GetDashboardCommand } from '@aws-sdk/client-cloudwatch';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../core/base/json.ts';
import type { QuietEntry, TokenRecord } from '../../../core/model/record.ts';
import { widgetFaults } from '../../support/cloudwatch-html.ts';
import { WIDGET_CONTEXT } from '../../support/widget-context.ts';
import { until } from './until.ts';

export type Viewed = {
  readonly lambda: LambdaClient;
  readonly cloudWatch: CloudWatchClient;
  readonly out: (name: string) => string;
  readonly items: () => Promise<readonly Record<string, { readonly S?: string }>[]>;
  readonly sweep: () => Promise<void>;
  /** How often the issuer of `works` was asked. */
  readonly asked: () => number;
  /** Names of a token that is told as dead, and of one that works. */
  readonly dead: string;
  readonly works: string;
};

const contextOf = (all: object) => ({ ...WIDGET_CONTEXT, dashboardName: 'TokenHealth', width: 1800, forms: { all } });

type Button = { readonly endpoint: string; readonly params: object };

/** What can be pressed, by the words on it. */
const buttonsIn = (markup: string): readonly (Button & { readonly text: string })[] =>
  [
    ...markup.matchAll(
      /<a role="button"[^>]*>([^<]*)<\/a><cwdb-action action="call" endpoint="([^"]*)"[^>]*>([^<]*)<\/cwdb-action>/g,
    ),
  ].map(([, text = '', endpoint = '', json = '']) => ({ text, endpoint, params: parseJson(json) as object }));

/** The dashboard as somebody uses it: reads it, presses what it shows, and finds what came of it. */
export const describeDashboard = (given: () => Viewed): void => {
  const call = async (endpoint: string, event: object, forms: object = {}): Promise<string> => {
    const Payload = JSON.stringify({ ...event, widgetContext: contextOf(forms) });
    const { lambda } = given();
    const { FunctionError, Payload: answer } = await lambda.send(
      new InvokeCommand({ FunctionName: endpoint, Payload }),
    );
    expect(FunctionError).toBeUndefined();
    const markup = parseJson(new TextDecoder().decode(answer));
    if (typeof markup !== 'string') throw new Error('the widget answered with no text');
    expect(widgetFaults(markup, [given().out('WidgetFunctionArn'), given().out('ActFunctionArn')])).toEqual([]);
    return markup;
  };
  const widget = (event: object, forms: object = {}): Promise<string> =>
    call(given().out('WidgetFunctionArn'), event, forms);
  const press = async (markup: string, text: string, forms: object = {}): Promise<string> => {
    const button = buttonsIn(markup).find((one) => one.text === text);
    if (button === undefined) throw new Error(`there is no button ${text}`);
    return call(button.endpoint, button.params, forms);
  };
  const recordOf = async (name: string): Promise<TokenRecord> => {
    const items = await given().items();
    const records = items.filter(({ sk }) => sk?.S === 'state').map(({ body }) => JSON.parse(body?.S ?? ''));
    return records.find(({ ref }) => ref.name === name);
  };
  const audit = async (): Promise<readonly (QuietEntry | { readonly by: string; readonly looked: true })[]> =>
    (await given().items())
      .filter(({ pk }) => pk?.S?.startsWith('audit#'))
      .map(({ body }) => JSON.parse(body?.S ?? ''));

  describe('its dashboard', () => {
    test('reads back: the widgets first, and each names our function', async () => {
      const { cloudWatch, out } = given();
      const read = new GetDashboardCommand({ DashboardName: out('DashboardName') });
      const { widgets } = JSON.parse((await cloudWatch.send(read)).DashboardBody ?? '');
      const custom = widgets.filter(({ type }: { type: string }) => type === 'custom');
      expect(widgets[0]).toMatchObject({ type: 'custom', width: 24, properties: { params: { view: 'tokens' } } });
      expect(custom.map(({ properties }: { properties: { endpoint: string } }) => properties.endpoint)).toEqual([
        out('WidgetFunctionArn'),
        out('WidgetFunctionArn'),
      ]);
      for (const word of [
        'TokensJudged',
        'AlertsSent',
        'measured',
        'milliseconds',
        'AlertsFailed',
        '"alarm"',
        '"text"',
      ])
        expect(JSON.stringify(widgets)).toContain(word);
    });

    test('shows what is broken and why, and explains itself', async () => {
      const { dead, works } = given();
      const all = await widget({ view: 'tokens', show: 'all' });
      expect(all).toContain(dead);
      expect(all).toContain(works);
      expect(await widget({ view: 'tokens', find: dead }, {})).not.toContain(works);
      expect(await widget({ view: 'tokens', filter: true }, { show: 'all', find: works })).not.toContain(dead);
      expect(await widget({ view: 'horizon' })).toContain('How do the issuers answer?');
      expect(await textOf(given(), { describe: true })).toContain('## Token Health');
    });

    test('snoozes what somebody chooses: in the table, in the audit, and still after the next sweep', {
      timeout: 60_000,
    }, async () => {
      const { dead, sweep } = given();
      const asks = await press(await widget({ view: 'tokens', find: dead }), 'Snooze');
      const said = await press(asks, '3 hours', { by: 'alice', why: 'resetting it now' });
      expect(said).toContain(`${dead} is quiet until`);
      expect(await recordOf(dead)).toMatchObject({
        quiet: { what: 'snoozed', finding: 'dead', by: 'alice at the dashboard TokenHealth' },
      });
      expect(await audit()).toContainEqual(
        expect.objectContaining({
          by: 'alice at the dashboard TokenHealth',
          quiet: expect.objectContaining({ why: 'resetting it now' }),
        }),
      );
      await sweep();
      expect(await recordOf(dead)).toMatchObject({ quiet: { what: 'snoozed' } });
      const after = await widget({ view: 'tokens', find: dead });
      expect(after).toContain('snoozed until');
      expect(after).toContain('rejected');
    });

    test('has a token looked at now, once, and writes down who asked', { timeout: 60_000 }, async () => {
      const { works, asked } = given();
      const before = asked();
      const rows = await widget({ view: 'tokens', find: works });
      const details = await press(rows, 'Details');
      expect(await press(details, 'Probe now')).toContain('is being looked at');
      await until('the look at the token', 50, () => (asked() > before ? true : undefined));
      expect(await audit()).toContainEqual(
        expect.objectContaining({ looked: true, by: 'somebody at the dashboard TokenHealth' }),
      );
      expect(await press(details, 'Probe now')).toContain('was asked about a moment ago');
      expect(await widget({ view: 'tokens', find: works })).toContain('healthy');
    });

    test('does nothing that none of its buttons says', async () => {
      const before = (await audit()).length;
      const act = given().out('ActFunctionArn');
      for (const event of [{}, { act: 'delete' }, { act: 'snooze', token: 'x', until: -1 }])
        expect(await call(act, event)).toContain('Nothing was done');
      expect(await call(act, { act: 'look', token: 'nobody' })).toContain('not watched any more');
      expect((await audit()).length).toBe(before);
    });
  });
};

/** An answer that is no HTML. */
const textOf = async ({ lambda, out }: Viewed, event: object): Promise<string> => {
  const FunctionName = out('WidgetFunctionArn');
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
  return String(parseJson(new TextDecoder().decode(Payload)));
};
