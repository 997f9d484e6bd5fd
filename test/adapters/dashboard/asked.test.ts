import { describe, expect, test } from 'vitest';
import { readAsked, readOrder } from '../../../adapters/dashboard/asked.ts';
import { WIDGET_CONTEXT } from '../../support/widget-context.ts';

const FRAME = { theme: 'dark', narrow: true, zone: { label: 'Local', minutesEast: 60 } };
const PLAIN = { theme: 'light', narrow: false };
const forms = (all: object) => ({ ...WIDGET_CONTEXT, forms: { all } });

describe('a call of the widget', () => {
  test.each<[string, unknown, object]>([
    [
      'as CloudWatch sends it',
      { view: 'tokens', widgetContext: WIDGET_CONTEXT },
      { ...FRAME, what: 'tokens', wish: {} },
    ],
    ['for its description', { describe: true }, { what: 'describe' }],
    ['without anything', {}, { ...PLAIN, what: 'tokens', wish: {} }],
    ['with nothing at all', null, { ...PLAIN, what: 'tokens', wish: {} }],
    ['with a text', 'hello', { ...PLAIN, what: 'tokens', wish: {} }],
    ['of one token', { view: 'token', token: 'a' }, { ...PLAIN, what: 'token', token: 'a' }],
    ['of one token that is not named', { view: 'token' }, { ...PLAIN, what: 'tokens', wish: {} }],
    ['of a token whose name is no text', { view: 'token', token: { $ne: 1 } }, { ...PLAIN, what: 'tokens', wish: {} }],
    ['of the horizon', { view: 'horizon' }, { ...PLAIN, what: 'horizon', wish: {} }],
    ['of a view that there is not', { view: 'admin' }, { ...PLAIN, what: 'tokens', wish: {} }],
    [
      'with a filter of a button',
      { show: 'rejected', owner: 'team-bots', provider: 'discord', find: 'bot', page: 2 },
      { what: 'tokens', wish: { show: 'rejected', owner: 'team-bots', provider: 'discord', find: 'bot', page: 2 } },
    ],
    ['with the owner of nobody', { owner: '' }, { wish: { owner: '' } }],
    ['with a verdict that there is not', { show: 'dead', owner: 'a' }, { wish: { owner: 'a' } }],
    ['with a page that is none', { page: -1 }, { wish: {} }],
    ['with words beyond measure', { find: 'x'.repeat(201) }, { wish: {} }],
    [
      'by the form, whose fields win over what the button says',
      { filter: true, show: 'healthy', widgetContext: forms({ show: 'all', owner: '-', provider: '', find: ' x' }) },
      { ...FRAME, what: 'tokens', wish: { show: 'all', owner: '', find: ' x' } },
    ],
    ['whose form is not pressed', { widgetContext: forms({ show: 'all' }) }, { wish: {} }],
    ['with a context that is none', { widgetContext: 7 }, { ...PLAIN, wish: {} }],
    ['with forms that are none', { filter: true, widgetContext: { ...WIDGET_CONTEXT, forms: [] } }, { wish: {} }],
    ['with a theme that is none', { widgetContext: { ...WIDGET_CONTEXT, theme: '"><b>' } }, { theme: 'light' }],
    [
      'west of Greenwich',
      { widgetContext: { ...WIDGET_CONTEXT, timezone: { label: 'Local', offsetISO: '-03:30' } } },
      { zone: { minutesEast: -210 } },
    ],
  ])('%s', (_, event, asked) => {
    expect(readAsked(event)).toMatchObject(asked);
  });
});

describe('an order', () => {
  test.each<[string, unknown, object]>([
    ['to look', { act: 'look', token: 'a' }, { act: 'look', token: 'a', by: 'somebody at the dashboard' }],
    [
      'with a name and a reason',
      { act: 'snooze', token: 'a', until: 5, widgetContext: forms({ by: ' alice ', why: 'moves' }) },
      { act: 'snooze', token: 'a', until: 5, by: 'alice at the dashboard Health', why: 'moves' },
    ],
    [
      'with control characters in the name',
      { act: 'look', token: 'a', widgetContext: forms({ by: 'al\nice\u0000' }) },
      { by: 'al ice at the dashboard Health' },
    ],
    [
      'with what looks like a token where a reason stands',
      { act: 'look', token: 'a', widgetContext: forms({ why: `new value ${'x'.repeat(40)}` }) },
      { why: 'new value [removed]' },
    ],
    ['to sweep', { act: 'sweep' }, { act: 'sweep' }],
    ['to do what there is not', { act: 'delete', token: 'a' }, { act: 'none' }],
    ['without a token', { act: 'look' }, { act: 'none' }],
    ['to snooze until no moment', { act: 'snooze', token: 'a', until: 'tomorrow' }, { act: 'none' }],
    ['that is nothing', undefined, { act: 'none' }],
  ])('%s', (_, event, order) => {
    expect(readOrder(event)).toMatchObject(order);
  });
});
